"""The one call: items × breakdowns with standard errors and intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

import numpy as np

from survey_estimation.columns import FloatArray
from survey_estimation.design import Design
from survey_estimation.domains import By, breakdown_names
from survey_estimation.errors import SurveyError
from survey_estimation.intervals import Interval, check_interval, interval
from survey_estimation.items import Missing
from survey_estimation.linear import Block
from survey_estimation.questions import Answer, Answers, Question, Source, Stat
from survey_estimation.rows import RowAnswers
from survey_estimation.survey import prepare
from survey_estimation.tables import Table, stack

Empty = Literal["fail", "keep"]
Deff = Literal["without", "with"]
NUMBERS = ("estimate", "se", "low", "high", "df", "n", "population", "deff", "n_effective")


def estimate(
    sample: Any,
    design: Design,
    items: str | Sequence[Any],
    *,
    by: By | str = (),
    stat: Stat = "share",
    ci: Interval | None = None,
    level: float = 0.95,
    df: float | None = None,
    missing: Missing = "fail",
    empty: Empty = "fail",
    where: Any = None,
    quantiles: Sequence[float] = (0.5,),
    deff: Deff = "without",
) -> Table:
    """Estimate all items in all breakdowns, with linearised standard errors and intervals.

    sample: dict of columns, pandas or Polars DataFrame, Arrow table, or what `prepare` gave.
    design: how the sample was drawn and weighted.
    items: names of columns; for stat="ratio" pairs (numerator, denominator).
    by: breakdowns. by=["land", "size"] gives two breakdowns, by=[("land", "size")] one crossed
        breakdown, by=[(), "land"] the whole population and one breakdown. A row with a missing
        label lies in no domain.
    stat: "share" and "count" (number of people) of 0/1 items or of each category of an item;
        "mean", "total", "ratio" and "quantile" of numbers.
    ci: "logit" (default for shares), "beta" (Korn-Graubard), "wilson", "likelihood", "asin" for
        shares and quantiles; "wald" (default for all else).
    level: confidence level.
    df: degrees of freedom of the intervals; None takes units minus strata of the domain, as R
        survey does; float("inf") gives the normal distribution.
    missing: "fail", or "omit" to estimate each item among those who answered it.
    empty: "fail", or "keep" to show a domain without answers as NaN.
    where: subpopulation, as a column of 1 and 0 (or True and False) or an array of them.
    quantiles: which ones, for stat="quantile".
    deff: compare with a simple random sample drawn "without" or "with" replacement.

    Returns a table with the columns item, level (category or None), one for each column in `by`
    (None where not broken down), estimate, se, low, high, df, n (rows that answered), population
    (sum of weights), deff and n_effective (n / deff against drawing with replacement).
    Raises SurveyError, which says what to do, for whatever does not fit.

    >>> people = {"hit": [1, 0, 1, 1], "land": ["A", "A", "B", "B"], "w": [10, 10, 20, 20]}
    >>> table = estimate(people, Design(weight="w"), ["hit"], by=["land"])
    >>> table["estimate"].tolist()
    [0.5, 1.0]
    """
    _check_choices(stat, ci, empty, deff)
    names = [items] if isinstance(items, str) else list(items)
    if not names:
        raise SurveyError("There is nothing to estimate. Name at least one item.")
    question = Question(tuple(names), stat, where, missing)
    answers = _answers(sample, design, question)
    method = ci or ("logit" if stat == "share" else "wald")
    parts = breakdown_names(by)
    tables = []
    for part in parts:
        if stat == "quantile":
            table, domains = _on_rows(answers).quantiles(part, quantiles, method, level, df)
            tables.append(_with_labels(table, part, domains.levels, parts))
        else:
            answer = answers.answer(part)
            table = _table(answers, answer, stat, method, level, df, deff)
            tables.append(_with_labels(table, part, answer.levels, parts))
    return _checked(stack(tables), empty)


def _answers(sample: Any, design: Design, question: Question) -> Answers:
    if isinstance(sample, Source):
        return sample.answers(design, question)
    return RowAnswers(prepare(sample, design), question)


def _on_rows(answers: Answers) -> RowAnswers:
    if not isinstance(answers, RowAnswers):
        raise SurveyError(
            "Quantiles and likelihood intervals need the rows. Give the sample itself, or ask for "
            "another statistic or interval."
        )
    return answers


def _check_choices(stat: str, ci: str | None, empty: str, deff: str) -> None:
    for name, value, choices in (
        ("stat", stat, get_args(Stat)),
        ("empty", empty, get_args(Empty)),
        ("deff", deff, get_args(Deff)),
    ):
        if value not in choices:
            raise SurveyError(f"{name}='{value}' is unknown. Choose one of: {', '.join(choices)}.")
    if ci is not None:
        check_interval(ci)
        if ci != "wald" and stat not in ("share", "quantile"):
            raise SurveyError(f"ci='{ci}' is for shares. Use ci='wald' for stat='{stat}'.")


def _table(
    answers: Answers,
    answer: Answer,
    stat: Stat,
    ci: Interval,
    level: float,
    df: float | None,
    deff: Deff,
) -> Table:
    """Long table, domains within items."""
    block, size = answer.block, len(answer.levels)
    free = block.df if df is None else np.full(block.df.shape, float(df))
    if ci == "likelihood":
        bounds = _on_rows(answers).likelihood(answer, level, free)
    else:
        bounds = interval(ci, block.estimate, block.variance, free, block.answers, level)
    against_without, against_with = _design_effects(block, stat)
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = block.answers / against_with
    values = (
        block.estimate, np.sqrt(block.variance), *bounds, free, block.answers, block.population,
        against_without if deff == "without" else against_with, effective,
    )  # fmt: skip
    columns: dict[str, Any] = {
        "item": [name for name, _ in answer.items for _ in range(size)],
        "level": [category for _, category in answer.items for _ in range(size)],
        "_domain": np.tile(np.arange(size), len(answer.items)),
    }
    columns |= {name: v.ravel() for name, v in zip(NUMBERS, values, strict=True)}
    return Table.of(columns, stat=stat, ci=ci, level=level)


def _design_effects(block: Block, stat: Stat) -> tuple[FloatArray, FloatArray]:
    """Variance over that of a simple random sample of as many, without and with replacement.

    Kish, Survey Sampling (1965), section 8.2.
    """
    size = block.population**2 if stat in ("total", "count") else 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        simple = block.spread * size / block.answers
        left = 1 - block.answers / block.population
        return block.variance / (simple * left), block.variance / simple


def _with_labels(
    table: Table,
    part: tuple[str, ...],
    levels: Sequence[tuple[Any, ...]],
    parts: Sequence[tuple[str, ...]],
) -> Table:
    """Replace the code of the domain by one column for each variable in `by`."""
    variables = list(dict.fromkeys(name for names in parts for name in names))
    domain = table["_domain"].tolist()
    labels: dict[str, Any] = {}
    for variable in variables:
        name = f"by_{variable}" if variable in ("item", "level", "quantile", *NUMBERS) else variable
        if variable in part:
            place = part.index(variable)
            labels[name] = [levels[g][place] for g in domain]
        else:
            labels[name] = [None] * len(domain)
    first = {name: table[name] for name in ("item", "level")}
    rest = {n: c for n, c in table.columns.items() if n not in ("item", "level", "_domain")}
    return Table.of(first | labels | rest, **table.notes)


def _checked(table: Table, empty: Empty) -> Table:
    """Refuse domains in which nobody answered, unless they are wanted."""
    without = np.flatnonzero(table["n"] == 0)
    if without.size and empty == "fail":
        row = table.rows()[without[0]]
        domain = {n: v for n, v in row.items() if n not in NUMBERS and v is not None}
        raise SurveyError(
            f"Nobody answered in {without.size} domains, first {domain}. Say empty='keep' to show "
            "them without an estimate, or join domains."
        )
    return table
