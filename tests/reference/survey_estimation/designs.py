"""Synthetic samples and designs for the comparison with R: ours beside R's arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from survey_estimation import Calibration, Design, PostStratification, Raking

Columns = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A sample and its design in both languages; `change` is an R expression on the design d."""

    name: str
    columns: Columns
    design: Design
    arguments: str
    change: str = ""
    skip: frozenset[str] = frozenset()


def population(seed: int, rows: int, strata: int, units: int, inner: int) -> Columns:
    """Rows in strata, units (rows spread unevenly) and inner units, with answers that cluster."""
    chance = np.random.default_rng(seed)
    unit_stratum = np.sort(
        np.concatenate(
            [np.arange(strata).repeat(2), chance.integers(0, strata, units - 2 * strata)]
        )
    )
    unit = np.sort(np.concatenate([np.arange(units), chance.integers(0, units, rows - units)]))
    stratum = unit_stratum[unit]
    effect = chance.normal(0, 1, units)[unit]
    y = np.round(50 + 10 * effect + chance.normal(0, 8, rows), 2)
    hit = (chance.random(rows) < 1 / (1 + np.exp(-effect + 0.3))).astype(int)
    return {
        "stratum": stratum, "unit": unit + 100, "inner": chance.integers(0, inner, rows),
        "w": np.round(chance.uniform(1, 9, rows), 3),
        "y": np.where(chance.random(rows) < 0.07, np.nan, y),
        "x": np.round(np.exp(chance.normal(1, 0.6, rows)), 2), "hit": hit,
        "g": chance.choice(["A", "B", "C", "D"], rows, p=[0.4, 0.3, 0.2, 0.1]),
        "k": chance.choice(["no", "some", "yes"], rows),
        "half": chance.integers(0, 2, rows),
    }  # fmt: skip


def count_units(outer: np.ndarray, unit: np.ndarray) -> np.ndarray:
    """[n] number of different units in the outer group of each row."""
    pairs = np.unique(np.column_stack([outer, unit]), axis=0)
    return np.array([(pairs[:, 0] == value).sum() for value in outer])


def cases() -> list[Case]:
    return [*row_cases(), *cluster_cases(), *lonely_cases(), *weighted_cases()]


def row_cases() -> list[Case]:
    data = population(1, 400, 7, 20, 3)
    size = np.bincount(data["stratum"])[data["stratum"]]
    data["n_rows"] = size * 3 + data["stratum"]
    data["fraction"] = 1 / (2 + data["stratum"])
    data["n_all"] = np.full(400, 2500)
    return [
        Case("simple", data, Design("w"), "id = ~1, weights = ~w"),
        Case("simple_fpc", data, Design(population="n_all"), "id = ~1, fpc = ~n_all"),
        Case("strata", data, Design("w", "stratum"), "id = ~1, strata = ~stratum, weights = ~w"),
        Case(
            "strata_fpc", data, Design("w", "stratum", population="n_rows"),
            "id = ~1, strata = ~stratum, weights = ~w, fpc = ~n_rows",
        ),
        Case(
            "strata_census", data, Design(strata="stratum", population="n_rows"),
            "id = ~1, strata = ~stratum, fpc = ~n_rows",
        ),
        Case(
            "strata_fraction", data, Design(strata="stratum", population="fraction"),
            "id = ~1, strata = ~stratum, fpc = ~fraction",
        ),
        Case(
            "strata_crossed", data, Design("w", ("stratum", "half")),
            "id = ~1, strata = ~interaction(stratum, half, drop = TRUE), weights = ~w",
        ),
    ]  # fmt: skip


def cluster_cases() -> list[Case]:
    data = population(2, 600, 6, 40, 4)
    data["n_units"] = count_units(data["stratum"], data["unit"]) * 2 + 1
    data["n_inner"] = count_units(data["unit"], data["inner"]) + data["unit"] % 3 + 1
    data["row"] = np.arange(600)
    pair = data["unit"] * 10 + data["inner"]
    data["n_rows"] = np.bincount(pair)[pair] + pair % 4 + 1
    data["one_stratum_units"] = np.full(600, 90)
    data["repeated"] = (
        data["unit"]
        - 100
        - np.array([data["unit"][data["stratum"] == h].min() - 100 for h in data["stratum"]])
    )
    data["n_within"] = count_units(pair // 10 * 2 + data["half"], data["row"]) + 2
    three = ("unit", "inner", "row"), ("n_units", "n_inner", "n_rows")
    return [
        Case("clusters", data, Design("w", clusters="unit"), "id = ~unit, weights = ~w"),
        Case(
            "clusters_strata", data, Design("w", "stratum", "unit"),
            "id = ~unit, strata = ~stratum, weights = ~w",
        ),
        Case(
            "clusters_strata_fpc", data, Design("w", "stratum", "unit", "n_units"),
            "id = ~unit, strata = ~stratum, weights = ~w, fpc = ~n_units",
        ),
        Case(
            "clusters_nest", data, Design("w", "stratum", "repeated", nest=True),
            "id = ~repeated, strata = ~stratum, weights = ~w, nest = TRUE",
        ),
        Case(
            "two_stages", data, Design(None, "stratum", ("unit", "inner"), ("n_units", "n_inner")),
            "id = ~unit + inner, strata = ~stratum, fpc = ~n_units + n_inner",
        ),
        Case(
            "two_stages_weights", data,
            Design("w", (), ("unit", "inner"), ("one_stratum_units", "n_inner")),
            "id = ~unit + inner, weights = ~w, fpc = ~one_stratum_units + n_inner",
        ),
        Case(
            "two_stages_replacement", data, Design("w", "stratum", ("unit", "inner")),
            "id = ~unit + inner, strata = ~stratum, weights = ~w",
        ),
        Case(
            "three_stages", data, Design(None, "stratum", *three, lonely="remove"),
            "id = ~unit + inner + row, strata = ~stratum, fpc = ~n_units + n_inner + n_rows",
        ),
        Case(
            "strata_within", data,
            Design("w", "stratum", ("unit", "row"), ("n_units", "n_within"), "half",
                   lonely="remove"),
            "id = ~unit + row, strata = ~stratum + half, weights = ~w, fpc = ~n_units + n_within",
        ),
    ]  # fmt: skip


# R lets a bound of asin beyond the edge run back from it; ours stays at the edge.
FOLDED = frozenset({"by_ci_asin"})
# R counts the rows outside the domain too once weights are calibrated; ours does not.
FOREIGN_ROWS = frozenset({"by_ci_beta", "by_ci_likelihood"})


def lonely_cases() -> list[Case]:
    data = population(3, 150, 5, 14, 3)
    data["unit"] = np.where(data["stratum"] == 2, 7777, data["unit"])
    data["g"] = np.where((data["stratum"] == 4) & (data["unit"] % 2 == 0), "E", data["g"])
    data["n_units"] = count_units(data["stratum"], data["unit"]) * 3
    found = []
    for rule in ("remove", "certainty", "adjust", "average"):
        for adjust in (False, True):
            # with the finite population correction in every second case
            size, fpc = ("n_units", ", fpc = ~n_units") if adjust else (None, "")
            design = Design("w", "stratum", "unit", size, lonely=rule, adjust_domains=adjust)
            arguments = f"id = ~unit, strata = ~stratum, weights = ~w{fpc}"
            found.append(Case(f"lonely_{rule}_{adjust}", data, design, arguments, skip=FOLDED))
    return found


def weighted_cases() -> list[Case]:
    data = population(4, 300, 5, 30, 3)
    data["n_units"] = count_units(data["stratum"], data["unit"]) * 4
    arguments = "id = ~unit, strata = ~stratum, weights = ~w, fpc = ~n_units"
    k_counts, g_counts = (
        {"no": 500.0, "some": 620.0, "yes": 480.0},
        totals("ABCD", 700, 450, 300, 150),
    )
    k_frame = "data.frame(k = c('no', 'some', 'yes'), Freq = c(500, 620, 480))"
    g_frame = "data.frame(g = c('A', 'B', 'C', 'D'), Freq = c(700, 450, 300, 150))"
    goal = "c(`(Intercept)` = 1600, ksome = 620, kyes = 480, x = 5300)"
    control = "maxit = 500, epsilon = 1e-13"
    steps = {
        "poststratified": (PostStratification("k", k_counts), f"postStratify(d, ~k, {k_frame})"),
        "raked": (
            Raking({"k": k_counts, "g": g_counts}),
            f"rake(d, list(~k, ~g), list({k_frame}, {g_frame}), control = list({control}))",
        ),
        "linear": (
            Calibration({"k": k_counts, "x": 5300}), f"calibrate(d, ~k + x, {goal})",
        ),
        "linear_bounded": (
            Calibration({"k": k_counts, "x": 5300}, bounds=(0.5, 2.5)),
            f"calibrate(d, ~k + x, {goal}, bounds = c(0.5, 2.5), {control})",
        ),
        "multiplicative": (
            Calibration({"k": k_counts, "x": 5300}, method="raking"),
            f"calibrate(d, ~k + x, {goal}, calfun = 'raking', {control})",
        ),
        "logit": (
            Calibration({"k": k_counts, "x": 5300}, method="logit", bounds=(0.3, 4)),
            f"calibrate(d, ~k + x, {goal}, calfun = 'logit', bounds = c(0.3, 4), {control})",
        ),
    }  # fmt: skip
    return [
        Case(
            f"weights_{name}", data,
            Design("w", "stratum", "unit", "n_units", weighting=step), arguments, change,
            FOREIGN_ROWS,
        )
        for name, (step, change) in steps.items()
    ]  # fmt: skip


def totals(levels: str, *counts: float) -> dict[str, float]:
    return dict(zip(levels, map(float, counts), strict=True))
