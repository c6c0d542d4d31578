"""Puts a letter on paper.

A passage that names something she did not tell is left out, so that no letter ever has an empty
bracket. Whatever she typed is put in as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rueckhalt.support.guidance.rules.conditions import Answers, all_hold, any_holds
from rueckhalt.support.guidance.rules.letters import Letter, LetterBook, Passage

Filled = Mapping[str, str | frozenset[str]]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it stands on paper; each part may be empty."""

    heading: str
    text: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """A letter as it stands on paper. `name` closes it, `enclosed` names what lies beside it."""

    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    on: date
    subject: str
    paragraphs: tuple[Paragraph, ...]
    name: str
    enclosed: tuple[str, ...]


def write(
    letter: Letter,
    book: LetterBook,
    filled: Filled,
    facts: Answers,
    names: Mapping[str, str],
    on: date,
) -> Written:
    """Puts a letter on paper.

    Args:
        letter: what to write.
        book: the fields.
        filled: what was typed and ticked, by field; missing counts as empty.
        facts: the answers of the situation (`situation.facts_of`).
        names: the place, the legal values of the day, the day of the situation.
        on: the date of the letter.
    """  # fmt: skip
    typed = {name: value for name, value in filled.items() if isinstance(value, str)}
    ticked = {name: value for name, value in filled.items() if isinstance(value, frozenset)}
    known = {**names, **typed}
    told = {**facts, **{name: chosen for name, chosen in ticked.items() if chosen}}
    paragraphs = (_paragraph(one, book, known, ticked, told) for one in letter.passages)
    return Written(
        sender=tuple(line for name in letter.sender for line in _lines(known.get(name, ""))),
        recipient=_lines(known.get("recipient", "")),
        on=on,
        subject=letter.subject.format_map(known),
        paragraphs=tuple(one for one in paragraphs if one),
        name=known.get("name", ""),
        enclosed=_items(letter.enclosed, book, ticked),
    )


def _paragraph(
    passage: Passage,
    book: LetterBook,
    known: Mapping[str, str],
    ticked: Mapping[str, frozenset[str]],
    told: Answers,
) -> Paragraph | None:
    items = _items(passage.listed, book, ticked)
    is_missing = any(not known.get(name) for name in passage.names)
    fits = all_hold(passage.when, told) and not any_holds(passage.unless, told)
    if is_missing or (passage.listed and not items) or not fits:
        return None
    return Paragraph(passage.heading, passage.text.format_map(known), items)


def _items(name: str, book: LetterBook, ticked: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """What the letter says for the ticked lines of a field, in their order."""
    chosen = ticked.get(name, frozenset())
    options = book.fields[name].options if name else ()
    return tuple(option.text for option in options if option.id in chosen)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
