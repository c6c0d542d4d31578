"""Keeps a record open for the person herself while she reads and writes; then it closes."""

import hashlib
import os
import uuid
from datetime import datetime

from rueckhalt.foundation.vault.adapters.sealing import DoesNotOpenError, lock, unlock
from rueckhalt.foundation.vault.models import OpenReturn
from rueckhalt.foundation.vault.queries.opening import NotHeldError, with_half
from rueckhalt.foundation.vault.rules import bindings
from rueckhalt.foundation.vault.rules.keys import SIZE, OpenRecord
from rueckhalt.foundation.vault.rules.readers import IDLE, is_idle


def keep_returned(opened: OpenRecord, *, now: datetime) -> bytes:
    """Keeps a record open for one browser; returns what its cookie holds, which is kept nowhere."""
    number, key = os.urandom(SIZE), os.urandom(SIZE)
    door = _door(number)
    OpenReturn.objects.create(
        door=door, record_id=uuid.UUID(opened.record), used_at=now,
        half=lock(key, opened.half, bindings.open_return(door, opened.record)),
    )  # fmt: skip
    return number + key


def use_returned(cookie: bytes, *, now: datetime) -> OpenRecord | None:
    """Returns the record that a browser has open, and starts its quarter of an hour anew.

    Returns None when it was left alone too long, was closed or is no longer there.
    """
    number, key = cookie[:SIZE], cookie[SIZE:]
    found = OpenReturn.objects.filter(door=_door(number)).first()
    if found is None or len(key) != SIZE:
        return None
    if is_idle(found.used_at, now):
        close_returned(cookie)
        return None
    record = str(found.record_id)
    try:
        half = unlock(key, found.half, bindings.open_return(bytes(found.door), record))
        opened = with_half(found.record_id, half)
    except (DoesNotOpenError, NotHeldError):
        return None
    OpenReturn.objects.filter(pk=found.pk, used_at__lt=now).update(used_at=now)
    return opened


def close_returned(cookie: bytes) -> None:
    """Closes what one browser has open; once more changes nothing."""
    OpenReturn.objects.filter(door=_door(cookie[:SIZE])).delete()


def close_idle_returns(*, now: datetime) -> int:
    """Closes what was left alone too long; returns how many."""
    return OpenReturn.objects.exclude(used_at__gt=now - IDLE, used_at__lte=now).delete()[0]


def _door(number: bytes) -> bytes:
    return hashlib.sha256(number).digest()
