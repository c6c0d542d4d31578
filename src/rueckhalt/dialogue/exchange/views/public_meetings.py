"""Meetings as everybody may read them: the list, each with its public items, its minutes. No cookie."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rueckhalt.dialogue.exchange.documents.minutes import minutes_as_csv, minutes_as_pdf
from rueckhalt.dialogue.exchange.queries.minutes import Minutes, standing_minutes
from rueckhalt.dialogue.exchange.queries.public import (
    promises_from,
    public_file,
    public_meeting,
    public_meetings,
)
from rueckhalt.dialogue.exchange.views.asked import now, page_number
from rueckhalt.dialogue.exchange.views.materials import handed_out
from rueckhalt.dialogue.exchange.views.papers import CSV, PDF, as_file


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All public meetings, the newest first."""
    page = public_meetings(page_number(request), now=now())
    return render(request, "exchange/public/meetings.html", {"page": page})


@require_safe
def single(request: HttpRequest, meeting: str) -> HttpResponse:
    """One public meeting: its items, what came of them, and what was promised."""
    found = public_meeting(meeting, now=now())
    if found is None:
        raise Http404
    context = {"meeting": found, "promises": promises_from(found, now=now())}
    return render(request, "exchange/public/meeting.html", context)


@require_safe
def file(request: HttpRequest, meeting: str, material: str) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """A file of a meeting or of one of its items that was let out."""
    found = public_file(meeting, material, now=now())
    if found is None:
        raise Http404
    return handed_out(found.digest, found.name, found.media_type)


@require_safe
def minutes_pdf(request: HttpRequest, meeting: str) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """The public minutes on paper."""
    return as_file(minutes_as_pdf(_minutes(meeting)), PDF, "protokoll.pdf")


@require_safe
def minutes_csv(request: HttpRequest, meeting: str) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """The public results as a table."""
    return as_file(minutes_as_csv(_minutes(meeting)), CSV, "ergebnisse.csv")


def _minutes(meeting: str) -> Minutes:
    found = standing_minutes(meeting, now=now())
    if found is None:
        raise Http404
    return found
