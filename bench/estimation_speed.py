"""How fast the grouped task is at a million rows, beside R survey and svy in the same run.

Design and sorting are done before for everybody.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import numpy as np

from bench.estimation_peers import r_errors, r_survey, svy, written
from bench.estimation_task import BY, DESIGNS, ITEMS, difference, sample, task
from bench.figures import Figure, milliseconds
from survey_estimation import arrange, estimate, prepare

ROWS = 1_000_000
RUNS = 7
AIMS = {"strata": 50, "PSUs": 10}  # NumPy against R


def measure() -> Iterator[Figure]:
    """Times of NumPy and kernel, and how many times as long the peers take."""
    columns = sample(ROWS)
    with written(columns) as folder:
        for name in DESIGNS:
            yield from one_design(columns, folder, name)


def one_design(columns: Mapping[str, np.ndarray], folder: Path, name: str) -> Iterator[Figure]:
    design = DESIGNS[name]
    survey, arranged = prepare(columns, design), arrange(columns, design, ITEMS, BY)
    table = estimate(arranged, design, ITEMS, by=BY)  # compiles, or loads what was compiled
    plain, kernel = (
        [milliseconds(partial(estimate, source, design, ITEMS, by=BY)) for _ in range(RUNS)]
        for source in (survey, arranged)
    )
    yield Figure(f"{name}: NumPy", "ms", plain)
    yield Figure(f"{name}: kernel", "ms", kernel)
    peer = r_survey(task(folder, design))
    yield Figure(f"{name}: {peer.name}", "ms", peer.times)
    yield peer.against(f"{name}: NumPy", plain, at_least=AIMS[name])
    yield peer.against(f"{name}: kernel", kernel, at_least=300)
    if peer.times:
        off = difference(table, r_errors(task(folder, design)))
        yield Figure(f"{name}: SE, relative difference to R", "", [off], at_most=1e-10)
    other = svy(task(folder, design))
    yield Figure(f"{name}: {other.name}", "ms", other.times)
    yield other.against(f"{name}: kernel", kernel, at_least=100)
