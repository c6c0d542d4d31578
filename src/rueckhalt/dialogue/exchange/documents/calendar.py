"""Meetings as iCalendar (RFC 5545): a feed, and the file of one meeting.

Neither holds an agenda, a name of a person or the link of a video conference: calendars are kept by
others. Each event links to its page here, which asks who reads.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rueckhalt.dialogue.exchange.rules.feed import (
    Appointment,
    Feed,
    SeriesOfAppointments,
    is_moved,
)
from rueckhalt.dialogue.exchange.rules.series import ends_of

if TYPE_CHECKING:
    from icalendar import Calendar, Event

MAKER = "-//Rueckhalt//Austausch//DE"
ZONE = ZoneInfo("Europe/Berlin")
NAME = "Allianz für Kommunen"
# Summer time as Directive 2000/84/EC sets it, in its two rules. The library (`Timezone.from_tzid`)
# would list the days up to 2038 only, and summer would begin an hour late: RFC 5545, 3.6.5, counts
# that moment by the clock before it. A test holds the rules against the time zone database.
TIME_ZONE = b"""BEGIN:VTIMEZONE\r
TZID:Europe/Berlin\r
BEGIN:DAYLIGHT\r
DTSTART:19960331T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
TZNAME:CEST\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
DTSTART:19961027T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
TZNAME:CET\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
END:STANDARD\r
END:VTIMEZONE\r
"""

PageOf = Callable[[str], str]


def feed_as_calendar(feed: Feed, *, page_of: PageOf) -> bytes:
    """All meetings of a feed; a series is one event with its rule, and what moved stands beside it.

    `page_of` gives the whole address of a meeting's page by its reference.
    """
    calendar = _calendar()
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    for series in feed.series:
        calendar.add_component(_rule(series, page_of))
        for one in series.meetings:
            if not one.is_cancelled and is_moved(series, one):
                calendar.add_component(_event(one, page_of, series.reference))
    for one in feed.single:
        calendar.add_component(_event(one, page_of))
    return _written(calendar)


def invitation_as_calendar(one: Appointment, *, series: str, page_of: PageOf) -> bytes:
    """One meeting to be taken into a calendar, or out of it again once it is cancelled.

    `series` is the reference of its series, if it has one: then it replaces what the feed says.
    """
    calendar = _calendar()
    calendar.add_component(_event(one, page_of, series))
    return _written(calendar)


def _calendar() -> "Calendar":
    from icalendar import Calendar, Timezone  # a fifth of a second that no other page needs

    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add_component(Timezone.from_ical(TIME_ZONE))
    return calendar


def _written(calendar: "Calendar") -> bytes:
    content: bytes = calendar.to_ical()
    return content


def _event(one: Appointment, page_of: PageOf, series: str = "") -> "Event":
    event = _bare(series or one.reference, one.name, one.place, one.changed_at)
    event.add("dtstart", _local(one.starts_at))
    event.add("dtend", _local(one.ends_at))
    event.add("sequence", one.sequence)
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    event.add("url", page_of(one.reference))
    if series and one.planned_at is not None:
        event.add("recurrence-id", _local(one.planned_at))
    return event


def _rule(series: SeriesOfAppointments, page_of: PageOf) -> "Event":
    """The series itself: what is cancelled of it is taken out, so that no calendar shows it."""
    newest = max(one.changed_at for one in series.meetings)
    event = _bare(series.reference, series.name, series.place, newest)
    event.add("dtstart", _local(series.first_starts_at))
    event.add("dtend", _local(ends_of(series.first_starts_at, series.minutes)))
    event.add("rrule", _parts(series.rule))
    gone = [one.planned_at for one in series.meetings if one.is_cancelled and one.planned_at]
    if gone:
        event.add("exdate", [_local(one) for one in gone])
    event.add("sequence", sum(one.sequence for one in series.meetings))
    event.add("status", "CONFIRMED")
    event.add("url", page_of(""))
    return event


def _bare(reference: str, name: str, place: str, changed_at: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{reference}@rueckhalt")
    event.add("dtstamp", changed_at)
    event.add("summary", name)
    if place:
        event.add("location", place)
    return event


def _parts(rule: str) -> dict[str, list[str]]:
    parts = (part.partition("=") for part in rule.split(";"))
    return {key: value.split(",") for key, _, value in parts}


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZONE)
