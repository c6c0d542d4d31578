"""The statements: sums over stratum × domain, taken where the rows lie.

Every statement is plain SQL that SQLite, PostgreSQL, DuckDB and Spark read alike; roots and
divisions are left to Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from survey_estimation.sql.dialects import Dialect


@dataclass(frozen=True)
class Column:
    """An item as an expression.

    name, level: the column and, for a category, the answer that counts as one.
    value: SQL for the number, NULL where missing; gaps: whether it is ever NULL.
    """

    name: str
    level: Any
    value: str
    gaps: bool
    binary: bool
    shift: float = 0.0


@dataclass(frozen=True)
class Table:
    """Where the rows lie and what every statement says of them.

    source: a table name or table expression, ready to stand after FROM.
    """

    dialect: Dialect
    source: str
    weight: str
    strata: tuple[str, ...]
    cluster: str | None
    condition: str | None = None

    def labels(self, names: Sequence[str]) -> list[str]:
        """Quoted names."""
        return [self.dialect.identifier(name) for name in names]


def where(*conditions: str | None) -> str:
    """A WHERE clause of what is not None."""
    kept = [condition for condition in conditions if condition]
    return f" WHERE {' AND '.join(kept)}" if kept else ""


def group_by(columns: Sequence[str]) -> str:
    """A GROUP BY clause, or nothing."""
    return f" GROUP BY {', '.join(columns)}" if columns else ""


def strata_statement(table: Table, population: str | None) -> str:
    """For each stratum: labels, units, rows, least and greatest population."""
    names = table.labels(table.strata)
    units = "COUNT(*)"
    if table.cluster is not None:
        units = f"COUNT(DISTINCT {table.dialect.identifier(table.cluster)})"
    size = table.dialect.number(population) if population else "NULL"
    numbers = [units, "COUNT(*)", f"MIN({size})", f"MAX({size})", f"COUNT({size})"]
    return f"SELECT {', '.join([*names, *numbers])} FROM {table.source}{group_by(names)}"


def torn_statement(table: Table) -> str:
    """Clusters that lie in more than one stratum."""
    cluster = table.labels([table.cluster or ""])[0]
    pairs = ", ".join([cluster, *table.labels(table.strata)])
    inner = f"SELECT DISTINCT {pairs} FROM {table.source}"
    return f"SELECT {cluster} FROM ({inner}) AS p GROUP BY {cluster} HAVING COUNT(*) > 1"


def moments_statement(table: Table, by: Sequence[str], items: Sequence[Column]) -> str:
    """For each stratum × domain the sums of `survey_estimation.moments`.

    Columns: labels of strata and domain, units, rows, w, ww, then for each item y, yw and, unless
    they follow, w, ww, units, rows (gaps), yy (not binary or clustered) and wyy (not binary).
    """
    dialect = table.dialect
    keys = [f"s{i}" for i in range(len(table.strata))] + [f"g{i}" for i in range(len(by))]
    names = table.labels([*table.strata, *by])
    rows = [f"{n} AS {k}" for n, k in zip(names, keys, strict=True)]
    rows.append(f"{dialect.number(table.weight)} AS w")
    if table.cluster is not None:
        rows.append(f"{dialect.identifier(table.cluster)} AS c")
    for k, item in enumerate(items):
        shifted = f"{item.value} - ({item.shift!r})" if item.shift else item.value
        rows.append(f"{shifted} AS v{k}")
    complete = [f"{name} IS NOT NULL" for name in table.labels(by)]
    base = f"SELECT {', '.join(rows)} FROM {table.source}{where(table.condition, *complete)}"
    units = _units_statement(table, keys, items, base)
    outer = [*keys, "COUNT(*)", "SUM(n)", "SUM(w)", "SUM(w * w)"]
    for k, item in enumerate(items):
        outer.extend(_item_sums(table, k, item))
    return f"SELECT {', '.join(outer)} FROM ({units}) AS u{group_by(keys)}"


def _units_statement(table: Table, keys: Sequence[str], items: Sequence[Column], base: str) -> str:
    """Totals of each unit within each domain; every row is one if there are no clusters."""
    total = "SUM({})" if table.cluster is not None else "{}"
    columns = [*keys, f"{total.format('1')} AS n", f"{total.format('w')} AS w"]
    if table.cluster is not None:
        columns = [*keys, "COUNT(*) AS n", "SUM(w) AS w"]
    for k, item in enumerate(items):
        value = f"COALESCE(v{k}, 0)" if item.gaps else f"v{k}"
        columns.append(f"{total.format(f'w * {value}')} AS y{k}")
        if item.gaps:
            asked = f"CASE WHEN v{k} IS NULL THEN {{}} ELSE {{}} END"
            columns.append(f"{total.format(asked.format('0.0', 'w'))} AS w{k}")
            columns.append(f"{total.format(asked.format('0', '1'))} AS n{k}")
        if not item.binary:
            columns.append(f"{total.format(f'w * {value} * {value}')} AS q{k}")
    grouping = group_by([*keys, "c"]) if table.cluster is not None else ""
    return f"SELECT {', '.join(columns)} FROM ({base}) AS r{grouping}"


def _item_sums(table: Table, k: int, item: Column) -> list[str]:
    w = f"w{k}" if item.gaps else "w"
    sums = [f"SUM(y{k})", f"SUM(y{k} * {w})"]
    if item.gaps:
        sums += [f"SUM({w})", f"SUM({w} * {w})"]
        sums += [f"SUM(CASE WHEN n{k} > 0 THEN 1 ELSE 0 END)", f"SUM(n{k})"]
    if table.cluster is not None or not item.binary:
        sums.append(f"SUM(y{k} * y{k})")
    if not item.binary:
        sums.append(f"SUM(q{k})")
    return sums
