"""Replicates: a second way to the variance, from totals of the first-stage units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from survey_estimation.columns import FloatArray
from survey_estimation.design import Design
from survey_estimation.errors import SurveyError
from survey_estimation.items import Item, Missing, number_item, pair_names
from survey_estimation.scatter import unit_sums
from survey_estimation.stages import Stage
from survey_estimation.survey import Survey, prepare
from survey_estimation.tables import Table
from survey_estimation.weighting.fitting import fit

Method = Literal["JK1", "JKn", "BRR", "bootstrap"]


@dataclass(frozen=True)
class Replicates:
    """Factors of the first-stage units, and how squared deviations add up.

    factor: [R, U] what each replicate multiplies the weights of each unit by.
    scale: [R] weight of each squared deviation from the mean of the replicates.
    """

    factor: FloatArray
    scale: FloatArray


def replicates(
    survey: Survey,
    method: Method,
    *,
    count: int = 500,
    generator: np.random.Generator | None = None,
) -> Replicates:
    """Replicates of a design.

    method: "JK1" (delete one unit, no strata), "JKn" (delete one unit in each stratum in turn),
        "BRR" (balanced half samples, two units in every stratum), "bootstrap" (m - 1 draws with
        replacement in each stratum; needs `count` and `generator`).

    Source: Wolter, Introduction to Variance Estimation (2007), chapters 3 and 4; bootstrap: Rao,
    Wu & Yue, Survey Methodology 18 (1992), 209-217.
    """
    stage = survey.first
    if method not in get_args(Method):
        raise SurveyError(f"method='{method}' is unknown. Choose JK1, JKn, BRR or bootstrap.")
    if (stage.units == 1).any():
        lonely = stage.levels[int(np.argmax(stage.units == 1))]
        raise SurveyError(f"Stratum {lonely!r} has one unit; replicates need two. Merge it.")
    if method == "JK1" and stage.units.size > 1:
        raise SurveyError("JK1 is for designs without strata. Use JKn.")
    if method in ("JK1", "JKn"):
        return _jackknife(stage)
    if method == "BRR":
        return _balanced(stage)
    if generator is None:
        raise SurveyError("The bootstrap needs chance from outside: generator=default_rng(seed).")
    return _bootstrap(stage, count, generator)


def _jackknife(stage: Stage) -> Replicates:
    units = stage.units[stage.unit_stratum].astype(float)
    same = stage.unit_stratum[:, None] == stage.unit_stratum
    factor = np.where(same, (units / (units - 1))[:, None], 1.0)
    np.fill_diagonal(factor, 0.0)
    left = (1 - stage.fraction)[stage.unit_stratum]
    return Replicates(factor, left * (units - 1) / units)


def _balanced(stage: Stage) -> Replicates:
    if (stage.units != 2).any():
        h = int(np.argmax(stage.units != 2))
        raise SurveyError(
            f"BRR needs two units in every stratum; {stage.levels[h]!r} has {stage.units[h]}. "
            "Use JKn."
        )
    if np.isfinite(stage.population).any():
        raise SurveyError("BRR is for drawing with replacement. Leave population out, or use JKn.")
    count = 4 * (stage.units.size // 4 + 1)
    size = 1
    while size < count:
        size *= 2
    signs = np.ones((1, 1))
    while signs.shape[0] < size:
        signs = np.block([[signs, signs], [signs, -signs]])
    first = np.zeros(stage.unit_stratum.size, np.bool_)
    first[np.unique(stage.unit_stratum, return_index=True)[1]] = True
    side = np.where(first, 1.0, -1.0)
    factor = 1 + signs[:, 1 + stage.unit_stratum] * side
    return Replicates(factor, np.full(size, 1 / size))


def _bootstrap(stage: Stage, count: int, generator: np.random.Generator) -> Replicates:
    factor = np.empty((count, stage.unit_stratum.size))
    for h, m in enumerate(stage.units.tolist()):
        units = np.flatnonzero(stage.unit_stratum == h)
        times = generator.multinomial(m - 1, np.full(m, 1 / m), size=count)
        rescaled = times * (m / (m - 1))
        shrink = np.sqrt(1 - stage.fraction[h])
        factor[:, units] = 1 - shrink + shrink * rescaled
    return Replicates(factor, np.full(count, 1 / (count - 1)))


def estimate_by_replicates(
    sample: Any,
    design: Design,
    items: Sequence[Any],
    method: Method,
    *,
    stat: Literal["mean", "total", "ratio"] = "mean",
    missing: Missing = "fail",
    count: int = 500,
    generator: np.random.Generator | None = None,
) -> Table:
    """Estimates of the whole population with standard errors from replicates.

    Weighting steps of the design are carried out anew in every replicate. Deviations are taken
    from the mean of the replicates.
    Returns a table with item, estimate, se and replicates.
    """
    if stat not in ("mean", "total", "ratio"):
        raise SurveyError(f"stat='{stat}' has no replicates here. Choose mean, total or ratio.")
    survey = prepare(sample, design)
    chosen = replicates(survey, method, count=count, generator=generator)
    names, tops, bottoms = _columns(survey, items, stat, missing)
    totals = _replicate_totals(survey, chosen, np.hstack([tops, bottoms]))
    k = len(names)
    values = totals[:, :k] if stat == "total" else totals[:, :k] / totals[:, k:]
    deviation = values[1:] - values[1:].mean(axis=0)
    variance = (chosen.scale[:, None] * deviation**2).sum(axis=0)
    return Table.of(
        {
            "item": names, "estimate": values[0], "se": np.sqrt(variance),
            "replicates": np.full(k, len(chosen.scale)),
        },
        stat=stat, method=method,
    )  # fmt: skip


def _columns(
    survey: Survey, items: Sequence[Any], stat: str, missing: Missing
) -> tuple[list[str], FloatArray, FloatArray]:
    """Names, [n, K] numerators and [n, K] denominators (ones among those who answered)."""
    rows = survey.responding
    if stat != "ratio":
        single = [number_item(survey.columns, name, rows, missing) for name in items]
        tops = np.column_stack([_plain(item) for item in single])
        return list(items), tops, np.column_stack([_answered(item) for item in single])
    pairs = pair_names(items)
    both = [[number_item(survey.columns, name, rows, missing) for name in pair] for pair in pairs]
    tops = np.column_stack([_plain(top) * _answered(bottom) for top, bottom in both])
    bottoms = np.column_stack([_plain(bottom) * _answered(top) for top, bottom in both])
    return [f"{top} / {bottom}" for top, bottom in pairs], tops, bottoms


def _answered(item: Item) -> FloatArray:
    return np.ones(item.values.size) if item.answered is None else item.answered.astype(float)


def _plain(item: Item) -> FloatArray:
    return (item.values + item.shift) * _answered(item)


def _replicate_totals(survey: Survey, chosen: Replicates, values: FloatArray) -> FloatArray:
    """[1 + R, p] totals: of the sample itself, then of each replicate."""
    if not survey.fitted:
        units = unit_sums(survey.first, values * survey.weight[:, None])
        factor = np.vstack([np.ones(units.shape[0]), chosen.factor])
        return np.asarray(np.einsum("ru,up->rp", factor, units))
    totals = [np.einsum("i,ip->p", survey.weight, values)]
    for factor in chosen.factor:
        weight = survey.base_weight * factor[survey.first.row_unit]
        for step in survey.design.steps:
            weight = fit(step, survey.columns, weight).weight
        totals.append(np.einsum("i,ip->p", weight, values))
    return np.array(totals)
