"""Samples in files: CSV and Parquet."""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from survey_estimation.errors import SurveyError

Progress = Callable[[int], None]
MISSING = ("", "NA", "NaN", "nan")
OFTEN = 50_000  # rows between two looks at the clock


def progress_line(stream: Any = sys.stderr, after: float = 1.0, every: float = 0.5) -> Progress:
    """A line that says how many rows are read, once work takes longer than `after` seconds."""
    start = shown = time.monotonic()

    def show(rows: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - start > after and now - shown > every:
            shown = now
            stream.write(f"\r{rows:,} rows read in {now - start:.0f} s")
            stream.flush()

    return show


def read_sample(path: Path, delimiter: str | None = None, progress: Progress | None = None) -> Any:
    """The columns of a CSV file (a dict) or a Parquet file (an Arrow table; needs pyarrow).

    CSV: empty, NA and NaN are missing. A column is numbers if every value is; codes with a
    leading zero, such as municipality keys, stay text. delimiter: None finds "," ";" or tab.
    Raises SurveyError for a file that is missing, empty or of another kind.
    """
    if not path.exists():
        raise SurveyError(f"There is no file '{path}'. Check the path.")
    if path.suffix.lower() in (".parquet", ".pq"):
        import pyarrow.parquet

        return pyarrow.parquet.read_table(path)
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return _read_csv(path, delimiter, progress or (lambda _: None))
    raise SurveyError(f"'{path}' is neither CSV nor Parquet. Convert it to one of them.")


def _read_csv(path: Path, delimiter: str | None, progress: Progress) -> dict[str, Any]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        if delimiter is None:
            head = file.readline()
            delimiter = max(",;\t", key=head.count)
            file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        header = next(reader, [])
        rows = list(_rows(reader, len(header), progress))
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise SurveyError(f"'{path}' has two columns '{twice}'. Rename one.")
    if not rows:
        raise SurveyError(f"'{path}' has no rows below its header.")
    columns = zip(*rows, strict=True)
    return {name: _column(texts) for name, texts in zip(header, columns, strict=True)}


def _rows(reader: Any, width: int, progress: Progress) -> Iterator[list[str]]:
    for number, row in enumerate(reader, 1):
        if not row:
            continue
        if len(row) != width:
            raise SurveyError(
                f"Line {reader.line_num} has {len(row)} values but the header has {width}. Check "
                "the delimiter and quotes."
            )
        if number % OFTEN == 0:
            progress(number)
        yield row


def _column(texts: tuple[str, ...]) -> Any:
    present = {text for text in texts if text not in MISSING}
    if any(_is_code(text) for text in present):
        return [None if text in MISSING else text for text in texts]
    try:
        return np.array([np.nan if text in MISSING else float(text) for text in texts])
    except ValueError:
        return [None if text in MISSING else text for text in texts]


def _is_code(text: str) -> bool:
    return len(text) > 1 and text[0] == "0" and text[1].isdigit()
