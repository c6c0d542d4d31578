"""What a situation and a letter may hold, as JSON Schema made from their questions."""

from collections.abc import Iterable, Mapping

from rueckhalt.support.guidance.rules.letters import LENGTHS, LetterField
from rueckhalt.support.guidance.rules.rulebook import Question, QuestionKind, Rulebook
from rueckhalt.support.guidance.rules.told import DAY_LENGTH, MOST_FURTHER, PLACE_LENGTH

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def situation_schema(rulebook: Rulebook) -> dict[str, object]:
    """JSON Schema (2020-12) of what the command line and the API accept."""
    days = [q for q in rulebook.questions if q.kind is QuestionKind.DAY]
    choices = [q for q in rulebook.questions if q.kind is not QuestionKind.DAY]
    return {
        "$schema": DIALECT,
        "title": "Lage",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "place": {
                "type": "string",
                "maxLength": PLACE_LENGTH,
                "description": "Wohnort oder Postleitzahl",
            },
            "place_ags": {"type": "string", "pattern": "^([0-9]{8})?$"},
            "answers": _object({q.id: _choice(q) for q in choices}),
            "days": _object({q.id: _day(q) for q in days}),
            "further": {
                "type": "array",
                "items": _incident(rulebook),
                "maxItems": MOST_FURTHER,
                "description": "Weitere Vorfälle",
            },
        },
    }


def letter_schema(
    fields: Iterable[LetterField], situation: Mapping[str, object]
) -> dict[str, object]:
    """JSON Schema (2020-12) of what a letter with these fields takes.

    `situation` is the schema of a situation, or a reference to it.
    """
    return {
        "$schema": DIALECT,
        "title": "Angaben zu einem Brief",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "situation": dict(situation),
            "fields": _object({one.id: _filled(one) for one in fields}),
        },
    }


def _filled(asked: LetterField) -> dict[str, object]:
    about = {"description": f"{asked.label} {asked.hint}".strip()}
    if asked.options:
        one = {"oneOf": [{"const": o.id, "description": o.label} for o in asked.options]}
        return {**about, "type": "array", "items": one, "uniqueItems": True}
    return {**about, "type": "string", "maxLength": LENGTHS[asked.kind]}


def _object(properties: dict[str, object]) -> dict[str, object]:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _choice(question: Question) -> dict[str, object]:
    one = {"oneOf": [{"const": o.id, "description": o.label} for o in question.options]}
    if question.kind is QuestionKind.ONE:
        return {"description": question.text, **one}
    return {"description": question.text, "type": "array", "items": one, "uniqueItems": True}


def _day(question: Question) -> dict[str, object]:
    example = "2026-01-31, 31.1.2026, Anfang März, vor drei Wochen"
    return {
        "description": f"{question.text} ({example})",
        "type": "string",
        "maxLength": DAY_LENGTH,
    }


def _incident(rulebook: Rulebook) -> dict[str, object]:
    asked = [q for q in rulebook.per_incident() if q.kind is not QuestionKind.DAY]
    return _object(
        {
            "answers": _object({q.id: _choice(q) for q in asked}),
            "learned_on": {"type": "string", "maxLength": DAY_LENGTH},
        }
    )
