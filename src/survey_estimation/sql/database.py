"""A sample that lies in a database: sums are taken there, the rest in Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np

from survey_estimation.columns import FloatArray, Labels, as_array, cross, factorize
from survey_estimation.design import Design
from survey_estimation.errors import SurveyError
from survey_estimation.linear import block_of_sums
from survey_estimation.moments import DomainSums, Moments, by_domain
from survey_estimation.questions import Answer, Question, Source
from survey_estimation.sql.dialects import Dialect, dialect_of
from survey_estimation.sql.items import columns_of
from survey_estimation.sql.statements import (
    Column,
    Table,
    moments_statement,
    strata_statement,
    torn_statement,
)
from survey_estimation.stages import Stage, check_lonely

AT_ONCE = 40  # items in one statement: databases limit the number of columns
Row = Sequence[Any]


@dataclass(frozen=True)
class DatabaseTable(Source):
    """A table in a database; hand it to `estimate` in place of the sample.

    connection: of sqlite3, psycopg or duckdb, or a SparkSession.
    table: its name; dialect: "sqlite", "postgresql", "duckdb" or "spark".

    Shares, counts, means and totals of one-stage designs with a weight column are answered;
    everything else is refused with what to do.
    """

    connection: Any
    table: str
    dialect: str

    def answers(self, design: Design, question: Question) -> DatabaseAnswers:
        """Take in a question: checks weights and strata, reads the kinds of the items."""
        dialect = dialect_of(self.dialect)
        return DatabaseAnswers(self, dialect.identifier(self.table), design, question)

    def rows(self, statement: str) -> list[Row]:
        """Run a statement."""
        if self.dialect == "spark":
            return [tuple(row) for row in self.connection.sql(statement).collect()]
        return [tuple(row) for row in self.run(statement).fetchall()]

    def run(self, statement: str) -> Any:
        """A cursor that has run a statement; DuckDB's own sees no temporary tables."""
        cursor = self.connection if self.dialect == "duckdb" else self.connection.cursor()
        cursor.execute(statement)
        return cursor


@dataclass(frozen=True)
class ParquetFile(Source):
    """A Parquet file (or a pattern of several) that is never loaded whole (needs duckdb).

    memory: limit for the database engine, such as "1GB"; threads: None for all cores.
    """

    path: str | Path
    memory: str = "1GB"
    threads: int | None = None

    def answers(self, design: Design, question: Question) -> DatabaseAnswers:
        """Take in a question, as `DatabaseTable` does."""
        import duckdb

        # Writers leave NaN out of a file's statistics, from which DuckDB then takes that none occur
        settings: dict[str, Any] = {
            "memory_limit": self.memory,
            "disabled_optimizers": "statistics_propagation",
        }
        if self.threads is not None:
            settings["threads"] = self.threads
        connection = duckdb.connect(config=settings)
        source = f"read_parquet({dialect_of('duckdb').literal(str(self.path))})"
        return DatabaseAnswers(
            DatabaseTable(connection, source, "duckdb"), source, design, question
        )


class DatabaseAnswers:
    """A table with a question."""

    def __init__(
        self, database: DatabaseTable, source: str, design: Design, question: Question
    ) -> None:
        """Check the design against the table. Raises SurveyError as `prepare` does."""
        self.database, self.design, self.question = database, design, question
        self.dialect: Dialect = dialect_of(database.dialect)
        self.names = self._column_names(source)
        _check_supported(design, question)
        clusters = design.cluster_columns
        self.table = Table(
            self.dialect, source, str(design.weight), design.stratum_columns,
            clusters[0] if clusters else None,
        )  # fmt: skip
        self._check_columns()
        self.stage = self._stage()
        if question.where is not None:
            self.table = replace(self.table, condition=self._condition(question.where))
        self.items = columns_of(self.database.rows, self.table, question)

    def answer(self, names: tuple[str, ...]) -> Answer:
        """The estimates of one breakdown."""
        self._check_known(names)
        blocks = [self._sums(names, part) for part in _parts(self.items)]
        levels = blocks[0][2]
        moments = _joined([moment for moment, _, _ in blocks])
        sums = DomainSums(
            *(np.concatenate([getattr(s, field) for _, s, _ in blocks]) for field in
              ("answers", "w", "y", "wyy"))
        )  # fmt: skip
        shift = np.array([item.shift for item in self.items])
        block = block_of_sums(self.design, [self.stage], [moments], sums, shift, self.question.kind)
        return Answer(names, levels, tuple((i.name, i.level) for i in self.items), block)

    def _column_names(self, source: str) -> list[str]:
        """Names of the table's columns."""
        if self.database.dialect == "spark":
            frame = self.database.connection.sql(f"SELECT * FROM {source} LIMIT 0")
            return list(frame.columns)
        cursor = self.database.run(f"SELECT * FROM {source} LIMIT 0")
        return [description[0] for description in cursor.description]

    def _check_known(self, names: Sequence[str]) -> None:
        for name in names:
            if name not in self.names:
                known = ", ".join(self.names)
                raise SurveyError(f"There is no column '{name}'. The sample has: {known}.")

    def _check_columns(self) -> None:
        design, table = self.design, self.table
        needed = [table.weight, *table.strata, *design.cluster_columns, *design.population_columns]
        self._check_known([*needed, *self.question.items])
        kept = f"COUNT(CASE WHEN {self.dialect.number(table.weight)} > 0 THEN 1 END)"
        rows, good = self.database.rows(f"SELECT COUNT(*), {kept} FROM {table.source}")[0]
        if rows == 0:
            raise SurveyError("The sample has no rows. Give a table with at least one answer.")
        if good < rows:
            raise SurveyError(
                f"The weight '{table.weight}' is missing or not above zero in {rows - good} rows. "
                "Correct it or leave these rows out."
            )
        for name in [*table.strata, *design.cluster_columns]:
            known = self.dialect.identifier(name)
            missing = self.database.rows(
                f"SELECT COUNT(*) FROM {table.source} WHERE {known} IS NULL"
            )[0][0]
            if missing:
                raise SurveyError(
                    f"Column '{name}' (stratum or cluster) is missing in {missing} rows. Fill it "
                    "in or leave these rows out."
                )
        if table.cluster is not None and table.strata:
            self._check_torn()

    def _check_torn(self) -> None:
        torn = self.database.rows(torn_statement(self.table))
        if torn:
            raise SurveyError(
                f"Cluster {torn[0][0]!r} of '{self.table.cluster}' lies in two strata. Correct the "
                "stratum, or give the clusters names that differ between strata."
            )

    def _stage(self) -> Stage:
        """Strata with their units and population; there are no rows in it."""
        names = self.design.population_columns
        rows = self.database.rows(strata_statement(self.table, names[0] if names else None))
        depth = len(self.table.strata)
        self.strata = _labels([row[:depth] for row in rows], depth)
        order = np.argsort(self.strata.codes)
        rows = [rows[i] for i in order]
        levels = self.strata.levels
        plain = tuple(level[0] if depth == 1 else level for level in levels)
        units = np.array([row[depth] for row in rows], np.intp)
        none = np.zeros(0, np.intp)
        population = _population(self.design, rows, depth, plain, units)
        stage = Stage(none, none, none, units, population, np.ones(units.size), plain)
        check_lonely(stage, self.design, 1)
        return stage

    def _condition(self, condition: Any) -> str:
        if not isinstance(condition, str):
            raise SurveyError("In a database `where` is the name of a column of 1 and 0.")
        self._check_known([condition])
        column = self.dialect.identifier(condition)
        kind = self.database.rows(
            f"SELECT {column} FROM {self.table.source} WHERE {column} IS NOT NULL LIMIT 1"
        )
        chosen = column if kind and isinstance(kind[0][0], bool) else f"{column} = 1"
        if not self.database.rows(f"SELECT COUNT(*) FROM {self.table.source} WHERE {chosen}")[0][0]:
            raise SurveyError("`where` selects no row: the domain is empty. Check the condition.")
        return chosen

    def _sums(
        self, names: tuple[str, ...], items: Sequence[Column]
    ) -> tuple[Moments, DomainSums, tuple[tuple[Any, ...], ...]]:
        rows = self.database.rows(moments_statement(self.table, names, items))
        if not rows or rows[0][-1] is None:
            raise SurveyError(f"No row lies in any domain of {' × '.join(names)}.")
        depth = len(self.table.strata)
        place = {level: code for code, level in enumerate(self.strata.levels)}
        stratum = np.array([place[tuple(row[:depth])] for row in rows], np.intp)
        by = _labels([row[depth : depth + len(names)] for row in rows], len(names))
        order = np.lexsort((stratum, by.codes))
        values = np.array([row[depth + len(names) :] for row in rows], float).T[:, order]
        stratum, domain, size = stratum[order], by.codes[order], len(by.levels)
        parts = list(_item_columns(values, items, self.table.cluster is not None))
        units, rows_of, w, ww, y, yy, yw, wyy = (np.stack(p) for p in zip(*parts, strict=True))
        moments = Moments(stratum, domain, units.astype(np.intp), w, ww, y, yy, yw)
        answers = by_domain(rows_of, domain, size).astype(np.intp)
        sums = DomainSums(answers, *(by_domain(part, domain, size) for part in (w, y, wyy)))
        return moments, sums, by.levels


def _check_supported(design: Design, question: Question) -> None:
    """Refuse what needs the rows."""
    reasons = {
        f"stat='{question.stat}'": question.stat in ("ratio", "quantile"),
        "weighting": bool(design.steps),
        "merge": bool(design.merge),
        "nest": design.nest,
        "population at several stages": len(design.population_columns) > 1,
    }
    for what, asked in reasons.items():
        if asked:
            raise SurveyError(f"A database does not answer {what}. Give the sample itself.")
    if design.weight is None:
        raise SurveyError("In a database the weight is a column. Name it.")


def _labels(rows: Sequence[Row], width: int) -> Labels:
    """Codes and sorted levels (tuples) of rows of labels."""
    if width == 0:
        return Labels(np.zeros(len(rows), np.intp), ((),))
    columns = [as_array([row[i] for row in rows]) for i in range(width)]
    return cross([factorize(column) for column in columns])


def _population(
    design: Design, rows: Sequence[Row], depth: int, levels: Sequence[Any], units: Any
) -> FloatArray:
    """[H] units in the population of each stratum."""
    if design.population is None:
        return np.full(units.size, np.inf)
    if isinstance(design.population, Mapping):
        sizes = [float(design.population.get(level, np.nan)) for level in levels]
    elif isinstance(design.population, Real):
        sizes = [float(design.population)] * units.size
    else:
        sizes = _column_sizes(rows, depth, levels, units)
    for level, size, count in zip(levels, sizes, units.tolist(), strict=True):
        if not size >= count * (1 - 1e-9):
            raise SurveyError(
                f"Stratum {level!r} has N = {size:g} in the population but {count} units in the "
                "sample. Correct the population size."
            )
    return np.array(sizes)


def _column_sizes(
    rows: Sequence[Row], depth: int, levels: Sequence[Any], units: Any
) -> list[float]:
    for row, level in zip(rows, levels, strict=True):
        _, count, low, high, known = row[depth:]
        if known < count or high - low > 1e-9 * high or low <= 0:
            raise SurveyError(
                f"The population of stratum {level!r} is missing or differs between its rows. Give "
                "every row of a stratum the same value above zero."
            )
    sizes = [float(row[depth + 2]) for row in rows]
    if all(size <= 1 for size in sizes):
        return [count / size for count, size in zip(units.tolist(), sizes, strict=True)]
    return sizes


def _parts(items: Sequence[Column]) -> list[Sequence[Column]]:
    return [items[i : i + AT_ONCE] for i in range(0, len(items), AT_ONCE)]


def _item_columns(
    values: FloatArray, items: Sequence[Column], clustered: bool
) -> Iterator[tuple[FloatArray, ...]]:
    """For each item its units, rows, w, ww, y, yy, yw, wyy, in the order of the statement."""
    units, rows, w, ww = values[:4]
    rest = iter(values[4:])
    for item in items:
        y, yw = next(rest), next(rest)
        own = (w, ww, units, rows)
        if item.gaps:
            own = (next(rest), next(rest), next(rest), next(rest))
        yy = next(rest) if clustered or not item.binary else yw
        wyy = y if item.binary else next(rest)
        yield own[2], own[3], own[0], own[1], y, yy, yw, wyy


def _joined(parts: Sequence[Moments]) -> Moments:
    """Moments of several statements on the same cells."""
    fields = ("present", "w", "ww", "y", "yy", "yw")
    stacked = [np.concatenate([getattr(part, field) for part in parts]) for field in fields]
    return Moments(parts[0].stratum, parts[0].domain, *stacked)
