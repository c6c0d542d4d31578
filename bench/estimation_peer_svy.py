"""svy on a task: python estimation_peer_svy.py FOLDER RUNS ITEMS BY STRATUM WEIGHT PSU POPULATION."""

import json
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import polars
import svy


def main() -> None:
    """Times one batch of items for each group of each breakdown."""
    folder, runs, items, by, stratum, weight, psu, population = sys.argv[1:]
    frame = polars.read_parquet(Path(folder) / "sample.parquet")
    named: dict[str, Any] = {"stratum": stratum, "wgt": weight}
    named |= {} if psu == "-" else {"psu": psu}
    named |= {} if population == "-" else {"pop_size": population, "singleton": "skip"}
    sample = svy.Sample(data=frame, design=svy.Design(**named))
    groups = [(name, level) for name in by.split(",") for level in frame[name].unique().sort()]
    times = []
    for _ in range(int(runs)):
        begun = perf_counter()
        for name, level in groups:
            sample.estimation.mean(items.split(","), where=svy.col(name) == level)
        times.append(perf_counter() - begun)
    print(json.dumps({"tool": f"svy {svy.__version__}", "times": times}))


if __name__ == "__main__":
    main()
