"""Bodies that help, their opening hours, and when a person can reach them.

A body is dated text: everything comes in as a value read from `content/directory`.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import ClassVar
from zoneinfo import ZoneInfo

import holidays
from dateutil.rrule import rrulestr
from pydantic import ConfigDict

from rueckhalt.foundation.places.rules import Land

BERLIN = ZoneInfo("Europe/Berlin")
# Long enough to pass Christmas and New Year for a body that opens on one day a week.
SEARCH_DAYS = 21
A_MONDAY = datetime(2024, 1, 1)  # noqa: DTZ001 -- recurrence rules speak of local days


class Competence(StrEnum):
    """What a body can be asked for; steps of a plan name these words."""

    EMERGENCY = "notruf"
    RESCUE = "rettung"
    MUNICIPAL_CONTACT = "ansprechstelle_kommunal"
    ONLINE_POLICE = "onlinewache"
    VICTIM_SUPPORT = "opferhilfe"
    CRISIS_LINE = "krisentelefon"


class SourceKind(StrEnum):
    """Who says so; press alone is shown as press."""

    AUTHORITY = "behoerde"
    BODY = "stelle"
    LAW = "gesetz"
    PRESS = "presse"
    DIRECTORY = "verzeichnis"


@dataclass(frozen=True)
class Source:
    """Where a statement stands. `on` is the day, month or year the source names."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    text: str
    kind: SourceKind
    on: str = ""


@dataclass(frozen=True)
class Window:
    """One opening a day: an RFC 5545 rule for the days, and local times of Germany."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    rule: str
    opens: time
    closes: time
    on_holidays: bool = False

    def __post_init__(self) -> None:
        """Refuses hours that no reader could follow."""
        if self.opens >= self.closes:
            raise ValueError(
                "Eine Stelle schließt später, als sie öffnet; über Mitternacht sind es zwei Zeilen."
            )
        if not self.weekdays:
            raise ValueError(f"Die Regel {self.rule} nennt keinen Wochentag.")

    @cached_property
    def weekdays(self) -> frozenset[int]:
        """Days of the week (Monday is 0) on which this window opens."""
        days = rrulestr(self.rule, dtstart=A_MONDAY).between(
            A_MONDAY, A_MONDAY + timedelta(days=6), inc=True
        )
        return frozenset(day.weekday() for day in days)


@dataclass(frozen=True)
class Body:
    """A body one can turn to, as far as a source says so.

    `attested_on` is the date of the source; `checked_on` stays empty until a person checked it.
    `second_hand` says that the way to it was not seen at the body's own page.
    `seat` is the Land whose holidays close it; None for a body that follows nationwide ones.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: str
    name: str
    competences: tuple[Competence, ...]
    source: Source
    attested_on: str
    land: Land | None = None
    seat: Land | None = None
    phone: str = ""
    email: str = ""
    url: str = ""
    second_hand: bool = False
    always_open: bool = False
    hours: tuple[Window, ...] = ()
    note: str = ""
    checked_on: date | None = None
    rank: int = 50

    def __post_init__(self) -> None:
        """Refuses a body that nobody could reach."""
        if not (self.phone or self.url or self.email):
            raise ValueError(f"{self.id}: Kein Weg zu dieser Stelle ist angegeben.")
        if self.always_open and self.hours:
            raise ValueError(f"{self.id}: Rund um die Uhr und Öffnungszeiten schließen sich aus.")


@dataclass(frozen=True)
class Opening:
    """Whether a body can be reached at a moment.

    `is_open` is None when no hours are known. `changes_at` is the moment it closes (open) or
    opens next (closed); None when it never closes or no opening was found.
    """

    is_open: bool | None
    changes_at: datetime | None = None


def opening_of(body: Body, at: datetime) -> Opening:
    """Says whether a body is open at an aware moment, and when that changes."""
    if body.always_open:
        return Opening(is_open=True)
    if not body.hours:
        return Opening(is_open=None)
    local = at.astimezone(BERLIN)
    windows = _windows_from(body, local.date())
    for opens, closes in windows:
        if opens <= local < closes:
            return Opening(is_open=True, changes_at=closes)
        if local < opens:
            return Opening(is_open=False, changes_at=opens)
    return Opening(is_open=False)


def _windows_from(body: Body, first: date) -> list[tuple[datetime, datetime]]:
    """Lists the openings of the next weeks in order, as local moments."""
    days = [first + timedelta(days=n) for n in range(SEARCH_DAYS)]
    return sorted(
        (datetime.combine(day, w.opens, BERLIN), datetime.combine(day, w.closes, BERLIN))
        for day in days
        for w in body.hours
        if day.weekday() in w.weekdays and (w.on_holidays or not is_holiday(day, body.seat))
    )


@lru_cache(maxsize=64)
def _holidays_of(land: Land | None, year: int) -> frozenset[date]:
    """Public holidays of a Land, or those that hold in all of Germany, in one year."""
    return frozenset(
        holidays.country_holidays("DE", subdiv=land.value if land else None, years=year)
    )


def is_holiday(day: date, land: Land | None) -> bool:
    """Says whether a day is a public holiday in the whole of a Land (None: in all of Germany)."""
    return day in _holidays_of(land, day.year)


WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def describe_opening(opening: Opening, at: datetime) -> str:
    """Puts an opening into plain German, seen from a moment: "öffnet Montag, 9:00 Uhr"."""
    if opening.is_open is None:
        return "Zeiten nicht bekannt"
    if opening.is_open and opening.changes_at is None:
        return "rund um die Uhr"
    if opening.changes_at is None:
        return "zurzeit geschlossen"
    clock = f"{opening.changes_at.hour}:{opening.changes_at.minute:02} Uhr"
    if opening.is_open:
        return f"jetzt erreichbar, bis {clock}"
    return (
        f"öffnet {_describe_day(opening.changes_at.date(), at.astimezone(BERLIN).date())}, {clock}"
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


def bodies_for(
    bodies: tuple[Body, ...], competence: Competence, land: Land | None
) -> tuple[Body, ...]:
    """Chooses the bodies for a matter: those of the Land first, then those of the federation."""
    fitting = [
        body for body in bodies if competence in body.competences and body.land in (None, land)
    ]
    return tuple(sorted(fitting, key=lambda body: (body.land is None, body.rank, body.name)))
