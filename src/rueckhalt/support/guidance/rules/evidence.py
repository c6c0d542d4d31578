"""How to preserve what happened, by the way it came. Dated text; nothing of it stands in code."""

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


class EvidenceKind(StrEnum):
    """What nobody preserves, what always holds, and the ways; the order of the page."""

    EXCEPTION = "exception"
    ALWAYS = "always"
    CHANNEL = "channel"


@dataclass(frozen=True)
class Evidence(Dated):
    """One way on which something comes: what to preserve, what to leave, what to tick off."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    kind: EvidenceKind
    rank: int
    title: str
    secure: tuple[Statement, ...]
    never: tuple[Statement, ...]
    owner: str
    valid_from: date
    check: tuple[str, ...] = ()
    valid_until: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What to do and what not, each with its ground."""
        return (*self.secure, *self.never)


def parse_evidence(texts: Mapping[str, str], norms: Container[str]) -> tuple[Evidence, ...]:
    """All ways in the order of the page.

    Raises:
        ContentError: a fault in an entry, or a statement that rests on nothing it may rest on.
    """
    found = parse_entries(texts, "evidence", Evidence)
    faults = [fault for one in found for fault in statement_faults(one.id, one.statements, norms)]
    if faults:
        raise ContentError("\n".join(faults))
    kinds = tuple(EvidenceKind)
    return tuple(sorted(found, key=lambda one: (kinds.index(one.kind), one.rank)))
