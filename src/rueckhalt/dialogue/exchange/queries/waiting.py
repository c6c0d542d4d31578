"""Whose turn it is: what lies with somebody („Was liegt bei mir?“)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from rueckhalt.dialogue.exchange.access import Seat, promises_for, topics_for
from rueckhalt.dialogue.exchange.models import Promise, Topic, Update
from rueckhalt.dialogue.exchange.queries.topics import TopicRow, topic_rows
from rueckhalt.dialogue.exchange.rules.promise import DONE, PROMISE_KINDS, PromiseKind, is_late
from rueckhalt.dialogue.exchange.rules.topic import WaitsFor

# What a start page shows of each; the lists show the rest.
MOST = 25


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


def waiting_for(seat: Seat, *, on: date) -> Tasks:
    """Returns what waits for somebody: topics whose turn is hers, and open promises of her partners.

    For the secretariat it is what waits for it, for the next meeting, and for both sides, and the
    promises of offices that do not take part.
    """
    topics = list(_topics(seat).order_by("due_on", "pk")[:MOST])
    promises = [
        _task(one, on)
        for one in _promises(seat).order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST]
    ]
    return Tasks(topic_rows(topics, on=on), tuple(promises))


def _topics(seat: Seat) -> QuerySet[Topic]:
    hers = Q(raised_by__in=[one.pk for one in seat.memberships], waits_for=WaitsFor.RAISER.value)
    if seat.is_secretariat:
        turns = (WaitsFor.SECRETARIAT, WaitsFor.MEETING, WaitsFor.BOTH_SIDES, WaitsFor.BODY)
        hers |= Q(waits_for__in=[one.value for one in turns])
    return topics_for(seat).filter(hers)


def _promises(seat: Seat) -> QuerySet[Promise]:
    newest = Update.objects.filter(promise=OuterRef("pk")).order_by("-on", "-pk")
    hers = Q(owner_partner__in=seat.partners)
    if seat.is_secretariat:
        hers |= Q(owner_partner__isnull=True)
    rows = promises_for(seat).filter(hers)
    told = rows.annotate(status=Subquery(newest.values("status")[:1]))
    return told.filter(Q(status__isnull=True) | ~Q(status__in=[one.value for one in DONE]))


def _task(promise: Promise, on: date) -> PromiseTask:
    kind = PROMISE_KINDS[PromiseKind(promise.kind)]
    late = is_late(promise.due_on, None, on=on)  # what is done is not here
    return PromiseTask(promise.reference, kind, promise.sentence, promise.due_on, late)
