"""Opens a record when nobody else can: by two people in two steps, or by the key on paper."""

import os
import uuid
from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.actions.records import wrap_for
from rueckhalt.foundation.vault.adapters.sealing import DoesNotOpenError, seal_to, unseal
from rueckhalt.foundation.vault.models import RecoveryHold, RecoveryKey, RecoveryStep, Wrap
from rueckhalt.foundation.vault.queries.opening import NotHeldError, with_half
from rueckhalt.foundation.vault.queries.state import public_half_of, recovery_key
from rueckhalt.foundation.vault.rules import bindings
from rueckhalt.foundation.vault.rules.keys import SIZE, OpenRecord, Unlocked, key_pair
from rueckhalt.foundation.vault.rules.offline import offline_key, offline_text
from rueckhalt.foundation.vault.rules.readers import LEAST_READERS, is_step_over, pairs
from rueckhalt.foundation.vault.rules.sealed import Sealed

# Looks at what was opened before somebody gets it, and refuses who must not have it.
Check = Callable[[OpenRecord, int], None]


def make_recovery_key(*, now: datetime) -> str:
    """Makes the recovery key and returns it for paper; here its private half is kept nowhere.

    Raises:
        Refused: there is one.
    """
    keys = key_pair(os.urandom(SIZE))
    with transaction.atomic():
        if recovery_key() is not None:
            raise Refused(
                "recovery_exists",
                gettext_noop("Den Schlüssel zur Wiederherstellung gibt es schon."),
            )
        RecoveryKey.objects.create(public=keys.public, made_at=now, is_current=True)
    return offline_text(keys.private)


def appoint_recovery(*, offline: str, people: Collection[int]) -> None:
    """Says which people can recover, two of them together; who did before no longer can.

    Raises:
        Refused: fewer than two, somebody has no key, or the key from the paper is not ours.
    """
    key, private = _from_paper(offline)
    if len(set(people)) < LEAST_READERS:
        raise Refused(
            "recovery_two",
            gettext_noop("Für die Wiederherstellung braucht es mindestens zwei Menschen."),
        )
    with transaction.atomic():
        RecoveryHold.objects.filter(recovery_key=key).delete()
        RecoveryStep.objects.all().delete()
        for first, second in pairs(set(people)):
            _hold(key, private, first, second)


def begin_recovery(
    *, by: Unlocked, second: int, record: uuid.UUID, receiver: int, now: datetime
) -> None:
    """Takes the first step: opens the outer seal. What is left only the second person can open.

    Raises:
        Refused: the receiver has no key.
        NotHeldError: these two cannot recover, or there is nothing to recover.
    """
    if public_half_of(receiver) is None:
        raise _no_key()
    hold = RecoveryHold.objects.filter(
        recovery_key__is_current=True, first=by.holder, second=second
    ).first()
    if (
        hold is None
        or not Wrap.objects.filter(record=record, recovery_key=hold.recovery_key_id).exists()
    ):
        raise NotHeldError
    inner = _opened(
        by.private, hold.private, bindings.recovery_outer(hold.recovery_key_id, by.holder, second)
    )
    RecoveryStep.objects.update_or_create(
        record_id=record,
        defaults={
            "recovery_key_id": hold.recovery_key_id, "first": by.holder, "second": second,
            "receiver": receiver, "private": Sealed(inner), "begun_at": now,
        },
    )  # fmt: skip


def finish_recovery(*, by: Unlocked, record: uuid.UUID, now: datetime, check: Check) -> int:
    """Takes the second step: the receiver of the first step can open this one record.

    Returns who that is.

    Raises:
        Refused: the first step is too long ago, or the check is against the receiver.
        NotHeldError: nothing waits for this person.
    """
    step = RecoveryStep.objects.filter(record=record, second=by.holder).first()
    if step is None or not RecoveryStep.objects.filter(pk=step.pk).delete()[0]:
        raise NotHeldError
    if is_step_over(step.begun_at, now):
        raise Refused(
            "recovery_late",
            gettext_noop("Der erste Schritt ist über einen Tag her. Bitte beginnen Sie neu."),
        )
    bound_to = bindings.recovery_inner(step.recovery_key_id, step.first, step.second)
    private = _opened(by.private, step.private, bound_to)
    with transaction.atomic():
        _give(step.recovery_key_id, private, record, step.receiver, now, check)
    return step.receiver


def recover_by_paper(
    *, offline: str, record: uuid.UUID, receiver: int, now: datetime, check: Check
) -> None:
    """Lets somebody open one record by the key from the paper.

    Raises:
        Refused: the key is not ours, the receiver has no key, or the check is against her.
        NotHeldError: there is nothing to recover.
    """
    key, private = _from_paper(offline)
    with transaction.atomic():
        _give(key.pk, private, record, receiver, now, check)


def renew_recovery_key(*, offline: str, now: datetime) -> str:
    """Replaces a recovery key that somebody may have seen; returns the new one for paper.

    Every record goes over to it, and nobody is appointed any more.

    Raises:
        Refused: the key from the paper is not ours.
    """
    old, private = _from_paper(offline)
    keys = key_pair(os.urandom(SIZE))
    with transaction.atomic():
        RecoveryKey.objects.filter(pk=old.pk).update(is_current=False)
        new = RecoveryKey.objects.create(public=keys.public, made_at=now, is_current=True)
        for wrap in Wrap.objects.filter(recovery_key=old).iterator():
            half = _opened(
                private, wrap.half, bindings.half_for_recovery(str(wrap.record_id), old.pk)
            )
            sealed = seal_to(
                keys.public, half, bindings.half_for_recovery(str(wrap.record_id), new.pk)
            )
            Wrap.objects.filter(pk=wrap.pk).update(recovery_key=new, half=sealed)
        old.delete()
    return offline_text(keys.private)


def _give(
    key: int, private: bytes, record: uuid.UUID, receiver: int, now: datetime, check: Check
) -> None:
    wrap = Wrap.objects.filter(record=record, recovery_key=key).first()
    if wrap is None:
        raise NotHeldError
    half = _opened(private, wrap.half, bindings.half_for_recovery(str(record), key))
    opened = with_half(record, half)
    check(opened, receiver)
    wrap_for(opened, receiver, now)


def _hold(key: RecoveryKey, private: bytes, first: int, second: int) -> None:
    outer, inner = public_half_of(first), public_half_of(second)
    if outer is None or inner is None:
        raise _no_key()
    inside = seal_to(inner, private, bindings.recovery_inner(key.pk, first, second))
    outside = seal_to(outer, inside.data, bindings.recovery_outer(key.pk, first, second))
    RecoveryHold.objects.create(recovery_key=key, first=first, second=second, private=outside)


def _from_paper(offline: str) -> tuple[RecoveryKey, bytes]:
    private, key = offline_key(offline), recovery_key()
    if key is None or key_pair(private).public != bytes(key.public):
        raise Refused(
            "other_recovery", gettext_noop("Dieser Schlüssel gehört nicht zu diesem Haus.")
        )
    return key, private


def _opened(private: bytes, sealed: Sealed, bound_to: bytes) -> bytes:
    try:
        return unseal(private, sealed, bound_to)
    except DoesNotOpenError as error:
        raise NotHeldError from error


def _no_key() -> Refused:
    return Refused("no_key", gettext_noop("Diese Person hat noch keine Passphrase."))
