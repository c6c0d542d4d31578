"""The content with which the exchange starts: topics and promises with their source."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic.dataclasses import dataclass as checked_dataclass

from rueckhalt.dialogue.exchange.rules.partner import STRICT
from rueckhalt.dialogue.exchange.rules.promise import checked_owner, checked_sentence
from rueckhalt.dialogue.exchange.rules.topic import TopicDraft, checked_topic
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from rueckhalt.foundation.lib.content import ContentError, parse_entries
from rueckhalt.foundation.lib.refusal import Refused


@checked_dataclass(frozen=True, config=STRICT)
class StartSource:
    """What the content rests on: a published text, where it can be read, and of which day it is."""

    id: str
    name: str
    url: str
    on: date


@checked_dataclass(frozen=True, config=STRICT)
class StartTopic:
    """A topic from a published text, in our own words."""

    id: str
    title: str
    text: str
    source: str


@checked_dataclass(frozen=True, config=STRICT)
class StartPromise:
    """A promise from a published text, in our own words; nobody has assessed it."""

    id: str
    says: str
    by: str
    topic: str
    source: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class StartContent:
    """Everything with which the exchange starts."""

    sources: dict[str, StartSource]
    topics: tuple[StartTopic, ...]
    promises: tuple[StartPromise, ...]


def parse_start(texts: Mapping[str, str]) -> StartContent:
    """Parses the content with which the exchange starts.

    Raises:
        ContentError: what `parse_entries` raises, a source or topic that is not there, and what the
        rules of topics and promises refuse.
    """
    sources = {one.id: one for one in parse_entries(texts, "source", StartSource)}
    topics = parse_entries(texts, "topic", StartTopic)
    promises = parse_entries(texts, "promise", StartPromise)
    for topic in topics:
        _check_there(topic.id, topic.source, sources, "Die Quelle")
    for promise in promises:
        _check_there(promise.id, promise.source, sources, "Die Quelle")
        _check_there(promise.id, promise.topic, {one.id for one in topics}, "Das Thema")
    _check_words(topics, promises)
    return StartContent(sources, topics, promises)


def _check_there(entry_id: str, named: str, known: Container[str], what: str) -> None:
    if named not in known:
        raise ContentError(f"{entry_id}: {what} {named} gibt es nicht.")


def _check_words(topics: tuple[StartTopic, ...], promises: tuple[StartPromise, ...]) -> None:
    for topic in topics:
        draft = TopicDraft(topic.title, topic.text, Visibility.PUBLIC, is_for_organisation=False)
        try:
            checked_topic(draft)
        except Refused as refusal:
            raise ContentError(f"{topic.id}: {refusal}") from refusal
    for promise in promises:
        try:
            checked_sentence(promise.says)
            checked_owner(promise.by)
        except Refused as refusal:
            raise ContentError(f"{promise.id}: {refusal}") from refusal
