"""Strata and units of a design, stage by stage, as codes of the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from numbers import Real
from typing import Any

import numpy as np

from survey_estimation.columns import Columns, FloatArray, IntArray, Labels, compact, cross, sums_by
from survey_estimation.design import Design
from survey_estimation.errors import SurveyError

CENSUS = 1e-7  # one minus the sampling fraction, below which a stratum counts as complete


@dataclass(frozen=True)
class _Population:
    """What the design says of one stage: [n] values of rows, or [H] sizes of strata."""

    values: FloatArray
    of_rows: bool
    is_fraction: bool = False


@dataclass(frozen=True)
class Stage:
    """One stage of drawing; n rows, U units, H strata.

    stratum: [n] stratum of each row at this stage (later stages: inside the unit before).
    unit: [n] unit of each row, or None where every row is a unit.
    unit_stratum: [U] stratum of each unit.
    units: [H] number of units in the sample.
    population: [H] number of units in the population, infinite for drawing with replacement.
    factor: [H] product of the sampling fractions of the stages before.
    levels: [H] names of the strata.
    unit_levels: [U] names of the units; empty where every row is a unit.
    """

    stratum: IntArray
    unit: IntArray | None
    unit_stratum: IntArray
    units: IntArray
    population: FloatArray
    factor: FloatArray
    levels: tuple[Any, ...]
    unit_levels: tuple[Any, ...] = ()

    @property
    def fraction(self) -> FloatArray:
        """[H] sampling fraction n / N, zero with replacement."""
        return self.units / self.population

    @property
    def scale(self) -> FloatArray:
        """[H] factor of the sum of squares: (1 - f) m / (m - 1), and 1 - f for a single unit."""
        left = np.where(1 - self.fraction < CENSUS, 0.0, 1 - self.fraction)
        return self.factor * left * self.units / np.maximum(self.units - 1, 1)

    @property
    def lonely(self) -> Any:
        """[H] strata with one unit out of several."""
        return (self.units == 1) & (self.scale > 0)

    @property
    def row_unit(self) -> IntArray:
        """[n] unit of each row, always as an array."""
        return np.arange(self.stratum.size) if self.unit is None else self.unit


def stages_of(columns: Columns, design: Design) -> tuple[Stage, ...]:
    """The stages that contribute to the variance, first stage first.

    Raises SurveyError for a unit in two strata, a population that varies within a stratum or is
    smaller than its sample, and lonely units if the design says so.
    """
    first, sizes = _first_strata(columns, design)
    names = design.cluster_columns
    populations = _populations(columns, design, sizes)
    stages = [_stage(columns, names[0] if names else None, first, design, populations[0])]
    for depth in range(1, len(names)):
        before = stages[-1]
        stages.append(_next_stage(columns, design, before, depth, populations[depth]))
    kept = [stages[0], *(stage for stage in stages[1:] if (stage.factor > 0).any())]
    for number, stage in enumerate(kept, 1):
        check_lonely(stage, design, number)
    return tuple(kept)


def design_weights(columns: Columns, design: Design, stages: Sequence[Stage]) -> FloatArray:
    """[n] weight of each row before any weighting step."""
    if design.weight is not None:
        return _given_weights(columns, design.weight)
    weights = np.ones(columns.rows)
    for stage in stages:
        weights = weights / np.where(stage.fraction > 0, stage.fraction, 1.0)[stage.stratum]
    return weights


def _given_weights(columns: Columns, name: str) -> FloatArray:
    weights = columns.numbers(name)
    bad = np.flatnonzero(~(weights > 0))
    if bad.size:
        raise SurveyError(
            f"The weight '{name}' is missing or not above zero in {bad.size} rows, first in row "
            f"{bad[0] + 1}. Correct it or leave these rows out."
        )
    return weights


def _first_strata(columns: Columns, design: Design) -> tuple[Labels, FloatArray | None]:
    """First-stage strata after merging and, where the frame is a mapping, their sizes."""
    strata = columns.crossed_labels(design.stratum_columns, "stratum")
    frame = design.population
    if not isinstance(frame, Mapping):
        return _merged(strata, design.merge), None
    missing = [level for level in strata.levels if level not in frame]
    if missing:
        raise SurveyError(f"population has no N for stratum {missing[0]!r}. Add it.")
    sizes: dict[Any, float] = {}
    for level, count in frame.items():
        target = _target(level, design.merge)
        sizes[target] = sizes.get(target, 0.0) + float(count)
    merged = _merged(strata, design.merge)
    empty = [level for level, size in sizes.items() if size > 0 and level not in merged.levels]
    if empty:
        raise SurveyError(
            f"Nobody in the sample stands for stratum {empty[0]!r} with N = {sizes[empty[0]]:g} "
            f"in the frame. Merge it with a neighbour: merge={{{empty[0]!r}: ...}}."
        )
    return merged, np.array([sizes[level] for level in merged.levels])


def _target(level: Any, merge: Mapping[Any, Any]) -> Any:
    seen = [level]
    while level in merge:
        level = merge[level]
        if level in seen:
            raise SurveyError(f"merge runs in a circle at {level!r}. Let it end in one stratum.")
        seen.append(level)
    return level


def _merged(strata: Labels, merge: Mapping[Any, Any]) -> Labels:
    if not merge:
        return strata
    targets = [_target(level, merge) for level in strata.levels]
    unknown = [target for target in targets if target not in strata.levels]
    if unknown:
        known = ", ".join(repr(level) for level in strata.levels[:8])
        raise SurveyError(
            f"merge names the neighbour {unknown[0]!r}, which is no stratum of the sample. "
            f"Name one of them, such as {known}."
        )
    index = {level: code for code, level in enumerate(strata.levels)}
    lookup = np.array([index[target] for target in targets], np.intp)
    codes, present = compact(lookup[strata.codes], len(strata.levels))
    return Labels(codes, tuple(strata.levels[code] for code in present.tolist()))


def _populations(
    columns: Columns, design: Design, sizes: FloatArray | None
) -> list[_Population | None]:
    """What is known of the population at each stage."""
    depth = max(1, len(design.cluster_columns))
    given = _given_populations(columns, design, sizes)
    if given and len(given) < depth:
        raise SurveyError(
            f"population names {len(given)} of {depth} stages. Name one population column for "
            "each stage, or only the clusters of the first stage."
        )
    return [*given, *([None] * (depth - len(given)))]


def _given_populations(
    columns: Columns, design: Design, sizes: FloatArray | None
) -> list[_Population]:
    if sizes is not None:
        return [_Population(sizes, of_rows=False)]
    if isinstance(design.population, Real):
        size = float(design.population)  # type: ignore[unreachable] # numbers count as Real at run time
        return [_Population(np.full(columns.rows, size), of_rows=True)]
    names = design.population_columns
    values = [_positive_population(columns, name) for name in names]
    fractions = bool(values) and all((part <= 1).all() for part in values)
    if not fractions and any((part < 1).any() for part in values):
        raise SurveyError(
            f"population ({', '.join(names)}) mixes sampling fractions and sizes. "
            "Give sizes everywhere or fractions everywhere."
        )
    return [_Population(part, of_rows=True, is_fraction=fractions) for part in values]


def _positive_population(columns: Columns, name: str) -> FloatArray:
    values = columns.numbers(name)
    bad = np.flatnonzero(~(values > 0))
    if bad.size:
        raise SurveyError(
            f"The population '{name}' is missing or not above zero in {bad.size} rows, first in "
            f"row {bad[0] + 1}. Correct it."
        )
    return values


def _stage(
    columns: Columns,
    cluster: str | None,
    strata: Labels,
    design: Design,
    population: _Population | None,
) -> Stage:
    unit, unit_stratum = None, strata.codes
    names: tuple[Any, ...] = ()
    if cluster is not None:
        unit, unit_stratum, names = _first_units(columns, cluster, strata, design)
    units = np.bincount(unit_stratum, minlength=len(strata.levels))
    endless = np.full(units.size, np.inf)
    one = np.ones(units.size)
    stage = Stage(strata.codes, unit, unit_stratum, units, endless, one, strata.levels, names)
    original = columns.crossed_labels(design.stratum_columns, "stratum") if design.merge else strata
    return replace(stage, population=_sizes(stage, population, original))


def _first_units(
    columns: Columns, cluster: str, strata: Labels, design: Design
) -> tuple[IntArray, IntArray, tuple[Any, ...]]:
    labels = columns.complete_labels(cluster, "cluster")
    if design.nest:
        labels = cross([strata, labels])
    unit_stratum = np.zeros(len(labels.levels), np.intp)
    unit_stratum[labels.codes] = strata.codes
    torn = np.flatnonzero(unit_stratum[labels.codes] != strata.codes)
    if torn.size:
        level = labels.levels[labels.codes[torn[0]]]
        raise SurveyError(
            f"Cluster {level!r} of '{cluster}' lies in two strata "
            f"({strata.levels[strata.codes[torn[0]]]!r} and "
            f"{strata.levels[unit_stratum[labels.codes[torn[0]]]]!r}). Correct the stratum, or "
            "say nest=True if the name means different clusters."
        )
    return labels.codes, unit_stratum, labels.levels


def _next_stage(
    columns: Columns, design: Design, before: Stage, depth: int, population: _Population | None
) -> Stage:
    """The stage inside the units of `before`: each of them is a stratum, or several."""
    parent = before.row_unit
    inner = columns.crossed_labels(design.within_columns if depth == 1 else (), "stratum")
    width = len(inner.levels)
    stratum, kept = compact(parent * width + inner.codes, before.unit_stratum.size * width)
    labels = columns.complete_labels(design.cluster_columns[depth], "cluster")
    unit, pairs = compact(
        stratum * len(labels.levels) + labels.codes, kept.size * len(labels.levels)
    )
    unit_stratum = pairs // len(labels.levels)
    units = np.bincount(unit_stratum, minlength=kept.size)
    factor = (before.factor * before.fraction)[before.unit_stratum[kept // width]]
    levels = tuple(before.unit_levels[code] for code in (kept // width).tolist())
    names = tuple(labels.levels[code] for code in (pairs % len(labels.levels)).tolist())
    endless = np.full(units.size, np.inf)
    stage = Stage(stratum, unit, unit_stratum, units, endless, factor, levels, names)
    return replace(stage, population=_sizes(stage, population, Labels(stratum, levels)))


def _sizes(stage: Stage, population: _Population | None, original: Labels) -> FloatArray:
    """[H] population sizes; those of merged strata add up."""
    if population is None:
        return stage.population
    sizes = _row_sizes(stage, population, original) if population.of_rows else population.values
    small = np.flatnonzero(sizes < stage.units * (1 - 1e-9))
    if small.size:
        h = small[0]
        raise SurveyError(
            f"Stratum {stage.levels[h]!r} has N = {sizes[h]:g} in the population but "
            f"{stage.units[h]} units in the sample. Correct the population size."
        )
    return sizes


def _row_sizes(stage: Stage, population: _Population, original: Labels) -> FloatArray:
    """Sizes from a value in every row, constant within each original stratum."""
    rows = population.values
    value = np.zeros(len(original.levels))
    value[original.codes] = rows
    uneven = np.flatnonzero(np.abs(value[original.codes] - rows) > 1e-9 * rows)
    if uneven.size:
        level = original.levels[original.codes[uneven[0]]]
        raise SurveyError(
            f"The population of stratum {level!r} differs between its rows, such as row "
            f"{uneven[0] + 1}. Give every row of a stratum the same value."
        )
    target = np.zeros(value.size, np.intp)
    target[original.codes] = stage.stratum
    if population.is_fraction:
        unit_original = np.zeros(stage.unit_stratum.size, np.intp)
        unit_original[stage.row_unit] = original.codes
        value = np.bincount(unit_original, minlength=value.size) / value
    return sums_by(target, value, stage.units.size)


def check_lonely(stage: Stage, design: Design, number: int) -> None:
    """Refuse strata with one unit out of several, unless the design has a rule for them."""
    alone = np.flatnonzero(stage.lonely)
    if design.lonely == "fail" and alone.size:
        raise SurveyError(
            f"Stratum {stage.levels[alone[0]]!r} has only one unit at stage {number} "
            f"({alone.size} such strata). Merge it with a neighbour (merge=...), or choose "
            "lonely='remove', 'certainty', 'adjust' or 'average'."
        )
