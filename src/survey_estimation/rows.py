"""Answers from the rows of a sample in memory: the reference for every other way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from survey_estimation.columns import BoolArray, FloatArray
from survey_estimation.domains import Breakdown, breakdown, selected_rows
from survey_estimation.intervals import Bounds, Interval, t_quantile
from survey_estimation.items import Item, category_items, number_item, pair_names
from survey_estimation.likelihood import likelihood_bounds
from survey_estimation.linear import linear_block, ratio_block
from survey_estimation.quantiles import quantile_table
from survey_estimation.questions import Answer, Question
from survey_estimation.survey import Survey
from survey_estimation.tables import Table


class RowAnswers:
    """A prepared sample and a question; items are read once for all breakdowns."""

    def __init__(self, survey: Survey, question: Question) -> None:
        """Read the items. Raises SurveyError for unknown columns, text and missing answers."""
        self.survey, self.question = survey, question
        self.rows = selected_rows(survey.columns, question.where) & survey.responding
        self.bottoms: list[Item] = []
        if question.stat == "ratio":
            self.items, self.bottoms = self._pairs()
        elif question.stat in ("share", "count"):
            self.items = [item for name in question.items for item in self._categories(name)]
        else:
            self.items = [self._number(name) for name in question.items]

    def answer(self, names: tuple[str, ...]) -> Answer:
        """The estimates of one breakdown."""
        part = self.breakdown(names)
        if self.question.stat == "ratio":
            block = ratio_block(self.survey, part, self.items, self.bottoms)
        else:
            block = linear_block(self.survey, part, self.items, self.question.kind)
        labels = tuple((item.name, item.level) for item in self.items)
        return Answer(names, part.levels, labels, block)

    def breakdown(self, names: tuple[str, ...]) -> Breakdown:
        """The domains of one breakdown."""
        return breakdown(self.survey.columns, names, self.rows)

    def likelihood(self, answer: Answer, level: float, df: FloatArray) -> Bounds:
        """[K, G] likelihood bounds of shares."""
        domain = self.breakdown(answer.names).domain
        variance, t = answer.block.variance, t_quantile(level, df)
        low, high = np.empty(df.shape), np.empty(df.shape)
        for k, g in np.ndindex(df.shape):
            answered = self.items[k].answered
            rows = (domain == g) & (True if answered is None else answered)
            hit, weight = self.items[k].values[rows], self.survey.weight[rows]
            low[k, g], high[k, g] = likelihood_bounds(
                hit, weight, float(variance[k, g]), float(t[k, g])
            )
        return low, high

    def quantiles(
        self,
        names: tuple[str, ...],
        quantiles: Sequence[float],
        ci: Interval,
        level: float,
        df: float | None,
    ) -> tuple[Table, Breakdown]:
        """Quantiles of one breakdown, and its domains."""
        part = self.breakdown(names)
        return quantile_table(self.survey, part, self.items, quantiles, ci, level, df), part

    def _categories(self, name: str) -> list[Item]:
        return category_items(self.survey.columns, name, self.rows, self.question.missing)

    def _number(self, name: str) -> Item:
        return number_item(self.survey.columns, name, self.rows, self.question.missing)

    def _pairs(self) -> tuple[list[Item], list[Item]]:
        """Unshifted numerators and denominators, both answered."""
        tops, bottoms = [], []
        for names in pair_names(self.question.items):
            both = [self._number(name) for name in names]
            answered: BoolArray | None = None
            for item in both:
                if item.answered is not None:
                    answered = item.answered if answered is None else answered & item.answered
            label = " / ".join(names)
            tops.append(_unshifted(both[0], label, answered))
            bottoms.append(_unshifted(both[1], label, answered))
        return tops, bottoms


def _unshifted(item: Item, label: str, answered: BoolArray | None) -> Item:
    values = item.values + item.shift
    if answered is not None:
        values = np.where(answered, values, 0.0)
    return Item(label, None, values, answered, binary=False)
