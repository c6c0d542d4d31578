from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from rueckhalt.foundation.audit.models import Checkpoint, StoredLine
from rueckhalt.foundation.audit.queries import first_number_since, head
from rueckhalt.foundation.audit.rules import (
    FORGET,
    LONGEST_BY,
    Head,
    Line,
    check_label,
    next_line,
    subject_of,
)
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

# One lock for the whole trail; the number says nothing, it only must be nobody else's.
_LOCK = int.from_bytes(b"audit")
_BATCH = 10_000


def append(*, by: str, action: str, subject: str, now: datetime) -> Line:
    """Adds one line to the trail, inside the transaction of what it tells, as its last statement.

    Whoever appends holds up all others until the commit; therefore last. Refused: what is no label.

    Raises:
        TransactionManagementError: there is no transaction, so the line could stand without its act.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("append() belongs into the act's transaction.")
    _wait_for_turn()
    line = next_line(head(), at=now, by=by, action=action, subject=subject)
    StoredLine.objects.create(
        number=line.number, at=line.at, by=line.by, action=line.action, subject=line.subject,
        previous=line.previous, digest=line.digest,
    )  # fmt: skip
    return line


@transaction.atomic
def record(*, by: str, action: str, subject: str, now: datetime) -> Line:
    """Adds one line for an act that writes nothing else, such as reading."""
    return append(by=by, action=action, subject=subject, now=now)


def _wait_for_turn() -> None:
    """Waits until nobody else appends; the turn ends with the transaction."""
    # On SQLite every transaction of ours has the only lock from its beginning (BEGIN IMMEDIATE).
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def forget_before_day(*, on: date, by: str, now: datetime) -> Head:
    """Removes the lines before a day as `forget_before` does; refuses a day that is yet to come.

    The first line of that day and all after it stay, also where a clock once ran back.
    """
    if on > timezone.localdate(now):
        raise Refused("future", gettext_noop("Dieser Tag liegt in der Zukunft."))
    return forget_before(number=first_number_since(on), by=by, now=now)


@transaction.atomic
def forget_before(*, number: int, by: str, now: datetime) -> Head:
    """Removes all lines before a number and says so in a line; returns the checkpoint that stays.

    Nobody can append meanwhile; a million lines take up to a minute. Refused: a number before which
    there is nothing, or no label of who does it.
    """
    check_label("by", by, LONGEST_BY)
    _wait_for_turn()
    last = StoredLine.objects.filter(number=number - 1).values_list("number", "digest").first()
    if last is None:
        raise Refused("nothing", gettext_noop("Davor gibt es keine Zeilen."))
    mark = Head(last[0], bytes(last[1]))
    Checkpoint.objects.create(number=mark.number, digest=mark.digest, made_at=now, made_by=by)
    _remove_up_to(mark.number)
    append(by=by, action=FORGET, subject=subject_of(mark), now=now)
    return mark


def _remove_up_to(number: int) -> None:
    first = StoredLine.objects.order_by("number").values_list("number", flat=True).first()
    # Each batch begins where the one before ended: what is removed lies in the way until the commit.
    for low in range(first or number, number + 1, _BATCH):
        StoredLine.objects.filter(number__range=(low, min(number, low + _BATCH - 1))).delete()
