"""Sufficient tables: all that estimates need, without the rows.

They are taken once for the finest breakdown, can be stored, merged over parts of a sample, and cut
into coarser breakdowns. Without clusters a cell is stratum × domain and holds sums of squares of
rows; with clusters it is unit × domain and holds totals, whose squares are taken when it is cut.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from survey_estimation.columns import FloatArray, IntArray, compact, group_sums
from survey_estimation.design import Design
from survey_estimation.domains import breakdown
from survey_estimation.errors import SurveyError
from survey_estimation.items import Item, category_items, number_item
from survey_estimation.linear import block_of_sums
from survey_estimation.moments import DomainSums, Moments
from survey_estimation.questions import Answer, Question, Source
from survey_estimation.stages import Stage, check_lonely
from survey_estimation.survey import Survey, prepare

SUMS = ("rows", "w", "y", "wyy", "ww", "yy", "yw")


@dataclass(frozen=True)
class Kept:
    """An item of a sufficient table: column, category, pilot mean, whether it is 0 and 1, and
    whether answers are missing.
    """

    name: str
    level: Any
    shift: float
    binary: bool
    gaps: bool


@dataclass(frozen=True)
class SufficientTable(Source):
    """Sums over cells; hand it to `estimate` in place of the sample.

    by: columns of the finest breakdown; levels: [G] its labels.
    strata: [H] names, population: [H] sizes; units: for each unit its stratum's place and name
    (empty without clusters), counts: [H] units of each stratum.
    cell: [C] stratum, or unit with clusters; domain: [C]; sums: [7, K, C] in the order of SUMS
    (the last three are zero with clusters).
    """

    design: Design
    by: tuple[str, ...]
    levels: tuple[tuple[Any, ...], ...]
    items: tuple[Kept, ...]
    strata: tuple[Any, ...]
    population: tuple[float, ...]
    units: tuple[tuple[int, Any], ...]
    counts: tuple[int, ...]
    cell: IntArray
    domain: IntArray
    sums: FloatArray

    def answers(self, design: Design, question: Question) -> SufficientAnswers:
        """Take in a question on the items and breakdowns that were collected."""
        if design != self.design:
            raise SurveyError("The table was collected for another design. Collect it anew.")
        if question.stat not in ("share", "count", "mean", "total") or question.where is not None:
            raise SurveyError(
                "A sufficient table gives shares, counts, means and totals of its breakdown. For "
                "other statistics or `where` give the sample itself."
            )
        return SufficientAnswers(self, question)

    def merged(self, other: SufficientTable) -> SufficientTable:
        """Both parts of one sample together; they share no row.

        Raises SurveyError if design, items or populations differ.
        """
        if (self.design, self.by) != (other.design, other.by):
            raise SurveyError("The parts have another design or breakdown. Collect them alike.")
        if _names(self.items) != _names(other.items):
            raise SurveyError("The parts have different items. Collect them alike.")
        return _merged(self, _shifted(other, self.items))

    def save(self, path: str | Path) -> None:
        """Write to a file (.npz)."""
        described = {
            "by": self.by, "levels": self.levels, "strata": self.strata, "units": self.units,
            "items": [[i.name, i.level, i.shift, i.binary, i.gaps] for i in self.items],
        }  # fmt: skip
        np.savez(
            path, described=np.array(json.dumps(described)), population=np.array(self.population),
            counts=np.array(self.counts), cell=self.cell, domain=self.domain, sums=self.sums,
        )  # fmt: skip

    @classmethod
    def load(cls, path: str | Path, design: Design) -> SufficientTable:
        """Read from a file; the design is the one it was collected for."""
        with np.load(path, allow_pickle=False) as file:
            described = json.loads(str(file["described"]))
            return cls(
                design, tuple(described["by"]), _tuples(described["levels"]),
                tuple(Kept(*item) for item in described["items"]),
                tuple(tuple(s) if isinstance(s, list) else s for s in described["strata"]),
                tuple(file["population"].tolist()), _tuples(described["units"]),
                tuple(file["counts"].tolist()), file["cell"], file["domain"], file["sums"],
            )  # fmt: skip


def _names(items: Sequence[Kept]) -> list[tuple[str, Any]]:
    return [(item.name, item.level) for item in items]


def _tuples(lists: Sequence[Sequence[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(entry) for entry in lists)


def collect(
    sample: Any, design: Design, items: Sequence[str], by: Sequence[str] = ()
) -> SufficientTable:
    """Take the sums of a sample or of one part of it.

    items: columns; text becomes one item for each category. by: columns, crossed; later calls of
    `estimate` may ask for any of them. Rows with a missing label or answer are left out of what
    they miss; rows with a missing label in one column of `by` stay in no domain.
    Raises SurveyError for designs whose variance needs more than the first stage.
    """
    survey = prepare(sample, replace(design, lonely="remove"))
    if survey.fitted or len(survey.stages) > 1 or design.merge:
        raise SurveyError(
            "A sufficient table holds one stage. For weighting steps, merged strata or several "
            "stages with population sizes give the sample itself."
        )
    parts = [item for name in items for item in _items(survey, name)]
    part = breakdown(survey.columns, tuple(by), survey.responding)
    stage = survey.first
    group = stage.stratum if stage.unit is None else stage.unit
    inside = part.domain >= 0
    width = len(part.levels)
    code, kept = compact(
        (group * width + part.domain)[inside],
        max(stage.unit_stratum.size, stage.units.size) * width,
    )
    sums = np.stack([_item_sums(survey, item, inside, code, kept.size) for item in parts], axis=1)
    if stage.unit is not None:
        sums[4:] = 0.0
    names = zip(stage.unit_stratum.tolist(), stage.unit_levels, strict=True)
    return SufficientTable(
        design, tuple(by), part.levels,
        tuple(Kept(i.name, i.level, i.shift, i.binary, i.answered is not None) for i in parts),
        stage.levels, tuple(stage.population.tolist()),
        tuple(names) if stage.unit is not None else (), tuple(stage.units.tolist()),
        kept // width, kept % width, sums,
    )  # fmt: skip


def _items(survey: Survey, name: str) -> list[Item]:
    levels = survey.columns.labels(name).levels
    if any(isinstance(level, str) for level in levels):
        return category_items(survey.columns, name, survey.responding, "omit")
    return [number_item(survey.columns, name, survey.responding, "omit")]


def _item_sums(survey: Survey, item: Item, inside: Any, code: IntArray, size: int) -> FloatArray:
    """[7, C] sums of one item in the order of SUMS."""
    answered = np.ones(survey.rows) if item.answered is None else item.answered.astype(float)
    w = survey.weight * answered
    y = w * item.values
    columns = np.column_stack([answered, w, y, y * item.values, w * w, y * y, y * w])
    return group_sums(code, columns[inside], size).T


def _shifted(table: SufficientTable, items: Sequence[Kept]) -> SufficientTable:
    """The table about the pilot means of other items."""
    by = np.array([old.shift - new.shift for old, new in zip(table.items, items, strict=True)])
    d = by[:, None]
    rows, w, y, wyy, ww, yy, yw = table.sums
    moved = np.stack(
        [
            rows, w, y + d * w, wyy + 2 * d * y + d * d * w,
            ww, yy + 2 * d * yw + d * d * ww, yw + d * ww,
        ]
    )  # fmt: skip
    kept = [replace(n, gaps=n.gaps or o.gaps) for n, o in zip(items, table.items, strict=True)]
    return replace(table, items=tuple(kept), sums=moved)


def _merged(one: SufficientTable, two: SufficientTable) -> SufficientTable:
    strata = list(dict.fromkeys([*one.strata, *two.strata]))
    population = _populations(one, two, strata)
    levels = list(dict.fromkeys([*one.levels, *two.levels]))
    named = [[(table.strata[h], name) for h, name in table.units] for table in (one, two)]
    units = list(dict.fromkeys([*named[0], *named[1]]))
    cells, domains = [], []
    for table, names in zip((one, two), named, strict=True):
        groups = [units.index(n) for n in names] or [strata.index(s) for s in table.strata]
        cells.append(np.array(groups, np.intp)[table.cell])
        places = np.array([levels.index(level) for level in table.levels], np.intp)
        domains.append(places[table.domain])
    width = len(levels)
    code, kept = compact(
        np.concatenate(cells) * width + np.concatenate(domains),
        max(len(units), len(strata)) * width,
    )
    both = np.concatenate([one.sums, two.sums], axis=2)
    flat = group_sums(code, both.reshape(-1, code.size).T, kept.size).T
    stratum_of = [(strata.index(s), name) for s, name in units]
    counts = _counts(one, two, strata, stratum_of)
    return SufficientTable(
        one.design, one.by, tuple(levels), two.items, tuple(strata), population,
        tuple(stratum_of), counts, kept // width, kept % width,
        flat.reshape(*both.shape[:2], kept.size),
    )  # fmt: skip


def _counts(
    one: SufficientTable, two: SufficientTable, strata: Sequence[Any], units: Sequence[Any]
) -> tuple[int, ...]:
    """Units of each stratum: different names with clusters, else rows of both parts."""
    if units:
        return tuple(sum(h == place for h, _ in units) for place in range(len(strata)))
    known = [dict(zip(table.strata, table.counts, strict=True)) for table in (one, two)]
    return tuple(sum(counts.get(stratum, 0) for counts in known) for stratum in strata)


def _populations(
    one: SufficientTable, two: SufficientTable, strata: Sequence[Any]
) -> tuple[float, ...]:
    known = [dict(zip(table.strata, table.population, strict=True)) for table in (one, two)]
    for stratum in strata:
        sizes = {sizes[stratum] for sizes in known if stratum in sizes}
        if len(sizes) > 1:
            raise SurveyError(f"The parts give stratum {stratum!r} different populations.")
    together = known[1] | known[0]
    return tuple(together[stratum] for stratum in strata)


class SufficientAnswers:
    """A sufficient table with a question."""

    def __init__(self, table: SufficientTable, question: Question) -> None:
        """Pick the items. Raises SurveyError for unknown ones and for lonely units."""
        self.table, self.question = table, question
        wanted = question.stat in ("share", "count")
        known = [(item.name, item.binary or not wanted) for item in table.items]
        for name in question.items:
            if (name, True) not in known:
                raise SurveyError(f"The table holds no '{name}' for stat='{question.stat}'.")
        self.picked = [
            k for name in question.items for k, item in enumerate(table.items) if item.name == name
        ]
        if question.missing == "fail" and any(table.items[k].gaps for k in self.picked):
            raise SurveyError(
                "Some answers are missing. Say missing='omit' to estimate each item among those "
                "who answered it."
            )
        none = np.zeros(0, np.intp)
        population, counts = np.array(table.population), np.array(table.counts, np.intp)
        one = np.ones(counts.size)
        self.stage = Stage(none, none, none, counts, population, one, table.strata)
        check_lonely(self.stage, table.design, 1)

    def answer(self, names: tuple[str, ...]) -> Answer:
        """The estimates of one breakdown, coarser than the table's or equal to it."""
        levels, domain = self._cut(names)
        size = len(levels)
        sums = self.table.sums[:, self.picked]
        if self.table.units:
            moments = self._clustered(sums, domain, size)
        else:
            stratum, of_cell, flat = self._regrouped(self.table.cell, domain, size, sums)
            rows, w, y, _, ww, yy, yw = flat
            moments = Moments(stratum, of_cell, rows.astype(np.intp), w, ww, y, yy, yw)
        rows, w, y, wyy = (group_sums(domain, part.T, size).T for part in sums[:4])
        kept_items = [self.table.items[k] for k in self.picked]
        block = block_of_sums(
            self.table.design, [self.stage], [moments],
            DomainSums(rows.astype(np.intp), w, y, wyy),
            np.array([item.shift for item in kept_items]), self.question.kind,
        )  # fmt: skip
        return Answer(names, levels, tuple((i.name, i.level) for i in kept_items), block)

    def _cut(self, names: tuple[str, ...]) -> tuple[tuple[tuple[Any, ...], ...], IntArray]:
        """Labels of the coarser domains, and the domain of each cell."""
        for name in names:
            if name not in self.table.by:
                raise SurveyError(f"The table is not broken down by '{name}'. Collect it anew.")
        places = [self.table.by.index(name) for name in names]
        coarse = [tuple(level[p] for p in places) for level in self.table.levels]
        try:
            levels = sorted(set(coarse))
        except TypeError:
            levels = list(dict.fromkeys(coarse))
        lookup = np.array([levels.index(level) for level in coarse], np.intp)
        return tuple(levels), lookup[self.table.domain]

    def _regrouped(
        self, group: IntArray, domain: IntArray, size: int, sums: FloatArray
    ) -> tuple[IntArray, IntArray, FloatArray]:
        """Sums over group × domain: group and domain of the cells that occur, and their sums."""
        groups = max(len(self.table.units), len(self.table.strata))
        code, kept = compact(domain * groups + group, groups * size)
        flat = group_sums(code, sums.reshape(-1, code.size).T, kept.size).T
        return kept % groups, kept // groups, flat.reshape(*sums.shape[:2], kept.size)

    def _clustered(self, sums: FloatArray, domain: IntArray, size: int) -> Moments:
        """Moments from totals of units: squared here, then added up over the stratum."""
        unit, of_unit, totals = self._regrouped(self.table.cell, domain, size, sums)
        rows, w, y = totals[0], totals[1], totals[2]
        stratum = np.array([h for h, _ in self.table.units], np.intp)[unit]
        present = (rows > 0).astype(float)
        stacked = np.stack([present, w, w * w, y, y * y, y * w])
        stratum, of_cell, flat = self._regrouped(stratum, of_unit, size, stacked)
        present, w, ww, y, yy, yw = flat
        return Moments(stratum, of_cell, present.astype(np.intp), w, ww, y, yy, yw)
