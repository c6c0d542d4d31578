"""The door of places: search, one place by its key, and the state of the official directory."""

from rueckhalt.foundation.places.actions import load_reference_places, store_directory
from rueckhalt.foundation.places.queries import (
    ReferenceState,
    place_by_ags,
    place_index,
    reference_state,
    resolve_place,
    search_places,
)
from rueckhalt.foundation.places.rules import (
    Association,
    AssociationKind,
    Directory,
    Kreis,
    KreisKind,
    Land,
    Match,
    MunicipalityKind,
    Place,
    Reason,
    Resolution,
)

__all__ = [
    "Association",
    "AssociationKind",
    "Directory",
    "Kreis",
    "KreisKind",
    "Land",
    "Match",
    "MunicipalityKind",
    "Place",
    "Reason",
    "ReferenceState",
    "Resolution",
    "load_reference_places",
    "place_by_ags",
    "place_index",
    "reference_state",
    "resolve_place",
    "search_places",
    "store_directory",
]
