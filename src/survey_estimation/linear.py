"""Means, shares, totals and ratios of all items in all domains of one breakdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from survey_estimation.columns import FloatArray, IntArray
from survey_estimation.design import Design
from survey_estimation.domains import Breakdown
from survey_estimation.items import Item
from survey_estimation.moments import (
    CANCELLED,
    Cells,
    DomainSums,
    Moments,
    by_domain,
    centred_variance,
    collect_moments,
    domain_sums,
    stage_variance,
)
from survey_estimation.scatter import variances
from survey_estimation.stages import Stage
from survey_estimation.survey import Survey

Kind = Literal["mean", "total"]
Centre = Callable[[int, Moments, int, FloatArray], FloatArray]
ALIKE = 1e-12  # share of the mean square, below which a variance is rounding
COLUMNS_AT_ONCE = 4_000_000  # numbers held at a time where every estimate needs a full column


@dataclass(frozen=True)
class Block:
    """Estimates of K items in G domains.

    estimate, variance: [K, G]; df: [K, G] degrees of freedom; answers: [K, G] rows;
    population: [K, G] sum of weights; spread: [K, G] variance of the item in the population.
    """

    estimate: FloatArray
    variance: FloatArray
    df: FloatArray
    answers: IntArray
    population: FloatArray
    spread: FloatArray


def linear_block(survey: Survey, breakdown: Breakdown, items: Sequence[Item], kind: Kind) -> Block:
    """Estimate means (shares are means of 0 and 1) or totals from the rows."""
    sums, moments, cells = _sums(survey, breakdown, items)
    if not survey.fitted:
        centre = _Centre(survey, items, cells)
        shift = _shifts(items)
        return block_of_sums(survey.design, survey.stages, moments, sums, shift, kind, centre)
    estimate, constant, scale = _estimates(_shifts(items), sums, kind)
    variance = _variance_on_rows(survey, breakdown, items, constant, scale)
    return _block(estimate, variance, sums, moments[0])


def block_of_sums(
    design: Design,
    stages: Sequence[Stage],
    moments: Sequence[Moments],
    sums: DomainSums,
    shift: FloatArray,
    kind: Kind,
    centre: Centre | None = None,
) -> Block:
    """The same from sums alone, wherever they were taken.

    shift: [K] what was subtracted from each item. centre: second pass for what lost its digits.
    """
    estimate, constant, scale = _estimates(shift, sums, kind)
    variance = np.zeros(constant.shape)
    for number, (stage, moment) in enumerate(zip(stages, moments, strict=True)):
        part, gross = stage_variance(stage, design, moment, constant)
        if centre is not None:
            lost = ((part < CANCELLED * gross) & (gross > 0)).any(axis=1)
            for k in np.flatnonzero(lost).tolist():
                part[k] = centre(number, moment, k, constant[k])
        variance += part
    with np.errstate(invalid="ignore"):
        variance = variance / scale**2
    return _block(estimate, variance, sums, moments[0])


def _block(estimate: FloatArray, variance: FloatArray, sums: DomainSums, first: Moments) -> Block:
    df = np.broadcast_to(_degrees_of_freedom(first, estimate.shape[1]), estimate.shape)
    return Block(estimate, variance, df, sums.answers, sums.w, _population_variance(sums))


@dataclass(frozen=True)
class _Centre:
    """The second pass over the rows of one item."""

    survey: Survey
    items: Sequence[Item]
    cells: Sequence[Cells]

    def __call__(self, stage: int, moments: Moments, k: int, constant: FloatArray) -> FloatArray:
        cell = self.cells[stage]
        return centred_variance(
            self.survey, self.survey.stages[stage], cell, moments, k, self.items[k], constant
        )


def _shifts(items: Sequence[Item]) -> FloatArray:
    return np.array([item.shift for item in items])


def ratio_block(
    survey: Survey, breakdown: Breakdown, tops: Sequence[Item], bottoms: Sequence[Item]
) -> Block:
    """Ratios of totals; `tops` and `bottoms` are unshifted items with the same answers.

    Source: Särndal, Swensson & Wretman (1992), section 5.6: the residual y - R x, over the total
    of x.
    """
    top, _, _ = _sums(survey, breakdown, tops)
    bottom, _, _ = _sums(survey, breakdown, bottoms)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(top.answers > 0, top.y / bottom.y, np.nan)
    safe = np.where(np.isfinite(ratio), ratio, 0.0)
    residuals = [
        replace(y, values=y.values - safe[k][breakdown.domain] * x.values, binary=False)
        for k, (y, x) in enumerate(zip(tops, bottoms, strict=True))
    ]
    block = linear_block(survey, breakdown, residuals, "total")
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = block.variance / bottom.y**2
        spread = block.spread * (block.population / bottom.y) ** 2
    return replace(block, estimate=ratio, variance=variance, spread=spread)


def _sums(
    survey: Survey, breakdown: Breakdown, items: Sequence[Item]
) -> tuple[DomainSums, list[Moments], list[Cells]]:
    """Sums over domains and, for each stage, over its strata and domains."""
    cells = [Cells(stage, survey.weight, breakdown) for stage in survey.stages]
    moments = [collect_moments(each, items) for each in cells]
    return domain_sums(cells[0], moments[0], items, len(breakdown.levels)), moments, cells


def _estimates(
    shifts: FloatArray, sums: DomainSums, kind: Kind
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """[K, G] estimates, and b and d of their influence (y - shift + b) / d."""
    shift = shifts[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        shifted = np.where(sums.answers > 0, sums.y / sums.w, np.nan)
    if kind == "mean":
        return shifted + shift, -np.nan_to_num(shifted), sums.w
    return sums.y + shift * sums.w, np.broadcast_to(shift, sums.y.shape), np.ones_like(sums.y)


def _variance_on_rows(
    survey: Survey,
    breakdown: Breakdown,
    items: Sequence[Item],
    constant: FloatArray,
    scale: FloatArray,
) -> FloatArray:
    """[K, G] variances where weighting steps make every row count in every domain."""
    size = constant.shape[1]
    chunk = max(1, COLUMNS_AT_ONCE // survey.rows)
    out = np.empty(constant.size)
    for start in range(0, out.size, chunk):
        which = range(start, min(start + chunk, out.size))
        columns = [
            _influence(breakdown, items[i // size], i % size, constant.flat[i], scale.flat[i])
            for i in which
        ]
        out[which.start : which.stop] = variances(survey, np.column_stack(columns))
    return out.reshape(constant.shape)


def _influence(
    breakdown: Breakdown, item: Item, domain: int, constant: float, scale: float
) -> FloatArray:
    """[n] derivative of one estimate by the weights."""
    inside = breakdown.domain == domain
    if item.answered is not None:
        inside = inside & item.answered
    return np.where(inside & (scale > 0), (item.values + constant) / (scale or 1.0), 0.0)


def influences(
    survey: Survey, breakdown: Breakdown, items: Sequence[Item], kind: Kind
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """[K, G] estimates, [K, G] degrees of freedom, and [n, K × G] influence of every row."""
    sums, moments, _ = _sums(survey, breakdown, items)
    estimate, constant, scale = _estimates(_shifts(items), sums, kind)
    columns = [
        _influence(breakdown, item, g, constant[k, g], scale[k, g])
        for k, item in enumerate(items)
        for g in range(constant.shape[1])
    ]
    return estimate, _degrees_of_freedom(moments[0], constant.shape[1]), np.column_stack(columns)


def _degrees_of_freedom(moments: Moments, size: int) -> FloatArray:
    """[K or 1, G] units minus strata among those with an answer in the domain."""
    present = moments.present.astype(float)
    strata = (moments.present > 0).astype(float)
    return by_domain(present - strata, moments.domain, size)


def _population_variance(sums: DomainSums) -> FloatArray:
    """[K, G] estimated variance of the item among the domain's population, divisor n - 1.

    NaN where all answers are alike, so that there is nothing to compare a variance with.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        mean, square = sums.y / sums.w, sums.wyy / sums.w
        plain = square - mean * mean
        spread = plain * sums.answers / (sums.answers - 1)
    return np.where(plain > ALIKE * square, spread, np.nan)
