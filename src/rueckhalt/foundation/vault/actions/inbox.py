"""The inbox: one key for everybody on duty, a new one when somebody leaves."""

import os
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.adapters.sealing import seal_to, unseal
from rueckhalt.foundation.vault.models import InboxHold, InboxKey, Wrap
from rueckhalt.foundation.vault.queries.opening import NotHeldError, inbox_private
from rueckhalt.foundation.vault.queries.state import inbox_key, on_inbox_duty, public_half_of
from rueckhalt.foundation.vault.rules import bindings
from rueckhalt.foundation.vault.rules.keys import SIZE, KeyPair, Unlocked, key_pair
from rueckhalt.foundation.vault.rules.readers import LEAST_READERS


def open_inbox(*, holder: int, now: datetime) -> None:
    """Makes the first inbox key, for the first person on duty.

    Raises:
        Refused: there is one, or she has no key.
    """
    if inbox_key() is not None:
        raise Refused(
            "inbox_open",
            gettext_noop("Den Eingang gibt es schon. Jemand im Dienst kann Sie aufnehmen."),
        )
    with transaction.atomic():
        _new_key([holder], now)


def join_inbox(*, by: Unlocked, holder: int) -> None:
    """Takes one more person into inbox duty; once more changes nothing.

    Raises:
        Refused: she has no key.
        NotHeldError: who takes her in is not on duty.
    """
    key = inbox_key()
    if key is None:
        raise NotHeldError
    private = inbox_private(by, key.pk)
    with transaction.atomic():
        _hold(key, private, holder)


def leave_inbox(*, by: Unlocked, leaving: int, now: datetime) -> None:
    """Ends somebody's inbox duty: a new key for the others, and all that waits goes over to it.

    Raises:
        Refused: fewer than two people would be left.
        NotHeldError: who does this is not on duty, or is the one who leaves.
    """
    with transaction.atomic():
        key = inbox_key()
        staying = on_inbox_duty() - {leaving}
        if key is None or by.holder not in staying:
            raise NotHeldError
        if len(staying) < LEAST_READERS:
            raise Refused(
                "last_on_duty", gettext_noop("Im Eingang müssen mindestens zwei Menschen bleiben.")
            )
        private = inbox_private(by, key.pk)
        InboxKey.objects.filter(pk=key.pk).update(is_current=False)
        new, keys = _new_key(staying, now)
        for wrap in Wrap.objects.filter(inbox_key=key).iterator():
            _move(wrap, key, private, new, keys)
        key.delete()


def _new_key(holders: Iterable[int], now: datetime) -> tuple[InboxKey, KeyPair]:
    keys = key_pair(os.urandom(SIZE))
    key = InboxKey.objects.create(public=keys.public, made_at=now, is_current=True)
    for holder in holders:
        _hold(key, keys.private, holder)
    return key, keys


def _hold(key: InboxKey, private: bytes, holder: int) -> None:
    public = public_half_of(holder)
    if public is None:
        raise Refused("no_key", gettext_noop("Diese Person hat noch keine Passphrase."))
    sealed = seal_to(public, private, bindings.inbox_for_holder(key.pk, holder))
    InboxHold.objects.get_or_create(inbox_key=key, holder=holder, defaults={"private": sealed})


def _move(wrap: Wrap, old: InboxKey, private: bytes, new: InboxKey, keys: KeyPair) -> None:
    record = str(wrap.record_id)
    half = unseal(private, wrap.half, bindings.half_for_inbox(record, old.pk))
    sealed = seal_to(keys.public, half, bindings.half_for_inbox(record, new.pk))
    Wrap.objects.filter(pk=wrap.pk).update(inbox_key=new, half=sealed)
