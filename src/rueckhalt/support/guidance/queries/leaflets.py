"""Reads the pages that say the same to everybody: preserving evidence, and the household sheet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rueckhalt.support.guidance.queries.plans import content_texts, rulebook
from rueckhalt.support.guidance.rules.evidence import Evidence, parse_evidence
from rueckhalt.support.guidance.rules.grounds import Statement
from rueckhalt.support.guidance.rules.household import Occasion, Part, parse_household


@dataclass(frozen=True)
class Way:
    """A way on which something comes, and what its advice rests on, in one line each."""

    evidence: Evidence
    grounds: tuple[str, ...]


@dataclass(frozen=True)
class HouseholdPart:
    """A part of the household sheet under its heading."""

    heading: str
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True)
class Household:
    """The household sheet of a day; `grounds` is what it rests on, in one line each."""

    on: date
    parts: tuple[HouseholdPart, ...]
    grounds: tuple[str, ...]


@lru_cache(maxsize=1)
def shipped_evidence() -> tuple[Evidence, ...]:
    """How to preserve what happened, as shipped; a fault raises like one of the rulebook."""
    return parse_evidence(content_texts("guidance"), rulebook().norms)


@lru_cache(maxsize=1)
def shipped_household() -> tuple[Occasion, ...]:
    """What the household sheet says, as shipped; a fault raises like one of the rulebook."""
    return parse_household(content_texts("guidance"), rulebook().norms)


def ways_on(day: date) -> tuple[Way, ...]:
    """What holds for preserving evidence on a day, in the order of the page."""
    valid = (one for one in shipped_evidence() if one.is_valid_on(day))
    return tuple(Way(one, _grounds(one.statements)) for one in valid)


def household_on(day: date) -> Household:
    """The household sheet of a day."""
    valid = [one for one in shipped_household() if one.is_valid_on(day)]
    parts = tuple(
        HouseholdPart(part.heading, tuple(one for one in valid if one.part is part))
        for part in Part
    )
    return Household(day, parts, _grounds(said for one in valid for said in one.advice))


def _grounds(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for one in statements for line in _ground_lines(one)))


def _ground_lines(one: Statement) -> Iterator[str]:
    norms = rulebook().norms
    yield from (f"{norms[name].id} ({norms[name].title}): {norms[name].says}" for name in one.norms)
    yield from (f"{source.text}, Stand {source.on}" for source in one.sources)
