"""Weighting steps carried out: new weights, and what the variance must know of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from survey_estimation.columns import (
    BoolArray,
    Columns,
    FloatArray,
    Labels,
    cross,
    group_sums,
    sums_by,
)
from survey_estimation.errors import SurveyError
from survey_estimation.weighting.algebra import moment_matrix, solve
from survey_estimation.weighting.distances import calibrated_ratios
from survey_estimation.weighting.steps import (
    Calibration,
    PostStratification,
    Raking,
    ResponseClasses,
    Step,
    Trimming,
)

MOST_CUTS = 10_000  # rounds of trimming
SWEEPS = 10  # rounds over the margins for the variance after raking


@dataclass(frozen=True)
class Fitted:
    """A weighting step with its outcome.

    weight: [n] weights after the step.
    residual: turns [n, p] influence values on the new weights into those on the old ones.
    rounds: iterations that were needed.
    """

    step: Step
    weight: FloatArray
    residual: Callable[[FloatArray], FloatArray]
    rounds: int = 1


def fit(step: Step, columns: Columns, weight: FloatArray) -> Fitted:
    """Carry out one step on the weights [n]; rows of weight zero stay out.

    Raises SurveyError where classes and totals do not fit or no solution exists.
    """
    if isinstance(step, PostStratification):
        return _post_stratify(step, columns, weight)
    if isinstance(step, Raking):
        return _rake(step, columns, weight)
    if isinstance(step, Calibration):
        return _calibrate(step, columns, weight)
    if isinstance(step, ResponseClasses):
        return _weight_response(step, columns, weight)
    return _trim(step, weight)


def _names(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _classes(columns: Columns, names: Sequence[str], weight: FloatArray) -> Labels:
    """Labels of classes; only rows that still count need one."""
    parts = [columns.labels(name) for name in names]
    labels = parts[0] if len(parts) == 1 else cross(parts)
    missing = np.flatnonzero((labels.codes < 0) & (weight > 0))
    if missing.size:
        raise SurveyError(
            f"The class '{' × '.join(names)}' is missing in {missing.size} rows, first in row "
            f"{missing[0] + 1}. Fill it in or leave these rows out."
        )
    return labels


def _targets(
    labels: Labels, totals: Mapping[Any, float], name: str, weight: FloatArray
) -> FloatArray:
    """[classes] population counts in the order of the labels."""
    sums = _class_sums(labels, weight)
    for level, total in totals.items():
        if total > 0 and (level not in labels.levels or sums[labels.levels.index(level)] == 0):
            raise SurveyError(
                f"'{name}' has no respondent in class {level!r} with total {total:g}. "
                "Join it with a neighbouring class."
            )
    for level in labels.levels:
        if level not in totals:
            raise SurveyError(f"'{name}' has no total for class {level!r}. Add it.")
    return np.array([float(totals[level]) for level in labels.levels])


def _class_sums(labels: Labels, weight: FloatArray) -> FloatArray:
    return sums_by(np.maximum(labels.codes, 0), weight, len(labels.levels))


def _indicators(labels: Labels) -> FloatArray:
    return np.asarray(labels.codes[:, None] == np.arange(len(labels.levels)), dtype=float)


def _post_stratify(step: PostStratification, columns: Columns, weight: FloatArray) -> Fitted:
    names = _names(step.by)
    labels = _classes(columns, names, weight)
    targets = _targets(labels, step.totals, " × ".join(names), weight)
    sums = _class_sums(labels, weight)
    ratio = (targets / np.where(sums > 0, sums, 1.0))[labels.codes]
    return Fitted(step, weight * ratio, _regression_residual([labels], weight, ratio))


def _rake(step: Raking, columns: Columns, weight: FloatArray) -> Fitted:
    margins = [_classes(columns, (name,), weight) for name in step.margins]
    targets = [
        _targets(labels, totals, name, weight)
        for labels, (name, totals) in zip(margins, step.margins.items(), strict=True)
    ]
    _check_same_size(step, targets)
    new = weight
    for round_number in range(1, step.iterations + 1):
        for labels, target in zip(margins, targets, strict=True):
            sums = _class_sums(labels, new)
            new = new * (target / np.where(sums > 0, sums, 1.0))[labels.codes]
        if _largest_gap(margins, targets, new) <= step.tolerance:
            ratio = new / np.where(weight > 0, weight, 1.0)
            return Fitted(step, new, _swept_residual(margins, ratio), round_number)
    raise SurveyError(
        f"Raking has not met its margins after {step.iterations} rounds (largest relative gap "
        f"{_largest_gap(margins, targets, new):.2g}). Join small classes, or allow more rounds."
    )


def _check_same_size(step: Raking, targets: Sequence[FloatArray]) -> None:
    sizes = [float(target.sum()) for target in targets]
    if max(sizes) - min(sizes) > 1e-6 * max(sizes):
        named = ", ".join(f"{n}: {s:g}" for n, s in zip(step.margins, sizes, strict=True))
        raise SurveyError(f"The margins add up to different sizes ({named}). Correct the totals.")


def _largest_gap(
    margins: Sequence[Labels], targets: Sequence[FloatArray], weight: FloatArray
) -> float:
    gaps = [
        np.max(np.abs(_class_sums(labels, weight) - target) / np.maximum(target, 1e-300))
        for labels, target in zip(margins, targets, strict=True)
    ]
    return float(max(gaps))


def _regression_residual(
    margins: Sequence[Labels], fitting_weight: FloatArray, ratio: FloatArray
) -> Callable[[FloatArray], FloatArray]:
    return _matrix_residual(np.hstack([_indicators(m) for m in margins]), fitting_weight, ratio)


def _matrix_residual(
    known: FloatArray, fitting_weight: FloatArray, ratio: FloatArray
) -> Callable[[FloatArray], FloatArray]:
    """Residual from the weighted regression on what was calibrated: g (u - x'B).

    Source: Deville & Särndal (1992), eq. 3.4, p. 380.
    """
    weighted = known * fitting_weight[:, None]
    gram = moment_matrix(weighted, known)

    def residual(influence: FloatArray) -> FloatArray:
        slopes = solve(gram, moment_matrix(weighted, influence))
        fitted = np.einsum("ij,jk->ik", known, slopes)
        return np.asarray(ratio[:, None] * (influence - fitted))

    return residual


def _swept_residual(
    margins: Sequence[Labels], ratio: FloatArray
) -> Callable[[FloatArray], FloatArray]:
    """Residual from class means, margin after margin in ten sweeps.

    The means are unweighted, which is how R survey takes the variance after raking; with equal
    design weights it is the regression residual.
    """
    counted = (ratio > 0).astype(float)

    def residual(influence: FloatArray) -> FloatArray:
        rest = influence * counted[:, None]
        for labels in [*margins] * SWEEPS:
            safe = np.maximum(labels.codes, 0)
            sums = group_sums(safe, rest, len(labels.levels))
            count = sums_by(safe, counted, len(labels.levels))
            mean = sums / np.maximum(count, 1.0)[:, None]
            rest = rest - mean[safe] * counted[:, None]
        return np.asarray(ratio[:, None] * rest)

    return residual


def _calibrate(step: Calibration, columns: Columns, weight: FloatArray) -> Fitted:
    known, totals, names = _known_totals(step, columns, weight)
    ratio, rounds = calibrated_ratios(step, known, totals, weight, names)
    return Fitted(step, weight * ratio, _matrix_residual(known, weight, ratio), rounds)


def _known_totals(
    step: Calibration, columns: Columns, weight: FloatArray
) -> tuple[FloatArray, FloatArray, list[str]]:
    """[n, p] auxiliary variables, [p] their totals, and their names."""
    blocks, totals, names = [], [], []
    if step.size is not None:
        blocks.append(np.ones((columns.rows, 1)))
        totals.append(np.array([float(step.size)]))
        names.append("size")
    for name, total in step.totals.items():
        if isinstance(total, Mapping):
            labels = _classes(columns, (name,), weight)
            blocks.append(_indicators(labels))
            totals.append(_targets(labels, total, name, weight))
            names.extend(f"{name} = {level}" for level in labels.levels)
        else:
            blocks.append(_complete_numbers(columns, name, weight)[:, None])
            totals.append(np.array([float(total)]))
            names.append(name)
    if not blocks:
        raise SurveyError("Calibration knows no total. Name at least one column in totals.")
    return np.hstack(blocks), np.concatenate(totals), names


def _complete_numbers(columns: Columns, name: str, weight: FloatArray) -> FloatArray:
    values = columns.numbers(name)
    missing = np.flatnonzero(np.isnan(values) & (weight > 0))
    if missing.size:
        raise SurveyError(
            f"Column '{name}' has a known total but is missing in {missing.size} rows, first in "
            f"row {missing[0] + 1}. Fill it in or leave these rows out."
        )
    return np.nan_to_num(values)


def _weight_response(step: ResponseClasses, columns: Columns, weight: FloatArray) -> Fitted:
    names = _names(step.classes)
    labels = _classes(columns, names, weight)
    responded = _responded(columns, step.responded) & (weight > 0)
    all_sums = _class_sums(labels, weight)
    sums = _class_sums(labels, weight * responded)
    empty = np.flatnonzero((sums == 0) & (all_sums > 0))
    if empty.size:
        raise SurveyError(
            f"Nobody responded in class {labels.levels[empty[0]]!r} of '{' × '.join(names)}'. "
            "Join it with a neighbouring class."
        )
    ratio = (all_sums / np.where(sums > 0, sums, 1.0))[labels.codes] * responded
    size = len(labels.levels)
    safe = np.maximum(labels.codes, 0)

    def residual(influence: FloatArray) -> FloatArray:
        sums_of = group_sums(safe, influence * (weight * responded)[:, None], size)
        mean = (sums_of / np.where(sums > 0, sums, 1.0)[:, None])[safe]
        return ratio[:, None] * (influence - mean) + mean

    return Fitted(step, weight * ratio, residual)


def _responded(columns: Columns, name: str) -> BoolArray:
    values = columns.numbers(name)
    if not np.isin(values, (0.0, 1.0)).all():
        raise SurveyError(f"Column '{name}' says who responded: use 1 and 0 in every row.")
    return np.asarray(values == 1)


def _trim(step: Trimming, weight: FloatArray) -> Fitted:
    counted = weight > 0
    unit = float(np.median(weight[counted])) if step.relative else 1.0
    low, high = step.low * unit, step.high * unit
    mean = float(weight[counted].mean())
    if not low <= mean <= high:
        raise SurveyError(
            f"Trimming to {low:g}–{high:g} cannot keep the sum of the weights, whose mean is "
            f"{mean:g}. Choose bounds on both sides of it."
        )
    new, rounds = _trimmed(weight, counted, low, high)
    ratio = new / np.where(counted, weight, 1.0)
    return Fitted(step, new, lambda influence: influence * ratio[:, None], rounds)


def _trimmed(
    weight: FloatArray, counted: BoolArray, low: float, high: float
) -> tuple[FloatArray, int]:
    """Cut what is out of bounds, share the difference evenly among the rest, until none is out."""
    new = weight.copy()
    for round_number in range(1, MOST_CUTS + 1):
        outside = counted & ((new < low) | (new > high))
        difference = float((new - np.clip(new, low, high))[outside].sum())
        new = np.where(outside, np.clip(new, low, high), new)
        rest = counted & ~outside
        if abs(difference) <= 1e-13 * float(weight.sum()) or not rest.any():
            return new, round_number
        new = new + rest * (difference / rest.sum())
    raise SurveyError("Trimming does not settle. Choose wider bounds.")
