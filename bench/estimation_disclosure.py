"""Attacks on 200 random releases: no group below the threshold may be recoverable.

Every release has random tables (crossed breakdowns, subpopulations) and every second one follows
an earlier release of the same sample. The attack uses only what was published and exact linear
algebra: a small group is recoverable if its count follows from the published ones. The width of
the attacker's interval is checked with linear programs of its own.

python bench/prove_estimation_disclosure.py [--releases 200] [--seed 1]
"""

from __future__ import annotations

import argparse
import time
from typing import Any

import numpy as np
from scipy.optimize import linprog

from survey_estimation import Design, Release, Request, Rule, SurveyError, release

DESIGN = Design("w")
VARIABLES = ("land", "size", "office", "sex")


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


def published(
    columns: dict[str, Any], outcome: Release, asked: list[Request]
) -> list[tuple[np.ndarray, int, str]]:
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


def attack(rows: list[tuple[np.ndarray, int, str]], minimum: int) -> tuple[int, int, float]:
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
    rank = np.linalg.matrix_rank(matrix) if matrix.size else 0
    for target in targets:
        line = target.astype(float)
        if matrix.size and np.linalg.matrix_rank(np.vstack([matrix, line])) == rank:
            recoverable += 1
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


def one_table(chance: np.random.Generator) -> tuple[float, int]:
    """Seconds for a 16 × 7 table with its margins at the real size, and cells hidden."""
    rows = 1950
    land = chance.choice(16, rows, p=chance.dirichlet(np.full(16, 4.0)))
    size = chance.choice(7, rows, p=(0.30, 0.25, 0.18, 0.12, 0.08, 0.05, 0.02))
    columns = {"w": np.ones(rows), "hit": chance.integers(0, 2, rows), "land": land, "size": size}
    start = time.perf_counter()
    outcome = release(
        columns, DESIGN, [Request(["hit"], by=[(), "land", "size", ("land", "size")])]
    )
    return time.perf_counter() - start, int((outcome.tables[0]["status"] != "shown").sum())


def main() -> None:
    line = argparse.ArgumentParser(description=__doc__)
    line.add_argument("--releases", type=int, default=200)
    line.add_argument("--seed", type=int, default=1)
    asked = line.parse_args()
    chance = np.random.default_rng(asked.seed)
    rule = Rule()
    targets = recoverable = hidden = cells = refused = 0
    least = np.inf
    for number in range(asked.releases):
        columns = sample(chance)
        first_asked, first = requests(chance), None
        rows: list[Any] = []
        if number % 2:
            first = release(columns, DESIGN, first_asked, rule=rule)
            rows += published(columns, first, first_asked)
        second_asked = requests(chance)
        earlier = [first] if first else []
        try:
            second = release(columns, DESIGN, second_asked, rule=rule, earlier=earlier)
            rows += published(columns, second, second_asked)
        except SurveyError:  # the earlier release leaves too little room: nothing new is shown
            refused += 1
        found = attack(rows, rule.minimum)
        targets, recoverable, least = (
            targets + found[0],
            recoverable + found[1],
            min(least, found[2]),
        )
        hidden += sum(status != "shown" for _, _, status in rows)
        cells += len(rows)
    print(f"{asked.releases} releases, {cells} cells, {hidden} hidden, {targets} small groups")
    print(f"refused because of the earlier release: {refused}")
    print(f"recoverable: {recoverable}; narrowest interval {least:.0f} (minimum {rule.minimum})")
    times = [one_table(chance) for _ in range(9)]
    seconds = sorted(t for t, _ in times)
    print(
        f"16 x 7 table with margins: median {seconds[4]:.2f} s, range {seconds[0]:.2f}-"
        f"{seconds[-1]:.2f} s, {min(h for _, h in times)}-{max(h for _, h in times)} of 136 hidden"
    )


if __name__ == "__main__":
    main()
