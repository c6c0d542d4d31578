"""The pages around everything: start, traces, imprint, privacy, accessibility."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


def _page(name: str) -> Callable[[HttpRequest], HttpResponse]:
    """Returns the view of a page that says the same to everybody."""

    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        return render(request, f"web/pages/{name}.html")

    return page


start = _page("start")
traces = _page("traces")
imprint = _page("imprint")
privacy = _page("privacy")
accessibility = _page("accessibility")
