"""Which bodies are offered for a matter at a place, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from rueckhalt.foundation.directory.rules.attested import is_older_statement
from rueckhalt.foundation.directory.rules.body import AGELESS, Body, Competence, Gap, Way
from rueckhalt.foundation.directory.rules.hours import BERLIN, Opening, opening_of
from rueckhalt.foundation.places.rules import Place


class Nearness(IntEnum):
    """How near the reach of a body is to a place; smaller is nearer."""

    MUNICIPALITY = 0
    KREIS = 1
    COURT_DISTRICT = 2
    LAND = 3
    FEDERATION = 4


@dataclass(frozen=True)
class Offer:
    """A body that may be shown as a card, with what can be said of it at a moment.

    `is_older`: its statement is more than two years old or undated; pages say "ältere Angabe".
    """

    body: Body
    opening: Opening
    nearness: Nearness
    is_older: bool


def bodies_for(
    bodies: Iterable[Body], competence: Competence, place: Place | None, at: datetime
) -> tuple[Offer, ...]:
    """Chooses the bodies with a known way for a matter at a place (None: not known where).

    Best first: fresh before older statements; bodies meant for the matter before those that do
    it, too; open before unknown before closed; near before far; younger statements first.
    """
    on = at.astimezone(BERLIN).date()
    offers = [
        Offer(body, opening_of(body, at), nearness, is_older(body, on))
        for body in bodies
        if _does(body, competence, on)
        and body.way is Way.KNOWN
        and (nearness := nearness_of(body, place)) is not None
    ]
    return tuple(sorted(offers, key=lambda offer: _order(offer, competence)))


def pathless_for(
    bodies: Iterable[Body], competence: Competence, place: Place | None, on: date
) -> tuple[Body, ...]:
    """Bodies that exist for a matter, but to which no way is attested; never shown as a card."""
    found = [
        body
        for body in bodies
        if _does(body, competence, on)
        and body.way is not Way.KNOWN
        and nearness_of(body, place) is not None
    ]
    return tuple(sorted(found, key=lambda body: (body.land is None, body.name)))


def gaps_for(gaps: Iterable[Gap], competence: Competence, place: Place | None) -> tuple[Gap, ...]:
    """What is not attested for a matter at a place, that of the Land first."""
    lands = (None, place.land if place else None)
    found = [gap for gap in gaps if gap.competence is competence and gap.land in lands]
    return tuple(sorted(found, key=lambda gap: (gap.land is None, gap.id)))


def _does(body: Body, competence: Competence, on: date) -> bool:
    return competence in body.competences and body.is_valid(on)


def nearness_of(body: Body, place: Place | None) -> Nearness | None:
    """Says how near a body is to a place; nothing where its reach does not hold the place."""
    if body.land is None:
        return Nearness.FEDERATION
    if place is None or place.land is not body.land:
        return None
    if place.ags in body.municipalities:
        return Nearness.MUNICIPALITY
    if place.ags[:5] in body.kreise:
        return Nearness.KREIS
    if place.court_key.startswith(body.court_districts):
        return Nearness.COURT_DISTRICT
    is_narrow = body.municipalities or body.kreise or body.court_districts
    return None if is_narrow else Nearness.LAND


def nearest_first(
    bodies: Iterable[Body], place: Place | None, on: date
) -> tuple[tuple[Body, Nearness | None], ...]:
    """All bodies that work on a day, those near to a place first, with their nearness.

    Those of elsewhere, without a nearness, come last, by Land and name.
    """
    found = [(body, nearness_of(body, place)) for body in bodies if body.is_valid(on)]
    return tuple(sorted(found, key=lambda one: _by_nearness(*one)))


def _by_nearness(body: Body, nearness: Nearness | None) -> tuple[int, str, str]:
    rank = len(Nearness) if nearness is None else nearness
    return rank, body.land.label if body.land else "", body.name


def successor_of(bodies: Iterable[Body], body: Body, on: date) -> Body | None:
    """The body that does the work of a closed one on a day; nothing if none is named or valid."""
    by_id = {one.id: one for one in bodies}
    seen: set[str] = set()
    while body.successor in by_id and body.id not in seen:
        seen.add(body.id)
        body = by_id[body.successor]
        if body.is_valid(on):
            return body
    return None


def is_older(body: Body, on: date) -> bool:
    """Says whether a body stands under "ältere Angabe" on a day."""
    return AGELESS.isdisjoint(body.competences) and is_older_statement(body.fresh_on, on)


def _order(offer: Offer, competence: Competence) -> tuple[object, ...]:
    openness = {True: 0, None: 1, False: 2}[offer.opening.is_open]
    return (
        offer.is_older,
        offer.body.competences.index(competence),
        openness,
        offer.nearness,
        -offer.body.fresh_on.toordinal(),
        offer.body.name,
    )
