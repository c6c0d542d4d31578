"""Tables as CSV for people's own programs, in which no cell can act as a formula."""

import csv
from collections.abc import Iterable
from io import StringIO

# With one of these a spreadsheet begins to calculate (OWASP, CSV injection).
_ACTING = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Returns a table in UTF-8 with the mark by which spreadsheets know it, parted by semicolons."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(list(head))
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


def safe(cell: str) -> str:
    """Returns a cell that a spreadsheet shows and does not calculate."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_ACTING) else cell
