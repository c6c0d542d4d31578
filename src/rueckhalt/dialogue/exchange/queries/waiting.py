"""Whose turn it is: what lies with somebody („Was liegt bei mir?“)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from rueckhalt.dialogue.exchange.access import Seat, meetings_for, promises_for, topics_for
from rueckhalt.dialogue.exchange.models import Meeting, Presence, Promise, Topic
from rueckhalt.dialogue.exchange.queries.pages import page_of
from rueckhalt.dialogue.exchange.queries.statuses import still_open
from rueckhalt.dialogue.exchange.queries.topics import TopicRow, topic_rows
from rueckhalt.dialogue.exchange.queries.turns import promises_with_turn, topics_with_turn
from rueckhalt.dialogue.exchange.rules.meeting import PRESENCES, MeetingState, PresenceKind
from rueckhalt.dialogue.exchange.rules.partner import Term
from rueckhalt.dialogue.exchange.rules.promise import PROMISE_KINDS, PromiseKind, is_late
from rueckhalt.dialogue.exchange.rules.topic import WaitsFor


@dataclass(frozen=True, slots=True)
class PromiseTask:
    """A promise that somebody's organisation gave and that is not done."""

    reference: str
    kind: str
    sentence: str
    due_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Tasks:
    """What waits for somebody, the longest due first."""

    topics: tuple[TopicRow, ...]
    promises: tuple[PromiseTask, ...]

    @property
    def is_empty(self) -> bool:
        """Says whether nothing waits for her."""
        return not self.topics and not self.promises


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """For whom somebody is invited, and what she said: nothing if she has not said yet."""

    organisation: str
    said: str


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting to which somebody is invited; the secretariat sees it in any case."""

    reference: str
    name: str
    starts_at: datetime
    has_begun: bool
    place: str
    answers: tuple[OwnAnswer, ...]


def next_meeting(seat: Seat, *, now: datetime) -> NextMeeting | None:
    """Returns the next meeting that is not over, with somebody's own answers; none if she is not invited.

    Whoever has a mandate on its day is invited.
    """
    rows = meetings_for(seat).filter(state=MeetingState.INVITED.value, ends_at__gt=now)
    found = rows.order_by("starts_at", "pk").first()
    if found is None:
        return None
    answers = _answers(seat, found)
    if not answers and not seat.is_secretariat:
        return None
    has_begun = found.starts_at <= now
    return NextMeeting(
        found.reference, found.name, found.starts_at, has_begun, found.place, answers
    )


def _answers(seat: Seat, meeting: Meeting) -> tuple[OwnAnswer, ...]:
    on = timezone.localdate(meeting.starts_at)
    invited = [one for one in seat.memberships if Term(one.valid_from, one.valid_until).holds(on)]
    noted = Presence.objects.filter(meeting=meeting, membership__in=[one.pk for one in invited])
    kinds = {one.membership_id: PresenceKind(one.kind) for one in noted}
    return tuple(
        OwnAnswer(one.partner.organisation.name, _said(kinds.get(one.pk))) for one in invited
    )


def _said(kind: PresenceKind | None) -> str:
    return PRESENCES[kind] if kind and kind is not PresenceKind.INVITED else ""


def overdue_elsewhere(seat: Seat, *, on: date) -> Tasks:
    """Returns what others have let pass, for the secretariat: what lies with it stands in `waiting_for`."""
    if not seat.is_secretariat:
        return Tasks((), ())
    turns = (WaitsFor.OWNER.value, WaitsFor.RAISER.value)
    topics = topics_with_turn(topics_for(seat), on=on).filter(waits_for__in=turns)
    promises = promises_with_turn(still_open(promises_for(seat)), on=on)
    late = {"is_of_secretariat": False, "due_on__lt": on}
    return _first(topics.filter(**late), promises.filter(**late), on=on)


def waiting_for(seat: Seat, *, on: date) -> Tasks:
    """Returns what waits for somebody: topics whose turn is hers, and open promises of her partners.

    For the secretariat it is all that nobody else goes on with (`queries.turns`).
    """
    return _first(_topics(seat, on), _promises(seat, on), on=on)


def _first(topics: QuerySet[Topic], promises: QuerySet[Promise], *, on: date) -> Tasks:
    """The first page of each, the longest due first; the lists show the rest."""
    rows = topics.order_by("due_on", "pk")
    given = promises.order_by(F("due_on").asc(nulls_last=True), "pk")
    return Tasks(
        page_of(rows, 1, lambda found: topic_rows(found, on=on)).rows,
        page_of(given, 1, lambda found: tuple(_task(one, on) for one in found)).rows,
    )


def _topics(seat: Seat, on: date) -> QuerySet[Topic]:
    raised = Topic.objects.filter(raised_by__in=seat.ever)
    # Whoever raised a topic that was joined into another follows it there and reads the answer.
    numbers = Q(pk__in=raised.values("pk")) | Q(pk__in=raised.values("joined_to"))
    hers = numbers & Q(waits_for=WaitsFor.RAISER.value)
    if seat.is_secretariat:
        hers |= Q(is_of_secretariat=True)
    return topics_with_turn(topics_for(seat), on=on).filter(hers)


def _promises(seat: Seat, on: date) -> QuerySet[Promise]:
    hers = Q(owner_partner__in=seat.partners, is_of_secretariat=False)
    if seat.is_secretariat:
        hers |= Q(is_of_secretariat=True)
    return promises_with_turn(still_open(promises_for(seat)), on=on).filter(hers)


def _task(promise: Promise, on: date) -> PromiseTask:
    kind = PROMISE_KINDS[PromiseKind(promise.kind)]
    late = is_late(promise.due_on, None, on=on)  # what is done is not here
    return PromiseTask(promise.reference, kind, promise.sentence, promise.due_on, late)
