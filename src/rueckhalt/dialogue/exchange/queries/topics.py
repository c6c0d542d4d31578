"""Reads topics: lists, one whole way, similar ones, and what an agenda could take."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import and_, or_

from django.db.models import Q, QuerySet

from rueckhalt.dialogue.exchange.access import Seat, items_for, topics_for
from rueckhalt.dialogue.exchange.models import Answer, Dissent, Result, Topic, TopicEntry
from rueckhalt.dialogue.exchange.queries.pages import Page, page_of
from rueckhalt.dialogue.exchange.queries.promises import LinkRow, PromiseRow, promises_of_topic
from rueckhalt.dialogue.exchange.rules.meeting import RESULTS, ResultKind
from rueckhalt.dialogue.exchange.rules.similar import (
    Candidate,
    most_similar,
    stems_from_text,
    stems_of,
)
from rueckhalt.dialogue.exchange.rules.topic import (
    ENDED,
    LONGEST_TEXT,
    STATES,
    WAITS_FOR,
    TopicSearch,
    TopicState,
    WaitsFor,
    is_overdue,
)
from rueckhalt.dialogue.exchange.rules.visibility import VISIBILITIES, Visibility

# So many topics with a stem in common are looked at, the newest first.
MOST_CANDIDATES = 300


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in a list."""

    reference: str
    title: str
    state: str
    waits_for: str
    due_on: date | None
    is_overdue: bool
    is_confidential: bool


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One step of a topic's way; `by` is shown to the alliance only."""

    at: datetime
    state: str
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer to who raised a topic."""

    text: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class DissentRow:
    """Both positions, and when both try again."""

    one_side: str
    other_side: str
    next_try_on: date


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """A meeting on whose agenda the topic stands or stood, and what came of it."""

    meeting: str
    meeting_reference: str
    starts_at: datetime
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicWay:
    """A topic whole: what it is, where it stands, and all that happened to it."""

    row: TopicRow
    description: str
    state: TopicState
    state_sentence: str
    visibility: Visibility
    visibility_title: str
    is_released: bool
    raised_at: datetime
    raised_by: str
    raised_for: str
    source_label: str
    source_url: str
    source_on: date | None
    referred_to: str
    joined_to: LinkRow | None
    joined: tuple[LinkRow, ...]
    answers: tuple[AnswerRow, ...]
    dissents: tuple[DissentRow, ...]
    consultations: tuple[ConsultationRow, ...]
    promises: tuple[PromiseRow, ...]
    history: tuple[HistoryRow, ...]


def topic_list(seat: Seat, search: TopicSearch, number: int, *, on: date) -> Page[TopicRow]:
    """Returns a page of the topics that somebody may read and searches for.

    Of those that go on the longest due comes first, of those that have ended what ended last.
    """
    rows, ended = topics_for(seat), [state.value for state in ENDED]
    if search.words:
        rows = rows.filter(with_words(search.words) or Q(title__icontains=search.words))
    rows = (
        rows.filter(state__in=ended).order_by("-changed_at", "-pk")
        if search.has_ended
        else rows.exclude(state__in=ended).order_by("due_on", "pk")
    )
    return page_of(rows, number, lambda found: topic_rows(found, on=on))


def with_words(words: str) -> Q | None:
    """Returns what asks for topics with all of some words, by their beginnings; none if none carries meaning."""
    asked = [Q(stems__contains=f" {stem}") for stem in sorted(stems_of(words))]
    return reduce(and_, asked) if asked else None


def topic_rows(found: list[Topic], *, on: date) -> tuple[TopicRow, ...]:
    """Returns topics as lists show them."""
    return tuple(_row(topic, on) for topic in found)


def _row(topic: Topic, on: date) -> TopicRow:
    return TopicRow(
        reference=topic.reference,
        title=topic.title,
        state=STATES[TopicState(topic.state)].words.title,
        waits_for=topic.referred_to or WAITS_FOR[WaitsFor(topic.waits_for)],
        due_on=topic.due_on,
        is_overdue=is_overdue(topic.due_on, on=on),
        is_confidential=topic.visibility == Visibility.CONFIDENTIAL,
    )


def topic_way(seat: Seat, topic: Topic, *, on: date) -> TopicWay:
    """Returns a topic whole, as somebody who may read it sees it (`access.topic_for`)."""
    state, visibility = TopicState(topic.state), Visibility(topic.visibility)
    by, house = topic.raised_by, topic.raised_for
    return TopicWay(
        row=_row(topic, on),
        description=topic.description,
        state=state,
        state_sentence=STATES[state].words.sentence,
        visibility=visibility,
        visibility_title=VISIBILITIES[visibility].title,
        is_released=topic.released_at is not None,
        raised_at=topic.created_at,
        raised_by=f"{by.account.name}, {by.mandate}" if by else "",
        raised_for=house.organisation.name if house else "",
        source_label=topic.source_label,
        source_url=topic.source_url,
        source_on=topic.source_on,
        referred_to=topic.referred_to,
        joined_to=_goes_on(seat, topic),
        joined=_links(topics_for(seat).filter(joined_to=topic)),
        answers=_answers(topic),
        dissents=_dissents(seat, topic),
        consultations=_consultations(seat, topic),
        promises=promises_of_topic(seat, topic, on=on),
        history=_history(topic),
    )


def _goes_on(seat: Seat, topic: Topic) -> LinkRow | None:
    found = _links(topics_for(seat).filter(pk=topic.joined_to_id)) if topic.joined_to_id else ()
    return found[0] if found else None


def _links(rows: QuerySet[Topic]) -> tuple[LinkRow, ...]:
    return tuple(LinkRow(one.reference, one.title) for one in rows.order_by("pk"))


def _answers(topic: Topic) -> tuple[AnswerRow, ...]:
    # What was answered where a joined topic goes on is the answer to it, too.
    rows = Answer.objects.filter(Q(topic=topic) | Q(topic=topic.joined_to_id)).order_by("pk")
    return tuple(AnswerRow(one.text, one.given_at) for one in rows)


def _dissents(seat: Seat, topic: Topic) -> tuple[DissentRow, ...]:
    # What came of a hidden item is as hidden as the item.
    open_ones = Q(result__isnull=True) | Q(result__item__in=items_for(seat))
    rows = Dissent.objects.filter(open_ones, topic=topic).order_by("pk")
    return tuple(DissentRow(one.one_side, one.other_side, one.next_try_on) for one in rows)


def _consultations(seat: Seat, topic: Topic) -> tuple[ConsultationRow, ...]:
    items = list(
        items_for(seat).filter(topic=topic).select_related("meeting").order_by("meeting__starts_at")
    )
    results: dict[int, list[str]] = {item.pk: [] for item in items}
    for one in Result.objects.filter(item__in=items).order_by("pk"):
        results[one.item_id].append(f"{RESULTS[ResultKind(one.kind)]}: {one.text}")
    return tuple(
        ConsultationRow(
            item.meeting.name,
            item.meeting.reference,
            item.meeting.starts_at,
            tuple(results[item.pk]),
        )
        for item in items
    )


def _history(topic: Topic) -> tuple[HistoryRow, ...]:
    rows = TopicEntry.objects.filter(topic=topic).select_related("by").order_by("at", "pk")
    return tuple(
        HistoryRow(
            one.at,
            STATES[TopicState(one.state)].words.title,
            one.note,
            one.by.name if one.by else "",
        )
        for one in rows
    )


def similar_topics(seat: Seat, text: str, *, on: date, but: str = "") -> tuple[TopicRow, ...]:
    """Returns up to five topics that somebody may read and that ask nearly the same, best first.

    `but` is the reference of a topic that is left out: the one that is compared.
    """
    return topic_rows(most_like(seat, text, but=but), on=on)


def most_like(seat: Seat, text: str, *, but: str = "") -> list[Topic]:
    """Returns the topics that `similar_topics` tells of; of a text far too long the beginning counts."""
    stems = stems_of(text[:LONGEST_TEXT])
    if not stems:
        return []
    shared = reduce(or_, (Q(stems__contains=f" {stem} ") for stem in sorted(stems)))
    rows = (
        topics_for(seat)
        .filter(shared)
        .exclude(reference=but)
        .exclude(state=TopicState.JOINED.value)
    )
    found = rows.order_by("-pk").values_list("pk", "stems")[:MOST_CANDIDATES]
    best = most_similar(stems, [Candidate(pk, stems_from_text(kept)) for pk, kept in found])
    by_number = Topic.objects.in_bulk(best)
    return [by_number[number] for number in best]
