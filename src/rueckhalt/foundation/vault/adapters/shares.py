"""Erasure shares: 32 bytes for each record, in a folder of its own with a backup of its own.

A share that is gone closes its record for everybody, also in every older backup of the content.
A share that was destroyed leaves an empty mark: so an erasure that broke off is told from a disk
that is not there, and is finished. A share of no record leaves none when it is dropped: the record
may only be missing in an older content that came back, and live on in a newer one.
"""

import uuid
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from rueckhalt.foundation.vault.adapters.disk import make_folder, wipe, write_whole
from rueckhalt.foundation.vault.rules.keys import SIZE

MARK = ".erased"


class Shares:
    """Keeps one share for each record; each is a small file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, record: uuid.UUID, share: bytes) -> None:
        """Keeps a share so that it survives a power cut. Raises FileExistsError when there is one."""
        make_folder(self._folder)
        write_whole(self._path(record), share)

    def share(self, record: uuid.UUID) -> bytes | None:
        """Returns a share, or None when there is none."""
        try:
            found = self._path(record).read_bytes()
        except FileNotFoundError:
            return None
        return found if len(found) == SIZE else None

    def destroy(self, record: uuid.UUID) -> None:
        """Writes over a share and removes it, and leaves a mark; once more changes nothing."""
        make_folder(self._folder)
        with suppress(FileExistsError):
            write_whole(self._path(record).with_suffix(MARK), b"")
        self.drop(record)

    def drop(self, record: uuid.UUID) -> None:
        """Writes over a share that nobody needs and removes it; nothing says that it was on purpose."""
        wipe(self._path(record))

    def destroyed(self) -> set[uuid.UUID]:
        """Returns the records whose share was destroyed on purpose."""
        return {uuid.UUID(path.stem) for path in self._folder.glob(f"*{MARK}")}

    def records(self) -> list[uuid.UUID]:
        """Returns the records that have a share."""
        if not self._folder.is_dir():
            return []
        return [uuid.UUID(path.name) for path in self._folder.iterdir() if "." not in path.name]

    def _path(self, record: uuid.UUID) -> Path:
        return self._folder / record.hex


def shares() -> Shares:
    """The store of this house, where the operator put it."""
    return Shares(Path(settings.SHARES_DIR))
