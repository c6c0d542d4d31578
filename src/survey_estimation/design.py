"""What is known of how a sample came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Real
from typing import Any, Literal, get_args

from survey_estimation.errors import SurveyError
from survey_estimation.weighting.steps import Step

Lonely = Literal["fail", "remove", "certainty", "adjust", "average"]


@dataclass(frozen=True)
class Design:
    """A sampling design in terms of the columns of the sample.

    weight: column with the design weight of each row (> 0). None: the weights follow from the
        population sizes as product of N / n over the stages.
    strata: column of the strata; several columns are crossed. Empty: no strata.
    clusters: column of the first-stage units (PSU), or one column for each stage, first stage
        first. Empty: every row was drawn by itself.
    population: what turns on the finite population correction; without it units count as drawn
        with replacement. Either one column for each stage with the number of units in the
        population (of the stratum, then of the cluster) or, if no value exceeds 1, sampling
        fractions; or a mapping from stratum to N at the first stage (crossed strata: from
        tuples); or one number N without strata. A census with non-response is this: strata,
        N from the frame and no weight.
    strata_within: column(s) of strata at the second stage, inside the clusters.
    nest: True if cluster names repeat across strata and mean different clusters.
    lonely: what a stratum with one unit out of several contributes to the variance. "fail":
        raise; "remove" and "certainty": nothing; "adjust": its squared distance from the centre
        of the population; "average": the mean of the other strata.
    adjust_domains: apply "adjust" and "average" also where only one unit of a stratum lies in
        a domain.
    merge: mapping from a stratum to the neighbour it is merged with.
    weighting: steps applied to the weights in this order (PostStratification, Raking,
        Calibration, ResponseClasses, Trimming); the variance knows them.

    Sources: Särndal, Swensson & Wretman, Model Assisted Survey Sampling (1992), ch. 3-4; the
    names of the rules for lonely units are those of R survey.
    """

    weight: str | None = None
    strata: str | Sequence[str] = ()
    clusters: str | Sequence[str] = ()
    population: str | Sequence[str] | Mapping[Any, float] | float | None = None
    strata_within: str | Sequence[str] = ()
    nest: bool = False
    lonely: Lonely = "fail"
    adjust_domains: bool = False
    merge: Mapping[Any, Any] = field(default_factory=dict)
    weighting: Step | Sequence[Step] = ()

    def __post_init__(self) -> None:
        """Refuse what contradicts itself before any data are seen."""
        if self.lonely not in get_args(Lonely):
            choices = ", ".join(get_args(Lonely))
            raise SurveyError(f"lonely='{self.lonely}' is unknown. Choose one of: {choices}.")
        if self.weight is None and self.population is None:
            raise SurveyError(
                "The weight is missing. Name a weight column, or the population sizes from which "
                "weights follow; add a column of ones if every row is to count alike."
            )
        if not isinstance(self.population, str | Sequence | Mapping | Real | None):
            raise SurveyError(
                "population is a column name for each stage, a mapping from stratum to N, or one "
                f"number, not {type(self.population).__name__}."
            )
        if len(self.population_columns) > max(1, len(self.cluster_columns)):
            raise SurveyError(
                f"population names {len(self.population_columns)} stages but clusters names "
                f"{len(self.cluster_columns)}. Name one population column for each stage."
            )
        if self.merge and not self.stratum_columns:
            raise SurveyError("merge joins strata, but the design has none. Name strata.")
        if isinstance(self.population, Mapping) and not self.stratum_columns:
            raise SurveyError("population maps strata to N, but the design has none. Name strata.")

    @property
    def stratum_columns(self) -> tuple[str, ...]:
        """Names of the columns that are crossed to strata."""
        return _names(self.strata)

    @property
    def cluster_columns(self) -> tuple[str, ...]:
        """Names of the cluster columns, one for each stage; empty without clusters."""
        return _names(self.clusters)

    @property
    def population_columns(self) -> tuple[str, ...]:
        """Names of the population columns, one for each stage; empty for a mapping or number."""
        return _names(self.population) if isinstance(self.population, str | Sequence) else ()

    @property
    def within_columns(self) -> tuple[str, ...]:
        """Names of the columns of second-stage strata."""
        return _names(self.strata_within)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The weighting steps in order."""
        return tuple(self.weighting) if isinstance(self.weighting, Sequence) else (self.weighting,)


def _names(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
