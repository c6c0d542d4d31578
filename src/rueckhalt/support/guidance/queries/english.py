"""Reads the English text, and joins it with the German steps and the directory."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from rueckhalt.foundation.directory.api import (
    Body,
    Card,
    all_entries,
    card_of,
    shipped_entries,
)
from rueckhalt.support.guidance.queries.plans import content_texts, rulebook, today
from rueckhalt.support.guidance.rules.english import (
    EnglishBook,
    EnglishContact,
    EnglishPage,
    EnglishPageId,
    EnglishStep,
    parse_english,
)
from rueckhalt.support.guidance.rules.rulebook import Norm, Step


@dataclass(frozen=True)
class EnglishContactView:
    """A body as an English page shows it."""

    contact: EnglishContact
    card: Card


@dataclass(frozen=True)
class EnglishStepView:
    """A step in English with the German step that it translates and what that rests on."""

    number: int
    step: EnglishStep
    german: Step
    norms: tuple[Norm, ...]
    contacts: tuple[EnglishContactView, ...]


@lru_cache(maxsize=1)
def english_book() -> EnglishBook:
    """The shipped English text.

    Raises:
        ContentError: an entry has a fault; it names file, entry and field.
    """
    numbers = _numbers(shipped_entries().bodies)
    return parse_english(content_texts("english"), rulebook(), numbers)


def english_page(name: str) -> EnglishPage:
    """What an English page says around its steps; `name` is start or now."""
    return english_book().pages[EnglishPageId(name)]


def english_steps(at: datetime) -> tuple[EnglishStepView, ...]:
    """The first steps in English, with the bodies and numbers that hold at an aware moment."""
    on, own = today(at), all_entries().bodies
    german = {step.id: step for step in rulebook().steps if step.is_valid_on(on)}
    steps = [step for step in english_book().steps if step.id in german]
    bodies = {body.id: body for body in own if body.is_valid(on)}
    # A number that an operator hid or emptied still belongs into the sentence that names it.
    numbers = _numbers((*shipped_entries().bodies, *own))
    return tuple(
        EnglishStepView(
            number,
            step.filled(numbers),
            german[step.id],
            tuple(rulebook().norms[norm] for norm in german[step.id].norms),
            _english_contacts(step, bodies, at),
        )
        for number, step in enumerate(steps, start=1)
    )


def _english_contacts(
    step: EnglishStep, bodies: Mapping[str, Body], at: datetime
) -> tuple[EnglishContactView, ...]:
    known = english_book().contacts
    return tuple(
        EnglishContactView(known[one], card_of(bodies[one], at))
        for one in step.contacts
        if one in bodies
    )


def _numbers(bodies: tuple[Body, ...]) -> dict[str, str]:
    return {body.id: body.phone for body in bodies if body.phone}
