"""What an advice rests on: how sure it is, and the pages that say it."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

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


@dataclass(frozen=True)
class Statement:
    """A piece of advice with a mark of its own; `ask` says whom to ask where it is open."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    text: str
    mark: Mark
    norms: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    ask: str = ""


def statement_faults(
    entry: str, statements: Iterable[Statement], norms: Container[str]
) -> Iterator[str]:
    """Yields where a statement claims more than it rests on, or names a norm that nobody knows."""
    for one in statements:
        for norm in one.norms:
            if norm not in norms:
                yield f"{entry}: Die Norm {norm} steht nicht in der Liste."
        if one.mark is Mark.ATTESTED and not (one.norms or one.sources):
            yield f"{entry}: belegt ohne Norm und ohne Quelle: {one.text}"
        if one.mark is Mark.OPEN and not one.ask:
            yield f"{entry}: offen, aber es steht nicht da, wen man fragt (ask): {one.text}"
