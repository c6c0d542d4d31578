"""Topics as everybody may read them: the list, and each with its promises and meetings. No cookie."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rueckhalt.dialogue.exchange.queries.public import (
    meetings_about,
    promises_about,
    public_topic,
    public_topics,
)
from rueckhalt.dialogue.exchange.views.asked import now, page_number


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All public topics, the newest first."""
    page = public_topics(page_number(request))
    return render(request, "exchange/public/topics.html", {"page": page})


@require_safe
def single(request: HttpRequest, topic: str) -> HttpResponse:
    """One public topic: what it asks, where it stands, what was promised, and where it was discussed."""
    found = public_topic(topic)
    if found is None:
        raise Http404
    at = now()
    context = {
        "topic": found,
        "promises": promises_about(found, now=at),
        "meetings": meetings_about(found, now=at),
    }
    return render(request, "exchange/public/topic.html", context)
