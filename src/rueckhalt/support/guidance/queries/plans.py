"""Reads the rulebook, and joins a plan with the bodies that can be reached now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files

from rueckhalt.foundation.directory.api import (
    BERLIN,
    Body,
    Card,
    Competence,
    all_entries,
    bodies_for,
    card_of,
)
from rueckhalt.foundation.places.api import Place, chosen_place
from rueckhalt.support.guidance.rules.appointments import Appointment, appointments
from rueckhalt.support.guidance.rules.conditions import Answers
from rueckhalt.support.guidance.rules.letter_book import parse_letters
from rueckhalt.support.guidance.rules.letters import Letter, LetterBook
from rueckhalt.support.guidance.rules.offences import OffenceText, SuperiorRule, Word
from rueckhalt.support.guidance.rules.plan import (
    OPEN_OFFENCES,
    Advice,
    Plan,
    PossibleOffence,
    advise,
)
from rueckhalt.support.guidance.rules.rulebook import Rulebook, Urgency, parse_rulebook
from rueckhalt.support.guidance.rules.situation import Situation, facts_of
from rueckhalt.support.guidance.rules.told import Told

# Two ways are enough on a phone; the page of all bodies lists the rest.
BODIES_PER_STEP = 2
HEADINGS = {
    Urgency.NOW: "Sofort",
    Urgency.TODAY: "Heute",
    Urgency.DAYS: "In den nächsten Tagen",
    Urgency.LATER: "Danach",
}


@dataclass(frozen=True)
class StepView:
    """A step with its number on the page, the bodies to turn to, and the letters to write."""

    number: int
    advice: Advice
    contacts: tuple[Card, ...]
    letters: tuple[Letter, ...] = ()


@dataclass(frozen=True)
class Group:
    """The steps of one urgency under their heading."""

    urgency: Urgency
    heading: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True)
class OffenceView:
    """An offence that comes into question, with what is said of its Strafantrag and Nebenklage."""

    possible: PossibleOffence
    complaint: OffenceText
    joint: OffenceText


@dataclass(frozen=True)
class PlanView:
    """A plan as pages and the command line show it: groups of steps by urgency.

    `place_choices` are the places that her words can mean, when it is not clear which;
    `offence_notes` explain what the offences mean for the Strafantrag;
    `vague_days` are questions whose day is a span, with the first day of it;
    `letters` are those that are of use in this situation.
    """

    plan: Plan
    groups: tuple[Group, ...]
    offences: tuple[OffenceView, ...] = ()
    offence_notes: tuple[OffenceText | SuperiorRule, ...] = ()
    place_choices: tuple[Place, ...] = ()
    vague_days: tuple[tuple[str, date], ...] = ()
    letters: tuple[Letter, ...] = ()

    @property
    def appointments(self) -> tuple[Appointment, ...]:
        """The days to act by, for a calendar."""
        return appointments(self.plan)

    @property
    def has_many_offences(self) -> bool:
        """Says whether the list of offences is folded, so that the steps stay in sight."""
        return len(self.offences) > OPEN_OFFENCES


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The shipped rulebook.

    Raises:
        ContentError: an entry has a fault; it names file, entry and field.
    """
    return parse_rulebook(content_texts("guidance"), content_texts("law"))


@lru_cache(maxsize=1)
def letter_book() -> LetterBook:
    """The shipped letters.

    Raises:
        ContentError: an entry has a fault; it names file, entry and field.
    """
    return parse_letters(content_texts("letters"), rulebook())


def letters_for(facts: Answers, on: date) -> tuple[Letter, ...]:
    """The letters that are of use after these answers, in their order."""
    return tuple(letter for letter in letter_book().on(on) if letter.fits(facts))


def content_texts(folder: str) -> dict[str, str]:
    """The files of a folder of content: name → text."""
    entries = (files("rueckhalt") / "content" / folder).iterdir()
    return {entry.name: entry.read_text("utf-8") for entry in entries}


def today(at: datetime) -> date:
    """The day in Germany at an aware moment."""
    return at.astimezone(BERLIN).date()


def plan_page(told: Told, at: datetime) -> PlanView:
    """The plan for what a person told, with the places that her words can mean."""
    meant = chosen_place(told.place_text, told.place_ags)
    choices = tuple(match.place for match in meant.choices)
    view = plan_for(told.situation(meant.place), at, choices)
    return replace(view, vague_days=_vague_days(told))


def _vague_days(told: Told) -> tuple[tuple[str, date], ...]:
    days = ((question, told.days.get(question.id)) for question in rulebook().questions)
    return tuple((question.text, day.earliest) for question, day in days if day and day.is_vague)


def plan_for(situation: Situation, at: datetime, choices: tuple[Place, ...] = ()) -> PlanView:
    """The plan for a situation at an aware moment, with bodies and their hours."""
    plan, bodies = advise(situation, rulebook(), today(at)), all_entries().bodies
    letters = letters_for(facts_of(situation), plan.on)
    views = [
        StepView(
            number,
            advice,
            cards_for(advice.step.competence, bodies, situation.place, at),
            tuple(letter for letter in letters if advice.step.id in letter.steps),
        )
        for number, advice in enumerate(plan.advice, start=1)
    ]
    groups = tuple(
        Group(urgency, heading, steps)
        for urgency, heading in HEADINGS.items()
        if (steps := tuple(view for view in views if view.advice.step.urgency is urgency))
    )
    notes = tuple(_offence_notes(plan))
    return PlanView(plan, groups, _offences(plan), notes, choices, letters=letters)


def _offences(plan: Plan) -> tuple[OffenceView, ...]:
    texts = rulebook().offences.texts
    return tuple(
        OffenceView(
            possible,
            texts[f"complaint_{possible.offence.complaint}"],
            texts[f"joint_{possible.offence.joint}"],
        )
        for possible in plan.offences
    )


def _offence_notes(plan: Plan) -> Iterator[OffenceText | SuperiorRule]:
    """What holds for the offences of a plan, in the order in which one needs it."""
    texts, advice = rulebook().offences.texts, plan.complaint
    if advice.superior:
        yield advice.superior
    needed = {
        Word.PRIVATE: advice.privately_for,
        Word.CONCILIATION: advice.conciliation_for,
        Word.OBJECTION: advice.objection_for,
        Word.WITHDRAWAL: advice.needed_for,
    }
    yield from (texts[word] for word, offences in needed.items() if offences)


def cards_for(
    competence: Competence | None, bodies: tuple[Body, ...], place: Place | None, at: datetime
) -> tuple[Card, ...]:
    """The bodies to turn to for a matter, best first; none where no matter is named."""
    if competence is None:
        return ()
    offers = bodies_for(bodies, competence, place, at)[:BODIES_PER_STEP]
    return tuple(card_of(offer.body, at) for offer in offers)
