"""Reads agendas to be worked on: items with what came of them, and what could come onto one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from rueckhalt.dialogue.exchange.access import Seat, items_for, promises_for, topics_for
from rueckhalt.dialogue.exchange.models import (
    AgendaItem,
    Dissent,
    Meeting,
    Result,
    ResultNotes,
    Topic,
)
from rueckhalt.dialogue.exchange.queries.pages import PAGE_SIZE
from rueckhalt.dialogue.exchange.queries.promises import LinkRow
from rueckhalt.dialogue.exchange.queries.topics import TopicRow, topic_rows
from rueckhalt.dialogue.exchange.rules.meeting import (
    RESULTS,
    RUNNING,
    ResultKind,
    Waiting,
    proposed,
)
from rueckhalt.dialogue.exchange.rules.topic import BACKLOG, TopicState, is_overdue
from rueckhalt.dialogue.exchange.rules.visibility import (
    ITEM_VISIBILITIES,
    ITEMS_OF,
    ItemVisibility,
    Visibility,
)


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What came of an item and the promises of it, as somebody may read them.

    Both sides stand there only where they did not agree; `number` names the result for a promise.
    """

    number: int
    kind: str
    text: str
    public_text: str
    referred_to: str
    until: date | None
    one_side: str
    other_side: str
    promises: tuple[LinkRow, ...]


@dataclass(frozen=True, slots=True)
class VisibilityChoice:
    """What an item may be; `is_chosen` is what it is."""

    value: str
    title: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """An item of an agenda that somebody may read; `number` counts what she may read."""

    reference: str
    number: int
    title: str
    topic_reference: str
    visibility_title: str
    choices: tuple[VisibilityChoice, ...]
    minutes: int | None
    results: tuple[ResultRow, ...]
    has_notes: bool


@dataclass(frozen=True, slots=True)
class Notes:
    """What has been typed about an item so far, when and by whom."""

    values: dict[str, str]
    saved_at: datetime
    saved_by: str


def agenda_rows(seat: Seat, meeting: Meeting) -> tuple[AgendaRow, ...]:
    """Returns the items of a meeting that somebody may read, in their order, with what came of them."""
    rows = items_for(seat).filter(meeting=meeting).select_related("topic")
    items = list(rows.order_by("position", "pk"))
    results = results_of(seat, items)
    notes = set(ResultNotes.objects.filter(item__in=items).values_list("item_id", flat=True))
    return tuple(
        _row(item, number, results[item.pk], has_notes=item.pk in notes)
        for number, item in enumerate(items, start=1)
    )


def results_of(seat: Seat, items: list[AgendaItem]) -> defaultdict[int, tuple[ResultRow, ...]]:
    """Returns what came of items that somebody may read, by the number of the item."""
    results = list(Result.objects.filter(item__in=items).order_by("pk"))
    dissents = {one.result_id: one for one in Dissent.objects.filter(result__in=results)}
    promises = _promises_of(seat, results)
    told: defaultdict[int, tuple[ResultRow, ...]] = defaultdict(tuple)
    for one in results:
        told[one.item_id] += (_result(one, dissents.get(one.pk), promises[one.pk]),)
    return told


def _promises_of(seat: Seat, results: list[Result]) -> defaultdict[int, tuple[LinkRow, ...]]:
    told: defaultdict[int, tuple[LinkRow, ...]] = defaultdict(tuple)
    for one in promises_for(seat).filter(result__in=results).order_by("pk"):
        if one.result_id is not None:
            told[one.result_id] += (LinkRow(one.reference, one.sentence),)
    return told


def _result(one: Result, dissent: Dissent | None, promises: tuple[LinkRow, ...]) -> ResultRow:
    return ResultRow(
        number=one.pk,
        kind=RESULTS[ResultKind(one.kind)],
        text=one.text,
        public_text=one.public_text,
        referred_to=one.referred_to,
        until=one.until,
        one_side=dissent.one_side if dissent else "",
        other_side=dissent.other_side if dissent else "",
        promises=promises,
    )


def _row(
    item: AgendaItem, number: int, results: tuple[ResultRow, ...], *, has_notes: bool
) -> AgendaRow:
    topic = item.topic
    offered = ITEMS_OF[Visibility(topic.visibility)] if topic else frozenset(ItemVisibility)
    return AgendaRow(
        reference=item.reference,
        number=number,
        title=title_of(item),
        topic_reference=topic.reference if topic else "",
        visibility_title=ITEM_VISIBILITIES[ItemVisibility(item.visibility)].title,
        choices=tuple(
            VisibilityChoice(one.value, ITEM_VISIBILITIES[one].title, one.value == item.visibility)
            for one in ItemVisibility
            if one in offered
        ),
        minutes=item.minutes,
        results=results,
        has_notes=has_notes,
    )


def title_of(item: AgendaItem) -> str:
    """Returns the words of an item: its own, or those of its topic."""
    return item.title or (item.topic.title if item.topic else "")


def notes_of(item: AgendaItem) -> Notes | None:
    """Returns what has been typed about an item and not recorded yet."""
    found = ResultNotes.objects.filter(item=item).select_related("saved_by").first()
    if found is None:
        return None
    values = {str(key): str(value) for key, value in found.values.items()}
    return Notes(values, found.saved_at, found.saved_by.name)


def item_results(seat: Seat, item: AgendaItem) -> tuple[ResultRow, ...]:
    """Returns what came of an item so far."""
    return results_of(seat, [item])[item.pk]


def count_results(item: AgendaItem) -> int:
    """Returns how many results an item has."""
    return Result.objects.filter(item=item).count()


def topics_waiting_for(meeting: Meeting) -> QuerySet[Topic]:
    """Returns the topics that wait for a meeting: theirs is the newest item that nobody took off.

    A topic can stand on several agendas, one after the other; what happens at an earlier meeting
    does not move it once it waits for a later one.
    """
    items = AgendaItem.objects.filter(withdrawn_at__isnull=True)
    newest = items.filter(topic=OuterRef("pk")).order_by("-pk")
    rows = Topic.objects.filter(
        pk__in=items.filter(meeting=meeting).values("topic"), state=TopicState.ON_AGENDA.value
    )
    return rows.alias(at=Subquery(newest.values("meeting")[:1])).filter(at=meeting.pk)


def agenda_day(meeting: Meeting, *, on: date) -> date:
    """Returns the day for which an agenda is made: that of the meeting, or today once it is over."""
    return max(on, timezone.localdate(meeting.starts_at))


def proposals(seat: Seat, *, on: date) -> tuple[TopicRow, ...]:
    """Returns the first topics for an agenda of a day, overdue ones first (`rules.meeting.proposed`)."""
    return topic_rows(_proposed(seat, on), on=on)


def overdue_topics(seat: Seat, *, on: date) -> tuple[Topic, ...]:
    """Returns the topics that come onto an agenda of a day by themselves: what is overdue by then."""
    return tuple(topic for topic in _proposed(seat, on) if is_overdue(topic.due_on, on=on))


def _proposed(seat: Seat, on: date) -> list[Topic]:
    """A page of them. The table gives the first of both kinds, the rule decides on their order."""
    rows = topics_for(seat).filter(state__in=[state.value for state in BACKLOG])
    late = rows.filter(due_on__lt=on).order_by("due_on", "created_at", "pk")
    ready = ~Q(state__in=[state.value for state in RUNNING]) | Q(due_on__isnull=True) | Q(due_on=on)
    others = rows.filter(ready).exclude(due_on__lt=on).order_by("created_at", "pk")
    found = {topic.pk: topic for topic in (*late[:PAGE_SIZE], *others[:PAGE_SIZE])}
    order = proposed((_waiting(topic) for topic in found.values()), on=on)
    return [found[number] for number in order[:PAGE_SIZE]]


def _waiting(topic: Topic) -> Waiting:
    raised_on = timezone.localdate(topic.created_at)
    return Waiting(topic.pk, TopicState(topic.state), topic.due_on, raised_on)
