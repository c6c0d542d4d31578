"""What somebody reads before she tells us anything: dated text, each sentence with its mark."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pydantic import ConfigDict

from rueckhalt.foundation.lib.content import ContentError, parse_entries
from rueckhalt.support.guidance.rules.grounds import STRICT, Dated, Statement, statement_faults


@dataclass(frozen=True)
class NoticePart(Dated):
    """A part of the notice under its heading; `rank` orders them."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    title: str
    rank: int
    advice: tuple[Statement, ...]
    owner: str
    valid_from: date
    valid_until: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None


@dataclass(frozen=True)
class Notice:
    """The notice of a day; `version` is kept with the consent: the day of its newest part."""

    version: str
    parts: tuple[NoticePart, ...]


def parse_notice(texts: Mapping[str, str], norms: Container[str]) -> tuple[NoticePart, ...]:
    """All parts in their order.

    Raises:
        ContentError: a fault in a part, or a sentence that rests on nothing it may rest on.
    """
    found = parse_entries(texts, "notice", NoticePart)
    faults = [fault for one in found for fault in statement_faults(one.id, one.advice, norms)]
    if faults:
        raise ContentError("\n".join(faults))
    return tuple(sorted(found, key=lambda one: one.rank))


def notice_of(parts: Iterable[NoticePart], on: date) -> Notice:
    """Returns the notice that holds on a day."""
    valid = tuple(one for one in parts if one.is_valid_on(on))
    newest = max((one.valid_from for one in valid), default=on)
    return Notice(newest.isoformat(), valid)
