"""A house with records in it, filled and opened by processes of their own (tests of backups)."""

import json
import os
import sys
import uuid
from datetime import UTC, datetime

from django.core.management import call_command

from rueckhalt.config.commandline import main
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
from tests.domains.foundation.vault.holders import LARS, NADJA, holder, make_holder_key

__all__ = ["main"]  # tests call it in the process of a house
NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
TEXT = "Kanarientext: Er stand wieder vor der Tür."
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


def fill(count: int) -> None:
    """Makes so many records with a text and a file, held by Lars; prints what a domain would store."""
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
        recover_by_paper(offline=paper, record=uuid.UUID(record), receiver=LARS, now=NOW)
    except NotHeldError:
        sys.stdout.write("no")
    else:
        sys.stdout.write("yes")


def erase(record: str) -> None:
    """Erases a record."""
    erase_record(record=uuid.UUID(record), now=NOW)
