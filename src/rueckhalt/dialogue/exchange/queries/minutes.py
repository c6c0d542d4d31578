"""The minutes of a meeting in two editions, drawn by the same hand.

The internal one holds what the whole alliance may read, the public one what everybody may. A hidden
item is in neither: a file goes further than the page on which somebody took it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from rueckhalt.dialogue.exchange.access import Seat, items_for
from rueckhalt.dialogue.exchange.models import Meeting
from rueckhalt.dialogue.exchange.queries.agenda import ResultRow, results_of, title_of
from rueckhalt.dialogue.exchange.queries.presence import presence_rows
from rueckhalt.dialogue.exchange.queries.public import public_meeting
from rueckhalt.dialogue.exchange.rules.meeting import (
    MEETING_STATES,
    RESULTS,
    MeetingState,
    PresenceKind,
)
from rueckhalt.dialogue.exchange.rules.public import PublicItem, PublicMeeting
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility

PUBLIC_EDITION, INTERNAL_EDITION = "Öffentliche Fassung", "Interne Fassung"


@dataclass(frozen=True, slots=True)
class MinutesResult:
    """What came of an item."""

    kind: str
    text: str
    referred_to: str = ""
    until: date | None = None
    one_side: str = ""
    other_side: str = ""


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """An item with what came of it."""

    number: int
    title: str
    results: tuple[MinutesResult, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """A meeting on paper. `people` is empty in the public edition, which names nobody."""

    edition: str
    name: str
    state: str
    starts_at: datetime
    ends_at: datetime
    place: str
    items: tuple[MinutesItem, ...]
    people: tuple[tuple[str, str], ...]
    changed_at: datetime


def internal_minutes(seat: Seat, meeting: Meeting) -> Minutes:
    """Returns the edition for the alliance: no hidden item, whoever asks."""
    rows = items_for(seat).filter(meeting=meeting).select_related("topic")
    open_rows = rows.exclude(visibility=ItemVisibility.HIDDEN.value)
    items = list(open_rows.order_by("position", "pk"))
    results = results_of(seat, items)
    return Minutes(
        edition=INTERNAL_EDITION,
        name=meeting.name,
        state=MEETING_STATES[MeetingState(meeting.state)],
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        items=tuple(
            MinutesItem(number, title_of(item), tuple(_internal(one) for one in results[item.pk]))
            for number, item in enumerate(items, start=1)
        ),
        people=_people(seat, meeting),
        changed_at=meeting.changed_at,
    )


def public_minutes(reference: str, *, now: datetime) -> Minutes | None:
    """Returns the edition for everybody, from the public side alone; none while nothing is public."""
    found = public_meeting(reference, now=now)
    return _public(found) if found else None


def standing_minutes(reference: str, *, now: datetime) -> Minutes | None:
    """Returns the edition for everybody once the minutes stand; none before."""
    found = public_meeting(reference, now=now)
    return _public(found) if found and found.has_minutes else None


def _internal(one: ResultRow) -> MinutesResult:
    return MinutesResult(
        one.kind, one.text, one.referred_to, one.until, one.one_side, one.other_side
    )


def _people(seat: Seat, meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """Who was there, or stood in; before the meeting nobody was."""
    return tuple(
        (_present(row.name, row.deputy), row.organisation)
        for row in presence_rows(seat, meeting)
        if row.kind is PresenceKind.PRESENT or (row.kind is PresenceKind.EXCUSED and row.deputy)
    )


def _present(name: str, deputy: str) -> str:
    return f"{deputy} für {name}" if deputy else name


def _public(meeting: PublicMeeting) -> Minutes:
    return Minutes(
        edition=PUBLIC_EDITION,
        name=meeting.name,
        state=MEETING_STATES[meeting.state],
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        items=tuple(_public_item(item) for item in meeting.items),
        people=(),
        changed_at=meeting.changed_at,
    )


def _public_item(item: PublicItem) -> MinutesItem:
    results = tuple(MinutesResult(RESULTS[one.kind], one.text) for one in item.results)
    return MinutesItem(item.number, item.title, results)
