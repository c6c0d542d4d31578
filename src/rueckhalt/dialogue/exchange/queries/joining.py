"""Which topics another one can go on in, and what that means for those who read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.validators import slug_re
from django.db.models import Q

from rueckhalt.dialogue.exchange.access import Seat, topics_for
from rueckhalt.dialogue.exchange.models import Topic
from rueckhalt.dialogue.exchange.queries.topics import most_like, with_words
from rueckhalt.dialogue.exchange.rules.topic import ENDED, STATES, TopicState
from rueckhalt.dialogue.exchange.rules.visibility import (
    JOINS,
    VISIBILITIES,
    Visibility,
    check_join,
)
from rueckhalt.foundation.lib.refusal import Refused

# So many of those that were searched for are offered, the newest first.
MOST_FOUND = 10


@dataclass(frozen=True, slots=True)
class JoinChoice:
    """A topic to go on in: `means` is what that means for its readers, `refusal` why it cannot be."""

    reference: str
    title: str
    state: str
    visibility: str
    means: str
    refusal: str


def join_choices(seat: Seat, topic: Topic, words: str) -> tuple[JoinChoice, ...]:
    """Returns where a topic could go on: what was searched for, and then what asks nearly the same.

    `words` are those of the search, or a reference; topics that have ended are left out.
    """
    alike = most_like(seat, f"{topic.title} {topic.description}", but=topic.reference)
    found = {one.pk: one for one in (*_searched(seat, topic, words), *alike)}
    kinds = kinds_joined(topic)
    return tuple(_choice(topic, kinds, one) for one in found.values() if one.state not in ENDED)


def kinds_joined(topic: Topic) -> frozenset[Visibility]:
    """Returns of which kinds those are that go on with a topic: itself, and what was joined into it."""
    before = Topic.objects.filter(joined_to=topic).values_list("visibility", flat=True)
    return frozenset(map(Visibility, (topic.visibility, *before)))


def check_joins(kinds: Iterable[Visibility], goes_on: Visibility) -> None:
    """Refuses what `check_join` refuses of any topic that goes on with another."""
    for kind in kinds:
        check_join(kind, goes_on)


def _searched(seat: Seat, topic: Topic, words: str) -> list[Topic]:
    """Those with this reference, or with all of these words."""
    asked = with_words(words)
    word = words.strip().lower()
    named = Q(reference=word) if slug_re.fullmatch(word) else Q(pk__in=())
    rows = topics_for(seat).filter(named | asked if asked else named).exclude(pk=topic.pk)
    open_rows = rows.exclude(state__in=[state.value for state in ENDED])
    return list(open_rows.order_by("-pk")[:MOST_FOUND])


def _choice(topic: Topic, kinds: frozenset[Visibility], goes_on: Topic) -> JoinChoice:
    joined, other = Visibility(topic.visibility), Visibility(goes_on.visibility)
    return JoinChoice(
        reference=goes_on.reference,
        title=goes_on.title,
        state=STATES[TopicState(goes_on.state)].words.title,
        visibility=VISIBILITIES[other].title,
        means=JOINS.get((joined, other), ""),
        refusal=_refusal(kinds, other),
    )


def _refusal(kinds: frozenset[Visibility], goes_on: Visibility) -> str:
    try:
        check_joins(kinds, goes_on)
    except Refused as refusal:
        return str(refusal)
    return ""
