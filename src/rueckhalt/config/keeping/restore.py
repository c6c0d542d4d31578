"""Brings a house back from its backups: everything is read to the end before anything changes."""

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

from rueckhalt.config.keeping.backup import found
from rueckhalt.config.keeping.databases import database, read_through
from rueckhalt.config.keeping.packing import Checked, Kind, checked, unpacked
from rueckhalt.config.prepare import prepare_data
from rueckhalt.foundation.audit.api import append
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.api import (
    kept,
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
    """Refuses a house that is not empty, before anybody has to type a key."""
    make_folder(settings.DATA_DIR)
    is_empty = not connection.introspection.table_names() and not any(kept().glob("*"))
    connection.close()
    if not is_empty and not may_replace:
        raise Refused("restore-not-empty", NOT_EMPTY)
    if has_shares and shares().records() and not _marker().exists():
        raise Refused("restore-shares", HAS_SHARES, folder=settings.SHARES_DIR)


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

    Raises:
        Refused: a backup does not open, is damaged, or does not fit this house. Nothing changed.
    """
    told = checked(content, paper, Kind.CONTENT)
    told_shares = checked(of_shares, paper, Kind.SHARES) if of_shares else None
    _check_fits(told)
    staged = _stage_files(content, paper)
    database().load(_dump_in(content, paper))
    _swap(staged)
    if told_shares is not None:
        _keep_shares(told_shares.path, paper)
    _keep_key(paper)
    prepare_data()
    with transaction.atomic():
        append(by="operator", action="backup.restore", subject="house", now=now)
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


def _stage_files(content: Path, paper: str) -> Path:
    """Writes all files into a folder beside theirs, through to the disk."""
    staged = kept().with_name("kept.part")
    shutil.rmtree(staged, ignore_errors=True)
    make_folder(staged)
    for name, body in unpacked(content, paper, Kind.CONTENT):
        if name.startswith("files/"):
            _write(staged / name.removeprefix("files/"), body)
    sync_folder(staged)
    return staged


def _write(path: Path, body: IO[bytes]) -> None:
    path.touch(mode=0o600)
    with path.open("wb") as file:
        for piece in read_through(body):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _swap(staged: Path) -> None:
    before = kept().with_name("kept.before")
    shutil.rmtree(before, ignore_errors=True)
    if kept().exists():
        kept().rename(before)
    staged.rename(kept())
    sync_folder(kept().parent)
    shutil.rmtree(before, ignore_errors=True)


def _keep_shares(path: Path, paper: str) -> None:
    """Fills the store; the marker says until the end that it is not whole yet."""
    marker, store = _marker(), shares()
    make_folder(marker.parent)
    marker.touch()
    there = {*store.records(), *store.destroyed()}  # what was erased here stays erased
    for name, body in unpacked(path, paper, Kind.SHARES):
        if name.startswith("shares/"):
            record = uuid.UUID(name.removeprefix("shares/"))
            if record not in there:
                store.keep(record, body.read())
    marker.unlink()
    sync_folder(marker.parent)


def _marker() -> Path:
    return Path(settings.SHARES_DIR) / "restoring.mark"


def _keep_key(paper: str) -> None:
    """The restored house goes on with the same key for its backups."""
    settings.BACKUP_KEY.unlink(missing_ok=True)
    write_whole(settings.BACKUP_KEY, public_of_box(paper).hex().encode())
    connections.close_all()
