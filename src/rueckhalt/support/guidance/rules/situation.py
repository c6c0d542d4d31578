"""What a person told us, as values: a place, ticked answers, and days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from rueckhalt.foundation.places.rules import Place

# The value of a fact whose question was skipped; rules may name it like any other answer.
UNANSWERED = "unanswered"
NOTHING: Mapping[str, frozenset[str]] = MappingProxyType({})
NO_DAYS: Mapping[str, date] = MappingProxyType({})


@dataclass(frozen=True)
class Incident:
    """A further incident: its answers, and the day she learned of it."""

    answers: Mapping[str, frozenset[str]] = field(default_factory=lambda: NOTHING)
    learned_on: date | None = None


@dataclass(frozen=True)
class Situation:
    """One described situation; every part may be missing.

    `answers` maps the id of a question to the ids of the ticked options; `days` maps the id of a
    question to a day, the earliest that can be meant; `place` is the municipality where the
    person lives; `further` are incidents beside the one described first.
    """

    place: Place | None = None
    answers: Mapping[str, frozenset[str]] = field(default_factory=lambda: NOTHING)
    days: Mapping[str, date] = field(default_factory=lambda: NO_DAYS)
    further: tuple[Incident, ...] = ()


def facts_of(situation: Situation) -> Mapping[str, frozenset[str]]:
    """Turns a situation into the facts that rules ask for: answers and what follows from the place.

    A fact that is missing here counts as `UNANSWERED`.
    """
    facts = dict(situation.answers)
    for incident in situation.further:
        for name, chosen in incident.answers.items():
            facts[name] = facts.get(name, frozenset()) | chosen
    if situation.further:
        facts.setdefault("frequency", frozenset({"several"}))
    if place := situation.place:
        facts["land"] = frozenset({place.land.value})
        facts["association"] = frozenset({"yes" if place.association else "no"})
    return facts
