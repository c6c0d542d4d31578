"""What happens to the keys of a record from its first day to its last."""

import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.actions.holders import forget_holder
from rueckhalt.foundation.vault.adapters.sealing import seal_to
from rueckhalt.foundation.vault.adapters.shares import shares
from rueckhalt.foundation.vault.models import OpenReturn, Record, RecoveryStep, ReturnKey, Wrap
from rueckhalt.foundation.vault.queries.opening import (
    opened_in_inbox,
    opened_record,
)
from rueckhalt.foundation.vault.queries.state import (
    held_by,
    inbox_key,
    on_inbox_duty,
    public_half_of,
    readers_of,
    recovery_key,
)
from rueckhalt.foundation.vault.rules import bindings
from rueckhalt.foundation.vault.rules.keys import SIZE, OpenRecord, RecordKey, Unlocked, record_key
from rueckhalt.foundation.vault.rules.readers import LEAST_READERS, may_leave

OWN_STAND_IN = gettext_noop("Die Vertretung muss eine andere Person sein.")


@dataclass(frozen=True)
class NewRecord:
    """A record that was just made; the half key is here once, for the person's own secret."""

    key: RecordKey
    half: bytes = field(repr=False)


def make_record(*, record: uuid.UUID, without: Iterable[int] = (), now: datetime) -> NewRecord:
    """Makes the keys of a record that nobody has taken over.

    It is sealed to the inbox. If somebody on duty must not see it, it is sealed to each of the
    others instead.

    Raises:
        Refused: nobody, or nobody else, could open it.
    """
    half, share = os.urandom(SIZE), os.urandom(SIZE)
    keys = record_key(str(record), half, share)
    opened = OpenRecord(str(record), half, keys)
    with transaction.atomic():
        shares().keep(record, share)
        Record.objects.create(id=record, public=keys.public, made_at=now)
        _wrap_for_recovery(opened, now)
        _wrap_for_readers(opened, set(without), now)
    return NewRecord(opened.key(), half)


def take_over(*, by: Unlocked, record: uuid.UUID, stand_in: int, now: datetime) -> OpenRecord:
    """Takes a record out of the inbox: from now on two people hold it, and the inbox does not.

    Raises:
        Refused: it is no longer there, or the stand-in has no key or is she herself.
        NotHeldError: she is not on duty.
    """
    if stand_in == by.holder:
        raise Refused("own_stand_in", OWN_STAND_IN)
    with transaction.atomic():
        opened = opened_in_inbox(by, record)
        gone, _ = Wrap.objects.filter(record=record, inbox_key__isnull=False).delete()
        if not gone:
            raise Refused("taken_over", gettext_noop("Den Fall hat gerade jemand übernommen."))
        _wrap_for_people(opened, (by.holder, stand_in), now)
    return opened


def hand_over(*, by: Unlocked, record: uuid.UUID, people: Iterable[int], now: datetime) -> None:
    """From now on exactly these people hold a record, and the inbox does not.

    Raises:
        Refused: they are fewer than two, or one of them has no key.
        NotHeldError: who hands it over does not hold it herself.
    """
    wanted = set(people)
    if len(wanted) < LEAST_READERS:
        raise Refused("own_stand_in", OWN_STAND_IN)
    with transaction.atomic():
        _wrap_for_people(opened_record(by, record), wanted, now)
        others = Wrap.objects.filter(record=record, recovery_key__isnull=True)
        others.exclude(holder__in=wanted).delete()  # that of the inbox has no holder: it goes too


def hold_alone(*, by: Unlocked, record: uuid.UUID, now: datetime) -> None:
    """From now on one person alone holds a record, and the inbox does not.

    For a record that nobody else may read; two people of the recovery can still give it to somebody.

    Raises:
        NotHeldError: she cannot open it.
    """
    with transaction.atomic():
        _wrap_for_people(opened_record(by, record), (by.holder,), now)
        others = Wrap.objects.filter(record=record, recovery_key__isnull=True)
        others.exclude(holder=by.holder).delete()


def give_access(*, by: Unlocked, record: uuid.UUID, holder: int, now: datetime) -> None:
    """Lets one more person open a record.

    Raises:
        Refused: she has no key.
        NotHeldError: who gives does not hold it herself.
    """
    _wrap_for_people(opened_record(by, record), (holder,), now)


def take_access(*, record: uuid.UUID, holder: int) -> None:
    """Takes a record away from somebody.

    Raises:
        Refused: then fewer than two people could open it.
    """
    with transaction.atomic():
        readers = readers_of([record]).get(record)
        if readers is not None and not may_leave(readers, holder):
            raise _too_few(1)
        Wrap.objects.filter(record=record, holder=holder).delete()


def leave_house(*, holder: int) -> None:
    """Takes every key from somebody who leaves; she must have left the inbox before.

    Raises:
        Refused: some of her records would be left to fewer than two people, or she is on duty.
    """
    with transaction.atomic():
        if holder in on_inbox_duty():
            raise Refused("on_duty", gettext_noop("Beenden Sie zuerst den Dienst im Eingang."))
        readers = readers_of(held_by(holder))
        if stuck := [one for one in readers.values() if not may_leave(one, holder)]:
            raise _too_few(len(stuck))
        forget_holder(holder)


def erase_record(*, record: uuid.UUID, now: datetime) -> None:
    """Closes a record for everybody and for ever; a second call finishes what a first one began."""
    shares().destroy(record)  # first: whatever fails later, nobody opens it any more
    with transaction.atomic():
        Wrap.objects.filter(record=record).delete()
        ReturnKey.objects.filter(record=record).delete()
        OpenReturn.objects.filter(record=record).delete()
        RecoveryStep.objects.filter(record=record).delete()
        Record.objects.filter(id=record, erased_at=None).update(public=b"", erased_at=now)


def _wrap_for_readers(opened: OpenRecord, without: set[int], now: datetime) -> None:
    on_duty = on_inbox_duty()
    if on_duty & without:
        _wrap_for_people(opened, on_duty - without, now)
    else:
        _wrap_for_inbox(opened, now)


def _wrap_for_inbox(opened: OpenRecord, now: datetime) -> None:
    key = inbox_key()
    if key is None:
        raise Refused("no_inbox", gettext_noop("Zurzeit liest hier niemand."))
    bound_to = bindings.half_for_inbox(opened.record, key.pk)
    Wrap.objects.create(
        record_id=uuid.UUID(opened.record), inbox_key=key, made_at=now,
        half=seal_to(bytes(key.public), opened.half, bound_to),
    )  # fmt: skip


def _wrap_for_recovery(opened: OpenRecord, now: datetime) -> None:
    key = recovery_key()
    if key is None:
        raise Refused(
            "no_recovery", gettext_noop("Es fehlt noch der Schlüssel zur Wiederherstellung.")
        )
    bound_to = bindings.half_for_recovery(opened.record, key.pk)
    Wrap.objects.create(
        record_id=uuid.UUID(opened.record), recovery_key=key, made_at=now,
        half=seal_to(bytes(key.public), opened.half, bound_to),
    )  # fmt: skip


def _wrap_for_people(opened: OpenRecord, people: Iterable[int], now: datetime) -> None:
    wanted = sorted(set(people))
    if not wanted:
        raise Refused("no_reader", gettext_noop("Es ist niemand da, der das lesen darf."))
    for holder in wanted:
        wrap_for(opened, holder, now)


def wrap_for(opened: OpenRecord, holder: int, now: datetime) -> None:
    """Seals the half key of an open record to one person; once more changes nothing.

    Raises:
        Refused: she has no key yet.
    """
    public = public_half_of(holder)
    if public is None:
        raise Refused("no_key", gettext_noop("Diese Person hat noch keine Passphrase."))
    half = seal_to(public, opened.half, bindings.half_for_holder(opened.record, holder))
    Wrap.objects.get_or_create(
        record_id=uuid.UUID(opened.record), holder=holder, defaults={"half": half, "made_at": now}
    )


def _too_few(count: int) -> Refused:
    return Refused(
        "too_few_readers",
        gettext_noop(
            "Mindestens %(least)s Menschen müssen einen Fall öffnen können. Bei %(count)s Fällen wären es "
            "weniger. Geben Sie diese zuerst an jemanden weiter."
        ),
        least=LEAST_READERS, count=count,
    )  # fmt: skip
