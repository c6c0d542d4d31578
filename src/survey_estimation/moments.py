"""Sums over stratum × domain: all that shares, means and totals of many items need.

Within one stratum and domain, T_w and T_y are the totals of a unit: of its weights and of its
weighted values. Every estimate of a domain has an influence of the form (y + b) / d, so that its
variance follows from sums of T_w, T_y, their squares and their product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from survey_estimation.columns import BoolArray, FloatArray, IntArray, compact, sums_by
from survey_estimation.design import Design
from survey_estimation.domains import Breakdown
from survey_estimation.items import Item
from survey_estimation.scatter import lonely_rule
from survey_estimation.stages import Stage
from survey_estimation.survey import Survey

CANCELLED = 1e-5  # share of the sum of squares, below which centring first keeps the digits


@dataclass(frozen=True)
class Moments:
    """Sums over the cells (stratum × domain) of one stage; C cells sorted by domain, K items.

    stratum, domain: [C] codes of the cell.
    present: [K, C] units with an answer.
    w, y: [K, C] sums of T_w and T_y; ww, yy, yw: of their squares and product.
    What is the same for all items (present, w, ww where nobody left one out) may be [1, C].
    """

    stratum: IntArray
    domain: IntArray
    present: IntArray
    w: FloatArray
    ww: FloatArray
    y: FloatArray
    yy: FloatArray
    yw: FloatArray

    def of_item(self, k: int) -> Moments:
        """The sums of one item alone."""
        names = ("present", "w", "ww", "y", "yy", "yw")
        arrays = (getattr(self, name) for name in names)
        return Moments(
            self.stratum, self.domain, *(a[k : k + 1] if len(a) > 1 else a for a in arrays)
        )


@dataclass(frozen=True)
class DomainSums:
    """Sums over domains; K items, G domains.

    answers: [K, G] rows with an answer; w, y: [K, G] sums of weights and weighted values;
    wyy: [K, G] sums of weight times squared value (for the design effect).
    """

    answers: IntArray
    w: FloatArray
    y: FloatArray
    wyy: FloatArray


class Cells:
    """Rows of one breakdown sorted into the cells of one stage; what all items share."""

    def __init__(self, stage: Stage, weight: FloatArray, breakdown: Breakdown) -> None:
        """Find the cells; rows outside every domain are left out."""
        inside = breakdown.domain >= 0
        self.rows = None if inside.all() else np.flatnonzero(inside)
        self.weight = self.take(weight)
        domain, width = self.take(breakdown.domain), len(breakdown.levels)
        strata = stage.units.size
        cell, codes = compact(domain * strata + self.take(stage.stratum), strata * width)
        self.stratum, self.domain, self.count = codes % strata, codes // strata, codes.size
        self.unit, self.unit_cell = None, cell
        if stage.unit is not None:
            size = stage.unit_stratum.size * width
            self.unit, pairs = compact(self.take(stage.unit) * width + domain, size)
            self.unit_cell = np.empty(pairs.size, np.intp)
            self.unit_cell[self.unit] = cell
        self.units = np.bincount(self.unit_cell, minlength=self.count)
        self.unit_weight = self.unit_sums(self.weight)

    def take(self, values: NDArray[Any]) -> NDArray[Any]:
        """The rows that lie in a domain."""
        return values if self.rows is None else values[self.rows]

    def unit_sums(self, values: FloatArray) -> FloatArray:
        """Sums over the rows of each unit within each domain."""
        if self.unit is None:
            return values
        return sums_by(self.unit, values, self.unit_cell.size)

    def sums(self, values: FloatArray) -> FloatArray:
        """[C] sums of unit totals over the units of each cell."""
        return sums_by(self.unit_cell, values, self.count)


def collect_moments(cells: Cells, items: Sequence[Item]) -> Moments:
    """All sums of all items in one pass over the rows for each item."""
    whole = (cells.units, cells.sums(cells.unit_weight), cells.sums(cells.unit_weight**2))
    columns = [_item_moments(cells, item, whole) for item in items]
    present, w, ww, y, yy, yw = (_stacked(part) for part in zip(*columns, strict=True))
    return Moments(cells.stratum, cells.domain, present, w, ww, y, yy, yw)


def _stacked(parts: Sequence[Any]) -> Any:
    """[K, C] rows, or [1, C] where all items share one."""
    return parts[0][None] if all(part is parts[0] for part in parts) else np.stack(parts)


def _item_moments(
    cells: Cells, item: Item, whole: tuple[IntArray, FloatArray, FloatArray]
) -> tuple[IntArray | FloatArray, ...]:
    present, w, ww = whole
    unit_weight, unit_value = unit_totals(cells, item)
    if item.answered is not None:
        answered = cells.unit_sums(cells.take(item.answered).astype(float)) > 0
        present = cells.sums(answered.astype(float)).astype(np.intp)
        w, ww = cells.sums(unit_weight), cells.sums(unit_weight**2)
    y = cells.sums(unit_value)
    if cells.unit is None and item.binary:
        square = cells.sums(unit_value * unit_weight)  # y y = y
        return present, w, ww, y, square, square
    return present, w, ww, y, cells.sums(unit_value**2), cells.sums(unit_value * unit_weight)


def unit_totals(cells: Cells, item: Item) -> tuple[FloatArray, FloatArray]:
    """Totals T_w and T_y of one item for each unit within each domain."""
    value = cells.unit_sums(cells.weight * cells.take(item.values))
    if item.answered is None:
        return cells.unit_weight, value
    return cells.unit_sums(cells.weight * cells.take(item.answered)), value


def domain_sums(cells: Cells, moments: Moments, items: Sequence[Item], size: int) -> DomainSums:
    """[K, G] sums of the estimates themselves."""
    domain = cells.domain if cells.unit is None else None
    row_domain = cells.domain[
        cells.unit_cell if domain is not None else cells.unit_cell[cells.unit]
    ]
    all_rows = np.bincount(row_domain, minlength=size)
    y = by_domain(moments.y, moments.domain, size)
    answers, squares = [], []
    for k, item in enumerate(items):
        if item.answered is None:
            answers.append(all_rows)
        else:
            answers.append(np.bincount(row_domain[cells.take(item.answered)], minlength=size))
        if item.binary:
            squares.append(y[k])
        else:
            square = cells.weight * cells.take(item.values) ** 2
            squares.append(sums_by(row_domain, square, size))
    w = np.broadcast_to(by_domain(moments.w, moments.domain, size), y.shape)
    return DomainSums(np.stack(answers), w, y, np.stack(squares))


def by_domain(values: FloatArray, domain: IntArray, size: int) -> FloatArray:
    """[K, G] sums of [K, C] values over the cells of each domain; cells are sorted by domain."""
    start = np.searchsorted(domain, np.arange(size + 1))
    filled = start[1:] > start[:-1]
    sums = np.zeros((values.shape[0], size))
    sums[:, filled] = np.add.reduceat(values, start[:-1][filled], axis=1)
    return sums


def stage_variance(
    stage: Stage, design: Design, moments: Moments, constant: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """[K, G] contribution of one stage to the variance of the total of y + b, and the size of
    what was subtracted to get it.

    constant: [K, G] the b of each item and domain.
    """
    size = constant.shape[1]
    scale, centred, counts = lonely_rule(stage, design, moments.stratum, moments.present)
    share = scale * centred / stage.units[moments.stratum]
    yy, ww = scale * moments.yy, scale * moments.ww
    yw = yy if moments.yw is moments.yy else scale * moments.yw
    mean_y, mean_w = share * moments.y, share * moments.w
    parts = (yy - mean_y * moments.y, yw - mean_y * moments.w, ww - mean_w * moments.w, yy, ww)
    of_y, of_both, of_w, all_y, all_w = (by_domain(p, moments.domain, size) for p in parts)
    variance = np.maximum(of_y + constant * (2 * of_both + constant * of_w), 0.0)
    gross = all_y + constant * constant * all_w
    return variance / _counted_share(design, moments, counts, size), gross


def _counted_share(
    design: Design, moments: Moments, counts: BoolArray, size: int
) -> FloatArray | float:
    """Share of the strata that count, where lonely ones are left to the mean of the others."""
    if design.lonely != "average":
        return 1.0
    occurs = moments.present > 0
    all_strata = by_domain(occurs.astype(float), moments.domain, size)
    share = by_domain((occurs & counts).astype(float), moments.domain, size) / np.maximum(
        all_strata, 1
    )
    return np.where(share > 0, share, np.nan)


def centred_variance(
    survey: Survey, stage: Stage, cells: Cells, moments: Moments, k: int, item: Item, b: FloatArray
) -> FloatArray:
    """[G] the same for one item from centred totals: a second pass that loses no digits."""
    only = moments.of_item(k)
    scale, centred, counts = lonely_rule(stage, survey.design, only.stratum, only.present)
    units = stage.units[cells.stratum]
    mean_w = only.w[0] * centred[0] / units
    mean_y = only.y[0] * centred[0] / units
    unit_weight, unit_value = unit_totals(cells, item)
    cell = cells.unit_cell
    b_cell = b[cells.domain]
    residual = (unit_value - mean_y[cell]) + b_cell[cell] * (unit_weight - mean_w[cell])
    absent = (units - cells.units) * (mean_y + b_cell * mean_w) ** 2
    parts = scale * (cells.sums(residual * residual) + absent)
    share = _counted_share(survey.design, only, counts, b.size)
    variance = by_domain(parts, only.domain, b.size)[0]
    return np.asarray(variance / np.ravel(share))
