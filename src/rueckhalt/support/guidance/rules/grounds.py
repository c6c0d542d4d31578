"""What an advice rests on: how sure it is, and the pages that say it."""

from collections.abc import Container, Iterator
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


@dataclass(frozen=True)
class Source:
    """A page of a body or a court on which a step rests; `on` as that page dates itself."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    text: str
    on: str
    url: str = ""


class Grounded(Protocol):
    """An entry of dated text that says what it rests on."""

    @property
    def id(self) -> str: ...  # noqa: D102 -- the names say it
    @property
    def mark(self) -> Mark: ...  # noqa: D102
    @property
    def norms(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def sources(self) -> tuple[Source, ...]: ...  # noqa: D102
    @property
    def ask(self) -> str: ...  # noqa: D102
    @property
    def reviewed_by(self) -> str: ...  # noqa: D102
    @property
    def reviewed_on(self) -> date | None: ...  # noqa: D102


def ground_faults(entry: Grounded, norms: Container[str]) -> Iterator[str]:
    """Yields what an entry claims and does not show."""
    for norm in entry.norms:
        if norm not in norms:
            yield f"{entry.id}: Die Norm {norm} steht nicht in der Liste."
    if entry.mark is Mark.ATTESTED and not (entry.norms or entry.sources):
        yield f"{entry.id}: belegt ohne Norm und ohne Quelle"
    if entry.mark is Mark.OPEN and not entry.ask:
        yield f"{entry.id}: offen, aber es steht nicht da, wen man fragt (ask)"
    if bool(entry.reviewed_by) != bool(entry.reviewed_on):
        yield f"{entry.id}: geprüft von und geprüft am gehören zusammen"
