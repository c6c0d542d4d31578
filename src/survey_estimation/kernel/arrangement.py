"""A sample laid out for the compiled loops: sorted once, then asked many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from survey_estimation.columns import FloatArray, IntArray
from survey_estimation.design import Design
from survey_estimation.domains import By, breakdown, breakdown_names, selected_rows
from survey_estimation.errors import SurveyError
from survey_estimation.items import Item, category_items
from survey_estimation.linear import block_of_sums
from survey_estimation.moments import (
    Cells,
    DomainSums,
    Moments,
    by_domain,
    centred_variance,
    collect_moments,
)
from survey_estimation.questions import Answer, Question, Source
from survey_estimation.survey import Survey, prepare

SEGMENT = 32_768  # most rows that one thread sums at a time
Label = tuple[str, Any]


@dataclass(frozen=True)
class Arranged(Source):
    """What `arrange` gives; hand it to `estimate` in place of the sample.

    order: [n] rows sorted by stratum and unit; weight, unit: in that order; items: [n, K] answers
    0 and 1, 2 where missing; domains: codes of each breakdown; segments: [S] first and last row;
    segment_stratum: [S].
    """

    survey: Survey
    labels: tuple[Label, ...]
    order: IntArray
    weight: FloatArray
    unit: IntArray
    items: NDArray[np.uint8]
    gaps: tuple[bool, ...]
    domains: dict[tuple[str, ...], tuple[NDArray[np.int32], tuple[tuple[Any, ...], ...]]]
    segments: tuple[IntArray, IntArray]
    segment_stratum: IntArray

    def answers(self, design: Design, question: Question) -> KernelAnswers:
        """Take in a question on items and breakdowns that were arranged."""
        if design != self.survey.design:
            raise SurveyError("The sample was arranged for another design. Arrange it anew.")
        if question.stat not in ("share", "count"):
            raise SurveyError(
                f"The kernel knows shares and counts. For stat='{question.stat}' give the sample."
            )
        return KernelAnswers(self, question)


def arrange(sample: Any, design: Design, items: Sequence[str], by: By = ()) -> Arranged:
    """Sort a sample and code its items for the compiled kernel (needs the extra "kernel").

    This pays from about a hundred thousand rows on; below, the sample itself is faster.

    items: columns of 0 and 1 or of categories; by: every breakdown that will be asked for.
    Raises SurveyError for designs whose variance needs more than the first stage.
    """
    survey = prepare(sample, design)
    if survey.fitted or len(survey.stages) > 1:
        raise SurveyError(
            "The kernel sums over one stage. For weighting steps or several stages with population "
            "sizes give the sample itself."
        )
    rows = survey.responding
    parts = [i for name in items for i in category_items(survey.columns, name, rows, "omit")]
    stage = survey.first
    order = (
        np.lexsort((stage.row_unit, stage.stratum)) if _unsorted(survey) else np.arange(rows.size)
    )
    matrix = np.empty((rows.size, len(parts)), np.uint8)
    for k, item in enumerate(parts):
        matrix[:, k] = _codes(item)[order]
    segments, segment_stratum = _segments(stage.stratum[order], stage.row_unit[order])
    return Arranged(
        survey, tuple((item.name, item.level) for item in parts), order, survey.weight[order],
        stage.row_unit[order], matrix, tuple(item.answered is not None for item in parts),
        {names: _domain(survey, names, order) for names in breakdown_names(by)},
        segments, segment_stratum,
    )  # fmt: skip


def _unsorted(survey: Survey) -> bool:
    stage = survey.first
    step = np.diff(stage.stratum) * (stage.unit_stratum.size + 1) + np.diff(stage.row_unit)
    return bool((step < 0).any())


def _codes(item: Item) -> NDArray[np.uint8]:
    codes = item.values.astype(np.uint8)
    if item.answered is not None:
        codes[~item.answered] = 2
    return codes


def _domain(
    survey: Survey, names: tuple[str, ...], order: IntArray
) -> tuple[NDArray[np.int32], tuple[tuple[Any, ...], ...]]:
    part = breakdown(survey.columns, names, survey.responding)
    return part.domain[order].astype(np.int32), part.levels


def _segments(stratum: IntArray, unit: IntArray) -> tuple[tuple[IntArray, IntArray], IntArray]:
    """Cut at strata, and within them at units after every `SEGMENT` rows."""
    edges = np.flatnonzero(np.diff(unit)) + 1  # a unit lies in one stratum
    starts = np.concatenate([[0], edges])
    new_stratum = np.concatenate([[True], stratum[edges] != stratum[edges - 1]])
    run = np.cumsum(new_stratum) - 1
    into = starts - starts[new_stratum][run]
    block = into // SEGMENT
    cut = new_stratum | np.concatenate([[False], block[1:] != block[:-1]])
    first = starts[cut]
    last = np.concatenate([first[1:], [stratum.size]])
    return (first, last), stratum[first]


class KernelAnswers:
    """An arranged sample with a question."""

    def __init__(self, arranged: Arranged, question: Question) -> None:
        """Pick the items. Raises SurveyError for items that were not arranged."""
        self.arranged, self.question = arranged, question
        known = {name for name, _ in arranged.labels}
        for name in question.items:
            if name not in known:
                raise SurveyError(f"Item '{name}' was not arranged. Name it in `arrange`.")
        self.picked = [
            k for name in question.items for k, label in enumerate(arranged.labels)
            if label[0] == name
        ]  # fmt: skip
        self.rows = None
        if question.where is not None:
            self.rows = selected_rows(arranged.survey.columns, question.where)[arranged.order]
        self._check_missing()

    def answer(self, names: tuple[str, ...]) -> Answer:
        """The estimates of one breakdown."""
        arranged = self.arranged
        if names not in arranged.domains:
            raise SurveyError(f"Breakdown {names} was not arranged. Name it in `arrange`.")
        domain, levels = arranged.domains[names]
        if self.rows is not None:
            domain = np.where(self.rows, domain, -1).astype(np.int32)
        moments, sums = self._sums(domain, len(levels))
        survey = arranged.survey
        block = block_of_sums(
            survey.design, survey.stages, [moments], sums, np.zeros(len(self.picked)),
            self.question.kind, self._centre(names),
        )  # fmt: skip
        return Answer(names, levels, tuple(arranged.labels[k] for k in self.picked), block)

    def _check_missing(self) -> None:
        if self.question.missing == "fail":
            asked = slice(None) if self.rows is None else self.rows
            for k in self.picked:
                if self.arranged.gaps[k] and (self.arranged.items[asked, k] == 2).any():
                    raise SurveyError(
                        f"Item '{self.arranged.labels[k][0]}' has no answer in some rows. Say "
                        "missing='omit' to estimate among those who answered it."
                    )

    def _sums(self, domain: NDArray[np.int32], size: int) -> tuple[Moments, DomainSums]:
        """Sums over stratum × domain from those over segments, added in their order."""
        items = self.arranged.items
        if self.picked != list(range(items.shape[1])):
            items = np.ascontiguousarray(items[:, self.picked])
        parts = self._loop(domain, items, size)
        start = np.flatnonzero(np.diff(self.arranged.segment_stratum, prepend=-1))
        if start.size < self.arranged.segment_stratum.size:
            parts = [np.add.reduceat(part, start, axis=0) for part in parts]
        g, cell = np.nonzero(parts[1].max(axis=2).T)
        stratum = self.arranged.segment_stratum[start][cell]
        rows, units, w, ww, y, yw, yy = (np.ascontiguousarray(p[cell, g].T) for p in parts)
        moments = Moments(stratum, g, units, w, ww, y, yy, yw)
        of_y = by_domain(y, g, size)
        answers, weights = by_domain(rows.astype(float), g, size), by_domain(w, g, size)
        shape = of_y.shape
        return moments, DomainSums(
            np.broadcast_to(answers.astype(np.intp), shape), np.broadcast_to(weights, shape),
            of_y, of_y,
        )  # fmt: skip

    def _loop(
        self, domain: NDArray[np.int32], items: NDArray[np.uint8], size: int
    ) -> list[NDArray[Any]]:
        """[S, G, K or 1] rows, units, w, ww, y, yw, yy of each segment, domain and item."""
        from survey_estimation.kernel import loops

        arranged, count = self.arranged, items.shape[1]
        first, last = arranged.segments
        run = partial(loops.run, rows=arranged.weight.size)
        shape = (first.size, size)
        if any(arranged.gaps[k] for k in self.picked):
            rows, sums = np.zeros((*shape, 2, count), np.int64), np.zeros((*shape, 5, count))
            run(
                loops.sum_with_gaps, first, last, arranged.weight, domain, items, arranged.unit,
                rows, sums,
            )  # fmt: skip
            return [rows[:, :, 0], rows[:, :, 1], *(sums[:, :, j] for j in (0, 1, 2, 4, 3))]
        w = np.zeros((*shape, 2))
        if arranged.survey.first.unit is None:
            plain, sums = np.zeros(shape, np.int64), np.zeros((*shape, 2, count))
            run(loops.sum_rows, first, last, arranged.weight, domain, items, plain, w, sums)
            both = np.stack([plain, plain], axis=2)
        else:
            both, sums = np.zeros((*shape, 2), np.int64), np.zeros((*shape, 3, count))
            run(
                loops.sum_units, first, last, arranged.weight, domain, items, arranged.unit,
                both, w, sums,
            )  # fmt: skip
        once = [both[:, :, :1], both[:, :, 1:], w[:, :, :1], w[:, :, 1:]]
        return [*once, sums[:, :, 0], sums[:, :, -1], sums[:, :, 1]]

    def _centre(self, names: tuple[str, ...]) -> Any:
        """The second pass, on the rows themselves."""
        survey = self.arranged.survey

        def centre(stage: int, _: Moments, k: int, constant: FloatArray) -> FloatArray:
            rows = selected_rows(survey.columns, self.question.where) & survey.responding
            name, level = self.arranged.labels[self.picked[k]]
            items = category_items(survey.columns, name, rows, "omit")
            item = next(item for item in items if item.level == level)
            part = breakdown(survey.columns, names, rows)
            cells = Cells(survey.stages[stage], survey.weight, part)
            own = collect_moments(cells, [item])
            return centred_variance(survey, survey.stages[stage], cells, own, 0, item, constant)

        return centre
