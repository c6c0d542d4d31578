"""The grouped task at ten million rows: in memory after sorting, and out of core from Parquet."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter

import numpy as np

from bench.estimation_task import BY, DESIGNS, ITEMS, sample
from bench.figures import Figure
from survey_estimation import ParquetFile, arrange, estimate

ROWS = 10_000_000
RUNS = 5


def measure() -> Iterator[Figure]:
    """Seconds of the kernel after sorting; seconds and memory from Parquet."""
    import polars

    columns = sample(ROWS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.parquet"
        polars.DataFrame(columns).write_parquet(path, row_group_size=250_000)
        for name in DESIGNS:
            yield from in_memory(columns, name)
        del columns
        yield from from_parquet(path)


def in_memory(columns: Mapping[str, np.ndarray], name: str) -> Iterator[Figure]:
    design = DESIGNS[name]
    begun = perf_counter()
    arranged = arrange(columns, design, ITEMS, BY)
    yield Figure(f"{name}: sorting, once", "s", [perf_counter() - begun])
    estimate(arranged, design, ITEMS, by=BY)  # compiles, or loads what was compiled
    times = []
    for _ in range(RUNS):
        begun = perf_counter()
        estimate(arranged, design, ITEMS, by=BY)
        times.append(perf_counter() - begun)
    yield Figure(f"{name}: kernel, after sorting", "s", times, at_most=0.5)


def from_parquet(path: Path) -> Iterator[Figure]:
    """Strata alone, in processes of their own for their greatest memory."""
    call = f"from bench import estimation_large as part; part.out_of_core({str(path)!r})"
    told = [
        subprocess.run([sys.executable, "-c", call], capture_output=True, text=True, check=True)
        for _ in range(RUNS)
    ]
    runs = [[float(word) for word in one.stdout.split()] for one in told]
    yield Figure("strata: from Parquet", "s", [seconds for seconds, _ in runs])
    yield Figure(
        "strata: from Parquet, greatest memory", "MB", [mb for _, mb in runs], at_most=1000
    )


def out_of_core(path: str) -> None:
    """Prints seconds and the greatest resident memory of this process in MB."""
    begun = perf_counter()
    estimate(ParquetFile(path), DESIGNS["strata"], ITEMS, by=BY)
    seconds = perf_counter() - begun
    status = Path("/proc/self/status").read_text()  # getrusage would count the parent's memory
    print(seconds, int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6)
