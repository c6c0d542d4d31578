"""Holders, records and a copy of what lies on the disk, for the tests of the vault."""

import os
import uuid
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from rueckhalt.foundation.vault.actions.holders import (
    keep_first_key,
    keep_open,
    prepare_key,
    unlock_vault,
)
from rueckhalt.foundation.vault.actions.inbox import join_inbox, open_inbox
from rueckhalt.foundation.vault.actions.records import NewRecord, make_record
from rueckhalt.foundation.vault.actions.recovery import make_recovery_key
from rueckhalt.foundation.vault.adapters.sealing import lock
from rueckhalt.foundation.vault.adapters.values import seal
from rueckhalt.foundation.vault.models import HolderKey
from rueckhalt.foundation.vault.rules.keys import Unlocked, key_pair
from rueckhalt.foundation.vault.rules.sealed import Place, Sealed

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
LARS, NADJA, TOM, PETRA = 11, 12, 13, 14
PLACE = Place("cases.Message", "1", "text")
CANARY = "Kanarienvogel-7391-Rathaus"


def holder(number: int) -> Unlocked:
    """Somebody with a key and an open vault; her passphrase would cost a third of a second."""
    keys = key_pair(os.urandom(32))
    HolderKey.objects.create(
        holder=number, public=keys.public, private=lock(os.urandom(32), keys.private, b""),
        salt=b"s" * 16, memory=1, passes=1, made_at=NOW,
    )  # fmt: skip
    return Unlocked(number, keys.private)


def make_holder_key(*, holder, passphrase, now):
    """The whole way to a first key."""
    keep_first_key(prepare_key(holder=holder, passphrase=passphrase), now=now)


def open_vault(*, holder, passphrase, session, now):
    """The whole way to an open vault; returns what the cookie holds."""
    return keep_open(unlock_vault(holder=holder, passphrase=passphrase), session=session, now=now)


class House:
    """Lars, Nadja and Tom on inbox duty, and a key for recovery on paper."""

    def __init__(self) -> None:
        self.paper = make_recovery_key(now=NOW)
        self.lars, self.nadja, self.tom = holder(LARS), holder(NADJA), holder(TOM)
        open_inbox(holder=LARS, now=NOW)
        join_inbox(by=self.lars, holder=NADJA)
        join_inbox(by=self.lars, holder=TOM)

    def record(self, **named) -> tuple[uuid.UUID, NewRecord]:
        """A record that waits in the inbox."""
        number = uuid.uuid4()
        return number, make_record(record=number, now=NOW, **named)

    def told(self, text: str = CANARY) -> tuple[uuid.UUID, Sealed]:
        """A record with one sealed text."""
        number, new = self.record()
        return number, seal(new.key, PLACE, text)


def against_nobody(_opened: object, _receiver: int) -> None:
    """Is what a recovery of records that are no cases checks: nothing."""


def bytes_on_disk() -> bytes:
    """Every byte that a thief of the server has: files, shares, and the database as SQL sees it."""
    folders = (Path(settings.FILES_DIR), Path(settings.SHARES_DIR))
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return b"\n".join([*(path.read_bytes() for path in files), every_cell()])


def every_cell() -> bytes:
    """Every value of every table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [cell for row in cursor.fetchall() for cell in row]
    return b"\n".join(
        bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
        for cell in found
    )
