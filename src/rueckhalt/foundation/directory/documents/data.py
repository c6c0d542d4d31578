"""Bodies as plain values for machines, with the marks that pages show."""

from collections.abc import Iterator
from datetime import datetime

from rueckhalt.foundation.directory.documents.cards import Card, body_page, card_of
from rueckhalt.foundation.directory.documents.found import Asked, found_for
from rueckhalt.foundation.directory.queries import entries_of
from rueckhalt.foundation.directory.rules import (
    BERLIN,
    DERIVED,
    Body,
    Competence,
    Gap,
    Prosecutor,
    Window,
    describe_opening,
    opening_of,
)
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.places.api import Land, Place

NO_SUCH_PLACE = gettext_noop("Diesen Ort kennen wir nicht.")

Data = dict[str, object]


def bodies_as_data(land: Land | None, competence: Competence | None, at: datetime) -> Data:
    """The bodies that work at a moment, of a Land or for a matter if one is named, and the gaps."""
    entries = entries_of(land, competence, at)
    return {
        "at": at.isoformat(),
        "bodies": [_card_as_data(card_of(body, at), at) for body in entries.bodies],
        "gaps": [_gap_as_data(gap) for gap in entries.gaps],
    }


def body_as_data(body_id: str, at: datetime) -> Data | None:
    """One body as it can be reached at a moment; nothing for an id that does not exist."""
    page = body_page(body_id, at)
    return _card_as_data(page.card, at) if page else None


def found_as_data(asked: Asked, at: datetime) -> Data:
    """What the page of a search shows, in its order.

    Raises:
        Refused: no place has the key that was asked for, and no words stand beside it.
    """
    found = found_for(asked, at)
    if asked.place_ags and not (found.place or found.choices or asked.place_text):
        raise Refused("no_such_place", NO_SUCH_PLACE)
    cards = {
        "offers": found.cards,
        "general": found.general,
        "older": found.older,
        "pathless": found.pathless,
    }
    return {
        "at": at.isoformat(),
        "competence": found.concern.value,
        "place": _place_as_data(found.place) if found.place else None,
        "place_choices": [_place_as_data(one) for one in found.choices],
        **{name: [_card_as_data(card, at) for card in some] for name, some in cards.items()},
        "gaps": [_gap_as_data(gap) for gap in found.gaps],
        "prosecutor": _prosecutor_as_data(found.prosecutor) if found.prosecutor else None,
    }


def _card_as_data(card: Card, at: datetime) -> Data:
    body = card.body
    return {
        "id": body.id,
        "name": body.name,
        "competences": [one.value for one in body.competences],
        "reach": _reach_as_data(card),
        "way": body.way.value,
        "way_text": body.way.explanation,
        "phone": body.phone,
        "email": body.email,
        "url": body.url,
        "has_form": body.has_form,
        "opening": _opening_as_data(card, at),
        "always_open": body.always_open,
        "hours": [_window_as_data(window) for window in body.hours],
        "holiday_land": _land(body.holiday_land),
        "note": body.note,
        **_trust_as_data(card),
        **_validity_as_data(body, at),
    }


def _trust_as_data(card: Card) -> Data:
    body, source = card.body, card.body.source
    return {
        "source": {"text": source.text, "kind": source.kind.value, "on": source.on},
        "attested_on": body.attested_on,
        "checked_on": body.checked_on.isoformat() if body.checked_on else None,
        "second_hand": body.second_hand,
        "is_older": card.is_older,
        "marks": list(_marks(card)),
    }


def _marks(card: Card) -> Iterator[str]:
    """The words under a card: how old, and from whom."""
    if card.is_older:
        yield "Ältere Angabe"
    yield card.checked or card.attested
    if card.body.second_hand:
        yield "Adresse aus zweiter Hand, bitte prüfen"


def _validity_as_data(body: Body, at: datetime) -> Data:
    return {
        "is_valid": body.is_valid(at.astimezone(BERLIN).date()),
        "valid_from": body.valid_from.isoformat() if body.valid_from else None,
        "valid_until": body.valid_until.isoformat() if body.valid_until else None,
        "successor": body.successor,
    }


def _opening_as_data(card: Card, at: datetime) -> Data:
    opening = opening_of(card.body, at)
    return {
        "is_open": opening.is_open,
        "changes_at": opening.changes_at.isoformat() if opening.changes_at else None,
        "has_doubt": opening.has_doubt,
        "text": describe_opening(opening, at),
        "hours_text": list(card.hours),
    }


def _window_as_data(window: Window) -> Data:
    return {
        "rule": window.rule,
        "opens": f"{window.opens:%H:%M}",
        "closes": f"{window.closes:%H:%M}",
        "on_holidays": window.on_holidays,
    }


def _reach_as_data(card: Card) -> Data:
    body = card.body
    return {
        "text": card.reach,
        "land": _land(body.land),
        "kreise": list(body.kreise),
        "court_districts": list(body.court_districts),
        "municipalities": list(body.municipalities),
    }


def _gap_as_data(gap: Gap) -> Data:
    return {
        "competence": gap.competence.value,
        "land": _land(gap.land),
        "text": gap.text,
        "ask": gap.ask,
    }


def _prosecutor_as_data(prosecutor: Prosecutor) -> Data:
    return {"id": prosecutor.id, "name": prosecutor.name, "mark": DERIVED}


def _place_as_data(place: Place) -> Data:
    return {"ags": place.ags, "label": place.label, "land": place.land.value}


def _land(land: Land | None) -> str | None:
    return land.value if land else None
