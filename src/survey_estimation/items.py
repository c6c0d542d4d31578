"""Items: the columns that are estimated, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from survey_estimation.columns import BoolArray, Columns, FloatArray, Labels
from survey_estimation.errors import SurveyError

Missing = Literal["fail", "omit"]
MOST_CATEGORIES = 100  # a column with more is hardly a question with answers to choose from


@dataclass(frozen=True)
class Item:
    """One row of numbers to be estimated; n rows.

    name, level: the column and, for a category, the answer that counts as one.
    values: [n] numbers less the shift, zero where missing.
    answered: [n] mask, or None if nobody left it out.
    binary: whether all values are 0 or 1.
    shift: pilot mean that was subtracted, so that large numbers keep their digits.
    """

    name: str
    level: Any
    values: FloatArray
    answered: BoolArray | None
    binary: bool
    shift: float = 0.0


def number_item(columns: Columns, name: str, rows: BoolArray, missing: Missing) -> Item:
    """A column of numbers; binary columns are not shifted."""
    array = columns.array(name)
    if array.dtype.kind in "iub" and array.min() >= 0 and array.max() <= 1:
        return Item(name, None, array.astype(np.float64), None, binary=True)
    return _item(name, None, columns.numbers(name), rows, missing)


def category_items(columns: Columns, name: str, rows: BoolArray, missing: Missing) -> list[Item]:
    """One item for each answer; a column of 0 and 1 (or True and False) is one item."""
    if columns.array(name).dtype.kind in "biuf":
        item = number_item(columns, name, rows, missing)
        if item.binary:
            return [item]
    labels = columns.labels(name)
    if labels.levels and set(labels.levels) <= {0, 1}:
        return [number_item(columns, name, rows, missing)]
    _check_categories(name, labels)
    values = np.where(labels.codes < 0, np.nan, 0.0)
    return [
        _item(name, level, np.where(labels.codes == code, 1.0, values), rows, missing)
        for code, level in enumerate(labels.levels)
    ]


def _check_categories(name: str, labels: Labels) -> None:
    if len(labels.levels) > MOST_CATEGORIES:
        raise SurveyError(
            f"Column '{name}' has {len(labels.levels)} different answers. A share or count needs "
            f"at most {MOST_CATEGORIES}: group them, or ask for stat='mean'."
        )
    if any(isinstance(level, float) and not level.is_integer() for level in labels.levels):
        raise SurveyError(
            f"Column '{name}' holds numbers with fractions. A share or count needs 0 and 1 or "
            "categories: group them, or ask for stat='mean'."
        )


def _item(name: str, level: Any, values: FloatArray, rows: BoolArray, missing: Missing) -> Item:
    absent = np.isnan(values)
    answered = None
    if absent.any():
        answered = ~absent
        _check_missing(name, int((absent & rows).sum()), missing)
    binary = bool(np.all((values == 0) | (values == 1) | absent))
    shift = 0.0
    if not binary:
        counted = rows if answered is None else rows & answered
        shift = float(values[counted].mean()) if counted.any() else 0.0
    shifted = values - shift if shift else values
    if answered is not None:
        shifted = np.where(answered, shifted, 0.0)
    return Item(name, level, shifted, answered, binary, shift)


def _check_missing(name: str, count: int, missing: Missing) -> None:
    if missing not in ("fail", "omit"):
        raise SurveyError(f"missing='{missing}' is unknown. Choose 'fail' or 'omit'.")
    if count and missing == "fail":
        raise SurveyError(
            f"Item '{name}' has no answer in {count} rows. Say missing='omit' to estimate among "
            "those who answered it."
        )


def pair_names(items: Sequence[Any]) -> list[tuple[str, str]]:
    """Numerator and denominator of each ratio."""
    for entry in items:
        if isinstance(entry, str) or len(entry) != 2:
            raise SurveyError("A ratio needs pairs: items=[('numerator', 'denominator')].")
    return [(str(top), str(bottom)) for top, bottom in items]
