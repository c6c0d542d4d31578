"""Sums taken in a database give what the rows give."""

import os
import sqlite3
from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings

from survey_estimation import Design, SurveyError, Trimming, estimate
from survey_estimation.sql.database import DatabaseTable, ParquetFile
from tests.rules.survey_estimation.samples import any_design, clustered_samples
from tests.rules.survey_estimation.test_invariants import same

BY: list[Any] = [(), "g", ("g", "hit")]
KINDS = {"sqlite": "REAL", "duckdb": "DOUBLE", "postgresql": "DOUBLE PRECISION"}


def connect(dialect: str) -> Any:
    if dialect == "sqlite":
        return sqlite3.connect(":memory:")
    if dialect == "duckdb":
        return duckdb.connect()
    return psycopg.connect(os.environ["DATABASE_URL"])


@pytest.fixture(
    params=["sqlite", "duckdb", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def database(request: pytest.FixtureRequest) -> Iterator[tuple[Any, str]]:
    connection = connect(request.param)
    yield connection, request.param
    connection.close()


def stored(database: tuple[Any, str], sample: dict[str, Any]) -> DatabaseTable:
    """The sample as table "an answer"; text and numbers keep their type."""
    connection, dialect = database
    lists = {name: np.asarray(values).tolist() for name, values in sample.items()}
    # what a cursor of DuckDB makes for a while is seen by that cursor alone
    cursor = connection if dialect == "duckdb" else connection.cursor()
    cursor.execute('DROP TABLE IF EXISTS "an answer"')
    columns = ", ".join(f"{quoted(n)} {kind(dialect, v)}" for n, v in lists.items())
    cursor.execute(f'CREATE TEMPORARY TABLE "an answer" ({columns})')
    mark = "%s" if dialect == "postgresql" else "?"
    marks = ", ".join([mark] * len(lists))
    rows = [tuple(None if v != v else v for v in row) for row in zip(*lists.values(), strict=True)]
    cursor.executemany(f'INSERT INTO "an answer" VALUES ({marks})', rows)
    return DatabaseTable(connection, "an answer", dialect)


def quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def kind(dialect: str, values: list[Any]) -> str:
    present = [value for value in values if value is not None]
    if any(isinstance(value, str) for value in present):
        return "TEXT"
    if all(isinstance(value, bool) for value in present):
        return "BOOLEAN"
    if all(isinstance(value, int) for value in present):
        return "INTEGER"
    return KINDS[dialect]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(clustered_samples(), any_design())
def test_equals_the_reference(
    database: tuple[Any, str], sample: dict[str, Any], design: Design
) -> None:
    table = stored(database, sample)
    for items, stat in ((["hit", "g"], "share"), (["y", "hit"], "mean"), (["y"], "total")):
        options: dict[str, Any] = {"by": BY, "stat": stat, "missing": "omit", "empty": "keep"}
        mine = estimate(table, design, items, **options)
        theirs = estimate(sample, design, items, **options)
        assert mine["g"].tolist() == theirs["g"].tolist()
        assert mine["level"].tolist() == theirs["level"].tolist()
        for name in ("estimate", "df", "n", "population"):
            np.testing.assert_allclose(mine[name], theirs[name], rtol=1e-12, atol=1e-12)
        # squares are taken apart in the database: a variance of nothing is rounding
        np.testing.assert_allclose(mine["se"], theirs["se"], rtol=1e-11, atol=1e-6)


def test_large_means_keep_their_digits(database: tuple[Any, str]) -> None:
    # se of 1, 2, 3, 4 by hand: the root of 5/12
    table = stored(database, {"w": [1.0] * 4, "y": [1e8 + value for value in (1.0, 2.0, 3.0, 4.0)]})
    row = estimate(table, Design("w"), ["y"], stat="mean").rows()[0]
    assert row["estimate"] == 1e8 + 2.5
    assert row["se"] == pytest.approx((5 / 12) ** 0.5, rel=1e-10)


def test_truth_values_and_subpopulation(database: tuple[Any, str]) -> None:
    sample = {"w": [1.0, 2.0, 3.0, 4.0], "hit": [True, False, True, None], "only": [1, 1, 1, 0]}
    sample["hit"] = [True, False, True, False]
    table = estimate(stored(database, sample), Design("w"), ["hit"], where="only")
    assert table["estimate"].tolist() == [pytest.approx(4 / 6)]
    assert table["n"].tolist() == [3]


def test_quotes_in_names_and_answers(database: tuple[Any, str]) -> None:
    sample = {"w": [1.0, 1.0, 2.0], 'a "b"': ["it's", "no", "no"]}
    table = estimate(stored(database, sample), Design("w"), ['a "b"'])
    assert table["level"].tolist() == ["it's", "no"]
    assert table["estimate"].tolist() == [0.25, 0.75]


SAMPLE: dict[str, Any] = {
    "w": [1.0, 1.0, 1.0, 1.0], "zero": [1.0, 0.0, 1.0, 1.0], "s": ["a", "a", "b", "b"],
    "lone": ["a", "a", "a", "b"], "c": [1, 2, 2, 3], "n": [1, 1, 3, 3], "m": [2, 3, 4, 4],
    "y": [1.0, 2.0, None, 4.0], "text": ["x", "y", "x", "y"], "none": [0, 0, 0, 0],
}  # fmt: skip


@pytest.mark.parametrize(("design", "ask", "message"), [
    (Design("w"), {"items": ["z"]}, "There is no column 'z'"),
    (Design("w"), {"items": ["y"], "by": ["z"]}, "There is no column 'z'"),
    (Design("zero"), {}, "'zero' is missing or not above zero in 1 rows"),
    (Design("w", "s", "c"), {}, "Cluster 2 of 'c' lies in two strata"),
    (Design("w", "lone"), {}, "has only one unit at stage 1"),
    (Design("w", "y"), {}, "is missing in 1 rows"),
    (Design("w", "s", population="n"), {}, "N = 1 in the population but 2 units"),
    (Design("w", "s", population="m"), {}, "differs between its rows"),
    (Design("w"), {"items": ["text"]}, "where numbers belong"),
    (Design("w"), {"missing": "fail"}, "has no answer in some rows"),
    (Design("w"), {"where": "none"}, "selects no row"),
    (Design("w"), {"where": [1, 0, 1, 1]}, "is the name of a column"),
    (Design("w"), {"stat": "quantile"}, "does not answer stat='quantile'"),
    (Design("w", weighting=Trimming()), {}, "does not answer weighting"),
    (Design("w", "s", merge={"a": "b"}), {}, "does not answer merge"),
    (Design("w"), {"items": ["s"], "stat": "share", "ci": "likelihood"}, "need the rows"),
])  # fmt: skip
def test_refuses(
    database: tuple[Any, str], design: Design, ask: dict[str, Any], message: str
) -> None:
    ask = {"items": ["y"], "stat": "mean", "missing": "omit"} | ask
    table = stored(database, SAMPLE)
    with pytest.raises(SurveyError, match=message):
        estimate(table, design, ask.pop("items"), **ask)


def test_unknown_dialect_is_refused() -> None:
    with pytest.raises(SurveyError, match="dialect='oracle' is unknown"):
        estimate(DatabaseTable(None, "t", "oracle"), Design("w"), ["y"])


def test_parquet_file(tmp_path: Any) -> None:
    polars = pytest.importorskip("polars")
    pytest.importorskip("duckdb")
    sample = {"w": [1.0, 2.0, 3.0, 4.0], "g": ["a", "a", "b", "b"], "y": [1.0, 2.0, np.nan, 4.0]}
    path = tmp_path / "it's.parquet"
    polars.DataFrame(sample).write_parquet(path)
    options: dict[str, Any] = {"by": ["g"], "stat": "mean", "missing": "omit"}
    mine = estimate(ParquetFile(path, threads=1), Design("w"), ["y"], **options)
    same(mine, estimate(sample, Design("w"), ["y"], **options), 1e-7)
