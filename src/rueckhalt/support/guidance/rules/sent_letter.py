"""A letter that a machine asks for: the situation and what stands in the fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from pydantic import ConfigDict

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.support.guidance.rules.letters import LENGTHS, Letter, LetterBook, LetterField
from rueckhalt.support.guidance.rules.rulebook import Rulebook
from rueckhalt.support.guidance.rules.situation import facts_of
from rueckhalt.support.guidance.rules.told import (
    SHOWN,
    SentSituation,
    Told,
    parsed,
    told_from,
)
from rueckhalt.support.guidance.rules.writing import Filled

NOT_A_LETTER = gettext_noop("Das ist kein Brief als JSON. %(place)s: %(fault)s")
NO_SUCH_FIELD = gettext_noop("Dieser Brief hat in dieser Lage kein Feld %(name)s.")
NO_SUCH_LINE = gettext_noop("Das Feld %(name)s kennt die Antwort %(answer)s nicht.")
WRONG_KIND = gettext_noop("Das Feld %(name)s braucht %(kind)s.")
TOO_LONG = gettext_noop("Das Feld %(name)s ist zu lang, höchstens %(most)s Zeichen.")
MISSING = gettext_noop("Das Feld %(name)s fehlt: %(label)s")
A_LIST = gettext_noop("eine Liste")
A_TEXT = gettext_noop("einen Text")


@dataclass(frozen=True)
class SentLetter:
    """What a machine sends."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    situation: SentSituation = field(default_factory=SentSituation)
    fields: dict[str, str | tuple[str, ...]] = field(default_factory=dict)


def letter_from_json(
    raw: bytes, letter: Letter, book: LetterBook, rulebook: Rulebook, on: date
) -> tuple[Told, Filled]:
    """Reads what a machine sent for a letter (its shape: `rules.schema.letter_schema`).

    Raises:
        Refused: no JSON, not that shape, a situation or a field that does not fit, a field that
            is missing.
    """
    sent = parsed(raw, SentLetter, "not_a_letter", NOT_A_LETTER)
    told = told_from(sent.situation, rulebook, on)
    asked = {
        one.id: (one, must) for one, must in book.asked(letter, facts_of(told.situation(None)))
    }
    for name in sent.fields:
        if name not in asked:
            raise Refused("no_such_field", NO_SUCH_FIELD, name=name[:SHOWN])
    filled = {name: _value(asked[name][0], value) for name, value in sent.fields.items()}
    _refuse_missing(asked, filled)
    return told, filled


def _value(asked: LetterField, value: str | tuple[str, ...]) -> str | frozenset[str]:
    if isinstance(value, str) == bool(asked.options):
        kind = A_LIST if asked.options else A_TEXT
        raise Refused("wrong_kind", WRONG_KIND, name=asked.id, kind=kind)
    if isinstance(value, str):
        most = LENGTHS[asked.kind]
        if len(value) > most:
            raise Refused("too_long", TOO_LONG, name=asked.id, most=most)
        return value.strip()
    for answer in sorted(set(value) - set(asked.texts)):
        raise Refused("no_such_line", NO_SUCH_LINE, name=asked.id, answer=answer[:SHOWN])
    return frozenset(value)


def _refuse_missing(asked: Mapping[str, tuple[LetterField, bool]], filled: Filled) -> None:
    for one, must in asked.values():
        if must and not filled.get(one.id):
            raise Refused("missing_field", MISSING, name=one.id, label=one.label)
