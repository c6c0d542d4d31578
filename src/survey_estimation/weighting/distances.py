"""Calibration by Newton's method for the three distances of Deville and Särndal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from survey_estimation.columns import FloatArray
from survey_estimation.errors import SurveyError
from survey_estimation.weighting.algebra import moment_matrix, solve
from survey_estimation.weighting.steps import Calibration

ROUNDING = 1e-9  # relative gap that may remain where no step brings it nearer

Ratio = Callable[[FloatArray], FloatArray]


def calibrated_ratios(
    step: Calibration,
    known: FloatArray,
    totals: FloatArray,
    weight: FloatArray,
    names: Sequence[str],
) -> tuple[FloatArray, int]:
    """[n] ratios g of new to old weight with sum(g d x) = totals, and the rounds needed.

    known: [n, p] auxiliary variables x; totals: [p]; weight: [n] weights d before the step.
    Raises SurveyError if no such weights exist within the bounds.
    """
    ratio, slope = _functions(step)
    size = np.maximum(np.abs(known).max(axis=0), 1e-300)
    scaled, aims = known / size, totals / size
    multipliers = np.zeros((known.shape[1], 1))
    gap = _gap(scaled, weight, aims, ratio, multipliers)
    for round_number in range(1, step.iterations + 1):
        if _relative(gap, aims, weight) <= step.tolerance:
            return ratio(_line(scaled, multipliers)), round_number
        curve = weight * slope(_line(scaled, multipliers))
        move = solve(moment_matrix(scaled * curve[:, None], scaled), gap[:, None])
        before = gap
        multipliers, gap = _shorten(scaled, weight, aims, ratio, multipliers, move, gap)
        if gap is before and _relative(gap, aims, weight) <= ROUNDING:
            return ratio(_line(scaled, multipliers)), round_number
    raise SurveyError(_no_solution(step, gap, aims, names))


def _functions(step: Calibration) -> tuple[Ratio, Ratio]:
    """The ratio g as a function of x'lambda, and its slope."""
    if step.method == "raking":
        return np.exp, np.exp
    if step.method == "linear":
        low, high = step.bounds or (-np.inf, np.inf)
        return (
            lambda line: np.clip(1 + line, low, high),
            lambda line: ((1 + line > low) & (1 + line < high)).astype(float),
        )
    if step.method != "logit":
        raise SurveyError(f"method='{step.method}' is unknown. Choose linear, raking or logit.")
    if step.bounds is None or not step.bounds[0] < 1 < step.bounds[1]:
        raise SurveyError("Logit calibration needs bounds (low, high) with low < 1 < high.")
    return _logit(*step.bounds)


def _logit(low: float, high: float) -> tuple[Ratio, Ratio]:
    """Case 6 of Deville & Särndal (1992), table 1."""
    rate = (high - low) / ((1 - low) * (high - 1))

    def ratio(line: FloatArray) -> FloatArray:
        grown = np.exp(np.clip(rate * line, -700, 700))
        return (low * (high - 1) + high * (1 - low) * grown) / (high - 1 + (1 - low) * grown)

    def slope(line: FloatArray) -> FloatArray:
        value = ratio(line)
        return rate * (value - low) * (high - value) / (high - low)

    return ratio, slope


def _line(known: FloatArray, multipliers: FloatArray) -> FloatArray:
    return np.asarray(np.einsum("ij,jk->i", known, multipliers))


def _gap(
    known: FloatArray, weight: FloatArray, aims: FloatArray, ratio: Ratio, multipliers: FloatArray
) -> FloatArray:
    with np.errstate(over="ignore"):
        new = weight * ratio(_line(known, multipliers))
    return np.asarray(aims - np.einsum("ij,i->j", known, new))


def _relative(gap: FloatArray, aims: FloatArray, weight: FloatArray) -> float:
    return float(np.max(np.abs(gap) / np.maximum(np.abs(aims), 1e-6 * weight.sum())))


def _shorten(
    known: FloatArray,
    weight: FloatArray,
    aims: FloatArray,
    ratio: Ratio,
    multipliers: FloatArray,
    move: FloatArray,
    gap: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """One Newton step, halved until it comes nearer to the totals."""
    before = _relative(gap, aims, weight)
    for _ in range(30):
        trial = _gap(known, weight, aims, ratio, multipliers + move)
        if np.isfinite(trial).all() and _relative(trial, aims, weight) < before:
            return multipliers + move, trial
        move = move / 2
    return multipliers, gap


def _no_solution(step: Calibration, gap: FloatArray, aims: FloatArray, names: Sequence[str]) -> str:
    worst = int(np.argmax(np.abs(gap) / np.maximum(np.abs(aims), 1e-300)))
    wider = " Widen the bounds," if step.bounds else " Use another method,"
    return (
        f"Calibration ({step.method}) finds no weights that meet the total of '{names[worst]}'."
        f"{wider} join classes or leave a total out."
    )
