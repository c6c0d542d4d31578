"""The pages of promises: the public list and page of each. No cookie, no name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rueckhalt.dialogue.exchange.queries.public import public_promise, public_promises
from rueckhalt.dialogue.exchange.views.asked import now, page_number


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """All public promises."""
    page = public_promises(page_number(request), now=now())
    return render(request, "exchange/public/promises.html", {"page": page})


@require_safe
def public_page(request: HttpRequest, promise: str) -> HttpResponse:
    """One public promise with its updates and both sides' view."""
    found = public_promise(promise, now=now())
    if found is None:
        raise Http404
    return render(request, "exchange/public/promise.html", {"promise": found})
