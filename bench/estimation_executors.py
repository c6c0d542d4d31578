"""Executors: the same bytes everywhere, the same digits from every engine.

1. NumPy and the kernel give the same bytes under three OPENBLAS_CORETYPE, one and two threads and
   two locales (each combination in its own process).
2. NumPy, kernel, SQLite, DuckDB, Parquet, PostgreSQL (SURVEY_ESTIMATION_POSTGRESQL) and Spark SQL
   (if pyspark is installed) agree on a sample with strata, clusters, missing answers and numbers.

python bench/prove_estimation_executors.py [--rows 200000] [--without-spark]
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from survey_estimation import (
    Calibration,
    DatabaseTable,
    Design,
    ParquetFile,
    arrange,
    estimate,
)
from survey_estimation.kernel import loops

CORES = ("Haswell", "SandyBridge", "Nehalem")
LOCALES = ("C.UTF-8", "de_DE.UTF-8")
DESIGNS = {"strata": Design("w", "stratum"), "clusters": Design("w", "stratum", "unit")}
BY: list[Any] = [(), "land", ("land", "sex")]


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


def fingerprint(rows: int) -> str:
    """Hash of the bytes of every number, by NumPy, kernel and with calibrated weights.

    The kernel runs its loops for one thread and those for several.
    """
    columns = sample(rows)
    small = {name: values[:2000] for name, values in columns.items()}
    totals = Calibration({"sex": {"f": 5000.0, "m": 5200.0}}, method="raking")
    digest = hashlib.sha256()
    for design in DESIGNS.values():
        arranged = arrange(columns, design, ["a", "b", "c", "gap"], BY)
        for source, rows_for_threads in ((columns, 0), (arranged, 0), (arranged, 10 * rows)):
            loops.ROWS_FOR_THREADS = rows_for_threads
            table = estimate(source, design, ["a", "b", "c", "gap"], by=BY, missing="omit")
            add(digest, table)
    weighted = Design("w", weighting=totals)
    add(digest, estimate(small, weighted, ["a", "gap"], by=BY, missing="omit", ci="likelihood"))
    return digest.hexdigest()


def add(digest: Any, table: Any) -> None:
    for column in table.columns.values():
        if column.dtype.kind == "f":
            digest.update(column.tobytes())


def same_bytes(rows: int) -> None:
    found = {}
    for core, threads, locale in itertools.product(CORES, ("1", "2"), LOCALES):
        changed = {
            "OPENBLAS_CORETYPE": core, "OPENBLAS_NUM_THREADS": threads,
            "NUMBA_NUM_THREADS": threads, "LC_ALL": locale, "LANG": locale,
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, __file__, "--fingerprint", "--rows", str(rows)],
            env=os.environ | changed, capture_output=True, text=True, check=True,
        )  # fmt: skip
        found[core, threads, locale] = done.stdout.strip()
    print(f"{len(found)} settings, {len(set(found.values()))} different results")


def same_digits(rows: int, spark: bool) -> None:
    columns = sample(rows)
    with tempfile.TemporaryDirectory() as folder:
        for name, design in DESIGNS.items():
            for items, stat in ((["a", "b", "c", "gap"], "share"), (["age"], "mean")):
                options: dict[str, Any] = {"by": BY, "stat": stat, "missing": "omit"}
                reference = estimate(columns, design, items, **options)
                for engine, source in sources(columns, design, stat, Path(folder), spark):
                    table = estimate(source, design, items, **options)
                    print(f"| {name} | {stat} | {engine} | {gap(table, reference):.1e} |")


def sources(
    columns: dict[str, Any], design: Design, stat: str, folder: Path, spark: bool
) -> list[tuple[str, Any]]:
    import duckdb
    import polars

    path = folder / "sample.parquet"
    frame = polars.DataFrame(columns).fill_nan(None)
    frame.write_parquet(path)
    light = sqlite3.connect(":memory:")
    kinds = ", ".join(f'"{name}" {"TEXT" if name == "sex" else ""}' for name in frame.columns)
    light.execute(f"CREATE TABLE sample ({kinds})")
    light.executemany(
        f"INSERT INTO sample VALUES ({', '.join('?' * len(frame.columns))})", frame.rows()
    )
    duck = duckdb.connect()
    duck.execute(f"CREATE TABLE sample AS SELECT * FROM read_parquet('{path}')")
    found: list[tuple[str, Any]] = [
        ("SQLite", DatabaseTable(light, "sample", "sqlite")),
        ("DuckDB", DatabaseTable(duck, "sample", "duckdb")),
        ("Parquet", ParquetFile(path)),
    ]
    if stat == "share":
        found.insert(0, ("kernel", arrange(columns, design, ["a", "b", "c", "gap"], BY)))
    if os.environ.get("SURVEY_ESTIMATION_POSTGRESQL"):
        found.append(("PostgreSQL", in_postgresql(frame)))
    if spark:
        found.append(("Spark SQL", in_spark(path)))
    return found


def in_postgresql(frame: Any) -> DatabaseTable:
    import psycopg

    connection = psycopg.connect(os.environ["SURVEY_ESTIMATION_POSTGRESQL"])
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

    session = SparkSession.builder.master("local[2]").getOrCreate()
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


def main() -> None:
    line = argparse.ArgumentParser(description=__doc__)
    line.add_argument("--rows", type=int, default=200_000)
    line.add_argument("--fingerprint", action="store_true")
    line.add_argument("--without-spark", action="store_true")
    asked = line.parse_args()
    if asked.fingerprint:
        print(fingerprint(asked.rows))
        return
    same_bytes(asked.rows)
    print("\n| design | stat | engine | largest relative difference to NumPy |\n|---|---|---|---|")
    same_digits(asked.rows, not asked.without_spark)


if __name__ == "__main__":
    main()
