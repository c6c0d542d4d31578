"""The follow-up report as PDF, spreadsheet and CSV: one table, with one column more for the alliance."""

import csv
import io
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import odswriter

from rueckhalt.dialogue.exchange.rules.report import InternalLine, ReportLine
from rueckhalt.foundation.web import pdf

TEMPLATE = "dialogue/exchange/templates/exchange/report/report.typ"
HEADINGS = (
    "Kennung", "Art", "Worum es geht", "Wer es zugesagt hat", "Seit", "Bis", "Stand", "Hinweis",
    "Stand vom", "Was zuletzt gesagt wurde",
)  # fmt: skip
FOR_ALLIANCE = ("Gefragt hat", "Öffentlich")
LATE, LAST_TIME = "überfällig", "steht zum letzten Mal hier"
# A cell that begins so is a formula to many programs (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Cell = str | date | None
_writing = threading.Lock()


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A report as a table: whose half-year it is, the day of its state, and a tuple of cells a line."""

    name: str
    state_on: date
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def public_table(lines: Iterable[ReportLine], half_year: str, state_on: date) -> ReportTable:
    """Returns the report for everybody as a table."""
    name = f"Zusagen und offene Fragen, {half_year}"
    return ReportTable(name, state_on, HEADINGS, tuple(_cells(one) for one in lines))


def internal_table(lines: Iterable[InternalLine], half_year: str, state_on: date) -> ReportTable:
    """Returns the report for the alliance: the same columns and two more."""
    rows = tuple((*_cells(one.public), *_for_alliance(one)) for one in lines)
    name = f"Zusagen und offene Fragen, {half_year}, nur für die Allianz"
    return ReportTable(name, state_on, HEADINGS + FOR_ALLIANCE, rows)


def _cells(line: ReportLine) -> tuple[Cell, ...]:
    return (
        line.reference, line.kind_words, line.sentence, line.owner, line.given_on,
        line.due_on, line.status_words, hint(line), line.said_on, line.said,
    )  # fmt: skip


def _for_alliance(line: InternalLine) -> tuple[Cell, ...]:
    return line.asked_by, "ja" if line.is_released else "nein"


def hint(line: ReportLine) -> str:
    """Returns what a reader must notice about a line; nothing if there is nothing."""
    return LAST_TIME if line.is_last_time else LATE if line.is_late else ""


def report_as_csv(table: ReportTable) -> bytes:
    """Returns a report as CSV (UTF-8 with mark, semicolons); no cell of it runs as a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerows([table.headings, *([_as_text(cell) for cell in row] for row in table.rows)])
    return text.getvalue().encode("utf-8-sig")


def _as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    told = cell.isoformat() if isinstance(cell, date) else cell
    return f"'{told}" if told.startswith(_FORMULA) else told


def report_as_ods(table: ReportTable) -> bytes:
    """Returns a report as a spreadsheet of OpenDocument; texts stay texts, whatever they begin with."""
    file = io.BytesIO()
    with odswriter.writer(file) as book:
        sheet = book.new_sheet("Bericht", cols=len(table.headings))
        sheet.writerow(table.headings)
        sheet.writerows([_storable(cell) for cell in row] for row in table.rows)
    return file.getvalue()


def _storable(cell: Cell) -> Cell:
    return _NOT_IN_XML.sub("\ufffd", cell) if isinstance(cell, str) else cell


def public_report_as_pdf(table: ReportTable) -> bytes:
    """Returns a public report as PDF; the same one is written once, however many ask at once."""
    with _writing:
        return _written(table)


@lru_cache(maxsize=4)
def _written(table: ReportTable) -> bytes:
    return report_as_pdf(table)


def report_as_pdf(table: ReportTable) -> bytes:
    """Returns a report as PDF/A-3a and PDF/UA-1: an entry for each line, in the order of the table."""
    data: dict[str, pdf.Value] = {
        "name": table.name,
        "state": day_words(table.state_on),
        "entries": [_entry(dict(zip(table.headings, row, strict=True))) for row in table.rows],
    }
    return pdf.render_apart(TEMPLATE, data, title="Bericht", on=table.state_on)


def _entry(cells: dict[str, Cell]) -> dict[str, pdf.Value]:
    """What paper says of a line: the sentence, its facts, and what was said last."""
    told = {
        heading: day_words(cell) if isinstance(cell, date) else cell or ""
        for heading, cell in cells.items()
    }
    sentence, said, said_on = (
        told.pop(one) for one in ("Worum es geht", "Was zuletzt gesagt wurde", "Stand vom")
    )
    hinted = told.pop("Hinweis")
    told["Stand"] += f" ({hinted})" if hinted else ""
    facts = [f"{heading}: {cell}" for heading, cell in told.items() if cell]
    return {"sentence": sentence, "facts": facts, "said": f"{said_on}: {said}" if said else ""}


def day_words(day: date) -> str:
    """Returns a day as people in Germany write it."""
    return f"{day:%d.%m.%Y}"
