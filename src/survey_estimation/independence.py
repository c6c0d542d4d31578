"""Tests on crossed tables and on two means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from survey_estimation.columns import FloatArray, cross
from survey_estimation.design import Design
from survey_estimation.domains import selected_rows
from survey_estimation.errors import SurveyError
from survey_estimation.items import Missing
from survey_estimation.scatter import covariance
from survey_estimation.survey import degrees_of_freedom, prepare


@dataclass(frozen=True)
class FTest:
    """An F test: statistic, numerator and denominator degrees of freedom, p value."""

    statistic: float
    df1: float
    df2: float
    p: float


def rao_scott(
    sample: Any,
    design: Design,
    row: str,
    column: str,
    *,
    missing: Missing = "fail",
    where: Any = None,
) -> FTest:
    """Test whether two categorical columns are independent in the population.

    The Pearson statistic over the mean generalised design effect, with the second-order
    correction of the degrees of freedom.

    Source: Rao & Scott, Annals of Statistics 12 (1984), 46-60; Thomas & Rao, JASA 82 (1987),
    630-636 (F reference distribution).
    """
    survey = prepare(sample, design)
    labels = [survey.columns.labels(name) for name in (row, column)]
    both = cross(labels)
    rows = selected_rows(survey.columns, where) & survey.responding
    if missing == "fail" and (rows & (both.codes < 0)).any():
        raise SurveyError(f"'{row}' or '{column}' is missing in some rows. Say missing='omit'.")
    rows = rows & (both.codes >= 0)
    shape = (len(labels[0].levels), len(labels[1].levels))
    if min(shape) < 2:
        raise SurveyError(f"'{row}' and '{column}' need at least two categories each.")
    cell = labels[0].codes * shape[1] + labels[1].codes
    hit = (cell[:, None] == np.arange(shape[0] * shape[1])) & rows[:, None]
    weight = survey.weight * rows
    share = np.einsum("i,ij->j", weight, hit.astype(float)) / weight.sum()
    if (share <= 0).any():
        raise SurveyError(
            f"The table of '{row}' and '{column}' has an empty cell. Join categories."
        )
    influence = (hit - share) * rows[:, None] / weight.sum()
    v = covariance(survey, influence, rows)
    return _f_test(share, v, shape, int(rows.sum()), degrees_of_freedom(survey, rows))


def _f_test(
    share: FloatArray, v: FloatArray, shape: tuple[int, int], answers: int, df: int
) -> FTest:
    from scipy.special import fdtrc

    table = share.reshape(shape)
    expected = table.sum(1, keepdims=True) * table.sum(0, keepdims=True)
    pearson = answers * float(((table - expected) ** 2 / expected).sum())
    contrasts = _interaction(shape) / share[:, None]
    simple = (np.diag(share) - np.outer(share, share)) / answers
    effects = np.linalg.solve(contrasts.T @ simple @ contrasts, contrasts.T @ v @ contrasts)
    trace = float(np.trace(effects))
    df1 = trace**2 / float(np.trace(effects @ effects))
    statistic = pearson / trace
    return FTest(statistic, df1, df1 * df, float(fdtrc(df1, df1 * df, statistic)))


def _interaction(shape: tuple[int, int]) -> FloatArray:
    """[cells, (r-1)(c-1)] contrasts that are orthogonal to rows and columns."""
    parts = [np.vstack([np.eye(k - 1), -np.ones(k - 1)]) for k in shape]
    return np.kron(parts[0], parts[1]).astype(np.float64)
