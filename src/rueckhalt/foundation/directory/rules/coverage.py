"""How many municipalities reach somebody, and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rueckhalt.foundation.directory.rules.body import Body, Competence, Way
from rueckhalt.foundation.directory.rules.choice import nearness_of
from rueckhalt.foundation.directory.rules.hours import BERLIN, opening_of
from rueckhalt.foundation.directory.rules.text import Entries
from rueckhalt.foundation.places.rules import Land, Place

# Everybody knows or finds these numbers, and they hold everywhere: they would cover every gap.
NATIONWIDE = {
    Competence.EMERGENCY,
    Competence.RESCUE,
    Competence.DOCTOR,
    Competence.CRISIS_LINE,
}
CONCERNS = tuple(one for one in Competence if one not in NATIONWIDE)
SHORT_CODES = ("110", "112", "116")
FRESH = timedelta(days=180)


@dataclass(frozen=True)
class Coverage:
    """For one Land and concern: of `municipalities`, how many reach a body at a moment.

    `reached`: at least one competent body other than a short code can be reached by phone or form.
    `only_old`: of those, where every such body is attested more than 180 days before.
    """

    land: Land
    competence: Competence
    municipalities: int
    reached: int
    only_old: int


@dataclass(frozen=True)
class Missing:
    """Something that a Land lacks for a concern, as a sentence."""

    competence: Competence
    land: Land | None
    text: str


def coverage(bodies: Iterable[Body], places: Iterable[Place], at: datetime) -> tuple[Coverage, ...]:
    """Counts for each Land and concern the municipalities that reach a body at an aware moment.

    Areas that belong to no municipality are not counted.
    """
    reachable = [body for body in bodies if is_reachable(body, at)]
    by_land: dict[Land, list[Place]] = {land: [] for land in Land}
    for place in places:
        if not place.is_unincorporated:
            by_land[place.land].append(place)
    return tuple(
        _counted(land, concern, here, [b for b in reachable if concern in b.competences], at)
        for land, here in by_land.items()
        for concern in CONCERNS
    )


def is_reachable(body: Body, at: datetime) -> bool:
    """Says whether one gets through to a body at a moment, by phone or form; not a short code."""
    if body.way is not Way.KNOWN or not body.is_valid(at.astimezone(BERLIN).date()):
        return False
    if body.phone.startswith(SHORT_CODES):
        return False
    return body.has_form or (bool(body.phone) and opening_of(body, at).is_open is True)


def _counted(
    land: Land, concern: Competence, places: list[Place], bodies: list[Body], at: datetime
) -> Coverage:
    oldest = at.astimezone(BERLIN).date() - FRESH
    fresh = [body for body in bodies if body.fresh_on >= oldest]
    reached = _reaching(bodies, places)
    return Coverage(land, concern, len(places), reached, reached - _reaching(fresh, places))


def _reaching(bodies: list[Body], places: list[Place]) -> int:
    """The number of places that lie in the reach of at least one body."""
    return sum(any(nearness_of(body, place) is not None for body in bodies) for place in places)


def missing(entries: Entries, on: date) -> tuple[Missing, ...]:
    """What is not attested: the gaps of the text, and each concern of a Land without any card."""
    written = [Missing(gap.competence, gap.land, gap.text) for gap in entries.gaps]
    told = {(gap.competence, gap.land) for gap in entries.gaps}
    found = [
        Missing(concern, land, _sentence(entries.bodies, concern, land, on))
        for concern in CONCERNS
        for land in Land
        if (concern, land) not in told and not _has_card(entries.bodies, concern, land, on)
    ]
    order = list(Competence)
    return tuple(
        sorted([*written, *found], key=lambda one: (order.index(one.competence), one.land or ""))
    )


def _has_card(bodies: tuple[Body, ...], concern: Competence, land: Land, on: date) -> bool:
    return any(body.way is Way.KNOWN for body in _there(bodies, concern, land, on))


def _there(bodies: tuple[Body, ...], concern: Competence, land: Land, on: date) -> list[Body]:
    """The bodies for a concern that reach a part of a Land."""
    return [
        body
        for body in bodies
        if concern in body.competences and body.is_valid(on) and body.land in (None, land)
    ]


def _sentence(bodies: tuple[Body, ...], concern: Competence, land: Land, on: date) -> str:
    article = "das " if land is Land.SL else ""
    names = sorted(b.name for b in _there(bodies, concern, land, on) if b.land is land)
    if names:
        return f"Für {article}{land.label} ist kein Weg belegt zu: {'; '.join(names)}."
    return f"Für {article}{land.label} ist keine Stelle belegt."
