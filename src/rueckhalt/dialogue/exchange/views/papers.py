"""What one takes along of a meeting: invitation, minutes, and the file for a calendar."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from rueckhalt.dialogue.exchange.access import Seat, meeting_for, takes_part
from rueckhalt.dialogue.exchange.documents.calendar import invitation_as_calendar
from rueckhalt.dialogue.exchange.documents.minutes import (
    invitation_as_pdf,
    minutes_as_csv,
    minutes_as_pdf,
)
from rueckhalt.dialogue.exchange.queries.calendar import appointment, series_reference
from rueckhalt.dialogue.exchange.queries.minutes import Minutes, internal_minutes, public_minutes
from rueckhalt.dialogue.exchange.views.asked import now

PDF, CSV, CALENDAR = "application/pdf", "text/csv; charset=utf-8", "text/calendar; charset=utf-8"


@takes_part
@require_safe
def invitation(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """When, where, and the agenda, on paper."""
    del request
    minutes = internal_minutes(seat, meeting_for(seat, meeting))
    return as_file(invitation_as_pdf(minutes), PDF, "einladung.pdf")


@takes_part
@require_safe
def calendar_file(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """One meeting for a calendar."""
    del request
    found = meeting_for(seat, meeting)
    content = invitation_as_calendar(
        appointment(found), series=series_reference(found), page_of=page_of
    )
    return as_file(content, CALENDAR, "treffen.ics")


@takes_part
@require_safe
def minutes_pdf(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """The minutes for the alliance."""
    del request
    minutes = internal_minutes(seat, meeting_for(seat, meeting))
    return as_file(minutes_as_pdf(minutes), PDF, "protokoll-intern.pdf")


@takes_part
@require_safe
def minutes_csv(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """The results for the alliance, as a table."""
    del request
    minutes = internal_minutes(seat, meeting_for(seat, meeting))
    return as_file(minutes_as_csv(minutes), CSV, "ergebnisse-intern.csv")


@takes_part
@require_safe
def public_minutes_pdf(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """The minutes that may leave the house."""
    del request
    minutes = _public(seat, meeting)
    return as_file(minutes_as_pdf(minutes), PDF, "protokoll-oeffentlich.pdf")


@takes_part
@require_safe
def public_minutes_csv(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """The results that may leave the house, as a table."""
    del request
    return as_file(minutes_as_csv(_public(seat, meeting)), CSV, "ergebnisse-oeffentlich.csv")


def _public(seat: Seat, meeting: str) -> Minutes:
    found = public_minutes(meeting_for(seat, meeting).reference, now=now())
    if found is None:
        raise Http404
    return found


def as_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Returns a file to be kept."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)


def page_of(reference: str) -> str:
    """Returns the whole address of a meeting's page, or of the list of meetings."""
    path = (
        reverse("exchange:meeting", args=[reference]) if reference else reverse("exchange:meetings")
    )
    return f"{settings.ADDRESS}{path}"
