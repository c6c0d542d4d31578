from rueckhalt.foundation.places.rules.changes import Changes, Imported, changes_between
from rueckhalt.foundation.places.rules.encodings import LARGEST_FILE
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
from rueckhalt.foundation.places.rules.plausibility import (
    Size,
    check_plausible,
    check_whole,
    size_of,
)
from rueckhalt.foundation.places.rules.quarter import Quarter, read_quarter
from rueckhalt.foundation.places.rules.search import Match, Reason, Resolution, resolve, search
from rueckhalt.foundation.places.rules.table import parse_directory, state_of

__all__ = [
    "LARGEST_FILE",
    "Association",
    "AssociationKind",
    "Changes",
    "Directory",
    "Imported",
    "Kreis",
    "KreisKind",
    "Land",
    "Match",
    "MunicipalityKind",
    "Place",
    "PlaceIndex",
    "Quarter",
    "Reason",
    "Resolution",
    "Size",
    "build_index",
    "changes_between",
    "check_plausible",
    "check_whole",
    "parse_directory",
    "read_quarter",
    "resolve",
    "search",
    "size_of",
    "state_of",
]
