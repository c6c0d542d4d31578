"""What lies in a backup: named parts in a tar, sealed as they are written and never clear on a disk."""

import io
import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import IO, Final

from django.conf import settings

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.api import DoesNotOpenError, SealingWriter, kept, unboxed

FORMAT: Final = 2  # 1: without the files of the exchange
MANIFEST: Final = "manifest.json"
NAMES: Final = re.compile(
    r"manifest\.json|database/\d{6}|(files|shares)/[0-9a-f]{32}|exchange/[0-9a-f]{64}"
)
UNREADABLE = gettext_noop(
    "%(name)s öffnet sich nicht. Der Schlüssel passt nicht, oder die Datei ist beschädigt. Geändert ist nichts."
)
OTHER_FORMAT = gettext_noop("%(name)s stammt aus einer neueren Fassung von Rückhalt.")


def folders() -> dict[str, Path]:
    """Where the files lie that belong to the content, by their folder in a backup."""
    return {"files": kept(), "exchange": Path(settings.EXCHANGE_DIR)}


class Kind(StrEnum):
    """What a backup holds; the two never lie side by side."""

    CONTENT = "inhalte"
    SHARES = "anteile"


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself.

    Args:
        made_at: moment in ISO 8601, UTC.
        migrations: the steps of the tables that had been taken, as "app.name".
    """

    kind: str
    made_at: str
    version: str
    engine: str
    migrations: tuple[str, ...]
    format: int = FORMAT


@dataclass(frozen=True)
class Checked:
    """A backup that was read to its end: its manifest, and how many files or shares it holds."""

    path: Path
    manifest: Manifest
    parts: int


def pack(writer: SealingWriter, manifest: Manifest, parts: Iterable[tuple[str, IO[bytes]]]) -> None:
    """Writes all parts; of each only a piece is in memory."""
    told = json.dumps(asdict(manifest)).encode()
    with tarfile.open(fileobj=writer, mode="w|", format=tarfile.PAX_FORMAT) as tar:  # type: ignore[call-overload] # it only writes
        for name, body in chain([(MANIFEST, io.BytesIO(told))], parts):
            info = tarfile.TarInfo(name)
            info.size = body.seek(0, io.SEEK_END)
            body.seek(0)
            tar.addfile(info, body)


def unpacked(path: Path, paper: str, kind: Kind) -> Iterator[tuple[str, IO[bytes]]]:
    """Yields name and body of each part, in the order of writing; reading a body may refuse, too.

    Raises:
        Refused: the key has a slip or is another one, or the file is damaged or cut.
    """
    pieces = _opened(path, paper, kind)
    with tarfile.open(fileobj=_Reader(pieces), mode="r|") as tar:  # type: ignore[call-overload] # it only reads
        for info in tar:
            body = tar.extractfile(info)
            if body is None or not NAMES.fullmatch(info.name):
                raise _unreadable(path)
            yield info.name, body
    for _ in pieces:  # to the end: what was cut off shows only there
        pass


def _opened(path: Path, paper: str, kind: Kind) -> Iterator[bytes]:
    try:
        yield from unboxed(path, paper, purpose=kind)
    except DoesNotOpenError as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> Refused:
    return Refused("backup-unreadable", UNREADABLE, name=path.name)


def checked(path: Path, paper: str, kind: Kind) -> Checked:
    """Reads a backup to its end. Raises Refused for one that is damaged or too new."""
    manifest, parts = None, 0
    for name, body in unpacked(path, paper, kind):
        if name == MANIFEST:
            manifest = _manifest(path, body.read())
        elif not name.startswith("database/"):
            parts += 1
        while body.read(io.DEFAULT_BUFFER_SIZE * 16):
            pass
    if manifest is None:
        raise _unreadable(path)
    return Checked(path, manifest, parts)


def _manifest(path: Path, raw: bytes) -> Manifest:
    told = json.loads(raw)
    if told["format"] > FORMAT:
        raise Refused("backup-format", OTHER_FORMAT, name=path.name)
    return Manifest(**{**told, "migrations": tuple(told["migrations"])})


class _Reader:
    """Pieces as a file that can only be read on."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def read(self, size: int) -> bytes:
        """Returns so many bytes, fewer only at the end."""
        while len(self._rest) < size and (piece := next(self._pieces, None)) is not None:
            self._rest += piece
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken
