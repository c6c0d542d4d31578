"""When a body can be reached, in local time, and how one says it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from rueckhalt.foundation.directory.rules.holiday import is_holiday, is_holiday_somewhere
from rueckhalt.foundation.directory.rules.window import MIDNIGHT, Window
from rueckhalt.foundation.places.rules import Land

BERLIN = ZoneInfo("Europe/Berlin")
# Long enough for a body that opens once a month and whose day was a holiday.
SEARCH_DAYS = 70


@dataclass(frozen=True)
class Opening:
    """Whether a body can be reached at a moment.

    `is_open` is None when no hours are known. `changes_at` is the moment it closes (open) or
    opens next (closed); None when it never closes or no opening was found. `has_doubt`: on that
    day some municipalities have a holiday, and no source says whether the body lies in one.
    """

    is_open: bool | None
    changes_at: datetime | None = None
    has_doubt: bool = False


class HasHours(Protocol):
    """What opens and closes: a body of the directory, or who reads here."""

    @property
    def always_open(self) -> bool:
        """Says whether it never closes."""

    @property
    def hours(self) -> tuple[Window, ...]:
        """Returns its windows; none: nobody knows."""

    @property
    def holiday_land(self) -> Land | None:
        """Returns the Land whose holidays it keeps."""


class _Span(NamedTuple):
    """An opening as the clocks on the wall show it."""

    opens: datetime
    closes: datetime


def opening_of(body: HasHours, at: datetime) -> Opening:
    """Says whether a body is open at an aware moment, and when that changes."""
    if body.always_open:
        return Opening(is_open=True)
    if not body.hours:
        return Opening(is_open=None)
    # Opening hours follow the clocks on the wall, so they are compared without a zone.
    local = at.astimezone(BERLIN).replace(tzinfo=None)
    span = _next_span(body, local)
    if span is None:
        return Opening(is_open=False)
    is_open = span.opens <= local
    change = span.closes if is_open else span.opens
    if is_open and change >= _start_of(local.date() + timedelta(days=SEARCH_DAYS)):
        return Opening(is_open=True)
    doubtful = _has_doubt(body, local.date() if is_open else change.date())
    return Opening(is_open, change.replace(tzinfo=BERLIN), doubtful)


def _next_span(body: HasHours, local: datetime) -> _Span | None:
    """The opening that holds at a local moment or comes next; what touches is one opening."""
    found: _Span | None = None
    for day in (local.date() + timedelta(days=n) for n in range(SEARCH_DAYS)):
        for span in sorted(_spans_on(body, day)):
            if found and span.opens > found.closes:
                return found
            if span.closes > local:
                found = _Span(found.opens, max(found.closes, span.closes)) if found else span
    return found


def _spans_on(body: HasHours, day: date) -> list[_Span]:
    is_closed = is_holiday(day, body.holiday_land)
    return [
        _span(window, day)
        for window in body.hours
        if window.is_on(day) and (window.on_holidays or not is_closed)
    ]


def _span(window: Window, day: date) -> _Span:
    last = day + timedelta(days=1) if window.closes == MIDNIGHT else day
    return _Span(datetime.combine(day, window.opens), datetime.combine(last, window.closes))


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time())


def _has_doubt(body: HasHours, day: date) -> bool:
    follows_holidays = any(w.is_on(day) and not w.on_holidays for w in body.hours)
    return follows_holidays and is_holiday_somewhere(day, body.holiday_land)


WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def describe_opening(opening: Opening, at: datetime) -> str:
    """Puts an opening into plain German, seen from a moment: "öffnet Montag, 9:00 Uhr"."""
    if opening.is_open is None:
        return "Zeiten nicht bekannt"
    if opening.changes_at is None:
        return "rund um die Uhr" if opening.is_open else "zurzeit geschlossen"
    told = _describe_change(opening.is_open, opening.changes_at, at.astimezone(BERLIN).date())
    day = "heute" if opening.is_open else "dann"
    return f"{told}; in manchen Gemeinden ist {day} Feiertag" if opening.has_doubt else told


def _describe_change(is_open: bool, change: datetime, today: date) -> str:  # noqa: FBT001 -- one of two sentences
    clock = f"{change.hour}:{change.minute:02} Uhr"
    day = _describe_day(change.date(), today)
    if not is_open:
        return f"öffnet {day}, {clock}"
    if (change.date(), change.hour, change.minute) == (today + timedelta(days=1), 0, 0):
        return "jetzt erreichbar, bis Mitternacht"
    return (
        f"jetzt erreichbar, bis {clock}"
        if day == "heute"
        else f"jetzt erreichbar, bis {day}, {clock}"
    )


def _describe_day(day: date, today: date) -> str:
    """Names a day as people do: heute, morgen, the weekday, and the date when it is far."""
    distance = (day - today).days
    if distance == 0:
        return "heute"
    if distance == 1:
        return "morgen"
    name = WEEKDAYS[day.weekday()]
    return name if distance < 7 else f"{name}, {day.day}.{day.month}."
