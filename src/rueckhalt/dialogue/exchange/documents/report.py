"""The follow-up report as PDF, spreadsheet and CSV: one table, with one column more for the alliance."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from rueckhalt.dialogue.exchange.documents.tables import Cell, as_csv, as_ods
from rueckhalt.dialogue.exchange.rules.report import InternalLine, ReportLine
from rueckhalt.foundation.web import pdf
from rueckhalt.foundation.web.apart import apart

TEMPLATE = "dialogue/exchange/templates/exchange/report/report.typ"
HEADINGS = (
    "Kennung", "Art", "Worum es geht", "Wer es zugesagt hat", "Seit", "Bis", "Stand", "Hinweis",
    "Stand vom", "Was zuletzt gesagt wurde",
)  # fmt: skip
FOR_ALLIANCE = ("Gefragt hat", "Öffentlich")
LATE, LAST_TIME = "überfällig", "steht zum letzten Mal hier"

MOST_KEPT = 4
_writing = threading.Lock()
_kept: dict[str, bytes] = {}


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A report as a table: whose half-year it is, the day of its state, and a tuple of cells a line."""

    name: str
    state_on: date
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def lines(self) -> tuple[tuple[Cell, ...], ...]:
        """Returns the headings and the rows."""
        return (self.headings, *self.rows)


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
    """Returns a report as CSV."""
    return as_csv(table.lines)


def report_as_ods(table: ReportTable) -> bytes:
    """Returns a report as a spreadsheet of OpenDocument."""
    return apart(as_ods, table.lines)


def written_once(write: Callable[[ReportTable], bytes], table: ReportTable) -> bytes:
    """Returns a file that everybody may ask for; it is written once, however many ask at once.

    A few are kept for each process of the server, known by a digest: the tables are too large.
    """
    known = f"{write.__name__} {sha256(repr(table).encode()).hexdigest()}"
    with _writing:
        if known not in _kept:
            if len(_kept) == MOST_KEPT:
                del _kept[next(iter(_kept))]  # the oldest
            _kept[known] = write(table)
        return _kept[known]


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
