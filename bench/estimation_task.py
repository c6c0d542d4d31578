"""The grouped task: 20 items × 16 groups of a sample in 112 strata, with or without clusters."""

from pathlib import Path
from typing import Any

import numpy as np

from bench.estimation_peers import Task
from survey_estimation import Design

ITEMS = [f"y{i:02d}" for i in range(1, 21)]
BY = ["grp"]
LAENDER, SIZES, GROUPS = 16, (0.30, 0.25, 0.18, 0.12, 0.08, 0.05, 0.02), 16
PER_CLUSTER = 20
DESIGNS = {"strata": Design("w", "stratum"), "PSUs": Design("w", "stratum", "psu")}


def sample(rows: int) -> dict[str, np.ndarray]:
    """Answers of `rows` people in no helpful order; the same for the same number of rows."""
    chance = np.random.default_rng(20240619)
    strata = LAENDER * len(SIZES)
    part = np.outer(chance.dirichlet(np.full(LAENDER, 4.0)), SIZES).ravel()
    stratum = np.sort(chance.choice(strata, rows, p=part)).astype(np.int32)
    cluster = clusters(stratum, strata)
    group = chance.choice(GROUPS, rows, p=chance.dirichlet(np.full(GROUPS, 3.0))).astype(np.int32)
    leaning = chance.normal(0, 0.5, cluster.max() + 1)[cluster]
    leaning += chance.normal(0, 0.3, strata)[stratum] + chance.normal(0, 0.3, GROUPS)[group]
    weight = chance.uniform(1.5, 12.0, strata)[stratum] * chance.uniform(0.6, 1.6, rows)
    order = chance.permutation(rows)
    columns = {"stratum": stratum, "psu": cluster, "grp": group, "w": weight}
    columns = {name: column[order] for name, column in columns.items()}
    leaning = leaning[order]
    for item in ITEMS:
        yes = 1 / (1 + np.exp(-leaning - chance.uniform(-3, 0.5)))
        columns[item] = (chance.random(rows) < yes).astype(np.int8)
    return columns


def clusters(stratum: np.ndarray, strata: int) -> np.ndarray:
    """Clusters of about 20 neighbouring rows, at least two in a stratum."""
    size = np.bincount(stratum, minlength=strata)
    number = np.maximum(2, np.round(size / PER_CLUSTER)).astype(int)
    place = np.arange(stratum.size) - (np.cumsum(size) - size)[stratum]
    within = np.minimum(place * number[stratum] // size[stratum], number[stratum] - 1)
    return ((np.cumsum(number) - number)[stratum] + within).astype(np.int32)


def task(folder: Path, design: Design) -> Task:
    """The task for a peer; the sample lies in the folder."""
    psu = "psu" if design is DESIGNS["PSUs"] else None
    return Task(folder, ITEMS, BY, "stratum", "w", psu=psu)


def difference(table: Any, peer: np.ndarray) -> float:
    """Largest relative difference of our standard errors to those of a peer, [groups, items]."""
    return float(np.max(np.abs(table["se"].reshape(len(ITEMS), -1).T / peer - 1)))
