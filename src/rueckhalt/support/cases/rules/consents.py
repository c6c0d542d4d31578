"""Where a consent stands: a guide asks for it, the person gives it, and she can take it back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rueckhalt.support.cases.rules.contents import PERSON, Consent, Said, Withdrawal


@dataclass(frozen=True)
class ConsentOf:
    """A consent with the entry that holds it, and whether she took it back."""

    id: uuid.UUID
    consent: Consent
    is_withdrawn: bool = False

    def holds(self, on: date) -> bool:
        """Says whether something may go out on its ground on a day."""
        return not self.is_withdrawn and on <= self.consent.until


def open_requests(entries: Sequence[Said]) -> tuple[ConsentOf, ...]:
    """Returns what guides ask her to agree to, as long as she said neither yes nor no.

    A guide who writes a consent without her words only asks for it.
    """
    withdrawn = _withdrawn(entries)
    agreed = {replace(one.consent, words="") for one in consents(entries)}
    return tuple(
        ConsentOf(one.id, one.content)
        for one in entries
        if isinstance(one.content, Consent)
        and not _is_given(one, one.content)
        and one.id not in withdrawn
        and one.content not in agreed
    )


def consents(entries: Sequence[Said]) -> tuple[ConsentOf, ...]:
    """Returns all that she agreed to, oldest first, also what is over or withdrawn.

    She wrote it herself, or a guide wrote down her words.
    """
    withdrawn = _withdrawn(entries)
    return tuple(
        ConsentOf(one.id, one.content, one.id in withdrawn)
        for one in entries
        if isinstance(one.content, Consent) and _is_given(one, one.content)
    )


def given_consents(entries: Sequence[Said], *, on: date) -> tuple[ConsentOf, ...]:
    """Returns what she agreed to and what still holds on a day, oldest first."""
    return tuple(one for one in consents(entries) if one.holds(on))


def _is_given(said: Said, consent: Consent) -> bool:
    return said.by == PERSON or bool(consent.words)


def _withdrawn(entries: Sequence[Said]) -> set[uuid.UUID]:
    return {one.content.consent for one in entries if isinstance(one.content, Withdrawal)}
