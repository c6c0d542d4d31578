"""Linear and logistic regression with design-based standard errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

import numpy as np

from survey_estimation.columns import BoolArray, Columns, FloatArray
from survey_estimation.design import Design
from survey_estimation.domains import selected_rows
from survey_estimation.errors import SurveyError
from survey_estimation.intervals import t_quantile
from survey_estimation.items import Missing, number_item
from survey_estimation.logistic import fit_logistic
from survey_estimation.scatter import covariance
from survey_estimation.survey import Survey, degrees_of_freedom, prepare
from survey_estimation.tables import Table
from survey_estimation.weighting.algebra import moment_matrix, solve

Family = Literal["linear", "logit"]


def regress(
    sample: Any,
    design: Design,
    outcome: str,
    predictors: Sequence[str],
    *,
    family: Family = "linear",
    missing: Missing = "fail",
    where: Any = None,
    level: float = 0.95,
) -> Table:
    """Regress a column of numbers (of 0 and 1 for "logit") on other columns.

    predictors: columns of numbers as they are; text columns become one indicator for each
    category but the first.
    missing: "fail", or "omit" rows in which any of the columns is missing.
    Returns a table with term, estimate, se, t, df, p, low, high; df are those of the design plus
    one less the number of terms.
    Raises SurveyError for collinear predictors and for categories that predict perfectly.

    Source: Binder, International Statistical Review 51 (1983), 279-292.
    """
    if family not in get_args(Family):
        raise SurveyError(f"family='{family}' is unknown. Choose linear or logit.")
    survey = prepare(sample, design)
    rows = selected_rows(survey.columns, where) & survey.responding
    y, x, terms, rows = _matrices(survey.columns, outcome, predictors, rows, missing)
    weight = survey.weight * rows
    if family == "linear":
        slopes, fitted, curve = _fit_linear(x, y, weight)
        rest = y - fitted
    else:
        mean = float(weight.sum() / survey.rows_in(rows))
        slopes, fitted, curve = _fit_logit(x, y, weight, mean, outcome)
        rest = (y - fitted) / (fitted * (1 - fitted)) * curve / np.where(rows, survey.weight, 1.0)
    _check_rank(slopes, x, curve, terms)
    scores = x * (rest * rows)[:, None]
    bread = solve(moment_matrix(x * curve[:, None], x), np.eye(x.shape[1]))
    v = covariance(survey, np.einsum("ij,jk->ik", scores, bread), rows)
    return _table(survey, rows, terms, slopes, np.diag(v), level)


def _matrices(
    columns: Columns,
    outcome: str,
    predictors: Sequence[str],
    rows: BoolArray,
    missing: Missing,
) -> tuple[FloatArray, FloatArray, list[str], BoolArray]:
    """Outcome, [n, p] terms, their names and the complete rows; zero elsewhere."""
    y, answered = _numbers(columns, outcome, rows, missing)
    parts, terms = [np.ones((columns.rows, 1))], ["(Intercept)"]
    complete = rows & answered
    for name in predictors:
        if columns.array(name).dtype.kind in "biuf" or _is_numeric(columns, name):
            values, answered = _numbers(columns, name, rows, missing)
            parts.append(values[:, None])
            terms.append(name)
        else:
            block, levels, answered = _indicators(columns, name, rows, missing)
            parts.append(block)
            terms.extend(f"{name} = {level}" for level in levels)
        complete = complete & answered
    if not complete.any():
        raise SurveyError("No row has all columns of the regression. Check them for missing.")
    return np.where(complete, y, 0.0), np.hstack(parts) * complete[:, None], terms, complete


def _is_numeric(columns: Columns, name: str) -> bool:
    levels = columns.labels(name).levels
    return all(isinstance(level, int | float) for level in levels)


def _numbers(
    columns: Columns, name: str, rows: BoolArray, missing: Missing
) -> tuple[FloatArray, BoolArray]:
    item = number_item(columns, name, rows, missing)
    answered = np.ones(columns.rows, np.bool_) if item.answered is None else item.answered
    return np.where(answered, item.values + item.shift, 0.0), answered


def _indicators(
    columns: Columns, name: str, rows: BoolArray, missing: Missing
) -> tuple[FloatArray, list[Any], BoolArray]:
    labels = columns.labels(name)
    answered = labels.codes >= 0
    if missing == "fail" and (rows & ~answered).any():
        raise SurveyError(f"Column '{name}' is missing in some rows. Say missing='omit'.")
    codes = np.arange(1, len(labels.levels))
    return (labels.codes[:, None] == codes).astype(float), list(labels.levels[1:]), answered


def _fit_linear(
    x: FloatArray, y: FloatArray, weight: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Slopes, fitted values and the weights of the Hessian; one step refines the solution."""
    gram = moment_matrix(x * weight[:, None], x)
    slopes = np.zeros(x.shape[1])
    for _ in range(3):
        rest = (y - np.einsum("ij,j->i", x, slopes)) * weight
        slopes = slopes + solve(gram, moment_matrix(x, rest[:, None]))[:, 0]
    return slopes, np.einsum("ij,j->i", x, slopes), weight


def _fit_logit(
    x: FloatArray, y: FloatArray, weight: FloatArray, mean: float, outcome: str
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Slopes, fitted shares and the weights of the Hessian, all on the scale of the weights."""
    if not np.isin(y[weight > 0], (0.0, 1.0)).all():
        raise SurveyError(f"Column '{outcome}' must hold 0 and 1 for family='logit'.")
    fit = fit_logistic(x, y, weight / mean)
    if np.abs(np.einsum("ij,j->i", x, fit.slopes)).max() > 15:
        raise SurveyError(
            f"The predictors tell '{outcome}' perfectly for some rows, so that no finite slope "
            "fits. Leave out or join the category that does."
        )
    return fit.slopes, fit.fitted, fit.working * mean


def _check_rank(slopes: FloatArray, x: FloatArray, curve: FloatArray, terms: Sequence[str]) -> None:
    """A column that hangs on earlier ones solves to exactly zero."""
    for j in np.flatnonzero(slopes == 0).tolist():
        weighted = x * curve[:, None]
        before = x[:, :j]
        gap = x[:, j : j + 1]
        if j:
            known = solve(
                moment_matrix(weighted[:, :j], before), moment_matrix(weighted[:, :j], gap)
            )
            gap = gap - np.einsum("ij,jk->ik", before, known)
        if np.abs(gap).max() <= 1e-9 * max(1.0, float(np.abs(x[:, j]).max())):
            raise SurveyError(f"Predictor '{terms[j]}' follows from the others. Leave it out.")


def _table(
    survey: Survey,
    rows: BoolArray,
    terms: Sequence[str],
    slopes: FloatArray,
    variance: FloatArray,
    level: float,
) -> Table:
    from scipy.special import stdtr

    df = float(degrees_of_freedom(survey, rows) + 1 - len(terms))
    se = np.sqrt(variance)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = slopes / se
    p = 2 * stdtr(df, -np.abs(t)) if df > 0 else np.full(t.shape, np.nan)
    half = t_quantile(level, np.full(se.shape, df)) * se
    return Table.of(
        {
            "term": list(terms), "estimate": slopes, "se": se, "t": t,
            "df": np.full(se.shape, df), "p": p, "low": slopes - half, "high": slopes + half,
        },
        level=level,
    )  # fmt: skip
