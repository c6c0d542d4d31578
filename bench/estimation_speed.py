"""Speed of the grouped task: 20 items × 16 domains with standard errors, beside R survey and svy.

The sample is that of the shared scripts (make_sample.py); R runs peer_r.R; svy runs its best way,
one batch of items for each domain. Design and sorting are done before for everybody and shown
apart. Every figure is the median of the runs with their range, all in one go.

python bench/survey_estimation_speed.py [--rows 1000000] [--runs 5] [--peer-runs 3]
python bench/survey_estimation_speed.py --rows 10000000 --without-peers
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from survey_estimation import Design, ParquetFile, arrange, estimate, prepare

SHARED = Path(os.environ.get("RUECKHALT_SHARED") or Path(__file__).parents[2] / "shared")
SCRIPTS = SHARED / "data" / "survey"
ITEMS = [f"y{i:02d}" for i in range(1, 21)]
DESIGNS = {"strat": Design("w", "stratum"), "clus": Design("w", "stratum", "psu")}


def timed(call: Callable[[], Any], runs: int) -> tuple[list[float], Any]:
    times, result = [], None
    for _ in range(runs):
        start = time.perf_counter()
        result = call()
        times.append(time.perf_counter() - start)
    return times, result


def line(design: str, tool: str, before: float, times: list[float], note: str = "") -> None:
    middle = statistics.median(times)
    print(
        f"| {design} | {tool} | {before:.2f} | {middle:.4f} | {min(times):.4f}-{max(times):.4f} "
        f"| {note} |",
        flush=True,
    )


def ours(columns: dict[str, np.ndarray], name: str, runs: int) -> dict[str, Any]:
    design, by = DESIGNS[name], ["grp"]
    start = time.perf_counter()
    survey = prepare(columns, design)
    prepared = time.perf_counter() - start
    times, table = timed(lambda: estimate(survey, design, ITEMS, by=by), runs)
    line(name, "ours, NumPy", prepared, times)
    start = time.perf_counter()
    arranged = arrange(columns, design, ITEMS, by)
    sorted_in = time.perf_counter() - start
    estimate(arranged, design, ITEMS, by=by)  # compiles, or loads what was compiled
    fast, again = timed(lambda: estimate(arranged, design, ITEMS, by=by), runs)
    off = np.max(np.abs(again["se"] / table["se"] - 1))
    line(name, "ours, kernel", sorted_in, fast, f"SE to NumPy {off:.0e}")
    return {"NumPy": times, "kernel": fast, "table": table}


def r_survey(folder: Path, name: str, runs: int, table: Any) -> list[float]:
    out = folder / "r.txt"
    command = ["Rscript", SCRIPTS / "peer_r.R", "deb", folder / "raw", name, str(runs), out]
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    shares, errors = np.hsplit(np.loadtxt(out), 2)
    mine = {column: table[column].reshape(len(ITEMS), -1).T for column in ("estimate", "se")}
    off = [
        float(np.max(np.abs(a / b - 1)))
        for a, b in ((mine["estimate"], shares), (mine["se"], errors))
    ]
    note = f"ours differs by {off[0]:.0e} (share), {off[1]:.0e} (SE)"
    line(name, told["tool"], told["t_design"], told["times"], note)
    return list(told["times"])


def svy_by_domain(frame: Any, name: str, runs: int) -> list[float]:
    import svy

    start = time.perf_counter()
    psu = {"psu": "psu"} if name == "clus" else {}
    sample = svy.Sample(data=frame, design=svy.Design(stratum="stratum", wgt="w", **psu))
    before = time.perf_counter() - start
    times, _ = timed(
        lambda: [sample.estimation.mean(ITEMS, where=svy.col("grp") == g) for g in range(16)], runs
    )
    line(name, f"svy {svy.__version__}", before, times)
    return times


def out_of_core(path: Path, runs: int) -> None:
    """Parquet without PSUs in a process of its own, for its peak memory."""
    command = [sys.executable, __file__, "--parquet", str(path), "--runs", str(runs)]
    print(subprocess.run(command, capture_output=True, text=True, check=True).stdout, end="")


def parquet(path: str, runs: int) -> None:
    design = DESIGNS["strat"]
    times, _ = timed(lambda: estimate(ParquetFile(path), design, ITEMS, by=["grp"]), runs)
    status = Path("/proc/self/status").read_text()  # getrusage would count the parent's memory
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
    line("strat", "ours, Parquet by DuckDB", 0.0, times, f"peak memory {peak:.0f} MB")


def main() -> None:
    asked = arguments()
    if asked.parquet:
        parquet(asked.parquet, asked.runs)
        return
    import polars

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        path = folder / "sample.parquet"
        subprocess.run(
            [sys.executable, SCRIPTS / "make_sample.py", str(asked.rows), path], check=True
        )
        frame = polars.read_parquet(path)
        columns = {name: frame[name].to_numpy() for name in frame.columns}
        print("\n| design | tool | before, s | median, s | range | |\n|---|---|---|---|---|---|")
        if not asked.without_peers:
            subprocess.run(
                [sys.executable, SCRIPTS / "parquet_to_columns.py", path, folder / "raw"],
                check=True,
            )
        for name in DESIGNS:
            mine = ours(columns, name, asked.runs)
            if not asked.without_peers:
                peers = {
                    "R": r_survey(folder, name, asked.peer_runs, mine["table"]),
                    "svy": svy_by_domain(frame, name, asked.peer_runs),
                }
                compare(name, mine, peers)
        del frame, columns
        out_of_core(path, asked.runs)


def compare(name: str, mine: dict[str, Any], peers: dict[str, list[float]]) -> None:
    for way in ("NumPy", "kernel"):
        for peer, times in peers.items():
            factor = statistics.median(times) / statistics.median(mine[way])
            print(f"| {name} | {way} against {peer} | | {factor:.0f} × | | |", flush=True)


def arguments() -> argparse.Namespace:
    line = argparse.ArgumentParser(description=__doc__)
    line.add_argument("--rows", type=int, default=1_000_000)
    line.add_argument("--runs", type=int, default=5)
    line.add_argument("--peer-runs", type=int, default=3)
    line.add_argument("--without-peers", action="store_true")
    line.add_argument("--parquet")
    return line.parse_args()


if __name__ == "__main__":
    main()
