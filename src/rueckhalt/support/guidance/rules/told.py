"""What a person told us before it is understood: the words for the place, and the answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from rueckhalt.foundation.lib.faults import fault_in_words, place_in_words
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.places.rules import Place
from rueckhalt.support.guidance.rules.remembered import Remembered, remembered
from rueckhalt.support.guidance.rules.rulebook import Question, QuestionKind, Rulebook
from rueckhalt.support.guidance.rules.situation import Incident, Situation

PLACE_LENGTH = 100
DAY_LENGTH = 60
# As many as fit the form; they are told to make a plan, not to keep a file.
MOST_FURTHER = 8
# How much of a foreign word is said again, so that who sent it finds it.
SHOWN = 40
EARLIEST_DAY = date(1990, 1, 1)

NOT_A_SITUATION = gettext_noop("Das ist keine Lage als JSON. %(place)s: %(fault)s")
TOO_MANY_INCIDENTS = gettext_noop("Höchstens %(most)s weitere Vorfälle passen in eine Lage.")
NO_SUCH_QUESTION = gettext_noop(
    "Die Frage %(name)s gibt es nicht. Alle Fragen stehen im Schema der Lage."
)
NO_SUCH_ANSWER = gettext_noop("Die Frage %(name)s kennt die Antwort %(answer)s nicht.")
ONE_ANSWER_ONLY = gettext_noop("Die Frage %(name)s hat nur eine Antwort.")
NO_DAY = gettext_noop("Bitte schreiben Sie den Tag so: 24.12.2025, Januar 2026 oder gestern.")
FUTURE_DAY = gettext_noop("Dieser Tag liegt in der Zukunft. Bitte prüfen Sie das Jahr.")
DISTANT_DAY = gettext_noop("Dieser Tag liegt sehr weit zurück. Bitte prüfen Sie das Jahr.")

Sent = TypeVar("Sent")


@dataclass(frozen=True)
class ToldIncident:
    """A further incident as it was told."""

    answers: Mapping[str, frozenset[str]]
    learned_on: Remembered | None = None

    def understood(self) -> Incident:
        """The incident with the earliest day that can be meant."""
        return Incident(self.answers, self.learned_on.earliest if self.learned_on else None)


@dataclass(frozen=True)
class Told:
    """Answers as they arrived, already checked against the questions.

    `place_text` are the words typed for the place, `place_ags` the key of one that was chosen
    from several; both may be empty.
    """

    place_text: str
    place_ags: str
    answers: Mapping[str, frozenset[str]]
    days: Mapping[str, Remembered]
    further: tuple[ToldIncident, ...] = ()

    def situation(self, place: Place | None) -> Situation:
        """The situation, with the earliest days that can be meant."""
        days = {name: day.earliest for name, day in self.days.items()}
        return Situation(place, self.answers, days, tuple(one.understood() for one in self.further))


@dataclass(frozen=True)
class SentIncident:
    """A further incident as a machine sends it."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    answers: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    learned_on: str = ""


@dataclass(frozen=True)
class SentSituation:
    """A situation as a machine sends it."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    place: str = ""
    place_ags: str = ""
    answers: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)
    further: tuple[SentIncident, ...] = ()


def told_from_json(raw: bytes, rulebook: Rulebook, on: date) -> Told:
    """Reads a situation that a machine sent (its shape: `rules.schema.situation_schema`).

    Raises:
        Refused: no JSON, not that shape, an answer that no question knows, an impossible day.
    """
    return told_from(parsed(raw, SentSituation, "not_a_situation", NOT_A_SITUATION), rulebook, on)


def parsed(raw: bytes, shape: type[Sent], code: str, message: str) -> Sent:
    """Reads JSON of a shape.

    Raises:
        Refused: with the code and the message, which names the place and the fault.
    """
    try:
        return TypeAdapter(shape).validate_json(raw)
    except ValidationError as error:
        fault = error.errors()[0]
        place = place_in_words(fault["loc"])
        words = fault_in_words(fault["type"], fault.get("ctx", {}))
        raise Refused(code, message, place=place, fault=words) from error


def told_from(sent: SentSituation, rulebook: Rulebook, on: date) -> Told:
    """Checks a situation that a machine sent against the questions; refuses as `told_from_json`."""
    if len(sent.further) > MOST_FURTHER:
        raise Refused("too_many_incidents", TOO_MANY_INCIDENTS, most=MOST_FURTHER)
    questions = {question.id: question for question in rulebook.questions}
    repeated = {question.id: question for question in rulebook.per_incident()}
    return Told(
        sent.place[:PLACE_LENGTH],
        sent.place_ags,
        _answers(sent.answers, questions),
        {name: _sent_day(name, text, questions, on) for name, text in sent.days.items()},
        tuple(_incident(one, repeated, on) for one in sent.further),
    )


def _incident(sent: SentIncident, questions: Mapping[str, Question], on: date) -> ToldIncident:
    day = _sent_day("learned_on", sent.learned_on, questions, on) if sent.learned_on else None
    return ToldIncident(_answers(sent.answers, questions), day)


def _answers(
    sent: Mapping[str, str | tuple[str, ...]], questions: Mapping[str, Question]
) -> dict[str, frozenset[str]]:
    for name in sent:
        if name not in questions or _asks_for_day(questions[name]):
            raise Refused("no_such_question", NO_SUCH_QUESTION, name=name[:SHOWN])
    return {name: _answer(questions[name], value) for name, value in sent.items()}


def _sent_day(name: str, text: str, questions: Mapping[str, Question], on: date) -> Remembered:
    if name not in questions or not _asks_for_day(questions[name]):
        raise Refused("no_such_question", NO_SUCH_QUESTION, name=name[:SHOWN])
    return read_day(text, on)


def read_day(text: str, on: date) -> Remembered:
    """Understands a day in the past as a person writes it.

    Raises:
        Refused: no day, one in the future, or one that cannot be meant.
    """
    day = remembered(text, on)
    if day is None:
        raise Refused("no_day", NO_DAY)
    if day.earliest > on:
        raise Refused("future_day", FUTURE_DAY)
    if day.earliest < EARLIEST_DAY:
        raise Refused("distant_day", DISTANT_DAY)
    return day


def _asks_for_day(question: Question) -> bool:
    return question.kind is QuestionKind.DAY


def _answer(question: Question, value: str | tuple[str, ...]) -> frozenset[str]:
    given = frozenset([value] if isinstance(value, str) else value)
    for answer in sorted(given - question.option_ids):
        raise Refused("no_such_answer", NO_SUCH_ANSWER, name=question.id, answer=answer[:SHOWN])
    if question.kind is QuestionKind.ONE and len(given) > 1:
        raise Refused("one_answer_only", ONE_ANSWER_ONLY, name=question.id)
    return given
