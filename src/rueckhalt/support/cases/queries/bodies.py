"""Bodies of the directory that a guide may choose as a recipient, those for the person first."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rueckhalt.foundation.directory.api import Body, Nearness, all_entries, nearest_first
from rueckhalt.foundation.lib.refusal import gettext_noop
from rueckhalt.foundation.places.api import Place, chosen_place
from rueckhalt.support.cases.rules.contents import Told
from rueckhalt.support.cases.rules.disclosing import as_compared

NEAR = gettext_noop("für ihren Ort")
FEDERATION = gettext_noop("bundesweit")


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body as a guide chooses it: `name` is unlike all others, `reach` says for whom it is there."""

    id: str
    name: str
    reach: str


def known_bodies(told: Told | None, *, on: date) -> tuple[KnownBody, ...]:
    """Returns the bodies that work on a day: of her municipality, her Land, everywhere, elsewhere."""
    return tuple(_named(_place_of(told), on))


def body_named(name: str, *, on: date) -> str:
    """Returns the id of the body that is chosen by this name; nothing if the directory has none."""
    wanted = as_compared(name)
    return next((one.id for one in _named(None, on) if as_compared(one.name) == wanted), "")


def _place_of(told: Told | None) -> Place | None:
    """Where she is at home in an office, if she answered that in the guide and left it in."""
    given = dict(told.situation) if told else {}
    place, ags = given.get("place", ""), given.get("place_ags", "")
    return chosen_place(place, ags).place if place or ags else None


def _named(place: Place | None, on: date) -> Iterator[KnownBody]:
    found = nearest_first(all_entries().bodies, place, on)
    times = Counter(as_compared(body.name) for body, _ in found)
    for body, nearness in found:
        is_alone = times[as_compared(body.name)] == 1 or body.land is None
        name = body.name if is_alone else f"{body.name} ({body.land})"
        yield KnownBody(body.id, name, _reach(body, nearness))


def _reach(body: Body, nearness: Nearness | None) -> str:
    if body.land is None:
        return FEDERATION
    is_near = nearness is not None and nearness < Nearness.LAND
    return f"{body.land.label}, {NEAR}" if is_near else body.land.label
