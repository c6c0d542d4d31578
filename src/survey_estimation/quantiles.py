"""Quantiles with Woodruff intervals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from survey_estimation.columns import FloatArray
from survey_estimation.domains import Breakdown
from survey_estimation.errors import SurveyError
from survey_estimation.intervals import Interval, interval, t_quantile
from survey_estimation.items import Item
from survey_estimation.linear import linear_block
from survey_estimation.survey import Survey
from survey_estimation.tables import Table

TIE = 1e-12  # a cumulated share this near below the wanted one has reached it


def quantile_table(
    survey: Survey,
    part: Breakdown,
    items: Sequence[Item],
    quantiles: Sequence[float],
    ci: Interval,
    level: float,
    df: float | None,
) -> Table:
    """Quantiles of each item in each domain: the smallest value whose cumulated share reaches q.

    The interval inverts that of the share of values up to the estimate; the standard error is
    its length over twice the quantile of t.

    Source: Woodruff, JASA 47 (1952), 635-646; Francisco & Fuller, Ann. Statist. 19 (1991).
    """
    for q in quantiles:
        if not 0 < q < 1:
            raise SurveyError(f"A quantile lies between 0 and 1, not at {q}. Use 0.5 for half.")
    rows = [
        (item, q, g, _quantile(survey, part, item, g, q, ci, level, df))
        for item in items
        for q in quantiles
        for g in range(len(part.levels))
    ]
    names = ("estimate", "se", "low", "high", "df", "n", "population")
    columns: dict[str, object] = {
        "item": [item.name for item, _, _, _ in rows],
        "level": [None for _ in rows],
        "_domain": np.array([g for _, _, g, _ in rows]),
        "quantile": np.array([q for _, q, _, _ in rows]),
    }
    numbers = np.array([row[3] for row in rows])
    columns |= {name: numbers[:, i] for i, name in enumerate(names)}
    columns["n"] = numbers[:, 5].astype(int)
    return Table.of(columns, stat="quantile", ci=ci, level=level)


def _quantile(
    survey: Survey,
    part: Breakdown,
    item: Item,
    domain: int,
    q: float,
    ci: Interval,
    level: float,
    df: float | None,
) -> tuple[float, ...]:
    inside = part.domain == domain
    if item.answered is not None:
        inside = inside & item.answered
    if not inside.any():
        return (np.nan,) * 5 + (0, 0.0)
    values, reached = _distribution(item.values[inside], survey.weight[inside])
    at = _value_at(values, reached, q)
    below = Item(item.name, None, (item.values <= at) * inside, inside, binary=True)
    one = Breakdown((), np.where(inside, 0, -1), ((),))
    block = linear_block(survey, one, [below], "mean")
    free = block.df if df is None else np.full((1, 1), float(df))
    low, high = interval(ci, block.estimate, block.variance, free, block.answers, level)
    bounds = [_value_at(values, reached, float(bound[0, 0])) for bound in (low, high)]
    se = (bounds[1] - bounds[0]) / (2 * float(t_quantile(level, free)[0, 0]))
    answers, population = int(block.answers[0, 0]), float(block.population[0, 0])
    shifted = (at + item.shift, se, bounds[0] + item.shift, bounds[1] + item.shift)
    return (*shifted, float(free[0, 0]), answers, population)


def _distribution(values: FloatArray, weight: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Different values in order and the share of the population up to each."""
    different, place = np.unique(values, return_inverse=True)
    reached = np.cumsum(np.bincount(place, weights=weight))
    return different, reached / reached[-1]


def _value_at(values: FloatArray, reached: FloatArray, q: float) -> float:
    """The smallest value whose cumulated share reaches q; NaN outside 0 to 1."""
    if not 0 <= q <= 1:
        return float("nan")
    return float(values[min(int(np.searchsorted(reached, q - TIE)), values.size - 1)])
