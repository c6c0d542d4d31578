"""Breakdowns: how rows fall into domains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from survey_estimation.columns import BoolArray, Columns, IntArray, cross
from survey_estimation.errors import SurveyError

By = Sequence[str | Sequence[str]]


@dataclass(frozen=True)
class Breakdown:
    """One breakdown: the domain of each row.

    names: the columns that are crossed; empty for the whole population.
    domain: [n] code of the domain, -1 for rows that lie in none.
    levels: for each domain one label for each column.
    """

    names: tuple[str, ...]
    domain: IntArray
    levels: tuple[tuple[Any, ...], ...]


def breakdown_names(by: By | str) -> list[tuple[str, ...]]:
    """The breakdowns that `by` asks for: each entry is a column or a tuple of crossed columns."""
    entries: By = (by,) if isinstance(by, str) else by
    names = [(entry,) if isinstance(entry, str) else tuple(entry) for entry in entries]
    return names or [()]


def breakdown(columns: Columns, names: tuple[str, ...], rows: BoolArray) -> Breakdown:
    """Domains of the rows in the mask; a missing label belongs to no domain."""
    if not names:
        return Breakdown((), np.where(rows, 0, -1), ((),))
    parts = [columns.labels(name) for name in names]
    labels = cross(parts)
    if not (rows & (labels.codes >= 0)).any():
        raise SurveyError(
            f"No row lies in any domain of {' × '.join(names)}. Check the column and `where`."
        )
    return Breakdown(names, np.where(rows, labels.codes, -1), labels.levels)


def selected_rows(columns: Columns, where: Any) -> BoolArray:
    """The mask of the subpopulation: a column of 1/0 or True/False, or an array of them."""
    if where is None:
        return np.ones(columns.rows, np.bool_)
    values = columns.numbers(where) if isinstance(where, str) else np.asarray(where, dtype=float)
    if values.shape != (columns.rows,):
        raise SurveyError(f"`where` needs one value for each of the {columns.rows} rows.")
    if not np.isin(values[~np.isnan(values)], (0.0, 1.0)).all():
        raise SurveyError("`where` selects rows by 1 and 0 (or True and False) only.")
    if not (values == 1).any():
        raise SurveyError("`where` selects no row: the domain is empty. Check the condition.")
    return np.asarray(values == 1)
