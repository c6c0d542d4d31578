"""Brings a house back from its backups: everything is read to the end before anything changes.

Broken off after that, a mark keeps the house shut until the same command has come to its end.
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, connections, transaction
from django.db.migrations.loader import MigrationLoader

from rueckhalt.config.keeping import marks
from rueckhalt.config.keeping.backup import found
from rueckhalt.config.keeping.databases import database, read_through
from rueckhalt.config.keeping.packing import Checked, Kind, checked, folders, unpacked
from rueckhalt.config.prepare import prepare_data
from rueckhalt.foundation.audit.api import append
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.api import (
    make_folder,
    public_of_box,
    shares,
    sync_folder,
    without_share,
    write_whole,
)

NOTHING = gettext_noop("In %(folder)s liegt keine Sicherung.")
NOT_EMPTY = gettext_noop(
    "Hier ist schon ein Haus. Soll die Sicherung an seine Stelle treten: dieselben Angaben und --replace."
)
HAS_SHARES = gettext_noop(
    "Hier liegen schon Löschanteile: %(folder)s. Sie gelten, denn eine Sicherung könnte Gelöschtes wieder öffnen. Ohne --shares geht es weiter."
)
OTHER_ENGINE = gettext_noop(
    "Die Sicherung stammt von %(theirs)s, dieses Haus benutzt %(ours)s. Stellen Sie DATABASE_URL um."
)
NEWER = gettext_noop(
    "Die Sicherung stammt von Rückhalt %(version)s. Installieren Sie diese Fassung, dann geht es."
)


@dataclass(frozen=True)
class Restored:
    """What came back, and what did not.

    Args:
        without_share: cases that nobody can open: erased since the backup, or their shares are missing.
        are_shares_older: the shares were saved before the content, so the newest cases may lack theirs.
    """

    made_at: datetime
    files: int
    shares: int
    without_share: int
    are_shares_older: bool


def check_place(*, has_shares: bool, may_replace: bool) -> None:
    """Refuses a house that is not empty, before anybody has to type a key.

    Shares of which only some came back are refused as well, until all of them are there.
    """
    make_folder(settings.DATA_DIR)
    if marks.are_shares_half_restored() and not has_shares:
        raise Refused("half-restored", marks.HALF)
    if not (may_replace or marks.is_half_restored() or _is_empty()):
        raise Refused("restore-not-empty", NOT_EMPTY)
    if has_shares and shares().records() and not marks.are_shares_half_restored():
        raise Refused("restore-shares", HAS_SHARES, folder=settings.SHARES_DIR)


def _is_empty() -> bool:
    has_tables = bool(connection.introspection.table_names())
    connection.close()
    return not has_tables and not any(any(place.glob("*")) for place in folders().values())


def source(place: Path, kind: Kind) -> Path:
    """Returns the backup that is meant: the file itself, or the newest of a folder."""
    if place.is_file():
        return place
    backups = found(place, kind)
    if not backups:
        raise Refused("restore-nothing", NOTHING, folder=place)
    return backups[-1]


def restore(content: Path, of_shares: Path | None, *, paper: str, now: datetime) -> Restored:
    """Brings a house back. Whoever calls has asked `check_place`; no server may run meanwhile.

    Killed at any moment it leaves the old house whole, or one that a second call makes the new one.

    Raises:
        Refused: a backup does not open, is damaged, or does not fit this house. Nothing changed.
    """
    told = checked(content, paper, Kind.CONTENT)
    told_shares = checked(of_shares, paper, Kind.SHARES) if of_shares else None
    _check_fits(told)
    _stage_files(content, paper)
    _load(content, paper, has_shares=of_shares is not None)
    _swap()
    if of_shares is not None:
        _keep_shares(of_shares, paper)
    _keep_key(paper)
    prepare_data()
    with transaction.atomic():
        append(by="operator", action="backup.restore", subject="house", now=now)
    connections.close_all()
    marks.end()
    made_at = datetime.fromisoformat(told.manifest.made_at)
    return Restored(
        made_at=made_at,
        files=told.parts,
        shares=told_shares.parts if told_shares else 0,
        without_share=without_share(),
        are_shares_older=told_shares is not None
        and datetime.fromisoformat(told_shares.manifest.made_at) < made_at,
    )


def _check_fits(told: Checked) -> None:
    if told.manifest.engine != connection.vendor:
        raise Refused(
            "restore-engine", OTHER_ENGINE, theirs=told.manifest.engine, ours=connection.vendor
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if not known.issuperset(told.manifest.migrations):
        raise Refused("restore-newer", NEWER, version=told.manifest.version)


def _dump_in(content: Path, paper: str) -> Iterator[bytes]:
    for name, body in unpacked(content, paper, Kind.CONTENT):
        if name.startswith("database/"):
            yield from read_through(body)


def _load(content: Path, paper: str, *, has_shares: bool) -> None:
    """Puts the database in its place. Refused, it changed nothing, and the house opens as before.

    Whatever else ends it may leave a half: then the marks stay, and the same command mends it.
    """
    was_half = marks.is_half_restored()
    marks.begin(has_shares=has_shares)
    try:
        database().load(_dump_in(content, paper))
    except Refused:
        if not was_half:
            marks.end()
        raise


def _stage_files(content: Path, paper: str) -> None:
    """Writes all files into folders beside theirs, through to the disk."""
    places = folders()
    for place in places.values():
        shutil.rmtree(_staged(place), ignore_errors=True)
        make_folder(_staged(place))
    for name, body in unpacked(content, paper, Kind.CONTENT):
        folder, _, file = name.partition("/")
        if folder in places:
            _write(_staged(places[folder]) / file, body)
    for place in places.values():
        sync_folder(_staged(place))


def _staged(place: Path) -> Path:
    return place.with_name(f"{place.name}.part")


def _write(path: Path, body: IO[bytes]) -> None:
    path.touch(mode=0o600)
    with path.open("wb") as file:
        for piece in read_through(body):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _swap() -> None:
    """Puts the new files in the place of the old ones."""
    for place in folders().values():
        before = place.with_name(f"{place.name}.before")
        shutil.rmtree(before, ignore_errors=True)
        if place.exists():
            place.rename(before)
        _staged(place).rename(place)
        sync_folder(place.parent)
        shutil.rmtree(before, ignore_errors=True)


def _keep_shares(path: Path, paper: str) -> None:
    store = shares()
    there = {*store.records(), *store.destroyed()}  # what was erased here stays erased
    for name, body in unpacked(path, paper, Kind.SHARES):
        if name.startswith("shares/"):
            record = uuid.UUID(name.removeprefix("shares/"))
            if record not in there:
                store.keep(record, body.read())


def _keep_key(paper: str) -> None:
    """The restored house goes on with the same key for its backups."""
    settings.BACKUP_KEY.unlink(missing_ok=True)
    write_whole(settings.BACKUP_KEY, public_of_box(paper).hex().encode())
    connections.close_all()
