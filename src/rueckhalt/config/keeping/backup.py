"""Writes a backup: the content into one folder, the erasure shares into another."""

import io
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from rueckhalt.config.keeping.databases import database
from rueckhalt.config.keeping.packing import NAMES, Kind, Manifest, folders, pack
from rueckhalt.foundation.audit.api import append
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.api import (
    box,
    make_folder,
    new_box_key,
    shares,
    sync_folder,
    wipe,
    write_whole,
)

# Of shares only so many backups exist: each older one would open what was erased since.
NEWEST = 2
ENDING = ".backup"
NO_KEY = gettext_noop("Es gibt noch keinen Schlüssel für Sicherungen. Zuerst: rueckhalt backup key")
HAS_KEY = gettext_noop("Den Schlüssel für Sicherungen gibt es schon: %(path)s")
SAME_FOLDER = gettext_noop(
    "Inhalte und Löschanteile brauchen zwei Ordner, und keiner darf im anderen liegen."
)
NOT_WRITTEN = gettext_noop("In %(folder)s lässt sich nicht schreiben: %(reason)s.")


def make_key(*, now: datetime) -> str:
    """Makes the key for backups and returns what goes onto paper. Raises Refused if there is one."""
    key = new_box_key()
    try:
        write_whole(settings.BACKUP_KEY, key.public.hex().encode())
    except FileExistsError as error:
        raise Refused("backup-key", HAS_KEY, path=settings.BACKUP_KEY) from error
    _note("backup.key", now)
    return key.paper


def write(content: Path, of_shares: Path, *, now: datetime) -> tuple[Path, Path]:
    """Writes both backups and returns where they lie; the shares last, so that no case lacks its own.

    Raises:
        Refused: there is no key, the folders are one, or something could not be written.
    """
    public = public_key()
    check_apart(content, of_shares)
    # Before the dump, so that the restored trail says up to where it reaches.
    _note("backup.write", now)
    first = _written(content, Kind.CONTENT, public, _content(), now)
    second = _written(of_shares, Kind.SHARES, public, _shares(), now)
    for old in found(of_shares, Kind.SHARES)[:-NEWEST]:
        wipe(old)
    return first, second


def public_key() -> bytes:
    """Returns the public half of the key for backups. Raises Refused before it was made."""
    try:
        return bytes.fromhex(settings.BACKUP_KEY.read_text("ascii"))
    except FileNotFoundError as error:
        raise Refused("backup-no-key", NO_KEY) from error


def check_apart(content: Path, of_shares: Path) -> None:
    """Refuses folders of which one lies in the other: whoever finds one must not find both."""
    one, other = content.resolve(), of_shares.resolve()
    if one.is_relative_to(other) or other.is_relative_to(one):
        raise Refused("backup-folders", SAME_FOLDER)


def found(folder: Path, kind: Kind) -> list[Path]:
    """Returns the whole backups of a folder, the newest last: their names begin with their moment."""
    return sorted(folder.glob(f"rueckhalt-{kind}-*{ENDING}"))


def _written(
    folder: Path, kind: Kind, public: bytes, parts: Iterator[tuple[str, IO[bytes]]], now: datetime
) -> Path:
    """Writes under another name first: what bears the name of a backup is whole."""
    name = f"rueckhalt-{kind}-{now:%Y%m%dT%H%M%S%fZ}{ENDING}"
    part = folder / f"{name}.part"
    try:
        make_folder(folder)
        part.unlink(missing_ok=True)
        with box(part, public, purpose=kind) as writer, closing(parts):  # type: ignore[type-var] # generators close
            pack(writer, _manifest(kind, now), parts)
        part.replace(folder / name)
        sync_folder(folder)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        raise Refused("backup-folder", NOT_WRITTEN, folder=folder, reason=reason) from error
    return folder / name


def _content() -> Iterator[tuple[str, IO[bytes]]]:
    """The database first: every file that it knows by then lies in the folder."""
    for number, piece in enumerate(database().dump()):
        yield f"database/{number:06}", io.BytesIO(piece)
    for folder, place in folders().items():
        yield from _files(folder, place)


def _files(folder: str, place: Path) -> Iterator[tuple[str, IO[bytes]]]:
    for path in sorted(place.glob("*")):
        if not NAMES.fullmatch(f"{folder}/{path.name}"):  # half written
            continue
        try:
            file = path.open("rb")
        except FileNotFoundError:  # dropped meanwhile, with its case or by the secretariat
            continue
        with file:
            yield f"{folder}/{path.name}", file


def _shares() -> Iterator[tuple[str, IO[bytes]]]:
    store = shares()
    for record in sorted(store.records()):
        share = store.share(record)
        if share is not None:
            yield f"shares/{record.hex}", io.BytesIO(share)


def _manifest(kind: Kind, now: datetime) -> Manifest:
    return Manifest(
        kind=kind, made_at=now.isoformat(), version=metadata.version("rueckhalt"),
        engine=connection.vendor, migrations=migrations_taken(),
    )  # fmt: skip


def migrations_taken() -> tuple[str, ...]:
    """Returns the steps of the tables that the database has taken."""
    return tuple(
        f"{app}.{name}" for app, name in sorted(MigrationRecorder(connection).applied_migrations())
    )


def _note(action: str, now: datetime) -> None:
    with transaction.atomic():
        append(by="operator", action=action, subject="house", now=now)
