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
from rueckhalt.foundation.places.rules.table import parse_directory

__all__ = [
    "Association",
    "AssociationKind",
    "Directory",
    "Kreis",
    "KreisKind",
    "Land",
    "MunicipalityKind",
    "Place",
    "parse_directory",
]
