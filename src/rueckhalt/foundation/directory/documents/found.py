"""The answer to a search: cards best first, older ones apart, and what is not known."""

from dataclasses import dataclass
from datetime import datetime

from rueckhalt.foundation.directory.documents.cards import Card, card_of
from rueckhalt.foundation.directory.queries import answer_for, prosecutor_for
from rueckhalt.foundation.directory.rules import Competence, Gap, Offer, Prosecutor
from rueckhalt.foundation.places.api import Place, chosen_place

# Who helps on when nobody fresh is attested for a matter: they take every question.
GENERAL = (Competence.MUNICIPAL_CONTACT, Competence.VICTIM_SUPPORT)


@dataclass(frozen=True)
class Asked:
    """A search: what for, the words for the place, and its AGS if it was chosen from several."""

    concern: Competence
    place_text: str = ""
    place_ags: str = ""


@dataclass(frozen=True)
class Found:
    """What a page shows for a search at a moment.

    `choices`: the places that her words can mean, when it is not clear which. `cards` are of fresh
    statements; `older` never come first. `general`: who helps on where there is no fresh card.
    """

    concern: Competence
    at: datetime
    place: Place | None
    choices: tuple[Place, ...]
    cards: tuple[Card, ...]
    general: tuple[Card, ...]
    older: tuple[Card, ...]
    pathless: tuple[Card, ...]
    gaps: tuple[Gap, ...]
    prosecutor: Prosecutor | None


def found_for(asked: Asked, at: datetime) -> Found:
    """Everything that the directory says to a search at an aware moment."""
    meant = chosen_place(asked.place_text, asked.place_ags)
    answer = answer_for(asked.concern, meant.place, at)
    cards = cards_of(answer.offers, at)
    fresh = tuple(card for card in cards if not card.is_older)
    asks_court = asked.concern is Competence.PROSECUTION and meant.place
    return Found(
        concern=asked.concern,
        at=at,
        place=meant.place,
        choices=tuple(match.place for match in meant.choices),
        cards=fresh,
        general=() if fresh else _general(asked.concern, meant.place, at),
        older=tuple(card for card in cards if card.is_older),
        pathless=tuple(card_of(body, at) for body in answer.pathless),
        gaps=answer.gaps,
        prosecutor=prosecutor_for(meant.place) if asks_court and meant.place else None,
    )


def cards_of(offers: tuple[Offer, ...], at: datetime) -> tuple[Card, ...]:
    """The cards of offers, in their order."""
    return tuple(card_of(offer.body, at) for offer in offers)


def _general(concern: Competence, place: Place | None, at: datetime) -> tuple[Card, ...]:
    """The best fresh card of each general matter, open ones first."""
    offers = [answer_for(one, place, at).offers[:1] for one in GENERAL if one is not concern]
    cards = [card for found in offers for card in cards_of(found, at) if not card.is_older]
    return tuple(sorted(cards, key=lambda card: card.is_open is not True))
