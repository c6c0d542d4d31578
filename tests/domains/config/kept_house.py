"""A house with records in it, filled and opened by processes of their own (tests of backups)."""

import hashlib
import json
import os
import signal
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection

from rueckhalt.config.commandline import main
from rueckhalt.config.keeping import databases, marks, restore
from rueckhalt.foundation.vault.adapters.shares import Shares
from rueckhalt.foundation.vault.adapters.streams import SealingWriter
from rueckhalt.foundation.vault.adapters.uploads import ArrivedFile, incoming
from rueckhalt.foundation.vault.api import (
    NotHeldError,
    Place,
    Sealed,
    erase_record,
    keep_file,
    make_record,
    make_recovery_key,
    open_inbox,
    opened_record,
    read,
    read_file,
    recover_by_paper,
    seal,
    take_over,
    unlock_vault,
)
from rueckhalt.foundation.vault.models import Record
from tests.domains.foundation.vault.holders import (
    LARS,
    NADJA,
    against_nobody,
    holder,
    make_holder_key,
)

__all__ = ["main"]  # tests call it in the process of a house
NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
TEXT = "Kanarientext: Er stand wieder vor der Tür."
PAPER = b"Unterlage zum Treffen"
FILE = b"Kanarieninhalt " * 100_000  # six pieces of a sealed file
PHRASE = "wolke teller garten fenster lampe brunnen"
TEXT_PLACE, FILE_PLACE = Place("trial.Text", "1", "text"), Place("trial.File", "1", "key")


def begin() -> None:
    """Makes the tables."""
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("createcachetable", verbosity=0)


def one_more() -> None:
    """Makes a record of which no backup knows."""
    make_record(record=uuid.uuid4(), now=NOW)


def add_paper() -> None:
    """Lays a file of the exchange down, as the secretariat adds it, and one that is half written."""
    settings.EXCHANGE_DIR.mkdir(parents=True, exist_ok=True)
    (settings.EXCHANGE_DIR / hashlib.sha256(PAPER).hexdigest()).write_bytes(PAPER)
    (settings.EXCHANGE_DIR / f"{hashlib.sha256(PAPER).hexdigest()}.1.half").write_bytes(PAPER[:9])


def papers() -> None:
    """Prints the files of the exchange by name."""
    found = {one.name: one.read_bytes().decode() for one in settings.EXCHANGE_DIR.iterdir()}
    sys.stdout.write(json.dumps(found))


def fill(count: int) -> None:
    """Makes so many records with a text and a file, held by Lars; prints what a domain would store."""
    add_paper()
    paper = make_recovery_key(now=NOW)
    make_holder_key(holder=LARS, passphrase=PHRASE, now=NOW)
    holder(NADJA)
    open_inbox(holder=LARS, now=NOW)
    unlocked = unlock_vault(holder=LARS, passphrase=PHRASE)
    rows = {}
    for _ in range(count):
        number = uuid.uuid4()
        new = make_record(record=number, now=NOW)
        file = arrived()
        key = keep_file(new.key, FILE_PLACE, file)
        text = seal(new.key, TEXT_PLACE, TEXT)
        take_over(by=unlocked, record=number, stand_in=NADJA, now=NOW)
        rows[str(number)] = [text.data.hex(), key.data.hex(), str(file.id)]
    sys.stdout.write(json.dumps({"rows": rows, "paper": paper}) + "\n")


def arrived() -> ArrivedFile:
    """A file as an upload leaves it: sealed, and not yet of any record."""
    file = ArrivedFile(uuid.uuid4(), "brief.pdf", "application/pdf", len(FILE), os.urandom(32))
    incoming().mkdir(parents=True, exist_ok=True)
    with SealingWriter(incoming() / file.id.hex, file.key) as writer:
        writer.write(FILE)
    return file


def open_all(rows: dict[str, list[str]]) -> None:
    """Prints which records open to Lars with text and file, and how many there are."""
    unlocked, opened = unlock_vault(holder=LARS, passphrase=PHRASE), []
    for record, (text, key, file) in rows.items():
        try:
            found = opened_record(unlocked, uuid.UUID(record))
        except NotHeldError:
            continue
        assert read(found, TEXT_PLACE, Sealed(bytes.fromhex(text))) == TEXT
        whole = b"".join(read_file(found, FILE_PLACE, Sealed(bytes.fromhex(key)), uuid.UUID(file)))
        assert whole == FILE
        opened.append(record)
    sys.stdout.write(json.dumps([opened, Record.objects.count()]))


def open_by_paper(paper: str, record: str) -> None:
    """Prints whether the key for recovery still opens a record."""
    try:
        recover_by_paper(
            offline=paper, record=uuid.UUID(record), receiver=LARS, now=NOW, check=against_nobody
        )
    except NotHeldError:
        sys.stdout.write("no")
    else:
        sys.stdout.write("yes")


def erase(record: str) -> None:
    """Erases a record."""
    erase_record(record=uuid.UUID(record), now=NOW)


def restore_killed(moment: str, command: list[str]) -> None:
    """Restores, and dies like in a power cut at a moment: before a step, or in the middle of one."""
    _DEATHS[moment]()
    main(command)


def restore_without_database(command: list[str]) -> None:
    """Restores while the database goes away: what was there cannot be put back or through to the disk."""
    if connection.vendor == "sqlite":
        databases.sync_folder = _gone
    else:
        databases._back = _gone
        restore._dump_in = lambda *_: iter([b"no dump"])
    raise SystemExit(main(command))


def _gone(*_: object) -> None:
    raise OperationalError("The database is gone.")


def _die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _before(module: object, name: str) -> None:
    setattr(module, name, _die)


def _within_the_dump() -> None:
    real = restore._dump_in

    def half(*args: object) -> Iterator[bytes]:
        for piece in real(*args):
            yield piece[: len(piece) // 2]
            _die()

    restore._dump_in = half


def _between_two_folders() -> None:
    real, calls = Path.rename, []

    def rename(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == 2:
            _die()
        return real(path, target)

    Path.rename = rename


def _within_the_shares() -> None:
    real = Shares.keep

    def keep(store: Shares, record: uuid.UUID, share: bytes) -> None:
        real(store, record, share)
        _die()

    Shares.keep = keep


def _after_the_new_tables() -> None:
    """PostgreSQL has the new tables beside the old ones; SQLite lies just before the new file."""
    if connection.vendor == "sqlite":
        databases._check_file = _die
    else:
        real = databases._execute

        def execute(*statements: str) -> None:
            if statements == (f"DROP SCHEMA {databases.BEFORE} CASCADE",):
                _die()
            real(*statements)

        databases._execute = execute


_DEATHS = {
    "staging": lambda: _before(restore, "_write"),
    "before the mark": lambda: _before(marks, "begin"),
    "before the database": lambda: _before(restore, "_dump_in"),
    "within the dump": _within_the_dump,
    "after the new tables": _after_the_new_tables,
    "before the files": lambda: _before(restore, "_swap"),
    "between two folders": _between_two_folders,
    "before the shares": lambda: _before(restore, "_keep_shares"),
    "within the shares": _within_the_shares,
    "before the key": lambda: _before(restore, "_keep_key"),
    "without a key": lambda: _before(restore, "write_whole"),
    "before the tables are renewed": lambda: _before(restore, "prepare_data"),
    "before the trail": lambda: _before(restore, "append"),
    "before the end": lambda: _before(marks, "end"),
}
