"""Files sealed piece by piece (libsodium's secretstream): what is cut or swapped does not open."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from rueckhalt.foundation.vault.adapters.disk import sync_folder
from rueckhalt.foundation.vault.adapters.sealing import DoesNotOpenError
from rueckhalt.foundation.vault.rules.sealed import VERSION

EXTRA: Final = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
HEADER: Final = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
MORE: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
FINAL: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
State = sodium.crypto_secretstream_xchacha20poly1305_state
push = sodium.crypto_secretstream_xchacha20poly1305_push
pull = sodium.crypto_secretstream_xchacha20poly1305_pull
PIECE: Final = 256 * 1024  # bytes in the clear; the memory that a file takes, whatever its size


class SealingWriter:
    """Writes a file of which no byte reaches the disk in the clear; call `finish`, or it goes.

    `head` comes before what is sealed, as it is.
    """

    def __init__(self, path: Path, key: bytes, *, head: bytes = b"") -> None:
        self.path, self.size = path, 0
        self._state, self._rest = State(), bytearray()
        self._file = path.open("xb")
        os.fchmod(self._file.fileno(), 0o600)
        begin = sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        self._file.write(head + VERSION + begin)

    def write(self, data: bytes) -> int:
        """Takes in the next bytes; returns how many, as any file does."""
        self.size += len(data)
        self._rest += data
        while len(self._rest) > PIECE:  # the last piece is kept for `finish`
            self._file.write(push(self._state, bytes(self._rest[:PIECE]), None, MORE))
            del self._rest[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Seals the end and writes all of it through to the disk."""
        self._file.write(push(self._state, bytes(self._rest), None, FINAL))
        self._rest.clear()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        sync_folder(self.path.parent)

    def discard(self) -> None:
        """Removes what was written so far."""
        self._rest.clear()
        self._file.close()
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        """Finishes the file, or removes it after a failure."""
        if kind is None:
            self.finish()
        else:
            self.discard()


def unsealed(path: Path, key: bytes, *, head: int = 0) -> Iterator[bytes]:
    """Yields a sealed file in the clear, piece by piece, without the `head` bytes before it.

    Raises:
        DoesNotOpenError: a piece is changed, missing or out of order, or the end was cut off; what
            was yielded before is true all the same.
    """
    with path.open("rb") as file:
        file.seek(head)
        state = _begun(file.read(len(VERSION) + HEADER), key)
        tag = MORE
        while tag != FINAL:
            try:
                data, tag = pull(state, file.read(PIECE + EXTRA))
            except (CryptoError, ValueError) as error:
                raise DoesNotOpenError from error
            yield data
        if file.read(1):
            raise DoesNotOpenError


def _begun(header: bytes, key: bytes) -> State:
    if header[: len(VERSION)] != VERSION or len(header) != len(VERSION) + HEADER:
        raise DoesNotOpenError
    state = State()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header[len(VERSION) :], key)
    return state
