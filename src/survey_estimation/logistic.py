"""Logistic regression by iteratively reweighted least squares, stopped as R's glm stops.

Start, stopping rule and the use of the last working weights are those of R's glm, whose
standard errors carry a trace of it (relative 1e-6), so that ours agree.

Source: McCullagh & Nelder, Generalized Linear Models (1989), section 2.5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from survey_estimation.columns import FloatArray
from survey_estimation.weighting.algebra import moment_matrix, solve

ROUNDS = 25
SETTLED = 1e-8  # relative change of the deviance at which the iteration ends


@dataclass(frozen=True)
class LogisticFit:
    """slopes [p], fitted shares [n] and the working weights [n] of the last round."""

    slopes: FloatArray
    fitted: FloatArray
    working: FloatArray


def fit_logistic(x: FloatArray, y: FloatArray, weight: FloatArray) -> LogisticFit:
    """Fit y (0 or 1) on x [n, p] with weights of mean one; rows of weight zero stay out."""
    fitted = (weight * y + 0.5) / (weight + 1)
    line = np.log(fitted / (1 - fitted))
    before = _deviance(y, fitted, weight)
    for _ in range(ROUNDS):
        curve = fitted * (1 - fitted)
        working = weight * curve
        response = line + (y - fitted) / curve
        gram = moment_matrix(x * working[:, None], x)
        slopes = solve(gram, moment_matrix(x, (working * response)[:, None]))[:, 0]
        rest = response - np.einsum("ij,j->i", x, slopes)
        slopes = slopes + solve(gram, moment_matrix(x, (working * rest)[:, None]))[:, 0]
        line = np.clip(np.einsum("ij,j->i", x, slopes), -30, 30)
        fitted = 1 / (1 + np.exp(-line))
        now = _deviance(y, fitted, weight)
        if abs(now - before) / (abs(now) + 0.1) < SETTLED:
            break
        before = now
    return LogisticFit(slopes, fitted, working)


def _deviance(y: FloatArray, fitted: FloatArray, weight: FloatArray) -> float:
    return float(-2 * (weight * np.log(np.where(y == 1, fitted, 1 - fitted))).sum())
