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
    found = []
    for name in question.items:
        if question.stat in ("share", "count"):
            found.extend(_categories(run, table, name))
        else:
            found.append(_number(run, table, name))
    if question.missing == "fail":
        for item in found:
            if item.gaps:
                raise SurveyError(
                    f"Item '{item.name}' has no answer in some rows. Say missing='omit' to "
                    "estimate among those who answered it."
                )
    return found


def _number(run: Run, table: Table, name: str) -> Column:
    kind = _one_value(run, table, name)
    if isinstance(kind, bool):
        return _truth(run, table, name)
    if not isinstance(kind, int | float | Decimal):
        raise SurveyError(
            f"Column '{name}' holds {kind!r} where numbers belong. Turn it into numbers, or ask "
            "for the share or count of its categories."
        )
    value = table.dialect.number(name)
    other = f"SUM(CASE WHEN {value} = 0 OR {value} = 1 THEN 0 ELSE 1 END)"
    statement = f"SELECT COUNT(*), COUNT({value}), AVG({value}), {other} FROM {table.source}"
    rows, known, mean, others = run(statement + where(table.condition))[0]
    gaps = known < rows
    binary = others == (rows - known)
    return Column(name, None, value, gaps, binary, 0.0 if binary else float(mean))


def _truth(run: Run, table: Table, name: str) -> Column:
    column = table.dialect.identifier(name)
    value = f"CASE WHEN {column} THEN 1.0 WHEN NOT {column} THEN 0.0 END"
    return Column(name, None, value, _has_gaps(run, table, column), binary=True)


def _has_gaps(run: Run, table: Table, value: str) -> bool:
    statement = f"SELECT COUNT(*) - COUNT({value}) FROM {table.source}{where(table.condition)}"
    return bool(run(statement)[0][0])


def _categories(run: Run, table: Table, name: str) -> list[Column]:
    if isinstance(_one_value(run, table, name), bool):
        return [_truth(run, table, name)]
    if not isinstance(_one_value(run, table, name), str):
        item = _number(run, table, name)
        if item.binary:
            return [item]
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
