"""Reads the notice, and what stands around the form: who reads, when, and who helps meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings

from rueckhalt.foundation.directory.api import Card, Competence, all_entries, bodies_for, card_of
from rueckhalt.support.cases.queries.people import guides_on_duty
from rueckhalt.support.cases.rules.notice import Notice, NoticePart, notice_of, parse_notice
from rueckhalt.support.cases.rules.reading import (
    Door,
    Reading,
    answer_by,
    door_of,
    parse_reading,
    read_when,
)
from rueckhalt.support.guidance.api import content_texts, rulebook, today


@lru_cache(maxsize=1)
def shipped_notice() -> tuple[NoticePart, ...]:
    """The notice as shipped; a fault raises like one of the rulebook."""
    return parse_notice(content_texts("cases"), rulebook().norms)


def notice_on(day: date) -> Notice:
    """Returns the notice that holds on a day."""
    return notice_of(shipped_notice(), day)


@dataclass(frozen=True)
class AtTheDoor:
    """Whether somebody reads, who, when and until when she answers; and who helps meanwhile."""

    door: Door
    operator: str
    when: str
    answer_by: date
    crisis: tuple[Card, ...]
    others: tuple[Card, ...]

    @property
    def is_shut(self) -> bool:
        """Says whether nobody reads, so that there is no form."""
        return self.door is Door.SHUT

    @property
    def is_trial(self) -> bool:
        """Says whether one can only try it."""
        return self.door is Door.TRIAL


def reading_hours() -> Reading:
    """Returns when the operator says that somebody reads."""
    return parse_reading(settings.READING_HOURS, settings.READING_LAND)


def at_the_door(at: datetime) -> AtTheDoor:
    """Returns what somebody finds who wants to tell us something at an aware moment."""
    reading, operator = reading_hours(), settings.OPERATOR["name"]
    door = door_of(
        has_operator=bool(operator), reading=reading, on_duty=len(guides_on_duty()),
        is_demo=settings.HAS_DEMO_ACCOUNTS,
    )  # fmt: skip
    return AtTheDoor(
        door, operator, read_when(reading, at), answer_by(reading, at),
        _helping(Competence.CRISIS_LINE, at), _helping(Competence.MUNICIPAL_CONTACT, at),
    )  # fmt: skip


def _helping(competence: Competence, at: datetime) -> tuple[Card, ...]:
    offers = bodies_for(all_entries().bodies, competence, None, at)
    return tuple(card_of(offer.body, at) for offer in offers[:1])


def notice_today(at: datetime) -> Notice:
    """Returns the notice that holds at an aware moment."""
    return notice_on(today(at))
