"""What a person told us before it is understood: the words for the place, and the answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.support.guidance.rules.rulebook import Question, QuestionKind, Rulebook

PLACE_LENGTH = 100
EARLIEST_DAY = date(1990, 1, 1)

NOT_A_SITUATION = gettext_noop("Das ist keine Lage als JSON. %(place)s: %(fault)s")
NO_SUCH_QUESTION = gettext_noop("Die Frage %(name)s gibt es nicht. Alle Fragen zeigt --schema.")
NO_SUCH_ANSWER = gettext_noop("Die Frage %(name)s kennt die Antwort %(answer)s nicht.")
ONE_ANSWER_ONLY = gettext_noop("Die Frage %(name)s hat nur eine Antwort.")
WRONG_DAY = gettext_noop("%(name)s: %(fault)s")


@dataclass(frozen=True)
class Told:
    """Answers as they arrived, already checked against the questions.

    `place_text` are the words typed for the place, `place_ags` the key of one that was chosen
    from several; both may be empty.
    """

    place_text: str
    place_ags: str
    answers: Mapping[str, frozenset[str]]
    days: Mapping[str, date]


@dataclass(frozen=True)
class SentSituation:
    """A situation as a machine sends it."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    place: str = ""
    place_ags: str = ""
    answers: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)


def told_from_json(raw: bytes, rulebook: Rulebook, on: date) -> Told:
    """Reads a situation that a machine sent (its shape: `rules.schema.situation_schema`).

    Raises:
        Refused: no JSON, not that shape, an answer that no question knows, an impossible day.
    """
    try:
        sent = TypeAdapter(SentSituation).validate_json(raw)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"]) or "Eingabe"
        raise Refused(
            "not_a_situation", NOT_A_SITUATION, place=place, fault=fault["msg"]
        ) from error
    questions = {question.id: question for question in rulebook.questions}
    for name in (*sent.answers, *sent.days):
        if name not in questions or (name in sent.days) != _asks_for_day(questions[name]):
            raise Refused("no_such_question", NO_SUCH_QUESTION, name=name)
    for name, day in sent.days.items():
        if fault_of_day := day_fault(day, on):
            raise Refused("wrong_day", WRONG_DAY, name=name, fault=fault_of_day)
    answers = {name: _answer(questions[name], value) for name, value in sent.answers.items()}
    return Told(sent.place[:PLACE_LENGTH], sent.place_ags, answers, sent.days)


def day_fault(day: date, on: date) -> str:
    """Says in a sentence why a day cannot be meant; empty when it can."""
    if day > on:
        return "Dieser Tag liegt in der Zukunft. Bitte prüfen Sie das Jahr."
    if day < EARLIEST_DAY:
        return "Dieser Tag liegt sehr weit zurück. Bitte prüfen Sie das Jahr."
    return ""


def _asks_for_day(question: Question) -> bool:
    return question.kind is QuestionKind.DAY


def _answer(question: Question, value: str | tuple[str, ...]) -> frozenset[str]:
    given = frozenset([value] if isinstance(value, str) else value)
    for answer in sorted(given - question.option_ids):
        raise Refused("no_such_answer", NO_SUCH_ANSWER, name=question.id, answer=answer)
    if question.kind is QuestionKind.ONE and len(given) > 1:
        raise Refused("one_answer_only", ONE_ANSWER_ONLY, name=question.id)
    return given
