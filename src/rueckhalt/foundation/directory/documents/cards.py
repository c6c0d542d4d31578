"""What pages and paper say of one body at a moment."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext

from rueckhalt.foundation.directory.documents.wording import (
    attested_words,
    day_words,
    reach_words,
    timetable,
)
from rueckhalt.foundation.directory.queries import body_by_id, body_in_place_of
from rueckhalt.foundation.directory.rules import (
    BERLIN,
    Body,
    Way,
    describe_opening,
    is_older,
    opening_of,
)


@dataclass(frozen=True)
class Card:
    """A body in words.

    `opening` is empty where hours say nothing: nobody opens a web page. `is_older`: the statement
    is more than two years old or undated. `site` is the host of the web address.
    """

    body: Body
    opening: str
    is_open: bool | None
    attested: str
    checked: str
    is_older: bool
    reach: str
    site: str

    @property
    def hours(self) -> tuple[str, ...]:
        """The hours of the body, one line for the same days; a plan does without them."""
        return timetable(self.body)

    @property
    def matters(self) -> tuple[str, ...]:
        """What the body is there for, in plain words."""
        return tuple(competence.label for competence in self.body.competences)

    @property
    def has_way(self) -> bool:
        """Whether one may turn to the body as it stands here."""
        return self.body.way is Way.KNOWN


def card_of(body: Body, at: datetime) -> Card:
    """Puts a body into words, seen from an aware moment."""
    opening = opening_of(body, at)
    says_nothing = opening.is_open is None and not body.phone
    return Card(
        body=body,
        opening="" if says_nothing else describe_opening(opening, at),
        is_open=opening.is_open,
        attested=attested_words(body),
        checked=_checked_words(body.checked_on) if body.checked_on else "",
        is_older=is_older(body, at.astimezone(BERLIN).date()),
        reach=reach_words(body),
        site=urlsplit(body.url).hostname or "",
    )


def _checked_words(day: date) -> str:
    return gettext("geprüft am %(date)s") % {"date": day_words(day)}


@dataclass(frozen=True)
class BodyPage:
    """A body for a page of its own; a closed one (`is_valid` false) names who does its work."""

    card: Card
    is_valid: bool
    has_ended: bool
    successor: Body | None


def body_page(body_id: str, at: datetime) -> BodyPage | None:
    """The page of a body at a moment; nothing for an id that does not exist."""
    body = body_by_id(body_id)
    if body is None:
        return None
    on = at.astimezone(BERLIN).date()
    has_ended = body.valid_until is not None and body.valid_until <= on
    successor = body_in_place_of(body, at) if has_ended else None
    return BodyPage(card_of(body, at), body.is_valid(on), has_ended, successor)
