"""What is read out of something that just arrived: a title, and who must not see it."""

import re
from collections.abc import Iterable
from typing import Protocol

from rueckhalt.support.cases.rules.contents import Said, Told

TITLE_LENGTH = 80


class Named(Protocol):
    """Somebody on duty."""

    pk: int

    @property
    def name(self) -> str:
        """Returns her name."""


def kept_out(names: str, duty: Iterable[Named]) -> frozenset[int]:
    """Returns who on duty must not see a case: everybody whose last name was written.

    One too many does no harm here; one too few could.
    """
    written = set(_words(names))
    return frozenset(one.pk for one in duty if (own := _words(one.name)) and own[-1] in written)


def told_in(entries: Iterable[Said]) -> Told | None:
    """Returns what somebody told at the beginning of a case."""
    return next((one.content for one in entries if isinstance(one.content, Told)), None)


def title_of(told: Told) -> str:
    """Returns one line for the desk: whose case, and the beginning of what was told."""
    who = told.name or told.office or "Ohne Namen"
    what = " ".join(told.text.split())
    line = f"{who}: {what}" if what else who
    return line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1]}…"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
