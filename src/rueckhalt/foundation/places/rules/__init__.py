from rueckhalt.foundation.places.rules.index import PlaceIndex, build_index
from rueckhalt.foundation.places.rules.place import (
    Association,
    AssociationKind,
    Directory,
    Kreis,
    KreisKind,
    Land,
    MunicipalityKind,
    Place,
)
from rueckhalt.foundation.places.rules.search import Match, Reason, Resolution, resolve, search
from rueckhalt.foundation.places.rules.table import parse_directory, state_of

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
    "PlaceIndex",
    "Reason",
    "Resolution",
    "build_index",
    "parse_directory",
    "resolve",
    "search",
    "state_of",
]
