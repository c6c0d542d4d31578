"""Differences: between domains of one survey, between independent waves, and of two means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from survey_estimation.columns import FloatArray
from survey_estimation.design import Design
from survey_estimation.domains import breakdown, selected_rows
from survey_estimation.errors import SurveyError
from survey_estimation.intervals import t_quantile
from survey_estimation.items import Missing, category_items, number_item
from survey_estimation.linear import influences
from survey_estimation.scatter import covariance
from survey_estimation.survey import prepare
from survey_estimation.tables import Table


def compare_domains(
    sample: Any,
    design: Design,
    item: str,
    by: str | Sequence[str],
    *,
    stat: Literal["share", "mean", "total", "count"] = "share",
    missing: Missing = "fail",
    where: Any = None,
    level: float = 0.95,
) -> Table:
    """Differences of an item between all pairs of domains, with their covariance.

    by: one column, or several that are crossed.
    Returns level, domain, against, estimate (domain minus against), se, low, high, df, p and
    p_holm, which holds for all pairs of one level together. df are those of both domains jointly.

    Source: Särndal, Swensson & Wretman (1992), section 5.8; Holm, Scand. J. Statist. 6 (1979).
    """
    survey = prepare(sample, design)
    rows = selected_rows(survey.columns, where) & survey.responding
    part = breakdown(survey.columns, (by,) if isinstance(by, str) else tuple(by), rows)
    if stat in ("share", "count"):
        items = category_items(survey.columns, item, rows, missing)
    else:
        items = [number_item(survey.columns, item, rows, missing)]
    tables: dict[str, list[Any]] = {"level": [], "domain": [], "against": []}
    numbers = []
    for entry in items:
        kind: Literal["mean", "total"] = "mean" if stat in ("share", "mean") else "total"
        values, _, columns = influences(survey, part, [entry], kind)
        v = covariance(survey, columns, rows)
        pairs = [(a, b) for a in range(len(part.levels)) for b in range(a)]
        _fill(tables, entry.level, part.levels, pairs)
        df = _joint_df(survey, part.domain, entry.answered, pairs)
        numbers.append(_differences(values[0], v, df, pairs, level))
    stacked = {name: np.concatenate([n[name] for n in numbers]) for name in numbers[0]}
    return Table.of(tables | stacked, stat=stat, item=item, level=level)


def _fill(
    tables: dict[str, list[Any]], answer: Any, levels: Any, pairs: Sequence[tuple[int, int]]
) -> None:
    plain = [level[0] if len(level) == 1 else level for level in levels]
    tables["level"].extend(answer for _ in pairs)
    tables["domain"].extend(plain[a] for a, _ in pairs)
    tables["against"].extend(plain[b] for _, b in pairs)


def _joint_df(survey: Any, domain: Any, answered: Any, pairs: Sequence[tuple[int, int]]) -> Any:
    from survey_estimation.survey import degrees_of_freedom

    counted = np.ones(domain.size, np.bool_) if answered is None else answered
    return np.array(
        [
            float(degrees_of_freedom(survey, counted & ((domain == a) | (domain == b))))
            for a, b in pairs
        ]
    )


def _differences(
    values: FloatArray,
    v: FloatArray,
    df: FloatArray,
    pairs: Sequence[tuple[int, int]],
    level: float,
) -> dict[str, FloatArray]:
    difference = np.array([values[a] - values[b] for a, b in pairs])
    variance = np.array([v[a, a] + v[b, b] - 2 * v[a, b] for a, b in pairs])
    return _tested(difference, np.maximum(variance, 0.0), df, level)


def _tested(
    difference: FloatArray, variance: FloatArray, df: FloatArray, level: float
) -> dict[str, FloatArray]:
    from scipy.special import ndtr, stdtr

    se = np.sqrt(variance)
    half = t_quantile(level, df) * se
    with np.errstate(divide="ignore", invalid="ignore"):
        t = -np.abs(difference / se)
    usable = np.where(np.isfinite(df) & (df > 0), df, 1.0)
    p = 2 * np.where(np.isinf(df), ndtr(t), stdtr(usable, t))
    return {
        "estimate": difference, "se": se, "low": difference - half, "high": difference + half,
        "df": df, "p": p, "p_holm": holm(p),
    }  # fmt: skip


def holm(p: FloatArray) -> FloatArray:
    """P values that hold for all tests together; NaN stays and does not count."""
    out = np.full(p.shape, np.nan)
    order = [i for i in np.argsort(p, kind="stable") if not np.isnan(p[i])]
    highest = 0.0
    for rank, i in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - rank) * float(p[i])))
        out[i] = highest
    return out


def compare_waves(before: Table, after: Table, *, level: float = 0.95) -> Table:
    """Change between two independent waves: rows of the same item, level and domain.

    before, after: tables of `estimate` with the same columns. The covariance is taken as zero;
    df follow Satterthwaite.
    Returns the labels with before, after, estimate (after minus before), se, low, high, df, p,
    p_holm. Raises SurveyError if a row has no partner or the statistics differ.

    Source: Satterthwaite, Biometrics Bulletin 2 (1946), 110-114.
    """
    if before.notes.get("stat") != after.notes.get("stat"):
        raise SurveyError("The waves estimate different statistics. Compare like with like.")
    numbers = {"estimate", "se", "low", "high", "df", "n", "population", "deff", "n_effective"}
    labels = [name for name in after.columns if name not in numbers]
    if labels != [name for name in before.columns if name not in numbers]:
        raise SurveyError("The waves are broken down differently. Use the same items and `by`.")
    place = {tuple(row[name] for name in labels): i for i, row in enumerate(before)}
    keys = [tuple(row[name] for name in labels) for row in after]
    unmatched = [key for key in keys if key not in place] or [k for k in place if k not in keys]
    if unmatched:
        raise SurveyError(f"{unmatched[0]} stands in one wave only. Estimate it in both.")
    order = np.array([place[key] for key in keys])
    v0, v1 = before["se"][order] ** 2, after["se"] ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        df = (v0 + v1) ** 2 / (v0**2 / before["df"][order] + v1**2 / after["df"])
    change = after["estimate"] - before["estimate"][order]
    tested = _tested(change, v0 + v1, np.where(v0 + v1 > 0, df, np.nan), level)
    head = {name: after[name] for name in labels}
    pair = {"before": before["estimate"][order], "after": after["estimate"]}
    return Table.of(head | pair | tested, stat=after.notes["stat"], level=level)
