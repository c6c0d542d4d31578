"""Tables of results: plain columns that go anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from survey_estimation.errors import SurveyError


@dataclass(frozen=True)
class Table:
    """A frozen table: `table["estimate"]` is an array, `table.rows()` a list of dicts.

    columns: arrays of one length that cannot be written to.
    notes: how the numbers came about, such as stat, interval and level.
    """

    columns: Mapping[str, NDArray[Any]]
    notes: Mapping[str, Any]

    @classmethod
    def of(cls, columns: Mapping[str, Any], **notes: Any) -> Table:
        """Freeze columns; lists become object arrays so that labels keep their type."""
        arrays = {name: _frozen(values) for name, values in columns.items()}
        return cls(MappingProxyType(arrays), MappingProxyType(notes))

    def __len__(self) -> int:
        """Number of rows."""
        return len(next(iter(self.columns.values()))) if self.columns else 0

    def __getitem__(self, name: str) -> NDArray[Any]:
        """One column."""
        if name not in self.columns:
            raise SurveyError(f"The table has no column '{name}' but: {', '.join(self.columns)}.")
        return self.columns[name]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The rows as dicts of Python values."""
        values = [column.tolist() for column in self.columns.values()]
        names = list(self.columns)
        return (dict(zip(names, row, strict=True)) for row in zip(*values, strict=True))

    def rows(self) -> list[dict[str, Any]]:
        """A list of one dict for each row."""
        return list(self)

    def only(self, **values: Any) -> Table:
        """The rows in which the named columns hold the given values."""
        keep = np.ones(len(self), np.bool_)
        for name, value in values.items():
            keep &= np.array([entry == value for entry in self[name].tolist()], np.bool_)
        kept = {name: column[keep] for name, column in self.columns.items()}
        return Table.of(kept, **self.notes)

    def to_pandas(self) -> Any:
        """A pandas DataFrame (needs pandas)."""
        import pandas

        return pandas.DataFrame({name: column.copy() for name, column in self.columns.items()})

    def to_polars(self) -> Any:
        """A Polars DataFrame (needs polars)."""
        import polars

        return polars.DataFrame(self._lists(), strict=False)

    def to_arrow(self) -> Any:
        """An Arrow table (needs pyarrow)."""
        import pyarrow

        return pyarrow.table(self._lists())

    def _lists(self) -> dict[str, Any]:
        """Columns whose labels have one type; mixed ones as text."""
        return {name: _uniform(column) for name, column in self.columns.items()}

    def __str__(self) -> str:
        """The table in aligned text, numbers with six digits."""
        cells = [list(self.columns), *([_text(v) for v in row.values()] for row in self)]
        widths = [max(len(row[i]) for row in cells) for i in range(len(self.columns))]
        lines = ("  ".join(c.rjust(w) for c, w in zip(row, widths, strict=True)) for row in cells)
        return "\n".join(lines)


def _frozen(values: Any) -> NDArray[Any]:
    if isinstance(values, np.ndarray):
        array = values.copy()
    else:
        array = np.empty(len(values), object)
        array[:] = list(values)
    array.flags.writeable = False
    return array


def _uniform(column: NDArray[Any]) -> Any:
    if column.dtype.kind != "O":
        return column.copy()
    values = column.tolist()
    kinds = {type(value) for value in values if value is not None}
    if len(kinds) <= 1:
        return values
    return [None if value is None else str(value) for value in values]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def stack(tables: Sequence[Table]) -> Table:
    """Tables with the same columns, one under the other; the notes are those of the first."""
    names = list(tables[0].columns)
    parts = {name: np.concatenate([table[name] for table in tables]) for name in names}
    return Table.of(parts, **tables[0].notes)
