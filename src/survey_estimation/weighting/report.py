"""What the weights cost, and whom the respondents stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from survey_estimation.design import Design
from survey_estimation.survey import prepare
from survey_estimation.tables import Table


@dataclass(frozen=True)
class WeightReport:
    """Figures on the final weights of a sample.

    rows: respondents; population: sum of the weights; low, median, high: their range.
    kish: 1 + the squared coefficient of variation, the factor by which unequal weights alone
        raise a variance (Kish 1965, section 11.7); effective_n: rows over kish.
    rounds: iterations of each weighting step.
    merged: strata that the design merged, each with its neighbour.
    profile: table with variable, class, n, share_of_respondents, share_of_population.
    """

    rows: int
    population: float
    low: float
    median: float
    high: float
    kish: float
    effective_n: float
    rounds: tuple[int, ...]
    merged: tuple[tuple[Any, Any], ...]
    profile: Table


def weight_report(sample: Any, design: Design, profile: Sequence[str] = ()) -> WeightReport:
    """Report on the weights of a design; `profile` names columns whose classes are set beside
    each other, as share of the respondents and as weighted share.

    >>> report = weight_report({"w": [1.0, 1.0, 2.0], "sex": ["f", "f", "m"]}, Design("w"), ["sex"])
    >>> round(report.kish, 3), round(report.effective_n, 3), report.profile["class"].tolist()
    (1.125, 2.667, ['f', 'm'])
    """
    survey = prepare(sample, design)
    weight = survey.weight[survey.responding]
    kish = float(weight.size * (weight**2).sum() / weight.sum() ** 2)
    rows: dict[str, list[Any]] = {
        name: []
        for name in ("variable", "class", "n", "share_of_respondents", "share_of_population")
    }
    for variable in profile:
        labels = survey.columns.labels(variable)
        for code, level in enumerate(labels.levels):
            members = labels.codes[survey.responding] == code
            values = (
                variable, level, int(members.sum()), float(members.mean()),
                float(weight[members].sum() / weight.sum()),
            )  # fmt: skip
            for name, value in zip(rows, values, strict=True):
                rows[name].append(value)
    return WeightReport(
        weight.size, float(weight.sum()), float(weight.min()), float(np.median(weight)),
        float(weight.max()), kish, weight.size / kish,
        tuple(step.rounds for step in survey.fitted), tuple(design.merge.items()), Table.of(rows),
    )  # fmt: skip
