"""Situations by chance with a fixed seed, and what people read in their plans."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import rueckhalt
from rueckhalt.foundation.places.rules import Place, parse_directory
from rueckhalt.support.guidance.rules.conditions import all_hold
from rueckhalt.support.guidance.rules.plan import OPEN_OFFENCES, Advice, Plan
from rueckhalt.support.guidance.rules.rulebook import Question, QuestionKind, Rulebook, Urgency
from rueckhalt.support.guidance.rules.situation import Incident, Situation

SEED = 20261126
ON = date(2026, 11, 26)
TABLE = Path(rueckhalt.__file__).parent / "foundation/places/municipalities.csv"
# A city of each Land, and a municipality in an association where the Land has such.
AGS = (
    "01002000", "01054088", "02000000", "03241001", "03359023", "04011000", "05315000", "06412000",
    "07315000", "07235068", "08111000", "08326074", "09162000", "09771146", "10041100", "11000000",
    "12054000", "12073532", "13003000", "13073075", "14713000", "14628270", "15003000", "15090520",
    "16051000", "16066042",
)  # fmt: skip
# How many of the questions somebody answers: hurried, thorough, and everything that can be ticked.
SHARES = (0.2, 0.5, 0.9)


@cache
def all_places() -> dict[str, Place]:
    """Places by their key."""
    return {place.ags: place for place in parse_directory(TABLE.read_text("utf-8")).places}


def situations(book: Rulebook, count: int, seed: int = SEED) -> Iterator[Situation]:
    """So many situations, the same for the same seed.

    Every other one answers only what the form asks; the others hold any answers, because a
    machine may send any. One of fifty ticks every option that it can.
    """
    chance = random.Random(seed)
    places = [None, *(all_places()[ags] for ags in AGS)]
    for number in range(count):
        share = 1.0 if number % 50 == 0 else chance.choice(SHARES)
        told: dict[str, frozenset[str]] = {}
        for question in book.questions:
            is_asked = number % 2 == 1 or all_hold(question.when, told)
            if question.options and is_asked and chance.random() < share:
                told[question.id] = _answer(question, chance, is_whole=share == 1.0)
        yield Situation(
            chance.choice(places), told, _days(book, chance, share), _further(book, chance)
        )


def _answer(question: Question, chance: random.Random, *, is_whole: bool) -> frozenset[str]:
    options = sorted(question.option_ids)
    if question.kind is QuestionKind.ONE:
        return frozenset([chance.choice(options)])
    count = len(options) if is_whole else chance.randint(1, min(3, len(options)))
    return frozenset(chance.sample(options, count))


def _days(book: Rulebook, chance: random.Random, share: float) -> dict[str, date]:
    asked = (question for question in book.questions if question.kind is QuestionKind.DAY)
    return {question.id: _day(chance) for question in asked if chance.random() < share}


def _day(chance: random.Random) -> date:
    """Mostly of the last months, seldom of years ago."""
    return ON - timedelta(days=chance.choice((chance.randint(0, 130), chance.randint(0, 900))))


def _further(book: Rulebook, chance: random.Random) -> tuple[Incident, ...]:
    asked = [question for question in book.per_incident() if question.options]
    return tuple(
        Incident(
            {question.id: _answer(question, chance, is_whole=False) for question in asked},
            _day(chance) if chance.random() < 0.5 else None,
        )
        for _ in range(chance.choice((0, 0, 0, 1, 2)))
    )


# Answers that take steps away; without them a plan is longest.
SHORTENING = {
    "happened": {"parcel"},
    "recording_kind": {"minor"},
    "done": {"police", "complaint", "lock", "municipality", "platform", "refused"},
}
LONGEST_ANSWERS = {
    "danger": "yes", "wellbeing": "crisis", "role": "council", "public": "yes", "home": "yes",
    "frequency": "worse", "offender": "several",
}  # fmt: skip


def everything(book: Rulebook) -> Situation:
    """Somebody to whom all of it happened and who ticks whatever makes the plan longer."""
    ticked = {
        question.id: question.option_ids - SHORTENING.get(question.id, set())
        for question in book.questions
        if question.kind is QuestionKind.MANY
    }
    chosen = {question: frozenset([option]) for question, option in LONGEST_ANSWERS.items()}
    days = {"learned_on": ON - timedelta(days=120)}
    return Situation(all_places()["15090520"], {**ticked, **chosen}, days)


def open_words(plan: Plan) -> int:
    """How many words of a plan people read without opening anything or turning to a body."""
    lines = [line for item in plan.advice for line in _open_lines(item)]
    if len(plan.offences) <= OPEN_OFFENCES:
        lines += [possible.offence.name for possible in plan.offences]
    return _words(*lines, *plan.contradictions)


def _open_lines(item: Advice) -> tuple[str, ...]:
    """What stands open: of what comes later only the head, the rest waits under it."""
    if item.step.urgency is Urgency.LATER:
        return (item.title, item.who, item.by_when, item.deadline_label)
    return _all_lines(item)


def _all_lines(item: Advice) -> tuple[str, ...]:
    return (
        item.title, *item.do, item.who, item.by_when, item.ask, item.deadline_label,
        item.deadline_text,
    )  # fmt: skip


def words_to_do(advice: tuple[Advice, ...]) -> int:
    """How many words say what to do in some steps."""
    return sum(_words(item.title, *item.do, item.ask) for item in advice)


def _words(*texts: str) -> int:
    return len(" ".join(texts).split())


def all_texts(plan: Plan, book: Rulebook) -> Iterator[str]:
    """Every text of a plan, those that one has to open, too."""
    for item in plan.advice:
        yield from (*_all_lines(item), item.why, *item.because)
        yield from (part for norm in item.norms for part in (norm.title, norm.says))
        yield from (source.text for source in item.step.sources)
    yield from plan.contradictions
    for possible in plan.offences:
        offence = possible.offence
        yield from (offence.name, offence.about, offence.complaint_note)
        yield from (*possible.limits, *possible.because, *(norm.says for norm in possible.norms))
        yield from (source.text for source in offence.sources)
        yield book.offences.texts[f"complaint_{offence.complaint}"].text
        yield book.offences.texts[f"joint_{offence.joint}"].text
    if superior := plan.complaint.superior:
        yield from (superior.text, superior.ask)
