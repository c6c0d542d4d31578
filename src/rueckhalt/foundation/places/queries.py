from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

from django.db.models import QuerySet, Subquery

from rueckhalt.foundation.places.models import Edition, Municipality
from rueckhalt.foundation.places.rules import (
    Association,
    AssociationKind,
    Directory,
    Kreis,
    KreisKind,
    Match,
    MunicipalityKind,
    Place,
    PlaceIndex,
    Resolution,
    build_index,
    resolve,
    search,
)

_TABLE = Path(__file__).with_name("municipalities.csv")
_UNINCORPORATED = (MunicipalityKind.INHABITED_AREA.value, MunicipalityKind.UNINHABITED_AREA.value)
_building = Lock()
_built: dict[tuple[int, date, datetime], PlaceIndex] = {}


@dataclass(frozen=True, slots=True)
class ReferenceState:
    """What is stored of the official directory; the source must be shown with the places."""

    state_on: date
    source: str
    loaded_at: datetime
    municipalities: int
    unincorporated_areas: int


def shipped_table() -> str:
    """Returns the text of the table of places that the product ships."""
    return _TABLE.read_text(encoding="utf-8")


def search_places(text: str, limit: int = 5) -> tuple[Match, ...]:
    """Returns the places that a typed text may mean, best first; never raises for a text."""
    return search(place_index(), text, limit)


def resolve_place(text: str) -> Resolution:
    """Says whether a typed text means one certain place, one of several, or nothing we know."""
    return resolve(place_index(), text)


def chosen_place(text: str, ags: str) -> Resolution:
    """Says what a typed text means when a person may have chosen a place for it by its AGS.

    The choice counts as long as the text beside it can mean it: words changed later win. Without
    words the choice alone counts.
    """
    chosen = place_by_ags(ags) if ags else None
    found = resolve_place(text) if text.strip() else Resolution(chosen, ())
    if chosen and chosen in (found.place, *(match.place for match in found.choices)):
        return Resolution(chosen, ())
    return found


def place_by_ags(ags: str) -> Place | None:
    """Returns the present place with this AGS (8 digits); nothing if there is none."""
    if len(ags) != 8 or not (ags.isascii() and ags.isdigit()):
        return None
    row = _present().filter(ags=ags).first()
    return _place_of(row) if row else None


def reference_state() -> ReferenceState | None:
    """Returns Gebietsstand, source and counts of what is present; nothing before the first load."""
    edition = _newest_editions().first()
    return _state_of(edition) if edition else None


def stored_states() -> tuple[ReferenceState, ...]:
    """Returns every state that is stored, the present one first."""
    return tuple(map(_state_of, _newest_editions()))


def directory_on(state_on: date) -> Directory | None:
    """Returns the stored directory with exactly this Gebietsstand, in the order of the ARS."""
    edition = Edition.objects.filter(state_on=state_on).first()
    return _directory_of(edition) if edition else None


def nearest_directory(state_on: date) -> Directory | None:
    """Returns the stored directory nearest in time to a Gebietsstand, other than that itself."""
    others = Edition.objects.exclude(state_on=state_on).order_by("state_on")
    nearest = min(others, key=lambda edition: abs(edition.state_on - state_on), default=None)
    return _directory_of(nearest) if nearest else None


def place_index() -> PlaceIndex:
    """Returns the search index of the present places.

    It is built at the first search of a process (half a second) and again when a newer edition was
    stored; looking whether that is so costs one small query.
    """
    edition = _newest_editions().first()
    if edition is None:
        return build_index(())
    state = (edition.pk, edition.state_on, edition.loaded_at)
    # One thread builds, and the others wait for it instead of building the same.
    with _building:
        if state not in _built:
            index = build_index(_directory_of(edition).places)
            _built.clear()
            _built[state] = index
        return _built[state]


def _newest_editions() -> QuerySet[Edition]:
    return Edition.objects.order_by("-state_on")


def _state_of(edition: Edition) -> ReferenceState:
    rows = Municipality.objects.filter(edition=edition)
    areas = rows.filter(kind__in=_UNINCORPORATED).count()
    return ReferenceState(
        edition.state_on, edition.source, edition.loaded_at, rows.count() - areas, areas
    )


def _directory_of(edition: Edition) -> Directory:
    rows = Municipality.objects.filter(edition=edition).order_by("ars")
    return Directory(edition.state_on, edition.source, tuple(map(_place_of, rows.iterator())))


def _present() -> QuerySet[Municipality]:
    return Municipality.objects.filter(edition=Subquery(_newest_editions().values("pk")[:1]))


def _place_of(row: Municipality) -> Place:
    kreis = (row.kreis_key, row.kreis_kind, row.kreis_name, row.kreis_seat)
    association = (
        row.association_key,
        row.association_kind,
        row.association_name,
        row.association_seat,
    )
    return Place(
        ags=row.ags,
        ars=row.ars,
        name=row.name,
        kind=MunicipalityKind(row.kind),
        kreis=_kreis(*kreis) if row.kreis_key else None,
        association=_association(*association) if row.association_key else None,
        population=row.population,
        postcode=row.postcode,
        court_key=row.court_key,
    )


# The same few values stand in many rows; one object for each is enough.
@lru_cache(maxsize=4096)
def _kreis(key: str, kind: str, name: str, seat: str) -> Kreis:
    return Kreis(key, KreisKind(kind), name, seat)


@lru_cache(maxsize=4096)
def _association(key: str, kind: str, name: str, seat: str) -> Association:
    return Association(key, AssociationKind(kind), name, seat)
