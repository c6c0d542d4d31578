"""The one call: items × breakdowns with standard errors and intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

import numpy as np

from survey_estimation.columns import BoolArray, FloatArray
from survey_estimation.design import Design
from survey_estimation.domains import Breakdown, By, breakdown, breakdown_names, selected_rows
from survey_estimation.errors import SurveyError
from survey_estimation.intervals import Bounds, Interval, check_interval, interval, t_quantile
from survey_estimation.items import Item, Missing, category_items, number_item, pair_names
from survey_estimation.likelihood import likelihood_bounds
from survey_estimation.linear import Block, linear_block, ratio_block
from survey_estimation.quantiles import quantile_table
from survey_estimation.survey import Survey, prepare
from survey_estimation.tables import Table, stack

Stat = Literal["share", "count", "mean", "total", "ratio", "quantile"]
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
    survey = prepare(sample, design)
    names = [items] if isinstance(items, str) else list(items)
    if not names:
        raise SurveyError("There is nothing to estimate. Name at least one item.")
    rows = selected_rows(survey.columns, where) & survey.responding
    method = ci or ("logit" if stat == "share" else "wald")
    all_names = breakdown_names(by)
    tables = []
    for part_names in all_names:
        part = breakdown(survey.columns, part_names, rows)
        if stat == "quantile":
            table = quantile_table(
                survey, part, _numbers(survey, names, part, missing), quantiles, method, level, df
            )
        else:
            items_of, block = _block(survey, part, names, stat, missing)
            free = block.df if df is None else np.full(block.df.shape, float(df))
            bounds = _bounds(survey, part, items_of, block, method, level, free)
            table = _table(items_of, block, part, stat, free, bounds, deff, ci=method, level=level)
        tables.append(_with_labels(table, part, all_names))
    return _checked(stack(tables), empty)


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


def _block(
    survey: Survey, part: Breakdown, names: Sequence[Any], stat: Stat, missing: Missing
) -> tuple[list[Item], Block]:
    """The items, one for each category, and their estimates."""
    if stat == "ratio":
        pairs = pair_names(names)
        tops, bottoms = _ratio_items(survey, pairs, part, missing)
        return tops, ratio_block(survey, part, tops, bottoms)
    if stat in ("share", "count"):
        rows = part.domain >= 0
        items = [
            item for name in names for item in category_items(survey.columns, name, rows, missing)
        ]
    else:
        items = _numbers(survey, names, part, missing)
    kind: Literal["mean", "total"] = "mean" if stat in ("share", "mean") else "total"
    return items, linear_block(survey, part, items, kind)


def _numbers(survey: Survey, names: Sequence[str], part: Breakdown, missing: Missing) -> list[Item]:
    rows = part.domain >= 0
    return [number_item(survey.columns, name, rows, missing) for name in names]


def _ratio_items(
    survey: Survey, pairs: Sequence[tuple[str, str]], part: Breakdown, missing: Missing
) -> tuple[list[Item], list[Item]]:
    """Unshifted numerators and denominators, both answered."""
    tops, bottoms = [], []
    for names in pairs:
        items = _numbers(survey, names, part, missing)
        answered: BoolArray | None = None
        for item in items:
            if item.answered is not None:
                answered = item.answered if answered is None else answered & item.answered
        name = " / ".join(names)
        tops.append(_unshifted(items[0], name, answered))
        bottoms.append(_unshifted(items[1], name, answered))
    return tops, bottoms


def _unshifted(item: Item, name: str, answered: BoolArray | None) -> Item:
    values = item.values + item.shift
    if answered is not None:
        values = np.where(answered, values, 0.0)
    return Item(name, None, values, answered, binary=False)


def _bounds(
    survey: Survey,
    part: Breakdown,
    items: Sequence[Item],
    block: Block,
    ci: Interval,
    level: float,
    df: FloatArray,
) -> Bounds:
    """[K, G] bounds of all estimates."""
    if ci != "likelihood":
        return interval(ci, block.estimate, block.variance, df, block.answers, level)
    low, high = np.empty(df.shape), np.empty(df.shape)
    t = t_quantile(level, df)
    for k, g in np.ndindex(df.shape):
        rows = part.domain == g
        answered = items[k].answered
        rows = rows if answered is None else rows & answered
        low[k, g], high[k, g] = likelihood_bounds(
            items[k].values[rows],
            survey.weight[rows],
            float(block.variance[k, g]),
            float(t[k, g]),
        )
    return low, high


def _table(
    items: Sequence[Item],
    block: Block,
    part: Breakdown,
    stat: Stat,
    df: FloatArray,
    bounds: Bounds,
    deff: Deff,
    **notes: Any,
) -> Table:
    """Long table, domains within items."""
    size = len(part.levels)
    against_without, against_with = _design_effects(block, stat)
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = block.answers / against_with
    values = (
        block.estimate, np.sqrt(block.variance), *bounds, df, block.answers, block.population,
        against_without if deff == "without" else against_with, effective,
    )  # fmt: skip
    columns: dict[str, Any] = {
        "item": [item.name for item in items for _ in range(size)],
        "level": [item.level for item in items for _ in range(size)],
        "_domain": np.tile(np.arange(size), len(items)),
    }
    columns |= {name: v.ravel() for name, v in zip(NUMBERS, values, strict=True)}
    return Table.of(columns, stat=stat, **notes)


def _design_effects(block: Block, stat: Stat) -> tuple[FloatArray, FloatArray]:
    """Variance over that of a simple random sample of as many, without and with replacement.

    Kish, Survey Sampling (1965), section 8.2.
    """
    size = block.population**2 if stat in ("total", "count") else 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        simple = block.spread * size / block.answers
        left = 1 - block.answers / block.population
        return block.variance / (simple * left), block.variance / simple


def _with_labels(table: Table, part: Breakdown, all_names: Sequence[tuple[str, ...]]) -> Table:
    """Replace the code of the domain by one column for each variable in `by`."""
    variables = list(dict.fromkeys(name for names in all_names for name in names))
    domain = table["_domain"].tolist()
    labels: dict[str, Any] = {}
    for variable in variables:
        name = f"by_{variable}" if variable in ("item", "level", "quantile", *NUMBERS) else variable
        if variable in part.names:
            place = part.names.index(variable)
            labels[name] = [part.levels[g][place] for g in domain]
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
