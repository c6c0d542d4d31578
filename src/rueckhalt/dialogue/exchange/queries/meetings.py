"""Reads meetings as the alliance sees them: lists, and one agenda with its results."""

from dataclasses import dataclass
from datetime import datetime

from rueckhalt.dialogue.exchange.access import Seat, items_for, meetings_for
from rueckhalt.dialogue.exchange.models import Meeting, Result
from rueckhalt.dialogue.exchange.queries.pages import Page, page_of
from rueckhalt.dialogue.exchange.rules.meeting import (
    MEETING_STATES,
    RESULTS,
    MeetingState,
    ResultKind,
)
from rueckhalt.dialogue.exchange.rules.visibility import ITEM_VISIBILITIES, ItemVisibility


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list."""

    reference: str
    name: str
    state: str
    starts_at: datetime
    ends_at: datetime
    place: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of an agenda that somebody may read, and what came of it."""

    reference: str
    number: int
    title: str
    topic_reference: str
    visibility: str
    results: tuple[str, ...]


def meeting_list(seat: Seat, number: int) -> Page[MeetingRow]:
    """Returns a page of all meetings, the newest first."""
    rows = meetings_for(seat).order_by("-starts_at", "-pk")
    return page_of(rows, number, lambda found: tuple(meeting_row(one) for one in found))


def meeting_row(meeting: Meeting) -> MeetingRow:
    """Returns a meeting as lists show it."""
    return MeetingRow(
        meeting.reference,
        meeting.name,
        MEETING_STATES[MeetingState(meeting.state)],
        meeting.starts_at,
        meeting.ends_at,
        meeting.place,
    )


def agenda(seat: Seat, meeting: Meeting) -> tuple[ItemRow, ...]:
    """Returns the items of a meeting that somebody may read, in their order, counted as she sees them."""
    rows = items_for(seat).filter(meeting=meeting).select_related("topic")
    items = list(rows.order_by("position", "pk"))
    results: dict[int, list[str]] = {item.pk: [] for item in items}
    for one in Result.objects.filter(item__in=items).order_by("pk"):
        results[one.item_id].append(f"{RESULTS[ResultKind(one.kind)]}: {one.text}")
    return tuple(
        ItemRow(
            reference=item.reference,
            number=number,
            title=item.title or (item.topic.title if item.topic else ""),
            topic_reference=item.topic.reference if item.topic else "",
            visibility=ITEM_VISIBILITIES[ItemVisibility(item.visibility)].title,
            results=tuple(results[item.pk]),
        )
        for number, item in enumerate(items, start=1)
    )
