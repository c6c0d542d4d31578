"""Where a consent stands: a guide asks for it, the person gives it, and she can take it back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rueckhalt.support.cases.rules.contents import PERSON, Consent, Said, Withdrawal


@dataclass(frozen=True)
class ConsentOf:
    """A consent with the entry that holds it."""

    id: uuid.UUID
    consent: Consent


def open_requests(entries: Sequence[Said]) -> tuple[ConsentOf, ...]:
    """Returns what guides ask her to agree to, as long as she said neither yes nor no.

    A consent that a guide wrote is a request; one that she wrote is given.
    """
    answered = _withdrawn(entries)
    given = {
        one.content for one in entries if one.by == PERSON and isinstance(one.content, Consent)
    }
    return tuple(
        ConsentOf(one.id, one.content)
        for one in entries
        if isinstance(one.content, Consent)
        and one.by != PERSON
        and one.id not in answered
        and one.content not in given
    )


def given_consents(entries: Sequence[Said], *, on: date) -> tuple[ConsentOf, ...]:
    """Returns what she agreed to and what still holds on a day."""
    withdrawn = _withdrawn(entries)
    return tuple(
        ConsentOf(one.id, one.content)
        for one in entries
        if isinstance(one.content, Consent)
        and one.by == PERSON
        and one.id not in withdrawn
        and on <= one.content.until
    )


def _withdrawn(entries: Sequence[Said]) -> set[uuid.UUID]:
    return {one.content.consent for one in entries if isinstance(one.content, Withdrawal)}
