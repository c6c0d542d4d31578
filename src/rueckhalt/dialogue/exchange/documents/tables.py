"""Tables for people's own programs, in which no cell can act as a formula: CSV and OpenDocument."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO

import odswriter

Cell = str | date | None

# With one of these a spreadsheet begins to calculate (OWASP, CSV injection).
_ACTING = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_csv(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Returns a table in UTF-8 with the mark by which spreadsheets know it, parted by semicolons."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_safe(_as_text(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


def as_ods(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Returns a table as a spreadsheet of OpenDocument; texts stay texts, whatever they begin with.

    The library holds the whole table as a tree in memory: long ones are written `apart`.
    """
    file = BytesIO()
    with odswriter.writer(file) as book:
        sheet = book.new_sheet("Tabelle", cols=len(rows[0]))
        sheet.writerows([_storable(cell) for cell in row] for row in rows)
    return file.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_ACTING) else cell


def _as_text(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else cell or ""


def _storable(cell: Cell) -> Cell:
    return _NOT_IN_XML.sub("\ufffd", cell) if isinstance(cell, str) else cell
