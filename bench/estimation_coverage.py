"""Coverage of the intervals over simulated waves of the real size.

A frame of 11,100 offices in 16 Länder × 3 size classes; in every wave each office answers with a
chance that depends on its stratum (16-19 % on average). Weights, strata and population sizes are
those of the census with non-response; strata with fewer than two answers are merged with the
neighbouring size class. True shares are those of the frame.

python bench/prove_estimation_coverage.py [--waves 10000] [--seed 1]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

import numpy as np

from survey_estimation import Design, estimate
from survey_estimation.intervals import interval

OFFICES, LAENDER, SIZES = 11_100, 16, 3
SHARES = (0.05, 0.1, 0.2, 0.38, 0.5, 0.62, 0.8, 0.9, 0.95)
EXPECTED = (15, 20, 30, 40, 50, 60, 80, 100, 150, 200, 300, 400)  # answers in the domains
METHODS = [(ci, df) for ci in ("logit", "beta", "wilson", "wald") for df in ("domain", "design")]
NAMES = [f"{ci}, {df} df" for ci, df in METHODS]
ITEMS = tuple(f"item{round(100 * share)}" for share in SHARES)


def frame(chance: np.random.Generator) -> dict[str, np.ndarray]:
    """The offices: stratum, domain, chance to answer, and their answers to every item."""
    land = np.sort(chance.choice(LAENDER, OFFICES, p=chance.dirichlet(np.full(LAENDER, 6.0))))
    size = chance.choice(SIZES, OFFICES, p=(0.6, 0.28, 0.12))
    stratum = land * SIZES + size
    response = np.clip(0.175 * np.exp(chance.normal(0, 0.35, LAENDER * SIZES)), 0.05, 0.5)
    response *= 0.175 / response[stratum].mean()
    part = np.array(EXPECTED) / 0.175 / OFFICES
    domain = chance.choice(len(EXPECTED) + 1, OFFICES, p=[*part, 1 - part.sum()])
    columns = {"stratum": stratum, "domain": domain, "response": response[stratum]}
    for name, share in zip(ITEMS, SHARES, strict=True):
        lift = chance.normal(0, 0.3, LAENDER * SIZES)[stratum]
        line = np.log(share / (1 - share)) + lift
        columns[name] = (chance.random(OFFICES) < 1 / (1 + np.exp(-line))).astype(np.int8)
    return columns


def neighbours(stratum: np.ndarray) -> dict[int, int]:
    """Strata with fewer than two answers, each with a size class of the same Land."""
    count = np.bincount(stratum, minlength=LAENDER * SIZES)
    merge = {}
    for h in np.flatnonzero(count < 2).tolist():
        others = [k for k in range(h // SIZES * SIZES, h // SIZES * SIZES + SIZES) if k != h]
        merge[h] = max(others, key=lambda k: count[k])
    return merge


def waves(
    offices: dict[str, np.ndarray], number: int, chance: np.random.Generator, dependent: bool
) -> Iterator[Any]:
    """Tables of estimates. dependent: who says yes to item38 answers with 1.5 times the odds."""
    sizes = np.bincount(offices["stratum"], minlength=LAENDER * SIZES).astype(float)
    population = dict(enumerate(sizes.tolist()))
    odds = offices["response"] / (1 - offices["response"])
    if dependent:
        odds = odds * np.where(offices["item38"] == 1, 1.5, 1.0)
    willing = odds / (1 + odds)
    for _ in range(number):
        answered = chance.random(OFFICES) < willing
        sample = {name: column[answered] for name, column in offices.items()}
        design = Design(
            strata="stratum", population=population, merge=neighbours(sample["stratum"])
        )
        yield estimate(sample, design, ITEMS, by=[(), "domain"])


def covered(table: Any, truth: dict[Any, float], method: Any) -> np.ndarray:
    """Whether each interval holds the true share; no interval holds nothing.

    method: interval, and whether t has the degrees of freedom of the domain or of the design.
    """
    ci, of = method
    df = table["df"] if of == "domain" else np.full(len(table), table["df"].max())
    low, high = interval(ci, table["estimate"], table["se"] ** 2, df, table["n"], 0.95)
    true = np.array([truth[key] for key in keys(table)])
    return (low <= true) & (true <= high)


def keys(table: Any) -> list[tuple[str, Any]]:
    return list(zip(table["item"].tolist(), table["domain"].tolist(), strict=True))


def true_shares(offices: dict[str, np.ndarray]) -> dict[Any, float]:
    truth = {(name, None): float(offices[name].mean()) for name in ITEMS}
    for g in range(len(EXPECTED) + 1):
        inside = offices["domain"] == g
        truth |= {(name, g): float(offices[name][inside].mean()) for name in ITEMS}
    return truth


def simulate(number: int, seed: int, dependent: bool) -> None:
    chance = np.random.default_rng(seed)
    offices = frame(chance)
    truth = true_shares(offices)
    hits: dict[Any, dict[Any, int]] = {method: {} for method in METHODS}
    seen: dict[Any, int] = {}
    bias: dict[Any, float] = {}
    answers: dict[Any, int] = {}
    for table in waves(offices, number, chance, dependent):
        names = keys(table)
        for key, n, value in zip(names, table["n"].tolist(), table["estimate"], strict=True):
            seen[key] = seen.get(key, 0) + 1
            answers[key] = answers.get(key, 0) + n
            bias[key] = bias.get(key, 0.0) + float(value) - truth[key]
        for method in METHODS:
            for key, hit in zip(names, covered(table, truth, method).tolist(), strict=True):
                hits[method][key] = hits[method].get(key, 0) + hit
    report(truth, hits, seen, bias, answers)


def report(truth: Any, hits: Any, seen: Any, bias: Any, answers: Any) -> None:
    print("| national share | true | mean n | bias | " + " | ".join(NAMES) + " |")
    print("|---" * (4 + len(METHODS)) + "|")
    for name in ITEMS:
        key = (name, None)
        rates = " | ".join(f"{100 * hits[m][key] / seen[key]:.1f}" for m in METHODS)
        n, off = answers[key] / seen[key], bias[key] / seen[key]
        print(f"| {name} | {truth[key]:.3f} | {n:.0f} | {off:+.4f} | {rates} |")
    print("\n| domain, mean n | method | lowest | highest | 5-95 % items with 94-96 % |")
    print("|---|---|---|---|---|")
    for g, _ in enumerate(EXPECTED):
        n = answers[ITEMS[0], g] / seen[ITEMS[0], g]
        for method, title in zip(METHODS, NAMES, strict=True):
            rates = [100 * hits[method][name, g] / seen[name, g] for name in ITEMS]
            good = sum(94 <= rate <= 96 for rate in rates)
            print(f"| {n:.0f} | {title} | {min(rates):.1f} | {max(rates):.1f} | {good} of 9 |")


def main() -> None:
    line = argparse.ArgumentParser(description=__doc__)
    line.add_argument("--waves", type=int, default=10_000)
    line.add_argument("--seed", type=int, default=1)
    asked = line.parse_args()
    for dependent in (False, True):
        title = "that depends on the answer to item38" if dependent else "at random within strata"
        print(f"\n## {asked.waves} waves, response {title}\n")
        simulate(asked.waves, asked.seed, dependent)


if __name__ == "__main__":
    main()
