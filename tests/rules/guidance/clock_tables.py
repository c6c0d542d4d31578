"""The tables of dates in tests/spec/clocks, row by row."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from rueckhalt.foundation.places.rules import Land
from rueckhalt.support.guidance.rules.clocks import Deadline, Knowledge

TABLES = Path(__file__).parents[2] / "spec/clocks"
Row = Mapping[str, object]


def rows(name: str) -> list[object]:
    """The rows of one table as parameters of a test, each named by its number and its reason."""
    table = tomllib.loads((TABLES / f"{name}.toml").read_text("utf-8"))
    return [
        pytest.param(row, id=f"{n}: {row['warum']}") for n, row in enumerate(table["rows"], start=1)
    ]


def day(row: Row, name: str) -> date | None:
    """A day of a row; None where the row leaves it out."""
    value = row.get(name)
    assert value is None or isinstance(value, date)
    return value


def land(row: Row) -> Land | None:
    """The Land of a row; None where it leaves it out."""
    return Land(str(row["land"])) if "land" in row else None


def knowledge(row: Row, *, several: bool = False) -> Knowledge:
    """What the person of a row knows."""
    knows = several or bool(row["taeter"])
    return Knowledge(
        day(row, "tat_bekannt"),
        knows_offender=knows,
        offender_known_on=day(row, "taeter_bekannt"),
        several=several,
    )


def said(deadline: Deadline, act_by: str) -> dict[str, object]:
    """A deadline in the words of the tables, `act_by` being the name of their column."""
    days = {act_by: deadline.act_by, "ende": deadline.legal_end}
    return {"stand": deadline.state.value, **{name: one for name, one in days.items() if one}}


def expected(row: Row, *names: str) -> dict[str, object]:
    """What a row says under these names, as far as it says it."""
    return {name: row[name] for name in names if name in row}
