"""Weighting steps as declarations: what a design says about its weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class PostStratification:
    """Scale the weights so that they add up to known counts in each class.

    by: column of the classes; several columns are crossed.
    totals: mapping from class (crossed: tuple) to population count.

    Source: Holt & Smith, Post Stratification, JRSS A 142 (1979), 33-46.
    """

    by: str | Sequence[str]
    totals: Mapping[Any, float]


@dataclass(frozen=True)
class Raking:
    """Scale the weights in turn to several margins until all of them hold.

    margins: mapping from column to a mapping from class to population count.
    tolerance: largest relative deviation of a margin at the end.
    iterations: largest number of rounds.

    The variance is that of R survey's rake. The same weights with the variance of a calibration
    come from Calibration(method="raking") with the margins as totals.

    Source: Deming & Stephan, Ann. Math. Statist. 11 (1940), 427-444.
    """

    margins: Mapping[str, Mapping[Any, float]]
    tolerance: float = 1e-11
    iterations: int = 1000


@dataclass(frozen=True)
class Calibration:
    """Move the weights as little as possible until known totals hold.

    totals: mapping from a column to its total: a number for a column of numbers, or a mapping
        from class to count for a column of classes.
    size: population size, for the intercept; not needed beside a full set of class counts.
    method: "linear" (chi-squared distance), "raking" (multiplicative) or "logit" (multiplicative
        within bounds).
    bounds: least and largest ratio of new to old weight; required for "logit", optional for
        "linear".

    Source: Deville & Särndal, JASA 87 (1992), 376-382, cases 1, 2, 6 and 7 of table 1.
    """

    totals: Mapping[str, float | Mapping[Any, float]]
    size: float | None = None
    method: Literal["linear", "raking", "logit"] = "linear"
    bounds: tuple[float, float] | None = None
    tolerance: float = 1e-12
    iterations: int = 200


@dataclass(frozen=True)
class ResponseClasses:
    """Let the respondents of a class stand for its non-respondents.

    classes: column of the classes; several columns are crossed.
    responded: column of 1 or True for respondents, 0 or False for the others.

    Source: Särndal, Swensson & Wretman (1992), section 15.6 (response homogeneity groups).
    """

    classes: str | Sequence[str]
    responded: str


@dataclass(frozen=True)
class Trimming:
    """Cut weights at bounds and share what was cut evenly among the rest.

    low, high: bounds of the weight itself, or of its ratio to the median with relative=True.
    The variance takes the trimmed weights as given.

    Source: Potter, A study of procedures to identify and trim extreme sampling weights,
    Proc. ASA Survey Research Methods (1990), 225-230.
    """

    low: float = 0.0
    high: float = field(default=float("inf"))
    relative: bool = False


Step = PostStratification | Raking | Calibration | ResponseClasses | Trimming
