"""Profile-likelihood intervals of shares, scaled by the design effect.

The bounds are where the signed root of the deviance, as a function of the logit, reaches t times
the square root of the design effect. The root is taken on a grid and interpolated, as R survey
does, so that the bounds agree with it; the exact solution differs by about 1e-6.

Source: Rao & Scott, Annals of Statistics 12 (1984), 46-60; Venables & Ripley, Modern Applied
Statistics with S (2002), section 7.2 (profiles); Forsythe, Malcolm & Moler, Computer Methods for
Mathematical Computations (1977), section 4.4 (spline).
"""

from __future__ import annotations

import numpy as np

from survey_estimation.columns import FloatArray
from survey_estimation.logistic import fit_logistic

STEPS = 10  # most grid points on each side
STEP_SHARE = 5  # steps until the edge of the grid is reached, if the root were straight


def likelihood_bounds(
    hit: FloatArray, weight: FloatArray, variance: float, t: float
) -> tuple[float, float]:
    """Bounds for one domain.

    hit, weight: [n] answers (0 or 1) and weights (> 0) of the rows that answered.
    variance: of the share; t: quantile of Student's t for the level wanted.
    """
    answers = hit.size
    scaled = weight / weight.mean()
    share = float((weight * hit).sum() / weight.sum())
    if not 0 < share < 1 or not variance > 0 or answers < 2 or not np.isfinite(t):
        return float("nan"), float("nan")
    fit = fit_logistic(np.ones((answers, 1)), hit, scaled)
    se = float(np.sqrt(variance)) / (share * (1 - share))
    cut = t * se * float(np.sqrt(fit.working.sum()))
    logits, roots = _profile(share, answers, se, cut)
    low, high = _inverse(logits, roots, np.array([-cut, cut]))
    return float(1 / (1 + np.exp(-low))), float(1 / (1 + np.exp(-high)))


def _profile(share: float, answers: int, se: float, cut: float) -> tuple[FloatArray, FloatArray]:
    """Logits on a grid of fifths, and the signed root of the scaled deviance at each."""
    from scipy.special import fdtri, ndtr

    edge = float(np.sqrt(fdtri(1, answers - 1, 1 - ndtr(-cut) / 2)))
    centre = float(np.log(share / (1 - share)))
    points = {0.0: 0.0}
    for sign in (-1, 1):
        for step in range(1, STEPS + 1):
            offset = sign * step * edge / STEP_SHARE * se
            points[offset] = sign * _root(share, centre + offset, answers)
            if abs(points[offset]) > edge:
                break
    offsets = np.array(sorted(points))
    return centre + offsets, np.array([points[offset] for offset in offsets.tolist()])


def _root(share: float, logit: float, answers: int) -> float:
    """Root of the deviance from the estimate, over the Pearson dispersion n / (n - 1)."""
    below, above = np.log1p(np.exp(-min(logit, 700.0))), np.log1p(np.exp(min(logit, 700.0)))
    loss = share * (np.log(share) + below) + (1 - share) * (np.log1p(-share) + above)
    return float(np.sqrt(max(2 * (answers - 1) * loss, 0.0)))


def _inverse(logits: FloatArray, roots: FloatArray, cuts: FloatArray) -> FloatArray:
    """Logits at given roots: a spline on thrice as many points, straight lines in between."""
    fine = np.linspace(logits[0], logits[-1], 3 * logits.size)
    return np.interp(cuts, _spline(logits, roots, fine), fine)


def _spline(x: FloatArray, y: FloatArray, at: FloatArray) -> FloatArray:
    """Cubic spline whose ends follow the cubic through the outer four points."""
    h = np.diff(x)
    slope = np.diff(y) / h
    curve = _curvatures(x, y, h, slope)
    i = np.clip(np.searchsorted(x, at, side="right") - 1, 0, x.size - 2)
    u = at - x[i]
    cubic = (curve[i + 1] - curve[i]) / h[i]
    linear = slope[i] - h[i] * (2 * curve[i] + curve[i + 1])
    return np.asarray(y[i] + u * (linear + u * (3 * curve[i] + u * cubic)))


def _curvatures(x: FloatArray, y: FloatArray, h: FloatArray, slope: FloatArray) -> FloatArray:
    """A sixth of the second derivative at each point, from a tridiagonal system."""
    size = x.size
    below, main, above, right = (np.zeros(size) for _ in range(4))
    main[0], above[0], right[0] = -1, 1, h[0] * _third_difference(x[:4], y[:4])
    below[-1], main[-1], right[-1] = -1, 1, h[-1] * _third_difference(x[-4:], y[-4:])
    below[1:-1], above[1:-1], main[1:-1] = h[:-1], h[1:], 2 * (h[:-1] + h[1:])
    right[1:-1] = np.diff(slope)
    for i in range(1, size):
        share = below[i] / main[i - 1]
        main[i] -= share * above[i - 1]
        right[i] -= share * right[i - 1]
    out = np.zeros(size)
    out[-1] = right[-1] / main[-1]
    for i in reversed(range(size - 1)):
        out[i] = (right[i] - above[i] * out[i + 1]) / main[i]
    return out


def _third_difference(x: FloatArray, y: FloatArray) -> float:
    for width in (1, 2, 3):
        y = np.diff(y) / (x[width:] - x[:-width])
    return float(y[0])
