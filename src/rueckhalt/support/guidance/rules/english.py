"""The first steps in English: dated text that hangs on the German steps and on the directory.

An English step has the id of a German one. Its mark, its norms and its sources are those of the
German step, its phone numbers and hours those of the directory. So the two cannot say different
things, and a German step that became newer than its translation is a fault.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from string import Formatter
from typing import ClassVar

from pydantic import ConfigDict

from rueckhalt.foundation.lib.content import ContentError, parse_entries
from rueckhalt.support.guidance.rules.grounds import STRICT, Mark, review_faults
from rueckhalt.support.guidance.rules.rulebook import Rulebook, Step


class EnglishPageId(StrEnum):
    """The pages that exist in English."""

    START = "start"
    NOW = "now"


@dataclass(frozen=True)
class EnglishSection:
    """A part of a page: heading, sentences, and lines of a list."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    title: str
    text: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class EnglishPage:
    """What a page says around its steps.

    `tab` is its neutral title; `go_on` names the page that comes next, `go_on_says` what it is.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: EnglishPageId
    tab: str
    title: str
    lead: str
    go_on: str
    go_on_says: str
    sections: tuple[EnglishSection, ...]
    owner: str
    valid_from: date


@dataclass(frozen=True)
class EnglishStep:
    """A step in English; `id` is that of the German step, `contacts` are ids of bodies.

    A text names a phone number as the id of its body in braces.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    rank: int
    title: str
    by_when: str
    do: tuple[str, ...]
    why: str
    owner: str
    valid_from: date
    ask: str = ""
    contacts: tuple[str, ...] = ()
    reviewed_by: str = ""
    reviewed_on: date | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """All sentences that may name a phone number."""
        return (self.title, self.why, self.ask, *self.do)

    def filled(self, numbers: Mapping[str, str]) -> "EnglishStep":
        """The step with phone numbers in its texts (body id → number)."""
        return replace(
            self,
            title=self.title.format_map(numbers),
            why=self.why.format_map(numbers),
            ask=self.ask.format_map(numbers),
            do=tuple(line.format_map(numbers) for line in self.do),
        )


@dataclass(frozen=True)
class EnglishContact:
    """What a body is, in English; `id` is that of the directory."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    name: str
    says: str = ""


@dataclass(frozen=True)
class EnglishBook:
    """All that is said in English; `steps` in the order of the page."""

    pages: Mapping[EnglishPageId, EnglishPage]
    steps: tuple[EnglishStep, ...]
    contacts: Mapping[str, EnglishContact]


def parse_english(
    texts: Mapping[str, str], rulebook: Rulebook, numbers: Mapping[str, str]
) -> EnglishBook:
    """Builds the English text (file name → TOML) on a rulebook and the numbers of the directory.

    Args:
        texts: the files of content/english.
        rulebook: the German steps that are translated.
        numbers: body id → phone number, as shipped.

    Raises:
        ContentError: a fault in one entry, a missing page, a step that is older than the German
            one, a body that the directory does not know.
    """
    pages = parse_entries(texts, "page", EnglishPage)
    steps = parse_entries(texts, "step", EnglishStep)
    contacts = parse_entries(texts, "contact", EnglishContact)
    book = EnglishBook(
        pages={page.id: page for page in pages},
        steps=tuple(sorted(steps, key=lambda step: step.rank)),
        contacts={contact.id: contact for contact in contacts},
    )
    faults = list(_faults(book, {step.id: step for step in rulebook.steps}, numbers))
    if faults:
        raise ContentError("\n".join(faults))
    return book


def _faults(
    book: EnglishBook, german: Mapping[str, Step], numbers: Mapping[str, str]
) -> Iterator[str]:
    yield from (f"{page}: Diese Seite fehlt." for page in EnglishPageId if page not in book.pages)
    for step in book.steps:
        if step.id not in german:
            yield f"{step.id}: Diesen Schritt gibt es auf Deutsch nicht."
            continue
        yield from _translation_faults(step, german[step.id])
        yield from _number_faults(step, numbers)
        yield from (
            f"{step.id}: Die Stelle {contact} ist nicht auf Englisch beschrieben."
            for contact in step.contacts
            if contact not in book.contacts
        )
    used = {contact for step in book.steps for contact in step.contacts}
    for contact in book.contacts:
        if contact not in numbers:
            yield f"{contact}: Diese Stelle steht nicht mit Nummer im Verzeichnis."
        if contact not in used:
            yield f"{contact}: Kein Schritt nennt diese Stelle."


def _translation_faults(step: EnglishStep, german: Step) -> Iterator[str]:
    if step.valid_from < german.valid_from:
        yield f"{step.id}: Der deutsche Schritt ist neuer als seine Übersetzung."
    if german.mark is Mark.OPEN and not step.ask:
        yield f"{step.id}: offen, aber es steht nicht da, wen man fragt (ask)"
    yield from review_faults(step.id, step)


def _number_faults(step: EnglishStep, numbers: Mapping[str, str]) -> Iterator[str]:
    for text in step.texts:
        for _, name, _, _ in Formatter().parse(text):
            if name is not None and name not in numbers:
                yield f"{step.id}: Der Text nennt {{{name}}}, das gibt es nicht."
