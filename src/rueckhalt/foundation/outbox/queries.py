"""Reads the outbox: how much waits, what failed, and the texts of mails."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files

from django.db.models import Count, Min

from rueckhalt.foundation.outbox.models import Message
from rueckhalt.foundation.outbox.rules import State
from rueckhalt.foundation.outbox.rules.mail import MailTemplate, parse_templates


@dataclass(frozen=True)
class FailedMessage:
    """A message that nobody tries any more; `failure` is the class of the last exception."""

    number: int
    kind: str
    failure: str
    created_at: datetime


@dataclass(frozen=True)
class OutboxState:
    """How the outbox stands. `oldest_due_at` is of what waits or is under way; none if nothing is."""

    waiting: int
    claimed: int
    done: int
    failed: int
    oldest_due_at: datetime | None


def outbox_state() -> OutboxState:
    """Counts the messages in each state."""
    counted = Message.objects.values_list("state").annotate(Count("pk"))
    numbers = dict.fromkeys(State, 0) | {State(state): number for state, number in counted}
    open_ones = Message.objects.filter(state__in=(State.WAITING.value, State.CLAIMED.value))
    return OutboxState(
        waiting=numbers[State.WAITING],
        claimed=numbers[State.CLAIMED],
        done=numbers[State.DONE],
        failed=numbers[State.FAILED],
        oldest_due_at=open_ones.aggregate(at=Min("due_at"))["at"],
    )


def failed_messages(*, limit: int = 50) -> tuple[FailedMessage, ...]:
    """The messages that nobody tries any more, oldest first."""
    rows = Message.objects.filter(state=State.FAILED.value).order_by("pk")[:limit]
    return tuple(FailedMessage(row.pk, row.kind, row.failure, row.created_at) for row in rows)


@lru_cache(maxsize=1)
def mail_templates() -> dict[str, MailTemplate]:
    """The texts of mails by id.

    Raises:
        ContentError: a text has a fault; it names the mail.
    """
    folder = files("rueckhalt") / "content" / "mail"
    return parse_templates({file.name: file.read_text("utf-8") for file in folder.iterdir()})
