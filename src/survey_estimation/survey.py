"""A sample with its design worked out: weights, stages and the path of the variance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from survey_estimation.columns import BoolArray, Columns, FloatArray, IntArray
from survey_estimation.design import Design
from survey_estimation.errors import SurveyError
from survey_estimation.stages import Stage, design_weights, stages_of
from survey_estimation.weighting.fitting import Fitted, fit


@dataclass(frozen=True)
class Survey:
    """A sample whose design has been checked; `prepare` makes it, every estimator takes it.

    weight: [n] final weight; zero for rows that a response class has set aside.
    base_weight: [n] weight before any weighting step.
    stages: strata and units, first stage first.
    fitted: what each weighting step did.
    """

    columns: Columns
    design: Design
    base_weight: FloatArray
    weight: FloatArray
    stages: tuple[Stage, ...]
    fitted: tuple[Fitted, ...] = ()

    @property
    def rows(self) -> int:
        """Number of rows of the sample."""
        return self.columns.rows

    @property
    def first(self) -> Stage:
        """The first stage: what degrees of freedom count."""
        return self.stages[0]

    @property
    def responding(self) -> BoolArray:
        """[n] rows that count in estimates."""
        return np.asarray(self.weight > 0)

    def rows_in(self, rows: BoolArray) -> int:
        """Rows of a domain; weighted designs keep all of theirs with weight zero, as in R."""
        return self.rows if self.fitted else int(rows.sum())

    def spread(self, influence: FloatArray) -> FloatArray:
        """[n, p] weighted values whose scatter over the units is the variance.

        influence: [n, p] derivative of the estimate by the final weight of each row. Weighting
        steps are undone last first: each replaces a value by its residual from what the step
        has fixed.
        """
        for step in reversed(self.fitted):
            influence = step.residual(influence)
        return influence * self.base_weight[:, None]


def prepare(sample: Any, design: Design) -> Survey:
    """Check a sample against its design and work out weights and stages, once for many calls.

    sample: dict of columns, pandas or Polars DataFrame or Arrow table; or what `prepare` gave
        for the same design, which is returned as it is.
    Raises SurveyError for whatever does not fit: see `Design`.
    """
    if isinstance(sample, Survey):
        if sample.design != design:
            raise SurveyError("The sample was prepared for another design. Prepare it anew.")
        return sample
    columns = Columns.of(sample)
    stages = stages_of(columns, design)
    base = design_weights(columns, design, stages)
    weight, fitted = base, []
    for step in design.steps:
        fitted.append(fit(step, columns, weight))
        weight = fitted[-1].weight
    return Survey(columns, design, base, weight, stages, tuple(fitted))


def degrees_of_freedom(survey: Survey, rows: BoolArray | None = None) -> int:
    """Units minus strata of the first stage, of those that occur among `rows` ([n] mask)."""
    stage = survey.first
    strata: IntArray | Sequence[int] = stage.stratum if rows is None else stage.stratum[rows]
    units = stage.row_unit if rows is None else stage.row_unit[rows]
    return int(np.unique(units).size - np.unique(strata).size)
