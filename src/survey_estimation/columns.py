"""Columns of a sample as plain NumPy arrays, whatever table they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from survey_estimation.errors import SurveyError

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Labels:
    """A column of labels as codes: `levels[codes[i]]`, and -1 where the label is missing."""

    codes: IntArray
    levels: tuple[Any, ...]


@dataclass(frozen=True)
class Columns:
    """The columns of a sample: a mapping of names to arrays of one length.

    `of` takes a dict of lists or arrays, a pandas or Polars DataFrame or an Arrow table.
    Missing is None, NaN, NaT, pandas.NA or a masked entry.
    """

    arrays: Mapping[str, Any]
    rows: int

    @classmethod
    def of(cls, sample: Any) -> Columns:
        """Wrap a table. Refuses tables without rows or with columns of different length."""
        names = _names(sample)
        lengths = {name: len(sample[name]) for name in names}
        if not names or max(lengths.values()) == 0:
            raise SurveyError("The sample has no rows. Give a table with at least one answer.")
        if len(set(lengths.values())) > 1:
            raise SurveyError(f"All columns need the same number of rows; they have {lengths}.")
        return cls({name: sample[name] for name in names}, next(iter(lengths.values())))

    def array(self, name: str) -> NDArray[Any]:
        """The column as it is. Raises SurveyError for an unknown name."""
        if name not in self.arrays:
            known = ", ".join(map(str, self.arrays))
            raise SurveyError(f"There is no column '{name}'. The sample has: {known}.")
        return as_array(self.arrays[name])

    def labels(self, name: str) -> Labels:
        """The column as labels of any type, sorted."""
        return factorize(self.array(name))

    def complete_labels(self, name: str, role: str) -> Labels:
        """Labels where none may be missing, as of strata and clusters."""
        labels = self.labels(name)
        missing = np.flatnonzero(labels.codes < 0)
        if missing.size:
            raise SurveyError(
                f"Column '{name}' ({role}) is missing in {missing.size} rows, first in row "
                f"{missing[0] + 1}. Fill it in or leave these rows out."
            )
        return labels

    def crossed_labels(self, names: Sequence[str], role: str) -> Labels:
        """Complete labels of several columns crossed; one column keeps its plain labels."""
        if not names:
            return Labels(np.zeros(self.rows, np.intp), ((),))
        parts = [self.complete_labels(name, role) for name in names]
        return parts[0] if len(parts) == 1 else cross(parts)

    def numbers(self, name: str) -> FloatArray:
        """The column as float64 with NaN where missing. Raises SurveyError for text."""
        values = as_numbers(self.array(name), name)
        if np.isinf(values).any():
            row = int(np.flatnonzero(np.isinf(values))[0]) + 1
            raise SurveyError(f"Column '{name}' is infinite in row {row}. Correct it.")
        return values


def _names(sample: Any) -> list[str]:
    if isinstance(sample, Mapping):
        return list(sample)
    if isinstance(getattr(sample, "column_names", None), list):
        return list(sample.column_names)
    if hasattr(sample, "columns"):
        return list(sample.columns)
    raise SurveyError(
        f"A sample is a dict of columns, a pandas or Polars DataFrame or an Arrow table, "
        f"not {type(sample).__name__}."
    )


def as_array(values: Any) -> NDArray[Any]:
    """Any column as a one-dimensional array; masked entries become missing."""
    if isinstance(values, np.ma.MaskedArray):
        plain = values.dtype.kind in "biuf"
        filled = np.array(values.data, dtype=float if plain else object)
        filled[np.ma.getmaskarray(values)] = np.nan if plain else None
        values = filled
    array = np.asarray(values)
    if array.dtype.kind == "U" and isinstance(values, (list, tuple)):
        # NumPy turns a list of text and numbers into text alone; keep what was there
        array = np.array(values, dtype=object)
    if array.ndim != 1:
        raise SurveyError(f"A column has one dimension, not {array.ndim}.")
    return array


def as_numbers(array: NDArray[Any], name: str) -> FloatArray:
    """An array as float64, NaN where missing."""
    if array.dtype.kind in "biuf":
        return array.astype(np.float64)
    if array.dtype.kind == "O":
        return np.array([_number(value, row, name) for row, value in enumerate(array)], float)
    raise SurveyError(_text_message(name, array[0], 0))


def _number(value: Any, row: int, name: str) -> float:
    if is_missing(value):
        return float("nan")
    if isinstance(value, str):
        raise SurveyError(_text_message(name, value, row))
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise SurveyError(_text_message(name, value, row)) from error


def _text_message(name: str, value: Any, row: int) -> str:
    return (
        f"Column '{name}' holds {value!r} in row {row + 1} where numbers belong. "
        "Turn it into numbers, or ask for the share or count of its categories."
    )


def is_missing(value: Any) -> bool:
    """Whether one value stands for 'no answer'."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    if isinstance(value, np.datetime64):
        return bool(np.isnat(value))
    return isinstance(value, float | np.floating) and bool(value != value)


def factorize(array: NDArray[Any]) -> Labels:
    """Codes and sorted levels of an array of any type."""
    kind = array.dtype.kind
    if kind in "iub":
        return _factorize_integers(array)
    if kind == "O":
        return _factorize_objects(array)
    missing = np.isnan(array) if kind == "f" else np.isnat(array) if kind in "mM" else None
    if missing is None or not missing.any():
        levels, codes = np.unique(array, return_inverse=True)
        return Labels(codes.astype(np.intp), tuple(levels.tolist()))
    codes = np.full(array.size, -1, np.intp)
    levels, codes[~missing] = np.unique(array[~missing], return_inverse=True)
    return Labels(codes, tuple(levels.tolist()))


def _factorize_integers(array: NDArray[Any]) -> Labels:
    if array.dtype.kind == "b":
        return _relabel(array.astype(np.intp), 2, (False, True))
    low, high = int(array.min()), int(array.max())
    if high - low > 4 * array.size + 1000:
        levels, codes = np.unique(array, return_inverse=True)
        return Labels(codes.astype(np.intp), tuple(levels.tolist()))
    return _relabel(array.astype(np.intp) - low, high - low + 1, range(low, high + 1))


def _relabel(codes: IntArray, size: int, levels: Sequence[Any]) -> Labels:
    dense, present = compact(codes, size)
    return Labels(dense, tuple(levels[code] for code in present.tolist()))


def _factorize_objects(array: NDArray[Any]) -> Labels:
    seen = {value for value in array if not is_missing(value)}
    try:
        levels = sorted(seen)
    except TypeError:
        levels = sorted(seen, key=lambda value: (type(value).__name__, str(value)))
    code = {value: index for index, value in enumerate(levels)}
    codes = [-1 if is_missing(value) else code[value] for value in array]
    return Labels(np.array(codes, np.intp), tuple(levels))


def cross(parts: Sequence[Labels]) -> Labels:
    """Several columns of labels as one whose levels are tuples, of those that occur."""
    codes = parts[0].codes
    for part in parts[1:]:
        pair = codes * len(part.levels) + part.codes
        codes = np.where((codes < 0) | (part.codes < 0), -1, pair)
    sizes = [len(part.levels) for part in parts]
    dense, present = compact(codes, int(np.prod(sizes, dtype=np.int64)))
    picks = [pick.tolist() for pick in np.unravel_index(present, sizes)]
    levels = [
        tuple(part.levels[i] for part, i in zip(parts, row, strict=True))
        for row in zip(*picks, strict=True)
    ]
    return Labels(dense, tuple(levels))


def compact(codes: IntArray, size: int) -> tuple[IntArray, IntArray]:
    """Codes without gaps (-1 stays), and the old code of each new one, in order."""
    if size <= 8 * codes.size + 1024:
        used = np.bincount(codes[codes >= 0] if (codes < 0).any() else codes, minlength=size) > 0
        present = np.flatnonzero(used)
        lookup = np.empty(size + 1, np.intp)
        lookup[present] = np.arange(present.size)
        lookup[-1] = -1  # code -1 reads the last entry
        return lookup[codes], present
    present, dense = np.unique(codes, return_inverse=True)
    if present.size and present[0] < 0:
        return dense.astype(np.intp) - 1, present[1:].astype(np.intp)
    return dense.astype(np.intp), present.astype(np.intp)


def sums_by(group: IntArray, values: FloatArray, size: int) -> FloatArray:
    """[size] sums of [n] values over groups of rows."""
    return np.bincount(group, weights=values, minlength=size).astype(np.float64, copy=False)


def group_sums(group: IntArray, values: FloatArray, size: int) -> FloatArray:
    """[size, p] sums of the columns of [n, p] values over groups of rows."""
    columns = [sums_by(group, column, size) for column in values.T]
    return np.column_stack(columns) if columns else np.zeros((size, 0))
