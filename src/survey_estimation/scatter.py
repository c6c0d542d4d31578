"""The variance of a design: scatter of unit totals within strata, stage by stage.

For a total of z the estimated variance is the sum over stages and strata of
c [sum z_i^2 - (sum z_i)^2 / m] with c = (1 - f) m / (m - 1) times the sampling fractions of the
stages before; z_i are the totals of the units and m counts all units of the stratum in the sample.

Source: Särndal, Swensson & Wretman (1992), result 4.3.1 (several stages) and 5.5.1 (linearised
variables); Woodruff, JASA 66 (1971), 411-414.
"""

from __future__ import annotations

import numpy as np

from survey_estimation.columns import BoolArray, FloatArray, IntArray, group_sums
from survey_estimation.design import Design
from survey_estimation.stages import Stage
from survey_estimation.survey import Survey


def lonely_rule(
    stage: Stage, design: Design, stratum: IntArray, present: IntArray
) -> tuple[FloatArray, BoolArray, BoolArray]:
    """How strata count where only `present` of their units lie in a domain.

    stratum, present: arrays of one shape. Returns the factor c, whether totals are centred on
    the mean of the stratum, and whether the stratum counts at all ("average" leaves lonely ones
    to the mean of the others).
    """
    scale = stage.scale[stratum]
    units = stage.units[stratum]
    alone = (units == 1) | ((present == 1) & design.adjust_domains)
    alone &= scale > 0
    centred = ~alone if design.lonely == "adjust" else np.ones_like(alone)
    counts = ~alone if design.lonely == "average" else np.ones_like(alone)
    return np.where(counts, scale, 0.0), centred, counts


def covariance(survey: Survey, influence: FloatArray, rows: BoolArray | None = None) -> FloatArray:
    """[p, p] covariance of p estimates.

    influence: [n, p] derivative of each estimate by the final weight of each row.
    rows: [n] mask of the domain that all estimates share, zero outside; only the rules for
    lonely units look at it.
    """
    parts = _unit_residuals(survey, influence, rows)
    return np.asarray(sum(np.einsum("ij,ik->jk", part, part) for part in parts))


def variances(survey: Survey, influence: FloatArray, rows: BoolArray | None = None) -> FloatArray:
    """[p] variances of p estimates: the diagonal of `covariance` alone."""
    parts = _unit_residuals(survey, influence, rows)
    return np.asarray(sum((part * part).sum(axis=0) for part in parts))


def _unit_residuals(
    survey: Survey, influence: FloatArray, rows: BoolArray | None
) -> list[FloatArray]:
    """For each stage [U, p] residuals whose products add up to the covariance."""
    values = survey.spread(influence)
    if survey.fitted:
        rows = None  # residuals of a calibration lie on all rows
    return [_stage_residuals(stage, survey.design, values, rows) for stage in survey.stages]


def _stage_residuals(
    stage: Stage, design: Design, values: FloatArray, rows: BoolArray | None
) -> FloatArray:
    totals = unit_sums(stage, values)
    size = stage.units.size
    strata = np.arange(size)
    present = stage.units if rows is None else _present(stage, rows)
    scale, centred, counts = lonely_rule(stage, design, strata, present)
    mean = group_sums(stage.unit_stratum, totals, size) / stage.units[:, None]
    residuals = totals - (mean * centred[:, None])[stage.unit_stratum]
    occurs = present > 0
    share = (occurs & counts).sum() / occurs.sum()
    weight = scale / share if share > 0 else np.full(size, np.nan)
    return np.asarray(residuals * np.sqrt(weight)[stage.unit_stratum][:, None])


def _present(stage: Stage, rows: BoolArray) -> IntArray:
    """[H] units of each stratum with a row in the mask."""
    units = np.unique(stage.row_unit[rows])
    return np.bincount(stage.unit_stratum[units], minlength=stage.units.size)


def unit_sums(stage: Stage, values: FloatArray) -> FloatArray:
    """[U, p] sums of [n, p] values over the rows of each unit."""
    if stage.unit is None:
        return values
    return group_sums(stage.unit, values, stage.unit_stratum.size)
