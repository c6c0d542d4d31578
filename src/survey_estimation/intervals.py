"""Confidence intervals from an estimate, its variance and degrees of freedom.

Every function takes arrays of one shape and returns the lower and the upper bounds. A share of
exactly 0 or 1 has variance 0: beta and Wilson then use the number of answers as effective sample
size, the others have no interval (NaN).
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from survey_estimation.columns import FloatArray, IntArray
from survey_estimation.errors import SurveyError

Interval = Literal["wald", "logit", "beta", "wilson", "likelihood", "asin"]
Bounds = tuple[FloatArray, FloatArray]


def check_interval(ci: str) -> None:
    """Refuse an unknown name."""
    if ci not in get_args(Interval):
        raise SurveyError(f"ci='{ci}' is unknown. Choose one of: {', '.join(get_args(Interval))}.")


def t_quantile(level: float, df: FloatArray | IntArray) -> FloatArray:
    """Quantile of Student's t for a two-sided interval; infinite df give the normal."""
    if not 0 < level < 1:
        raise SurveyError(f"level={level} must lie between 0 and 1, such as 0.95.")
    from scipy.special import ndtri, stdtrit

    wanted: FloatArray = np.asarray(df, np.float64)
    different, place = np.unique(wanted, return_inverse=True)
    usable = np.where(np.isfinite(different) & (different > 0), different, 1.0)
    values = np.where(np.isinf(different), ndtri(0.5 + level / 2), stdtrit(usable, 0.5 + level / 2))
    return np.where(different > 0, values, np.nan)[place].reshape(wanted.shape)


def interval(
    ci: Interval,
    estimate: FloatArray,
    variance: FloatArray,
    df: FloatArray,
    answers: FloatArray | IntArray,
    level: float,
) -> Bounds:
    """Bounds by the method named; all but "wald" are for shares. See likelihood.py for that one.

    answers: number of rows that answered.
    """
    t = t_quantile(level, df)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if ci == "wald":
            return _wald(estimate, variance, t)
        if ci == "logit":
            return _logit(estimate, variance, t)
        if ci == "asin":
            return _asin(estimate, variance, t)
        if ci == "beta":
            size = _effective_size(estimate, variance, t, answers, level)
            return _beta(estimate, size, level)
        if ci == "wilson":
            size = _effective_size(estimate, variance, t, answers, level)
            return _wilson(estimate, size, t_quantile(level, answers - 1))
        raise SurveyError(f"ci='{ci}' is not a formula of these numbers. See likelihood.py.")


def _wald(p: FloatArray, variance: FloatArray, t: FloatArray) -> Bounds:
    half = t * np.sqrt(variance)
    return p - half, p + half


def _logit(p: FloatArray, variance: FloatArray, t: FloatArray) -> Bounds:
    """Korn & Graubard, Analysis of Health Surveys (1999), p. 66."""
    centre = np.log(p / (1 - p))
    half = t * np.sqrt(variance) / (p * (1 - p))
    return 1 / (1 + np.exp(half - centre)), 1 / (1 + np.exp(-half - centre))


def _asin(p: FloatArray, variance: FloatArray, t: FloatArray) -> Bounds:
    """Variance-stabilising transformation: asin of the square root."""
    centre = np.arcsin(np.sqrt(p))
    half = t * np.sqrt(variance / (4 * p * (1 - p)))
    low, high = np.maximum(centre - half, 0), np.minimum(centre + half, np.pi / 2)
    return np.sin(low) ** 2, np.sin(high) ** 2


def _effective_size(
    p: FloatArray, variance: FloatArray, t: FloatArray, answers: FloatArray | IntArray, level: float
) -> FloatArray:
    """Effective sample size, less what the degrees of freedom cost.

    Korn & Graubard, Survey Methodology 24 (1998), 193-201, p. 194.
    """
    certain = (p <= 0) | (p >= 1)
    plain = np.where(certain, answers, p * (1 - p) / np.where(certain, 1.0, variance))
    return plain * (t_quantile(level, answers - 1) / t) ** 2


def _beta(p: FloatArray, size: FloatArray, level: float) -> Bounds:
    """Clopper-Pearson bounds at the effective size; Korn & Graubard (1998), p. 194."""
    from scipy.special import betaincinv

    hits = size * p
    tail = (1 - level) / 2
    low = np.where(p <= 0, 0.0, betaincinv(hits, size - hits + 1, tail))
    high = np.where(p >= 1, 1.0, betaincinv(hits + 1, size - hits, 1 - tail))
    return np.where(np.isinf(size), p, low), np.where(np.isinf(size), p, high)


def _wilson(p: FloatArray, size: FloatArray, t: FloatArray) -> Bounds:
    """Wilson, JASA 22 (1927), 209-212, at the effective size."""
    wide = t * t / size
    centre = (p + wide / 2) / (1 + wide)
    half = t * np.sqrt(p * (1 - p) / size + wide / size / 4) / (1 + wide)
    return centre - half, centre + half
