"""Attacks on 200 random releases: no group below the threshold may be recoverable.

Every release has random tables (crossed breakdowns, subpopulations) and every second one follows
an earlier release of the same sample. The attack uses only what was published and exact linear
algebra: a small group is recoverable if its count follows from the published ones. The width of
the attacker's interval is checked with linear programs of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
from scipy.linalg import null_space
from scipy.optimize import linprog

from bench.figures import Figure
from survey_estimation import Design, Release, Request, Rule, SurveyError, release

RELEASES, SEED, TABLES = 200, 1, 9
RULE = Rule()
DESIGN = Design("w")
VARIABLES = ("land", "size", "office", "sex")
Row = tuple[np.ndarray, int, str]


@dataclass
class Found:
    """What the attacks found."""

    targets: int = 0
    recoverable: int = 0
    narrowest: float = np.inf
    refused: int = 0


def measure() -> Iterator[Figure]:
    """Attacks on random releases; then the time for tables of the real size and larger."""
    chance = np.random.default_rng(SEED)
    found = Found()
    for number in range(RELEASES):
        attacked(chance, found, follows=number % 2 == 1)
    yield Figure(f"{RELEASES} releases, small groups attacked", "groups", [found.targets])
    yield Figure("small groups recoverable", "groups", [found.recoverable], at_most=0)
    narrowest = round(found.narrowest, 6)  # the solver's own precision is 1e-7
    yield Figure("narrowest interval of an attacker", "people", [narrowest], at_least=RULE.minimum)
    yield Figure("refused because of an earlier release", "releases", [found.refused])
    times = [seconds(chance, 1950, (16, 7)) for _ in range(TABLES)]
    yield Figure("16 × 7 table with margins, n 1,950", "s", times, at_most=1)
    times = [seconds(chance, 20_000, (90, 20)) for _ in range(3)]
    yield Figure("90 × 20 table with margins, n 20,000", "s", times)


def attacked(chance: np.random.Generator, found: Found, *, follows: bool) -> None:
    """Attacks one release, together with an earlier one that it follows."""
    columns = sample(chance)
    asked, earlier, rows = requests(chance), [], []
    if follows:
        earlier = [release(columns, DESIGN, asked, rule=RULE)]
        rows = published(columns, earlier[0], asked)
    asked = requests(chance)
    try:
        new = release(columns, DESIGN, asked, rule=RULE, earlier=earlier)
        rows += published(columns, new, asked)
    except SurveyError:  # the earlier release leaves too little room: nothing new is shown
        found.refused += 1
    targets, recoverable, narrowest = attack(rows, RULE.minimum)
    found.targets += targets
    found.recoverable += recoverable
    found.narrowest = min(found.narrowest, narrowest)


def sample(chance: np.random.Generator) -> dict[str, Any]:
    rows = int(chance.integers(150, 900))
    columns: dict[str, Any] = {"w": chance.uniform(1, 5, rows), "hit": chance.integers(0, 2, rows)}
    for name, most in zip(VARIABLES, (16, 7, 3, 2), strict=True):
        levels = int(chance.integers(2, most + 1))
        columns[name] = chance.choice(levels, rows, p=chance.dirichlet(np.full(levels, 1.5)))
    columns["affected"] = (chance.random(rows) < chance.uniform(0.3, 0.99)).astype(int)
    return columns


def requests(chance: np.random.Generator) -> list[Request]:
    """One to three tables with one to four breakdowns each."""
    found = []
    for _ in range(chance.integers(1, 4)):
        by: list[Any] = [()] if chance.random() < 0.7 else []
        for _ in range(chance.integers(1, 4)):
            names = chance.choice(VARIABLES, chance.integers(1, 3), replace=False)
            by.append(tuple(sorted(str(name) for name in names)))
        where = "affected" if chance.random() < 0.3 else None
        found.append(Request(["hit"], tuple(dict.fromkeys(by)), where=where))
    return found


def published(columns: dict[str, Any], outcome: Release, asked: list[Request]) -> list[Row]:
    """For every row of every table: who is behind it, the printed n, and the status."""
    rows = []
    for request, table in zip(asked, outcome.tables, strict=True):
        inside = columns[request.where] == 1 if request.where else np.ones(columns["w"].size, bool)
        variables = [name for name in VARIABLES if name in table.columns]
        for row in table:
            behind = inside.copy()
            for name in variables:
                if row[name] is not None:
                    behind = behind & (columns[name] == row[name])
            rows.append((behind, row["n"], row["status"]))
    return rows


def attack(rows: list[Row], minimum: int) -> tuple[int, int, float]:
    """Small groups attacked, how many are recoverable, and the least width of an interval.

    Small groups are hidden cells, and what remains between a printed cell and one within it.
    """
    masks = np.array([behind for behind, _, _ in rows])
    atoms, size = np.unique(masks, axis=1, return_counts=True)
    known = np.array([status == "shown" for _, _, status in rows])
    for (_, n, _), behind, shown in zip(rows, masks, known, strict=True):
        assert not shown or n == behind.sum()
        assert not shown or n >= minimum or n == 0
    matrix = atoms[known].astype(float)
    targets = [a for a, (_, _, status) in zip(atoms, rows, strict=True) if status == "small"]
    for outer in atoms[known]:
        for inner in atoms[known]:
            rest = outer & ~inner
            if (inner <= outer).all() and 0 < size[rest].sum() < minimum and inner.any():
                targets.append(rest)
    targets = list({target.tobytes(): target for target in targets}.values())
    recoverable, least = 0, np.inf
    unseen = null_space(matrix)  # changes of the atoms that nothing published shows
    for target in targets:
        line = target.astype(float)
        recoverable += bool((np.abs(line @ unseen) < 1e-9).all())
        least = min(least, width(matrix, matrix @ size, line))
    return len(targets), recoverable, least


def width(matrix: np.ndarray, counts: np.ndarray, target: np.ndarray) -> float:
    if not matrix.size:
        return np.inf
    ends = []
    for sign in (1, -1):
        found = linprog(sign * target, A_eq=matrix, b_eq=counts, method="highs")
        ends.append(np.inf if found.status == 3 else sign * found.fun)
    return float(abs(ends[1] - ends[0]))


def seconds(chance: np.random.Generator, rows: int, levels: tuple[int, int]) -> float:
    """Seconds for a table of two variables with its margins."""
    names = ("land", "size")
    sizes = (0.30, 0.25, 0.18, 0.12, 0.08, 0.05, 0.02) if levels[1] == 7 else None
    parts = [
        chance.dirichlet(np.full(levels[0], 4.0)),
        sizes or chance.dirichlet(np.full(levels[1], 3.0)),
    ]
    columns: dict[str, Any] = {"w": np.ones(rows), "hit": chance.integers(0, 2, rows)}
    for name, number, part in zip(names, levels, parts, strict=True):
        columns[name] = chance.choice(number, rows, p=part)
    begun = perf_counter()
    release(columns, DESIGN, [Request(["hit"], by=[(), *names, names])])
    return perf_counter() - begun
