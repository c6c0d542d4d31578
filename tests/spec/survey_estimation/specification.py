"""What a specification is made of: chapters of small tables with the result a person can check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

import survey_estimation
from survey_estimation import SurveyError


@dataclass(frozen=True)
class Example:
    """A sample, a call, and either the table it gives or what it says when it refuses.

    sample, result: tables in text, columns parted by "|", empty for missing.
    why: the arithmetic, or where the numbers come from.
    """

    title: str
    sample: str
    call: str
    result: str = ""
    refusal: str = ""
    why: str = ""


@dataclass(frozen=True)
class Chapter:
    """A chapter of the method: text, formula and source, and examples that hold it."""

    title: str
    text: str
    formula: str
    source: str
    examples: tuple[Example, ...]


def read(table: str) -> dict[str, list[Any]]:
    """Columns of a table in text: numbers where they are numbers, None where empty."""
    lines = [line for line in table.strip().splitlines() if line.strip()]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return {name: [value(row[i]) for row in rows[1:]] for i, name in enumerate(rows[0])}


def value(text: str) -> Any:
    if text == "":
        return None
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


def outcome(example: Example) -> Any:
    """What the call gives for the sample of the example."""
    names = {name: getattr(survey_estimation, name) for name in survey_estimation.__all__}
    names |= {"array": np.array, "inf": np.inf}
    return eval(example.call, names | {"sample": read(example.sample)})


def check(example: Example) -> None:
    """Compare with the result to the digits it shows, at least four."""
    if example.refusal:
        with pytest.raises(SurveyError) as refused:
            outcome(example)
        assert str(refused.value) == example.refusal
        return
    got = outcome(example)
    for name, expected in read(example.result).items():
        column = got[name].tolist()
        assert len(column) == len(expected), f"{name}: {column}"
        for ours, theirs in zip(column, expected, strict=True):
            if isinstance(theirs, int | float) and not isinstance(ours, str):
                np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-9, err_msg=name)
            else:
                assert ours == theirs, f"{name}: {column}"
