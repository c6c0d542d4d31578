"""Reads meetings for calendars: by seat, and by the secret address of a feed."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from rueckhalt.dialogue.exchange.access import Seat, meetings_for, seat_of
from rueckhalt.dialogue.exchange.models import CalendarKey, Meeting, MeetingSeries
from rueckhalt.dialogue.exchange.rules.feed import (
    Appointment,
    Feed,
    SeriesOfAppointments,
)
from rueckhalt.dialogue.exchange.rules.meeting import MeetingState
from rueckhalt.foundation.accounts.api import digest_of

# Calendars keep what they once read; a year back is enough.
BACK = timedelta(days=365)


def seat_by_word(word: str, *, on: date) -> Seat | None:
    """Returns whose feed a secret address opens; nobody if it is none, or if she takes no part today."""
    key = CalendarKey.objects.filter(digest=digest_of(word)).select_related("account__organisation")
    found = key.first()
    return seat_of(found.account, on=on) if found else None


def has_calendar_key(seat: Seat) -> bool:
    """Says whether somebody has a secret address."""
    return CalendarKey.objects.filter(account=seat.account).exists()


def feed_for(seat: Seat, *, now: datetime) -> Feed:
    """Returns the meetings of a year back and all that lie ahead; a series comes whole."""
    rows = meetings_for(seat)
    recent = rows.filter(ends_at__gte=now - BACK)
    series = MeetingSeries.objects.filter(pk__in=recent.values("series"), withdrawn_at__isnull=True)
    known = {one.pk: one for one in series}
    of_series: defaultdict[int, list[Meeting]] = defaultdict(list)
    for meeting in rows.filter(series__in=known).order_by("planned_at", "pk"):
        of_series[meeting.series_id or 0].append(meeting)
    single = recent.exclude(series__in=known).order_by("starts_at", "pk")
    return Feed(
        tuple(series_of(known[pk], of_series[pk]) for pk in sorted(known)),
        tuple(appointment(one) for one in single),
    )


def appointment(meeting: Meeting) -> Appointment:
    """Returns a meeting as a calendar shows it."""
    return Appointment(
        reference=meeting.reference,
        name=meeting.name,
        place=meeting.place,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        sequence=meeting.sequence,
        changed_at=meeting.changed_at,
        is_cancelled=meeting.state == MeetingState.CANCELLED,
        planned_at=meeting.planned_at,
    )


def series_reference(meeting: Meeting) -> str:
    """Returns the reference of a meeting's series; nothing if it has none."""
    return meeting.series.reference if meeting.series else ""


def series_of(series: MeetingSeries, meetings: list[Meeting]) -> SeriesOfAppointments:
    """Returns a series and its meetings as a calendar shows them."""
    return SeriesOfAppointments(
        reference=series.reference,
        name=series.name,
        place=series.place,
        rule=series.rule,
        first_starts_at=series.first_starts_at,
        minutes=series.minutes,
        meetings=tuple(appointment(one) for one in meetings),
    )
