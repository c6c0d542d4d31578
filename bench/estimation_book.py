"""A table book at the real size: n = 2,000, 60 items × 5 breakdowns × 8 groups with FPC.

Beside R survey (peer_r_small.R) and svy (peer_svy_small.py), in the same run.

python bench/survey_estimation_book.py [--runs 21]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from survey_estimation import Design, arrange, estimate, prepare

SHARED = Path(os.environ.get("RUECKHALT_SHARED") or Path(__file__).parents[2] / "shared")
SCRIPTS = SHARED / "data" / "survey"
ROWS, ITEMS, BREAKDOWNS, GROUPS, STRATA = 2_000, 60, 5, 8, 112


def sample() -> dict[str, np.ndarray]:
    chance = np.random.default_rng(5)
    stratum = np.sort(chance.integers(0, STRATA, ROWS))
    columns = {"h": stratum, "w": chance.uniform(2, 9, ROWS)}
    columns["n"] = (np.bincount(stratum, minlength=STRATA) * 5.5)[stratum]
    for b in range(BREAKDOWNS):
        columns[f"d{b}"] = chance.integers(0, GROUPS, ROWS)
    for k in range(ITEMS):
        columns[f"y{k}"] = (chance.random(ROWS) < chance.uniform(0.02, 0.6)).astype(np.int8)
    return columns


def main() -> None:
    line = argparse.ArgumentParser(description=__doc__)
    line.add_argument("--runs", type=int, default=21)
    runs = line.parse_args().runs
    columns, items = sample(), [f"y{k}" for k in range(ITEMS)]
    by = [f"d{b}" for b in range(BREAKDOWNS)]
    design = Design("w", "h", population="n", lonely="remove")
    sources: dict[str, Any] = {
        "ours, NumPy": prepare(columns, design),
        "ours, kernel": arrange(columns, design, items, by),
    }
    for name, source in sources.items():
        estimate(source, design, items, by=by)
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            table = estimate(source, design, items, by=by)
            times.append(1000 * (time.perf_counter() - start))
        print(
            f"{name}: {len(table)} estimates, median {statistics.median(times):.1f} ms, "
            f"range {min(times):.1f}-{max(times):.1f} ms",
            flush=True,
        )
    if shutil.which("Rscript"):
        subprocess.run(["Rscript", SCRIPTS / "peer_r_small.R"], check=True)
    subprocess.run([sys.executable, SCRIPTS / "peer_svy_small.py"], check=False)


if __name__ == "__main__":
    main()
