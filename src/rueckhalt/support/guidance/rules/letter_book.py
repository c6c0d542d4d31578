"""Reads the letters strictly, and says what in them does not fit together."""

from collections.abc import Iterator, Mapping

from rueckhalt.foundation.lib.content import ContentError, parse_entries
from rueckhalt.support.guidance.rules.conditions import condition_faults
from rueckhalt.support.guidance.rules.grounds import claim_faults, review_faults
from rueckhalt.support.guidance.rules.letters import Letter, LetterBook, LetterField, Passage
from rueckhalt.support.guidance.rules.rulebook import PLACE_NAMES, Rulebook, known_facts

# What the situation adds to the names that a passage may use.
LEARNED = "learned_on"


def parse_letters(texts: Mapping[str, str], rulebook: Rulebook) -> LetterBook:
    """Builds the letters from the texts of their folder (file name → TOML).

    Raises:
        ContentError: a fault in one entry, or one that names an unknown field, step, norm, fact
            or legal value, or rests on nothing although it says "belegt".
    """
    book = LetterBook(
        letters={one.id: one for one in parse_entries(texts, "letter", Letter)},
        fields={one.id: one for one in parse_entries(texts, "field", LetterField)},
    )
    faults = [
        fault for letter in book.letters.values() for fault in _faults(letter, book, rulebook)
    ]
    faults += _field_faults(book, rulebook)
    if faults:
        raise ContentError("\n".join(faults))
    return book


def _field_faults(book: LetterBook, rulebook: Rulebook) -> Iterator[str]:
    facts = known_facts(rulebook.questions)
    taken = {*facts, *PLACE_NAMES, *rulebook.parameters, LEARNED}
    for one in book.fields.values():
        yield from condition_faults(one.id, "when", one.when, facts)
        if one.id in taken:
            yield f"{one.id}: So heißt schon etwas anderes."


def _faults(letter: Letter, book: LetterBook, rulebook: Rulebook) -> Iterator[str]:
    asked = {one.field for one in letter.asks}
    many = {name for name in asked if name in book.fields and book.fields[name].options}
    facts = {
        **known_facts(rulebook.questions),
        **{name: frozenset(book.fields[name].texts) for name in many},
    }
    for name in ("when", "unless"):
        yield from condition_faults(letter.id, name, getattr(letter, name), facts)
    for passage in letter.passages:
        for condition in (passage.when, passage.unless):
            yield from condition_faults(letter.id, "passages", condition, facts)
        if not (passage.text or passage.listed):
            yield f"{letter.id}: Ein Absatz ist leer."
    yield from _name_faults(letter, asked - many, many, book, rulebook)
    yield from claim_faults(letter.id, letter, rulebook.norms)
    yield from review_faults(letter.id, letter)


def _name_faults(
    letter: Letter, typed: set[str], many: set[str], book: LetterBook, rulebook: Rulebook
) -> Iterator[str]:
    """Yields each name in a letter that nobody fills in."""
    for one in letter.asks:
        if one.field not in book.fields:
            yield f"{letter.id}: Das Feld {one.field} gibt es nicht."
    values = {*PLACE_NAMES, *rulebook.parameters, LEARNED}
    for passage in letter.passages:
        yield from _unknown(letter, passage.names, typed | values)
        yield from _unknown(letter, (passage.listed,) if passage.listed else (), many)
    yield from _unknown(letter, Passage(letter.subject).names, set(rulebook.parameters))
    yield from _unknown(letter, (*letter.sender, "name", "recipient"), typed)
    yield from _unknown(letter, (letter.enclosed,) if letter.enclosed else (), many)
    yield from _unknown(letter, Passage(letter.about).names, set())
    for text in (*letter.know, *letter.send, letter.ask):
        yield from _unknown(letter, Passage(text).names, {*PLACE_NAMES, *rulebook.parameters})
    steps = {step.id for step in rulebook.steps}
    yield from _unknown(letter, letter.steps, steps)


def _unknown(letter: Letter, names: tuple[str, ...], known: set[str]) -> Iterator[str]:
    yield from (f"{letter.id}: {name} gibt es hier nicht." for name in names if name not in known)
