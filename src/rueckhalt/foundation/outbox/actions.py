import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.outbox.adapters import Post, is_final
from rueckhalt.foundation.outbox.models import Message
from rueckhalt.foundation.outbox.queries import mail_templates
from rueckhalt.foundation.outbox.rules import (
    DIED,
    MOST_ATTEMPTS,
    State,
    Work,
    check_names,
    deleted_before,
    next_attempt,
    payload_as_text,
    payload_from_text,
    stale_before,
)
from rueckhalt.foundation.outbox.rules.mail import PATH, TEMPLATE, TO, written

MAIL = "mail"

logger = logging.getLogger(__name__)

Handler = Callable[[Work], None]
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Claim:
    """A message that one worker holds."""

    number: int
    worker: str
    work: Work


def put(
    *,
    kind: str,
    key: str,
    payload: Mapping[str, str | int | bool],
    now: datetime,
    due_at: datetime | None = None,
) -> bool:
    """Writes that something must happen, at once or when it is due; returns whether it is new.

    It stands or falls with the caller's transaction. `key` names the cause and is never used for
    another one: the same key again changes nothing.

    Raises:
        TransactionManagementError: there is no transaction that the message could belong to.
        ValueError: the payload is none (`payload_as_text`), or kind or key is empty or too long.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A message belongs to a transaction.")
    check_names(kind, key)
    # Of two that come here together the second waits and then finds the row; its insert, which
    # lies in a savepoint, breaks nothing of the caller.
    _, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "payload": payload_as_text(payload),
            "due_at": due_at or now,
            "state": State.WAITING.value,
            "created_at": now,
        },
    )
    return is_new


def put_mail(
    *,
    template: str,
    to: str,
    key: str,
    now: datetime,
    path: str = "",
    values: Mapping[str, str | int] | None = None,
) -> bool:
    """Writes that a mail must go out (`put`); the text is a template of content/mail.

    `path` is the page of this house that the mail links to; `values` fill the other places.

    Raises:
        KeyError: there is no such template.
        ValueError: what `written` refuses, so that it is seen here and not in the worker.
    """
    payload = {TEMPLATE: template, TO: to, **({PATH: path} if path else {}), **(values or {})}
    written(mail_templates()[template], payload, address="")
    return put(kind=MAIL, key=key, payload=payload, now=now)


def send_mail(work: Work, *, post: Post, address: str) -> None:
    """The action of the kind "mail": writes the text and hands it to the post.

    `address` is the base address of this house. Raises what the post raises.
    """
    template = mail_templates()[str(work.payload[TEMPLATE])]
    reference = salted_hmac("outbox.message-id", work.key, algorithm="sha256").hexdigest()[:32]
    post.send(written(template, work.payload, address), reference=reference)


def claim_next(*, worker: str, now: datetime, kinds: Collection[str]) -> Claim | None:
    """Takes the message of these kinds that has been due longest; nothing if none is due.

    However many workers ask at once: the one conditional update decides, and each message goes to
    one of them. The claim is stored before this returns, so it may not run inside a transaction.
    """
    due = Message.objects.filter(state=State.WAITING.value, due_at__lte=now, kind__in=kinds)
    while row := due.order_by("due_at", "pk").first():
        # The count of attempts tells a row that another worker has meanwhile tried and put back.
        free = due.filter(pk=row.pk, attempts=row.attempts)
        with transaction.atomic(durable=True):
            taken = free.update(
                state=State.CLAIMED.value,
                claimed_at=now,
                claimed_by=worker,
                attempts=F("attempts") + 1,
            )
        if taken:
            payload = payload_from_text(row.payload)
            return Claim(row.pk, worker, Work(row.kind, row.key, payload, row.attempts + 1))
    return None


def finish(*, claim: Claim, now: datetime) -> bool:
    """Says that an action has happened, and drops the payload at once.

    Returns whether the worker still held the message; it does not if it took too long.
    """
    return _release(claim, state=State.DONE.value, done_at=now, payload="", failure="")


def postpone(*, claim: Claim, failure: str, now: datetime, may_try_again: bool = True) -> bool:
    """Puts a message back after a failure, or gives it up: after the last attempt, or if it is final.

    `failure` is the name of an exception. Returns whether the worker still held the message.
    """
    due_at = next_attempt(claim.work.attempt, now) if may_try_again else None
    label = failure[:80]
    if due_at is None:
        return _release(claim, state=State.FAILED.value, failure=label)
    return _release(claim, state=State.WAITING.value, failure=label, due_at=due_at)


def _release(claim: Claim, **values: object) -> bool:
    held = Message.objects.filter(
        pk=claim.number,
        state=State.CLAIMED.value,
        claimed_by=claim.worker,
        attempts=claim.work.attempt,
    )
    return bool(held.update(claimed_at=None, claimed_by="", **values))


def take_back(*, now: datetime) -> int:
    """Frees what workers hold that must have died; returns how many messages that were."""
    stale = Q(state=State.CLAIMED.value, claimed_at__lte=stale_before(now))
    free = {"claimed_at": None, "claimed_by": "", "failure": DIED}
    # Asked first, since an update locks SQLite even where it changes nothing.
    if not Message.objects.filter(stale).exists():
        return 0
    last = Message.objects.filter(stale, attempts__gte=MOST_ATTEMPTS)
    given_up = last.update(state=State.FAILED.value, **free)
    return given_up + Message.objects.filter(stale).update(state=State.WAITING.value, **free)


def run_due(
    *,
    worker: str,
    clock: Clock,
    handlers: Mapping[str, Handler],
    unsaid: list[Claim],
    may_go_on: Callable[[], bool] = lambda: True,
) -> int:
    """Does everything that is due and has a handler; returns how many attempts that were.

    A handler gets a message at least once and may get it again, so it must not mind. What raises
    is tried again later; only the name of the exception is kept. `may_go_on` is asked before each
    message. A message of a kind without a handler waits. `unsaid` belongs to the worker and lives
    as long as it: what it has done while the database could not be told. That is told first.
    """
    _say(unsaid, clock)
    take_back(now=clock())
    attempts = 0
    while may_go_on():
        claim = claim_next(worker=worker, now=clock(), kinds=handlers.keys())
        if claim is None:
            break
        _attempt(claim, handlers[claim.work.kind], clock, unsaid)
        attempts += 1
    return attempts


def _attempt(claim: Claim, handler: Handler, clock: Clock, unsaid: list[Claim]) -> None:
    try:
        handler(claim.work)
    except Exception as error:  # noqa: BLE001 -- one broken message must not stop the others
        failure = type(error).__name__
        logger.warning("A message of the kind %s failed: %s", claim.work.kind, failure)
        postpone(claim=claim, failure=failure, now=clock(), may_try_again=not is_final(error))
    else:
        unsaid.append(claim)
        _say(unsaid, clock)


def _say(unsaid: list[Claim], clock: Clock) -> None:
    while unsaid:
        finish(claim=unsaid[0], now=clock())
        del unsaid[0]


def delete_done(*, now: datetime) -> int:
    """Deletes what has been done for 30 days; returns how many messages that were."""
    deleted, _ = Message.objects.filter(
        state=State.DONE.value, done_at__lte=deleted_before(now)
    ).delete()
    return deleted


def retry(*, number: int, now: datetime) -> None:
    """Lets a given-up message begin anew; refuses a number that none has."""
    failed = Message.objects.filter(pk=number, state=State.FAILED.value)
    _refuse_none(failed.update(state=State.WAITING.value, attempts=0, due_at=now), number)


def discard(*, number: int) -> None:
    """Deletes a given-up message; refuses a number that none has."""
    deleted, _ = Message.objects.filter(pk=number, state=State.FAILED.value).delete()
    _refuse_none(deleted, number)


def _refuse_none(changed: int, number: int) -> None:
    if not changed:
        raise Refused(
            "unknown",
            gettext_noop("Eine gescheiterte Nachricht %(number)s gibt es nicht."),
            number=number,
        )
