"""Stores what the exchange starts with, once; what people changed since then stays theirs."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from rueckhalt.dialogue.exchange.actions.trail import note
from rueckhalt.dialogue.exchange.models import Promise, Topic, TopicEntry
from rueckhalt.dialogue.exchange.queries.content import start_content
from rueckhalt.dialogue.exchange.rules.promise import PromiseKind
from rueckhalt.dialogue.exchange.rules.similar import stems_as_text, stems_of
from rueckhalt.dialogue.exchange.rules.start import StartPromise, StartSource, StartTopic
from rueckhalt.dialogue.exchange.rules.topic import TopicState, wait_of
from rueckhalt.dialogue.exchange.rules.visibility import Visibility


@transaction.atomic
def load_start_content(*, now: datetime) -> int:
    """Stores the topics and promises of the content that are not there yet; returns how many.

    Nothing is overwritten and nothing comes back that was withdrawn, so every start may call it.

    Raises:
        ContentError: a file has a fault.
    """
    content = start_content()
    topics = [_topic(one, content.sources[one.source], now) for one in content.topics]
    promises = [_promise(one, content.sources[one.source], now) for one in content.promises]
    added = sum(topics) + sum(promises)
    if added:
        note(None, "exchange.start", "content", "exchange", now=now)
    return added


def _topic(one: StartTopic, source: StartSource, now: datetime) -> bool:
    wait = wait_of(TopicState.TAKEN_UP, on=timezone.localdate(now))
    topic, is_new = Topic.objects.get_or_create(
        reference=one.id,
        defaults={
            "title": one.title, "description": one.text, "visibility": Visibility.PUBLIC.value,
            "state": TopicState.TAKEN_UP.value, "waits_for": wait.waits_for.value,
            "due_on": wait.due_on, "source_label": source.name, "source_url": source.url,
            "source_on": source.on, "stems": stems_as_text(stems_of(f"{one.title} {one.text}")),
            "created_at": now, "changed_at": now, "released_at": now,
        },
    )  # fmt: skip
    if is_new:
        TopicEntry.objects.create(
            topic=topic, at=now, state=topic.state, waits_for=topic.waits_for,
            due_on=topic.due_on, note=source.name,
        )  # fmt: skip
    return is_new


def _promise(one: StartPromise, source: StartSource, now: datetime) -> bool:
    _, is_new = Promise.objects.get_or_create(
        reference=one.id,
        defaults={
            "kind": PromiseKind.PROMISE.value, "sentence": one.says, "owner": one.by,
            "visibility": Visibility.PUBLIC.value, "given_on": source.on, "due_on": one.due,
            "topic": Topic.objects.get(reference=one.topic), "source_label": source.name,
            "source_url": source.url, "source_on": source.on, "created_at": now,
            "changed_at": now, "released_at": now,
        },
    )  # fmt: skip
    return is_new
