"""Opens records with keys that somebody holds; what is opened stays in the memory of this request."""

import uuid
from collections.abc import Collection, Mapping

from django.db.models import Q

from rueckhalt.foundation.vault.adapters.derivation import stretched
from rueckhalt.foundation.vault.adapters.sealing import DoesNotOpenError, unlock, unseal
from rueckhalt.foundation.vault.adapters.shares import shares
from rueckhalt.foundation.vault.models import InboxHold, Record, ReturnKey, Wrap
from rueckhalt.foundation.vault.queries.words import words
from rueckhalt.foundation.vault.rules import bindings
from rueckhalt.foundation.vault.rules.keys import OpenRecord, RecordKey, Unlocked, record_key
from rueckhalt.foundation.vault.rules.return_secret import lookup_and_key, secret_typed


class NotHeldError(Exception):
    """Nobody who asks holds this record, or there is no such record: the two look alike."""


class TamperedError(Exception):
    """A public half in the database is not that of the private one: somebody changed it."""


def record_lock(record: uuid.UUID) -> RecordKey:
    """Returns what seals into a record. Raises NotHeldError for one that is erased or unknown."""
    found = Record.objects.filter(id=record, erased_at=None).first()
    if found is None:
        raise NotHeldError
    return RecordKey(str(record), bytes(found.public))


def opened_record(unlocked: Unlocked, record: uuid.UUID) -> OpenRecord:
    """Opens a record by an own wrap, or by the inbox.

    Raises:
        NotHeldError: she holds no wrap, or the record is erased.
        TamperedError: keys in the database were changed.
    """
    wrap = Wrap.objects.filter(record=record, holder=unlocked.holder).first()
    if wrap is None:
        return opened_in_inbox(unlocked, record)
    return with_half(record, _opened(
        unlocked.private, wrap, bindings.half_for_holder(str(record), unlocked.holder)
    ))  # fmt: skip


def opened_records(
    unlocked: Unlocked, records: Collection[uuid.UUID]
) -> dict[uuid.UUID, OpenRecord]:
    """Opens those of these records that somebody holds; three queries, however many they are.

    A record whose keys were changed is left out: one of them must not close a whole list.
    """
    publics = dict(Record.objects.filter(id__in=records).values_list("id", "public"))
    inboxes = _inboxes(unlocked)
    wraps = Wrap.objects.filter(record__in=records)
    found: dict[uuid.UUID, OpenRecord] = {}
    for wrap in wraps.filter(Q(holder=unlocked.holder) | Q(inbox_key__in=list(inboxes))):
        record, share = wrap.record_id, shares().share(wrap.record_id)
        if share is None:
            continue
        try:
            half = _half(unlocked, wrap, inboxes)
            found[record] = _with_parts(record, half, share, bytes(publics[record]))
        except (NotHeldError, TamperedError):
            continue
    return found


def _inboxes(unlocked: Unlocked) -> dict[int, bytes]:
    """The private halves of the inbox keys that somebody holds."""
    return {
        hold.inbox_key_id: _held(
            unlocked.private, hold, bindings.inbox_for_holder(hold.inbox_key_id, unlocked.holder)
        )
        for hold in InboxHold.objects.filter(holder=unlocked.holder)
    }


def _half(unlocked: Unlocked, wrap: Wrap, inboxes: Mapping[int, bytes]) -> bytes:
    record = str(wrap.record_id)
    if wrap.inbox_key_id is None:
        return _opened(unlocked.private, wrap, bindings.half_for_holder(record, unlocked.holder))
    bound_to = bindings.half_for_inbox(record, wrap.inbox_key_id)
    return _opened(inboxes[wrap.inbox_key_id], wrap, bound_to)


def opened_in_inbox(unlocked: Unlocked, record: uuid.UUID) -> OpenRecord:
    """Opens a record that lies in the inbox. Raises as `opened_record`."""
    wrap = Wrap.objects.filter(record=record, inbox_key__isnull=False).first()
    if wrap is None or wrap.inbox_key_id is None:
        raise NotHeldError
    private = inbox_private(unlocked, wrap.inbox_key_id)
    bound_to = bindings.half_for_inbox(str(record), wrap.inbox_key_id)
    return with_half(record, _opened(private, wrap, bound_to))


def inbox_private(unlocked: Unlocked, inbox_key: int) -> bytes:
    """Returns the private half of an inbox key. Raises NotHeldError for who is not on duty."""
    hold = InboxHold.objects.filter(inbox_key=inbox_key, holder=unlocked.holder).first()
    if hold is None:
        raise NotHeldError
    return _held(unlocked.private, hold, bindings.inbox_for_holder(inbox_key, unlocked.holder))


def with_half(record: uuid.UUID, half: bytes) -> OpenRecord:
    """Opens a record with its half key and its share. Raises NotHeldError, TamperedError."""
    found = Record.objects.filter(id=record).first()
    share = shares().share(record)
    if found is None or share is None:
        raise NotHeldError
    return _with_parts(record, half, share, bytes(found.public))


def _with_parts(record: uuid.UUID, half: bytes, share: bytes, public: bytes) -> OpenRecord:
    keys = record_key(str(record), half, share)
    if keys.public != public:
        raise TamperedError
    return OpenRecord(str(record), half, keys)


def returned(text: str) -> OpenRecord:
    """Opens a record with the secret of the person herself: one derivation, whatever comes of it.

    Raises:
        Refused: a part is missing or a slip shows.
        NotHeldError: no record has this secret.
        PoolFullError: too many derivations are waiting.
    """
    secret = secret_typed(text, words())
    lookup, key = lookup_and_key(stretched(secret.password(), secret.salt()))
    found = ReturnKey.objects.filter(lookup=lookup).first()
    if found is None:
        raise NotHeldError
    record = found.record_id
    try:
        half = unlock(key, found.half, bindings.half_for_return(str(record)))
    except DoesNotOpenError as error:
        raise NotHeldError from error
    return with_half(record, half)


def _opened(private: bytes, wrap: Wrap, bound_to: bytes) -> bytes:
    try:
        return unseal(private, wrap.half, bound_to)
    except DoesNotOpenError as error:
        raise NotHeldError from error


def _held(private: bytes, hold: InboxHold, bound_to: bytes) -> bytes:
    try:
        return unseal(private, hold.private, bound_to)
    except DoesNotOpenError as error:
        raise NotHeldError from error
