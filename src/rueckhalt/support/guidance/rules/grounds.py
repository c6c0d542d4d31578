"""What an advice rests on: how sure it is, and the pages that say it."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Protocol

from pydantic import ConfigDict

STRICT: ConfigDict = ConfigDict(extra="forbid")


class Mark(StrEnum):
    """How sure a step is. Shown on every step."""

    ATTESTED = "belegt"
    PRACTICE = "Praxis"
    OPEN = "offen"


class Dated:
    """An entry that holds from a day on, and until one that is excluded."""

    valid_from: date
    valid_until: date | None

    def is_valid_on(self, day: date) -> bool:
        """Says whether the entry holds on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True)
class Source:
    """A page of a body or a court on which a step rests; `on` as that page dates itself."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    text: str
    on: str
    url: str = ""


@dataclass(frozen=True)
class Statement:
    """A piece of advice with a mark of its own; `ask` says whom to ask where it is open."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    text: str
    mark: Mark
    norms: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    ask: str = ""


class Claim(Protocol):
    """What says what it rests on."""

    @property
    def mark(self) -> Mark: ...  # noqa: D102 -- the names say it
    @property
    def norms(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def sources(self) -> tuple[Source, ...]: ...  # noqa: D102
    @property
    def ask(self) -> str: ...  # noqa: D102


class Reviewed(Protocol):
    """What a named office may have reviewed."""

    @property
    def reviewed_by(self) -> str: ...  # noqa: D102 -- the names say it
    @property
    def reviewed_on(self) -> date | None: ...  # noqa: D102


def claim_faults(entry: str, claim: Claim, norms: Container[str]) -> Iterator[str]:
    """Yields where something claims more than it rests on, or names a norm that nobody knows."""
    for norm in claim.norms:
        if norm not in norms:
            yield f"{entry}: Die Norm {norm} steht nicht in der Liste."
    if claim.mark is Mark.ATTESTED and not (claim.norms or claim.sources):
        yield f"{entry}: belegt ohne Norm und ohne Quelle"
    if claim.mark is Mark.OPEN and not claim.ask:
        yield f"{entry}: offen, aber es steht nicht da, wen man fragt (ask)"


def review_faults(entry: str, reviewed: Reviewed) -> Iterator[str]:
    """Yields where a review has an office and no day, or a day and no office."""
    if bool(reviewed.reviewed_by) != bool(reviewed.reviewed_on):
        yield f"{entry}: geprüft von und geprüft am gehören zusammen"


def statement_faults(
    entry: str, statements: Iterable[Statement], norms: Container[str]
) -> Iterator[str]:
    """The faults of several statements, each with its text."""
    for one in statements:
        yield from (f"{fault}: {one.text}" for fault in claim_faults(entry, one, norms))
