"""The cells of a release as sets of respondents.

Respondents whom no table of the release tells apart form an atom. Every cell of every table is a
set of atoms, so that all relations between tables (sums, differences, overlaps) are contained in
one matrix of cells × atoms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from survey_estimation.columns import BoolArray, IntArray
from survey_estimation.domains import Breakdown, By, breakdown, breakdown_names, selected_rows
from survey_estimation.items import Item, Missing, category_items, number_item
from survey_estimation.questions import Stat
from survey_estimation.survey import Survey

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MOST_CELLS = 2000


@dataclass(frozen=True)
class Request:
    """One table of a release: the arguments of `estimate` after the design."""

    items: Sequence[Any]
    by: By = ()
    stat: Stat = "share"
    where: Any = None
    missing: Missing = "fail"
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """The respondents behind one row of a table: who answered the item and lies in the domain."""

    request: int
    item: str
    domain: tuple[tuple[str, Any], ...]
    rows: BoolArray


def cells_of(survey: Survey, number: int, request: Request) -> list[Cell]:
    """Every cell of a table, with the rows behind it."""
    rows = selected_rows(survey.columns, request.where) & survey.responding
    found = []
    for names in breakdown_names(request.by):
        part = breakdown(survey.columns, names, rows)
        for item, answered in _answered(survey, request, part).items():
            for g, levels in enumerate(part.levels):
                domain = tuple(zip(names, levels, strict=True))
                found.append(Cell(number, item, domain, answered & (part.domain == g)))
    return found


def _answered(survey: Survey, request: Request, part: Breakdown) -> dict[str, BoolArray]:
    """For each item of a table the rows that answered it."""
    inside = part.domain >= 0
    answered = {}
    for name in request.items:
        columns = [name] if isinstance(name, str) else list(name)
        mask = np.ones(survey.rows, np.bool_)
        for column in columns:
            for item in _items(survey, request, column, inside):
                mask = mask & (True if item.answered is None else item.answered)
        answered[" / ".join(columns)] = mask
    return answered


def _items(survey: Survey, request: Request, column: str, inside: BoolArray) -> list[Item]:
    if request.stat in ("share", "count"):
        return category_items(survey.columns, column, inside, request.missing)[:1]
    return [number_item(survey.columns, column, inside, request.missing)]


@dataclass(frozen=True)
class Sets:
    """Distinct sets of respondents behind cells; S sets, A atoms.

    members: [S, A] whether an atom belongs to a set; size: [A] respondents of each atom;
    count: [S] respondents of each set; of_cell: the set of each cell.
    """

    members: csr_array
    size: IntArray
    count: IntArray
    of_cell: list[int]


def sets_of(cells: Sequence[Cell]) -> Sets:
    """Sets and atoms of the cells; equal sets are one, and an empty set has no atoms."""
    from scipy.sparse import csr_array

    place: dict[bytes, int] = {}
    of_cell = [place.setdefault(np.packbits(cell.rows).tobytes(), len(place)) for cell in cells]
    first = dict(zip(reversed(of_cell), reversed(cells), strict=True))
    masks = np.array([first[number].rows for number in range(len(place))])
    used = masks.any(axis=0)
    signatures = np.packbits(masks[:, used], axis=0)
    _, index, size = np.unique(signatures, axis=1, return_index=True, return_counts=True)
    members = masks[:, used][:, index]
    count = (members * size).sum(axis=1)
    return Sets(csr_array(members.astype(float)), size, count, of_cell)
