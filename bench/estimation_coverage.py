"""Coverage of the intervals over simulated waves of the real size.

A frame of 11,100 offices in 16 Länder × 3 size classes; in every wave each office answers with a
chance that depends on its stratum (16-19 % on average). Weights, strata and population sizes are
those of the census with non-response; strata with fewer than two answers are merged with the
neighbouring size class. True shares are those of the frame.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bench.figures import Figure
from survey_estimation import Design, estimate
from survey_estimation.intervals import interval

WAVES, SEED = 10_000, 1
OFFICES, LAENDER, SIZES = 11_100, 16, 3
SHARES = (0.05, 0.1, 0.2, 0.38, 0.5, 0.62, 0.8, 0.9, 0.95)
EXPECTED = (15, 20, 30, 40, 50, 60, 80, 100, 150, 200, 300, 400)  # answers in the domains
# Intervals we publish (docs/fachlich/schaetzverfahren.md) and the answers a group needs for them.
PUBLISHED = {"logit": 200, "beta": 50}
HIGHEST = {"logit": 96.0, "beta": None}  # beta is cautious in small groups
AFFECTED = "item38"
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


@dataclass
class Tally:
    """What was counted over the waves, for each item in the nation (None) and in each group."""

    truth: dict[Any, float]
    seen: Counter[Any] = field(default_factory=Counter)
    answers: Counter[Any] = field(default_factory=Counter)
    off: Counter[Any] = field(default_factory=Counter)
    hits: Counter[Any] = field(default_factory=Counter)

    def count(self, table: Any) -> None:
        """Add the estimates of one wave."""
        keys = list(zip(table["item"].tolist(), table["domain"].tolist(), strict=True))
        true = np.array([self.truth[key] for key in keys])
        self.seen.update(keys)
        self.answers.update(dict(zip(keys, table["n"].tolist(), strict=True)))
        self.off.update(dict(zip(keys, (table["estimate"] - true).tolist(), strict=True)))
        for method in PUBLISHED:
            for key, hit in zip(keys, covered(table, true, method).tolist(), strict=True):
                self.hits[method, key] += hit

    def rates(self, method: str, group: int | None = None) -> list[float]:
        """Per cent of the waves in which the interval of each item held the truth."""
        return [100 * self.hits[method, key] / self.seen[key] for key in self.keys(group)]

    def size(self, group: int) -> float:
        """Mean number of answers in a group."""
        key = ITEMS[0], group
        return self.answers[key] / self.seen[key]

    def keys(self, group: int | None) -> list[Any]:
        return [(item, group) for item in ITEMS]


def measure() -> Iterator[Figure]:
    """Coverage in the nation and in groups, and how wrong it gets if the answer decides."""
    with ProcessPoolExecutor(2) as both:
        chance, dependent = both.map(simulate, (False, True))
    yield from national(chance)
    for method in PUBLISHED:
        yield from groups(chance, method)
    key = AFFECTED, None
    yield Figure(
        "response 1.5 times the odds if affected: share too high by",
        "points",
        [100 * dependent.off[key] / dependent.seen[key]],
    )
    rate = 100 * dependent.hits["logit", key] / dependent.seen[key]
    yield Figure("the same: its logit interval holds the truth", "%", [rate])


def national(tally: Tally) -> Iterator[Figure]:
    for method in PUBLISHED:
        rates = tally.rates(method)
        title = f"{WAVES:,} waves, national shares 5–95 %, {method}: "
        yield Figure(title + "lowest of 9", "%", [min(rates)], at_least=94)
        yield Figure(title + "highest of 9", "%", [max(rates)], at_most=96)


def groups(tally: Tally, method: str) -> Iterator[Figure]:
    """Smallest groups from which on the intervals hold, and coverage from the published n on."""
    by_size = sorted(range(len(EXPECTED)), key=tally.size)
    for aim, bounds in (("≥ 94 %", (94, 100)), ("94–96 %", (94, 96))):
        smallest = None
        for group in reversed(by_size):
            rates = tally.rates(method, group)
            if not bounds[0] <= min(rates) <= max(rates) <= bounds[1]:
                break
            smallest = tally.size(group)
        title = f"groups, {method}: smallest mean n from which on all 9 shares have {aim}"
        yield Figure(title, "answers", [] if smallest is None else [smallest])
    large = [g for g, size in enumerate(EXPECTED) if size >= PUBLISHED[method]]
    rates = [rate for group in large for rate in tally.rates(method, group)]
    title = f"groups of about {PUBLISHED[method]} and more, {method}: "
    yield Figure(title + "lowest", "%", [min(rates)], at_least=94)
    yield Figure(title + "highest", "%", [max(rates)], at_most=HIGHEST[method])


def covered(table: Any, true: np.ndarray, method: Any) -> np.ndarray:
    """Whether each interval holds the true share; no interval holds nothing."""
    low, high = interval(method, table["estimate"], table["se"] ** 2, table["df"], table["n"], 0.95)
    return (low <= true) & (true <= high)


def simulate(dependent: bool) -> Tally:
    """All waves of one kind of response."""
    chance = np.random.default_rng(SEED)
    offices = frame(chance)
    tally = Tally(true_shares(offices))
    for table in waves(offices, WAVES, chance, dependent):
        tally.count(table)
    return tally


def true_shares(offices: dict[str, np.ndarray]) -> dict[Any, float]:
    truth = {(name, None): float(offices[name].mean()) for name in ITEMS}
    for g in range(len(EXPECTED) + 1):
        inside = offices["domain"] == g
        truth |= {(name, g): float(offices[name][inside].mean()) for name in ITEMS}
    return truth
