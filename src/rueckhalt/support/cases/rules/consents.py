"""Where a consent stands: a guide asks for it, the person gives it, and she can take it back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rueckhalt.support.cases.rules.contents import PERSON, Consent, Said, Withdrawal


@dataclass(frozen=True)
class ConsentOf:
    """A consent with the entry that holds it."""

    id: uuid.UUID
    consent: Consent


def open_requests(entries: Sequence[Said]) -> tuple[ConsentOf, ...]:
    """Returns what guides ask her to agree to, as long as she said neither yes nor no.

    A guide who writes a consent without her words only asks for it.
    """
    answered = _withdrawn(entries)
    given = {replace(one.consent, words="") for one in _agreed(entries)}
    return tuple(
        ConsentOf(one.id, one.content)
        for one in entries
        if isinstance(one.content, Consent)
        and not _is_given(one, one.content)
        and one.id not in answered
        and one.content not in given
    )


def given_consents(entries: Sequence[Said], *, on: date) -> tuple[ConsentOf, ...]:
    """Returns what she agreed to, herself or in words that a guide wrote down, and what still holds."""
    withdrawn = _withdrawn(entries)
    return tuple(
        one for one in _agreed(entries) if one.id not in withdrawn and on <= one.consent.until
    )


def _agreed(entries: Sequence[Said]) -> tuple[ConsentOf, ...]:
    return tuple(
        ConsentOf(one.id, one.content)
        for one in entries
        if isinstance(one.content, Consent) and _is_given(one, one.content)
    )


def _is_given(said: Said, consent: Consent) -> bool:
    return said.by == PERSON or bool(consent.words)


def _withdrawn(entries: Sequence[Said]) -> set[uuid.UUID]:
    return {one.content.consent for one in entries if isinstance(one.content, Withdrawal)}
