"""What is asked of a sample, and what whoever holds it answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from survey_estimation.design import Design
from survey_estimation.items import Missing
from survey_estimation.linear import Block, Kind

Stat = Literal["share", "count", "mean", "total", "ratio", "quantile"]


@dataclass(frozen=True)
class Question:
    """The part of a request that decides on the sums; the arguments are those of `estimate`."""

    items: tuple[Any, ...]
    stat: Stat
    where: Any = None
    missing: Missing = "fail"

    @property
    def kind(self) -> Kind:
        """Whether estimates are means (and shares) or totals (and counts)."""
        return "mean" if self.stat in ("share", "mean") else "total"


@dataclass(frozen=True)
class Answer:
    """Estimates of one breakdown: K items (name and category) in G domains.

    names: columns of the breakdown; levels: [G] labels of each domain.
    """

    names: tuple[str, ...]
    levels: tuple[tuple[Any, ...], ...]
    items: tuple[tuple[str, Any], ...]
    block: Block


class Answers(Protocol):
    """A sample that has taken in a question."""

    def answer(self, names: tuple[str, ...]) -> Answer:
        """The estimates of one breakdown."""
        ...


class Source(ABC):
    """A sample that lies elsewhere: in a database, a file, or arranged for the kernel."""

    @abstractmethod
    def answers(self, design: Design, question: Question) -> Answers:
        """Take in a question. Raises SurveyError for what cannot be answered from there."""
