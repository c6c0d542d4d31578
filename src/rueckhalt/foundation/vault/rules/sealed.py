"""What is sealed, and where it belongs: the place goes into the key, so nothing opens elsewhere."""

from dataclasses import dataclass, field
from typing import Final

VERSION: Final = b"\x01"  # first byte of everything that is sealed; a new format gets a new one


@dataclass(frozen=True)
class Place:
    """Where a sealed value lies; a value that was moved does not open.

    Args:
        table: label of the table, such as "cases.Message".
        row: id of the row as text; known before the row is stored.
        field: name of the column.
    """

    table: str
    row: str
    field: str


@dataclass(frozen=True)
class Sealed:
    """Bytes that only the holder of a private key can read; shown nowhere."""

    data: bytes = field(repr=False)


def context(purpose: str, *parts: str) -> bytes:
    """Returns what a key or a seal is bound to, so that no two meanings give the same bytes."""
    words = ("rueckhalt", purpose, *parts)
    return b"".join(len(word.encode()).to_bytes(4, "big") + word.encode() for word in words)


def place_context(record: str, place: Place) -> bytes:
    """Returns what a sealed value of a record is bound to."""
    return context("value", record, place.table, place.row, place.field)
