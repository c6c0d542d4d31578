"""What people at home and in the office do when something happens. Dated text, nothing personal."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict

from rueckhalt.foundation.lib.content import ContentError, parse_entries
from rueckhalt.support.guidance.rules.grounds import (
    STRICT,
    Dated,
    Statement,
    statement_faults,
)


class Part(StrEnum):
    """For whom a part of the sheet is; the order of the sheet."""

    EVERYONE = "everyone"
    CHILDREN = "children"
    OFFICE = "office"

    @property
    def heading(self) -> str:
        """What stands over the part."""
        return {
            Part.EVERYONE: "Für alle zu Hause",
            Part.CHILDREN: "Für Kinder",
            Part.OFFICE: "Für das Büro",
        }[self]


@dataclass(frozen=True)
class Occasion(Dated):
    """Something that may happen, and what to do then."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    part: Part
    rank: int
    title: str
    advice: tuple[Statement, ...]
    owner: str
    valid_from: date
    valid_until: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None


def parse_household(texts: Mapping[str, str], norms: Container[str]) -> tuple[Occasion, ...]:
    """All occasions in the order of the sheet.

    Raises:
        ContentError: a fault in an entry, or a statement that rests on nothing it may rest on.
    """
    found = parse_entries(texts, "household", Occasion)
    faults = [fault for one in found for fault in statement_faults(one.id, one.advice, norms)]
    if faults:
        raise ContentError("\n".join(faults))
    parts = tuple(Part)
    return tuple(sorted(found, key=lambda one: (parts.index(one.part), one.rank)))
