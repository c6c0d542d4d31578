"""Series: by which rule meetings come again, and at which moments (RRULE of RFC 5545)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from rueckhalt.dialogue.exchange.rules.feed import (
    Appointment,
    SeriesOfAppointments,
    is_moved,
)
from rueckhalt.dialogue.exchange.rules.topic import LONGEST_TEXT, LONGEST_TITLE, check_length
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

FEWEST, MOST = 2, 60
LONGEST_PLACE = 200
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Rhythm(StrEnum):
    """How often a series meets."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"


RHYTHMS: dict[Rhythm, str] = {
    Rhythm.WEEKLY: gettext_noop("Jede Woche"),
    Rhythm.FORTNIGHTLY: gettext_noop("Alle zwei Wochen"),
    Rhythm.MONTHLY: gettext_noop("Jeden Monat"),
    Rhythm.QUARTERLY: gettext_noop("Alle drei Monate"),
    Rhythm.HALF_YEARLY: gettext_noop("Alle sechs Monate"),
}
_MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6}


@dataclass(frozen=True, slots=True)
class SeriesDraft:
    """What somebody types to plan a series; the first moment carries its zone."""

    name: str
    purpose: str
    visibility: Visibility
    rhythm: Rhythm
    count: int
    starts_at: datetime
    minutes: int
    place: str


def checked_series(draft: SeriesDraft) -> SeriesDraft:
    """Returns a series as it is stored: without spaces around its words.

    Refused: no name or a long one, no purpose, a long place, fewer than two meetings or more than
    sixty, a meeting without a length or one longer than a day, and a confidential series.
    """
    name, place = " ".join(draft.name.split()), " ".join(draft.place.split())
    purpose = draft.purpose.strip()
    check_length("name", name, LONGEST_TITLE)
    check_length("purpose", purpose, LONGEST_TEXT)
    check_place(place)
    if draft.visibility is Visibility.CONFIDENTIAL:
        raise Refused("visibility", gettext_noop("Ein Treffen ist intern oder öffentlich."))
    if not FEWEST <= draft.count <= MOST:
        raise Refused("count", gettext_noop("Eine Reihe hat 2 bis 60 Treffen."))
    check_minutes(draft.minutes)
    return SeriesDraft(
        name, purpose, draft.visibility, draft.rhythm, draft.count, draft.starts_at,
        draft.minutes, place,
    )  # fmt: skip


def check_minutes(minutes: int) -> None:
    """Refuses a meeting without a length and one that is longer than a day."""
    if not 1 <= minutes <= 24 * 60:
        raise Refused("minutes", gettext_noop("Ein Treffen dauert 1 Minute bis 24 Stunden."))


def check_place(place: str) -> None:
    """Refuses a place that is too long; none at all is a meeting whose place follows."""
    if len(place) > LONGEST_PLACE:
        raise Refused("place-long", gettext_noop("Der Ort hat höchstens 200 Zeichen."))


def rule_for(rhythm: Rhythm, first: date, count: int) -> str:
    """Returns the RRULE of a series that begins on a day.

    What comes by months keeps the weekday: the second Tuesday stays the second Tuesday, and a fifth
    one, which most months lack, means the last.
    """
    day = _DAYS[first.weekday()]
    if rhythm in _MONTHS:
        nth = (first.day - 1) // 7 + 1
        which = -1 if nth == 5 else nth
        return f"FREQ=MONTHLY;INTERVAL={_MONTHS[rhythm]};BYDAY={which}{day};COUNT={count}"
    weeks = 2 if rhythm is Rhythm.FORTNIGHTLY else 1
    return f"FREQ=WEEKLY;INTERVAL={weeks};BYDAY={day};COUNT={count}"


def rhythm_of(rule: str) -> Rhythm:
    """Returns the rhythm of a rule that `rule_for` made."""
    parts = dict(part.split("=") for part in rule.split(";"))
    step = int(parts["INTERVAL"])
    if parts["FREQ"] == "WEEKLY":
        return Rhythm.FORTNIGHTLY if step == 2 else Rhythm.WEEKLY
    return next(rhythm for rhythm, months in _MONTHS.items() if months == step)


def moments_of(rule: str, first: datetime, zone: str) -> tuple[datetime, ...]:
    """Returns the moments of a series in UTC; the hour is that of its zone, whatever summer time does.

    Raises:
        ValueError: the rule is none.
    """
    place = ZoneInfo(zone)
    local = first.astimezone(place).replace(tzinfo=None)
    return tuple(
        one.replace(tzinfo=place).astimezone(UTC)
        for one in list(rrulestr(rule, dtstart=local))[:MOST]
    )


def at_hour(moment: datetime, hour: time, zone: str) -> datetime:
    """Returns the moment in UTC at which an hour comes on the day of another, as clocks in a zone show it."""
    day = moment.astimezone(ZoneInfo(zone)).date()
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """What somebody types to change a series from one of its meetings on; the days stay."""

    name: str
    starts: time
    minutes: int
    place: str


def checked_change(change: SeriesChange) -> SeriesChange:
    """Returns a change as it is stored: without spaces around its words.

    Refused: no name or a long one, a long place, a meeting without a length or longer than a day.
    """
    name, place = " ".join(change.name.split()), " ".join(change.place.split())
    check_length("name", name, LONGEST_TITLE)
    check_place(place)
    check_minutes(change.minutes)
    return SeriesChange(name, change.starts, change.minutes, place)


class Stays(StrEnum):
    """Why a meeting of a series stays as it is when the series changes."""

    PAST = "past"
    CANCELLED = "cancelled"
    EARLIER = "earlier"
    MOVED = "moved"


STAYS: dict[Stays, str] = {
    Stays.PAST: gettext_noop("Es ist vorbei oder läuft gerade."),
    Stays.CANCELLED: gettext_noop("Es ist abgesagt."),
    Stays.EARLIER: gettext_noop("Es kommt vor diesem Treffen."),
    Stays.MOVED: gettext_noop("Es weicht schon von der Reihe ab."),
}


def why_it_stays(
    series: SeriesOfAppointments,
    one: Appointment,
    *,
    since: datetime,
    is_plannable: bool,
    now: datetime,
) -> Stays | None:
    """Says why a meeting does not follow a change of its series; nothing if it follows.

    `since` is the planned moment of the first meeting that changes; `is_plannable` says that the
    meeting is neither held nor cancelled.
    """
    if one.is_cancelled:
        return Stays.CANCELLED
    if one.starts_at <= now or not is_plannable:
        return Stays.PAST
    if one.planned_at is None or one.planned_at < since:
        return Stays.EARLIER
    return Stays.MOVED if is_moved(series, one) else None


def ends_of(starts_at: datetime, minutes: int) -> datetime:
    """Returns when a meeting ends that lasts so many minutes."""
    return starts_at + timedelta(minutes=minutes)
