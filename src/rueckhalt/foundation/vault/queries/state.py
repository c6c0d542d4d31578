"""What can be said of keys without opening anything."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from rueckhalt.foundation.vault.adapters.shares import shares
from rueckhalt.foundation.vault.models import (
    HolderKey,
    InboxHold,
    InboxKey,
    Record,
    RecoveryHold,
    RecoveryKey,
    RecoveryStep,
    Wrap,
)
from rueckhalt.foundation.vault.rules.readers import BegunRecovery, Readers, is_step_over


def has_key(holder: int) -> bool:
    """Says whether somebody has made her passphrase."""
    return HolderKey.objects.filter(holder=holder).exists()


def keys_of(holders: Iterable[int]) -> frozenset[int]:
    """Returns those of these people who have made their passphrase."""
    found = HolderKey.objects.filter(holder__in=list(holders))
    return frozenset(found.values_list("holder", flat=True))


def public_half_of(holder: int) -> bytes | None:
    """Returns the public half of a holder, or None before she made her passphrase."""
    found = HolderKey.objects.filter(holder=holder).first()
    return bytes(found.public) if found else None


def inbox_key() -> InboxKey | None:
    """Returns the inbox key that holds now, or None while nobody is on duty."""
    return InboxKey.objects.filter(is_current=True).first()


def on_inbox_duty() -> frozenset[int]:
    """Returns the holders of the inbox key that holds now."""
    return frozenset(
        InboxHold.objects.filter(inbox_key__is_current=True).values_list("holder", flat=True)
    )


def recovery_key() -> RecoveryKey | None:
    """Returns the recovery key that holds now, or None before it was made."""
    return RecoveryKey.objects.filter(is_current=True).first()


def recovery_people() -> frozenset[int]:
    """Returns everybody who can take one of the two steps of a recovery."""
    holds = RecoveryHold.objects.filter(recovery_key__is_current=True)
    return frozenset(person for pair in holds.values_list("first", "second") for person in pair)


def begun_recoveries(person: int, *, now: datetime) -> tuple[BegunRecovery, ...]:
    """Returns the recoveries that somebody began or can finish, the oldest first."""
    own = RecoveryStep.objects.filter(Q(first=person) | Q(second=person)).order_by("begun_at")
    return tuple(
        BegunRecovery(one.record_id, one.first, one.second, one.receiver, one.begun_at)
        for one in own
        if not is_step_over(one.begun_at, now)
    )


def readers_of(records: Iterable[uuid.UUID]) -> dict[uuid.UUID, Readers]:
    """Returns who can open each record; two queries, however many records."""
    people: dict[uuid.UUID, set[int]] = defaultdict(set)
    in_inbox = set()
    wraps = Wrap.objects.filter(record__in=list(records), recovery_key__isnull=True)
    for record, holder in wraps.values_list("record", "holder"):
        if holder is None:
            in_inbox.add(record)
        else:
            people[record].add(holder)
    duty = on_inbox_duty() if in_inbox else frozenset()
    return {
        record: Readers(frozenset(people[record]), duty if record in in_inbox else frozenset())
        for record in {*people, *in_inbox}
    }


def held_by(holder: int) -> list[uuid.UUID]:
    """Returns the records for which somebody has a wrap of her own."""
    return list(Wrap.objects.filter(holder=holder).values_list("record", flat=True))


def openable_by(holder: int) -> "QuerySet[Wrap, uuid.UUID]":
    """Returns the records that somebody can open, as a query to be used inside another one."""
    inboxes = InboxHold.objects.filter(holder=holder).values("inbox_key")
    wraps = Wrap.objects.filter(Q(holder=holder) | Q(inbox_key__in=inboxes))
    return wraps.values_list("record", flat=True)


def half_erased() -> list[uuid.UUID]:
    """Returns the records whose share was destroyed and whose erasure broke off after that.

    A share that is only missing is none of these: its disk may come back.
    """
    destroyed = shares().destroyed()
    living = Record.objects.filter(erased_at=None).values_list("id", flat=True)
    return [record for record in living.iterator() if record in destroyed]


def without_share() -> int:
    """Returns how many records nobody can open although they were not erased here."""
    known = set(shares().records())
    living = Record.objects.filter(erased_at=None).values_list("id", flat=True)
    return sum(record not in known for record in living.iterator())
