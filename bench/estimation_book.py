"""A table book at the real size: n = 2,000, 60 items × 5 breakdowns × 8 groups with FPC."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from bench.estimation_peers import Task, r_survey, svy, written
from bench.figures import Figure, milliseconds
from survey_estimation import Design, arrange, estimate, prepare

ROWS, GROUPS, STRATA = 2_000, 8, 112
ITEMS = [f"y{k:02d}" for k in range(60)]
BY = [f"d{b}" for b in range(5)]
DESIGN = Design("w", "h", population="population", lonely="remove")
RUNS = 21


def measure() -> Iterator[Figure]:
    """Milliseconds of the whole book by NumPy, kernel, R survey and svy."""
    columns = sample()
    sources = {"NumPy": prepare(columns, DESIGN), "kernel": arrange(columns, DESIGN, ITEMS, BY)}
    times = {}
    for name, source in sources.items():
        book = partial(estimate, source, DESIGN, ITEMS, by=BY)
        estimates = len(book())
        times[name] = [milliseconds(book) for _ in range(RUNS)]
        aim = 25 if name == "NumPy" else None
        yield Figure(f"{estimates:,} estimates, {name}", "ms", times[name], at_most=aim)
    with written(columns) as folder:
        task = Task(folder, ITEMS, BY, "h", "w", population="population")
        for peer in (r_survey(task), svy(task)):
            yield Figure(f"the same, {peer.name}", "ms", peer.times)
            yield peer.against("NumPy", times["NumPy"])


def sample() -> dict[str, np.ndarray]:
    """Answers, breakdowns and the size of the population of each stratum."""
    chance = np.random.default_rng(5)
    stratum = np.sort(chance.integers(0, STRATA, ROWS))
    columns = {"h": stratum, "w": chance.uniform(2, 9, ROWS)}
    columns["population"] = (np.bincount(stratum, minlength=STRATA) * 5.5)[stratum]
    for name in BY:
        columns[name] = chance.integers(0, GROUPS, ROWS)
    for name in ITEMS:
        columns[name] = (chance.random(ROWS) < chance.uniform(0.02, 0.6)).astype(np.int8)
    return columns
