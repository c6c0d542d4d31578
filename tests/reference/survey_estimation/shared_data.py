"""Where the reference data lie: RUECKHALT_SHARED, or ../shared beside the repository."""

import csv
import os
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]


def survey_file(name: str) -> Path:
    """A file of the shared survey folder; the test is skipped aloud without it."""
    shared = Path(os.environ.get("RUECKHALT_SHARED") or REPOSITORY.parent / "shared")
    path = shared / "data" / "survey" / name
    if not path.exists():
        pytest.skip(f"reference data not found: set RUECKHALT_SHARED to the folder with {name}")
    return path


@cache
def sample(name: str) -> dict[str, list[object]]:
    """A sample as columns: numbers where all of a column are, None for NA."""
    with survey_file(f"{name}.csv").open(newline="") as file:
        header, *rows = csv.reader(file)
    columns = {name: column([row[i] for row in rows]) for i, name in enumerate(header)}
    if "sch.wide" in columns:
        columns["hit"] = [float(answer == "Yes") for answer in columns["sch.wide"]]
    return columns


def column(texts: list[str]) -> list[object]:
    try:
        return [None if text == "NA" else float(text) for text in texts]
    except ValueError:
        return [None if text == "NA" else text for text in texts]
