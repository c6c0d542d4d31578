"""The door of places: search, one place by its key, and the states of the official directory."""

from rueckhalt.foundation.places.actions import (
    import_quarter,
    load_reference_places,
    store_directory,
)
from rueckhalt.foundation.places.documents import import_as_text, states_as_text
from rueckhalt.foundation.places.queries import (
    ReferenceState,
    chosen_place,
    place_by_ags,
    place_index,
    reference_state,
    resolve_place,
    search_places,
    stored_states,
)
from rueckhalt.foundation.places.rules import (
    LARGEST_FILE,
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
    "LARGEST_FILE",
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
    "chosen_place",
    "import_as_text",
    "import_quarter",
    "load_reference_places",
    "place_by_ags",
    "place_index",
    "reference_state",
    "resolve_place",
    "search_places",
    "states_as_text",
    "store_directory",
    "stored_states",
]
