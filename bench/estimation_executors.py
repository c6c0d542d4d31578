"""Executors: the same bytes everywhere, the same digits from every engine.

NumPy and the kernel give the same bytes under three OPENBLAS_CORETYPE, one and two threads and two
locales (each combination in its own process). NumPy, kernel, SQLite, DuckDB, Parquet, PostgreSQL
and Spark SQL, the last two where installed, agree on a sample with strata, clusters, missing
answers and numbers.
"""

import contextlib
import hashlib
import itertools
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from bench.figures import Figure
from survey_estimation import (
    Calibration,
    DatabaseTable,
    Design,
    ParquetFile,
    arrange,
    estimate,
)
from survey_estimation.kernel import loops
from tools.run_tests import postgresql, postgresql_binaries

ROWS = 200_000
ITEMS = ["a", "b", "c", "gap"]
CORES = ("Haswell", "SandyBridge", "Nehalem")
LOCALES = ("C.UTF-8", "de_DE.UTF-8")
DESIGNS = {"strata": Design("w", "stratum"), "clusters": Design("w", "stratum", "unit")}
BY: list[Any] = [(), "land", ("land", "sex")]
QUESTIONS = ((ITEMS, "share"), (["age"], "mean"))
ENGINES = ("kernel", "SQLite", "DuckDB", "Parquet", "PostgreSQL", "Spark SQL")


def measure() -> Iterator[Figure]:
    """Different results over all settings, and the largest difference of each engine to NumPy."""
    found = results()
    title = f"different results over {len(found)} settings (processor, threads, locale)"
    yield Figure(title, "results", [len(set(found))], at_most=1)
    columns, off = sample(ROWS), {}
    with tempfile.TemporaryDirectory() as folder, engines(columns, Path(folder)) as tables:
        for design, (items, stat) in itertools.product(DESIGNS.values(), QUESTIONS):
            options: dict[str, Any] = {"by": BY, "stat": stat, "missing": "omit"}
            reference = estimate(columns, design, items, **options)
            asked = dict(tables)
            if stat == "share":
                asked["kernel"] = arrange(columns, design, ITEMS, BY)
            for engine, source in asked.items():
                table = estimate(source, design, items, **options)
                off.setdefault(engine, []).append(gap(table, reference))
    for engine in ENGINES:
        if engine in off:
            yield Figure(
                f"{engine}: largest relative difference to NumPy",
                "",
                [max(off[engine])],
                at_most=1e-12,
            )
        else:
            yield Figure(f"{engine}: largest relative difference to NumPy (not installed)", "", ())


def sample(rows: int) -> dict[str, Any]:
    chance = np.random.default_rng(7)
    stratum = np.sort(chance.integers(0, 48, rows))
    unit = np.arange(rows) // 9 * 100 + stratum  # about nine rows, never in two strata
    hit = (chance.random((3, rows)) < [[0.05], [0.4], [0.9]]).astype(int)
    gap = np.where(chance.random(rows) < 0.1, np.nan, hit[1])
    return {
        "stratum": stratum, "unit": unit, "w": chance.uniform(1, 9, rows),
        "land": chance.integers(0, 16, rows), "sex": chance.choice(["f", "m"], rows),
        "a": hit[0], "b": hit[1], "c": hit[2], "gap": gap,
        "age": np.where(chance.random(rows) < 0.05, np.nan, chance.normal(1e6, 3, rows)),
    }  # fmt: skip


def fingerprint() -> str:
    """Hash of the bytes of every number, by NumPy, kernel and with calibrated weights.

    The kernel runs its loops for one thread and those for several.
    """
    columns = sample(ROWS)
    small = {name: values[:2000] for name, values in columns.items()}
    totals = Calibration({"sex": {"f": 5000.0, "m": 5200.0}}, method="raking")
    digest = hashlib.sha256()
    for design in DESIGNS.values():
        arranged = arrange(columns, design, ITEMS, BY)
        for source, rows_for_threads in ((columns, 0), (arranged, 0), (arranged, 10 * ROWS)):
            loops.ROWS_FOR_THREADS = rows_for_threads
            table = estimate(source, design, ITEMS, by=BY, missing="omit")
            add(digest, table)
    weighted = Design("w", weighting=totals)
    add(digest, estimate(small, weighted, ["a", "gap"], by=BY, missing="omit", ci="likelihood"))
    return digest.hexdigest()


def add(digest: Any, table: Any) -> None:
    for column in table.columns.values():
        if column.dtype.kind == "f":
            digest.update(column.tobytes())


def results() -> list[str]:
    """The fingerprint under each setting, each in a process of its own."""
    call = "from bench import estimation_executors as part; print(part.fingerprint())"
    found = []
    for core, threads, locale in itertools.product(CORES, ("1", "2"), LOCALES):
        changed = {
            "OPENBLAS_CORETYPE": core, "OPENBLAS_NUM_THREADS": threads,
            "NUMBA_NUM_THREADS": threads, "LC_ALL": locale, "LANG": locale,
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", call],
            env=os.environ | changed, capture_output=True, text=True, check=True,
        )  # fmt: skip
        found.append(done.stdout.strip())
    return found


@contextlib.contextmanager
def engines(columns: dict[str, Any], folder: Path) -> Iterator[dict[str, Any]]:
    """The sample in every engine of this machine."""
    import duckdb
    import polars

    path = folder / "sample.parquet"
    frame = polars.DataFrame(columns).fill_nan(None)
    frame.write_parquet(path)
    duck = duckdb.connect()
    duck.execute(f"CREATE TABLE sample AS SELECT * FROM read_parquet('{path}')")
    found: dict[str, Any] = {
        "SQLite": in_sqlite(frame),
        "DuckDB": DatabaseTable(duck, "sample", "duckdb"),
        "Parquet": ParquetFile(path),
    }
    with contextlib.ExitStack() as servers:
        if binaries := postgresql_binaries():
            address = servers.enter_context(postgresql(binaries))
            found["PostgreSQL"] = in_postgresql(frame, address)
        if find_spec("pyspark"):
            found["Spark SQL"] = in_spark(path)
        yield found


def in_sqlite(frame: Any) -> DatabaseTable:
    connection = sqlite3.connect(":memory:")
    kinds = ", ".join(f'"{name}" {"TEXT" if name == "sex" else ""}' for name in frame.columns)
    connection.execute(f"CREATE TABLE sample ({kinds})")
    places = ", ".join("?" * len(frame.columns))
    connection.executemany(f"INSERT INTO sample VALUES ({places})", frame.rows())
    return DatabaseTable(connection, "sample", "sqlite")


def in_postgresql(frame: Any, address: str) -> DatabaseTable:
    import psycopg

    connection = psycopg.connect(address)
    kinds = {
        "sex": "TEXT",
        "w": "DOUBLE PRECISION",
        "age": "DOUBLE PRECISION",
        "gap": "DOUBLE PRECISION",
    }
    columns = ", ".join(f'"{name}" {kinds.get(name, "INTEGER")}' for name in frame.columns)
    cursor = connection.cursor()
    cursor.execute(f"CREATE TEMPORARY TABLE sample ({columns})")
    with cursor.copy("COPY sample FROM STDIN") as copy:
        for row in frame.iter_rows():
            copy.write_row(row)
    return DatabaseTable(connection, "sample", "postgresql")


def in_spark(path: Path) -> DatabaseTable:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    session.read.parquet(str(path)).createOrReplaceTempView("sample")
    return DatabaseTable(session, "sample", "spark")


def gap(table: Any, reference: Any) -> float:
    """Largest relative difference over all numbers."""
    assert table["land"].tolist() == reference["land"].tolist()
    largest = 0.0
    for name in ("estimate", "se", "low", "high", "df", "n", "population", "deff"):
        off = np.abs(table[name] - reference[name]) / np.abs(reference[name])
        largest = max(largest, float(np.nanmax(off)))
    return largest
