"""Items of a database table: what they hold, and how they read as numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from survey_estimation.errors import SurveyError
from survey_estimation.items import MOST_CATEGORIES
from survey_estimation.questions import Question
from survey_estimation.sql.statements import Column, Table, where

Run = Callable[[str], list[Sequence[Any]]]


def columns_of(run: Run, table: Table, question: Question) -> list[Column]:
    """The items as expressions, one for each category of shares and counts.

    Raises SurveyError for text where numbers belong and for missing answers without a rule.
    """
    kinds = {name: _one_value(run, table, name) for name in question.items}
    plain = [name for name, kind in kinds.items() if _is_number(kind)]
    numbers = _numbers(run, table, plain)
    found: list[Column] = []
    for name, kind in kinds.items():
        if isinstance(kind, bool):
            found.append(_truth(run, table, name))
        elif question.stat in ("share", "count"):
            item = numbers.get(name)
            found.extend([item] if item and item.binary else _categories(run, table, name))
        elif name in numbers:
            found.append(numbers[name])
        else:
            raise SurveyError(
                f"Column '{name}' holds {kind!r} where numbers belong. Turn it into numbers, or "
                "ask for the share or count of its categories."
            )
    if question.missing == "fail":
        for item in found:
            if item.gaps:
                raise SurveyError(
                    f"Item '{item.name}' has no answer in some rows. Say missing='omit' to "
                    "estimate among those who answered it."
                )
    return found


def _numbers(run: Run, table: Table, names: Sequence[str]) -> dict[str, Column]:
    """Columns of numbers: whether they have gaps, are 0 and 1, and their mean; in one statement."""
    if not names:
        return {}
    asked = ["COUNT(*)"]
    for name in names:
        value = table.dialect.number(name)
        other = f"SUM(CASE WHEN {value} <> 0 AND {value} <> 1 THEN 1 ELSE 0 END)"
        asked += [f"COUNT({value})", f"AVG({value})", other]
    rows, *told = run(f"SELECT {', '.join(asked)} FROM {table.source}{where(table.condition)}")[0]
    found = {}
    for i, name in enumerate(names):
        known, mean, others = told[3 * i : 3 * i + 3]
        shift = float(mean) if others else 0.0
        found[name] = Column(
            name, None, table.dialect.number(name), known < rows, not others, shift
        )
    return found


def _truth(run: Run, table: Table, name: str) -> Column:
    column = table.dialect.identifier(name)
    value = f"CASE WHEN {column} THEN 1.0 WHEN NOT {column} THEN 0.0 END"
    return Column(name, None, value, _has_gaps(run, table, column), binary=True)


def _has_gaps(run: Run, table: Table, value: str) -> bool:
    statement = f"SELECT COUNT(*) - COUNT({value}) FROM {table.source}{where(table.condition)}"
    return bool(run(statement)[0][0])


def _is_number(kind: Any) -> bool:
    return isinstance(kind, int | float | Decimal) and not isinstance(kind, bool)


def _categories(run: Run, table: Table, name: str) -> list[Column]:
    column = table.dialect.identifier(name)
    statement = f"SELECT DISTINCT {column} FROM {table.source} WHERE {column} IS NOT NULL"
    levels = sorted(row[0] for row in run(f"{statement} LIMIT {MOST_CATEGORIES + 1}"))
    if len(levels) > MOST_CATEGORIES:
        raise SurveyError(
            f"Column '{name}' has more than {MOST_CATEGORIES} different answers. Group them, or "
            "ask for stat='mean'."
        )
    gaps = _has_gaps(run, table, column)
    return [replace(_indicator(table, name, level), gaps=gaps) for level in levels]


def _indicator(table: Table, name: str, level: Any) -> Column:
    column = table.dialect.identifier(name)
    known = f"WHEN {column} = {table.dialect.literal(level)} THEN 1.0"
    value = f"CASE {known} WHEN {column} IS NOT NULL THEN 0.0 END"
    return Column(name, level, value, gaps=False, binary=True)


def _one_value(run: Run, table: Table, name: str) -> Any:
    """A value that shows the kind of a column; the greatest, since text sorts last in SQLite."""
    column = table.dialect.identifier(name)
    order = f" ORDER BY {column} DESC" if table.dialect.name == "sqlite" else ""
    statement = f"SELECT {column} FROM {table.source} WHERE {column} IS NOT NULL{order} LIMIT 1"
    rows = run(statement)
    if not rows:
        raise SurveyError(f"Nobody has answered '{name}'. Leave it out.")
    return rows[0][0]
