"""Says again in words what somebody told the guide, so that she can take parts of it out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rueckhalt.foundation.places.api import chosen_place
from rueckhalt.support.guidance.queries.plans import rulebook
from rueckhalt.support.guidance.rules.rulebook import Question
from rueckhalt.support.guidance.rules.told import DAY_LENGTH, MOST_FURTHER, PLACE_LENGTH

PLACE = ("place", "place_ags")
Pair = tuple[str, str]


@dataclass(frozen=True)
class RetoldLine:
    """A question with its answer in words; `kept` are the fields of the guide that say the same."""

    name: str
    question: str
    answer: str
    kept: tuple[Pair, ...]


def retold(sent: Iterable[Pair]) -> tuple[RetoldLine, ...]:
    """Returns what was told, in the order of the questions; what the guide does not ask drops out."""
    told: dict[str, list[str]] = defaultdict(list)
    for name, value in sent:
        told[name].append(value)
    lines = [_place(told)]
    lines += [_line(question.id, question, told, "") for question in rulebook().questions]
    lines += [
        _line(f"v{number}_{question.id}", question, told, f"Vorfall {number}: ")
        for number in range(2, MOST_FURTHER + 2)
        for question in rulebook().per_incident()
    ]
    return tuple(line for line in lines if line)


def _place(told: dict[str, list[str]]) -> RetoldLine | None:
    text, key = ("".join(told.get(name, [])[:1])[:PLACE_LENGTH] for name in PLACE)
    meant = chosen_place(text, key)
    answer = meant.place.label if meant.place else text.strip()
    if not answer:
        return None
    kept = tuple((name, value) for name, value in zip(PLACE, (text, key), strict=True) if value)
    return RetoldLine("place", "Wo wohnen Sie?", answer, kept)


def _line(
    name: str, question: Question, told: dict[str, list[str]], before: str
) -> RetoldLine | None:
    sent = told.get(name, [])
    if question.options:
        chosen = [option for option in question.options if option.id in sent]
        values, words = [one.id for one in chosen], [one.label for one in chosen]
    else:
        values = words = [value[:DAY_LENGTH] for value in sent[:1] if value.strip()]
    if not values:
        return None
    kept = tuple((name, value) for value in values)
    return RetoldLine(name, before + question.text, "; ".join(words), kept)
