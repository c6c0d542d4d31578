"""Letters as dated text: what they ask for, to whom they go, and of which passages they are made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from string import Formatter
from typing import ClassVar

from pydantic import ConfigDict

from rueckhalt.foundation.directory.rules import Competence
from rueckhalt.support.guidance.rules.conditions import Answers, Condition, all_hold, any_holds
from rueckhalt.support.guidance.rules.grounds import (
    STRICT,
    Dated,
    Mark,
    Source,
)


class FieldKind(StrEnum):
    """How a person fills in a field."""

    LINE = "line"
    LINES = "lines"
    TEXT = "text"
    MANY = "many"


# The longest text of each kind, in signs.
LENGTHS = {FieldKind.LINE: 200, FieldKind.LINES: 600, FieldKind.TEXT: 20_000}


class RecipientKind(StrEnum):
    """Who a letter goes to, as far as the directory knows it."""

    PROSECUTION = "prosecution"
    REGISTER = "register"
    MUNICIPALITY = "municipality"
    OTHER = "other"


@dataclass(frozen=True)
class FieldOption:
    """One line to tick; `text` is what the letter says then."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    label: str
    text: str


@dataclass(frozen=True)
class LetterField:
    """Something that a letter asks for.

    `carried`: it goes along to the next letter. `private`: it never does, nor does a text that
    repeats it. `when`: it is asked only after these answers.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    label: str
    kind: FieldKind
    hint: str = ""
    options: tuple[FieldOption, ...] = ()
    carried: bool = True
    private: bool = False
    when: Condition = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuses a field that cannot be filled in."""
        if (self.kind is FieldKind.MANY) != bool(self.options):
            raise ValueError("Nur ein Feld zum Ankreuzen hat Antworten.")

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """What the letter says for each option."""
        return {option.id: option.text for option in self.options}


@dataclass(frozen=True)
class Asked:
    """A field of a letter."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    field: str
    required: bool = False


@dataclass(frozen=True)
class Passage:
    """A paragraph of a letter: a heading, a text, and the ticked lines of a field as a list.

    It is left out when `when` does not hold or `unless` does, when a field that `text` names is
    empty, or when nothing is ticked in `listed`.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    text: str = ""
    heading: str = ""
    listed: str = ""
    when: Condition = field(default_factory=dict)
    unless: Condition = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the text names."""
        return tuple(name for _, name, _, _ in Formatter().parse(self.text) if name)


@dataclass(frozen=True)
class Letter(Dated):
    """A letter and the rule when it helps.

    `steps` are the steps of a plan that lead to it. `know` and `send` are read before and after
    writing. `sender` are the fields above the letter. `reviewed_by` and `reviewed_on` are filled
    by a named office alone.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    rank: int
    title: str
    about: str
    recipient: RecipientKind
    recipient_hint: str
    subject: str
    sender: tuple[str, ...]
    asks: tuple[Asked, ...]
    passages: tuple[Passage, ...]
    know: tuple[str, ...]
    send: tuple[str, ...]
    mark: Mark
    owner: str
    valid_from: date
    enclosed: str = ""
    steps: tuple[str, ...] = ()
    when: Condition = field(default_factory=dict)
    unless: Condition = field(default_factory=dict)
    competence: Competence | None = None
    norms: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    ask: str = ""
    valid_until: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None

    def fits(self, facts: Answers) -> bool:
        """Says whether the letter is of use after these answers."""
        return all_hold(self.when, facts) and not any_holds(self.unless, facts)


@dataclass(frozen=True)
class LetterBook:
    """All letters and the fields that they share, checked against each other."""

    letters: Mapping[str, Letter]
    fields: Mapping[str, LetterField]

    def on(self, day: date) -> tuple[Letter, ...]:
        """The letters that hold on a day, in their order."""
        valid = (letter for letter in self.letters.values() if letter.is_valid_on(day))
        return tuple(sorted(valid, key=lambda letter: letter.rank))

    def asked(self, letter: Letter, facts: Answers) -> tuple[tuple[LetterField, bool], ...]:
        """The fields of a letter after these answers, and whether each must be filled in."""
        asked = ((self.fields[one.field], one.required) for one in letter.asks)
        return tuple((found, must) for found, must in asked if all_hold(found.when, facts))
