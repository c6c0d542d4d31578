"""The door of the directory."""

from rueckhalt.foundation.directory.queries import all_bodies, bodies_at
from rueckhalt.foundation.directory.rules import (
    BERLIN,
    Body,
    Competence,
    Opening,
    describe_opening,
    is_holiday,
    opening_of,
)

__all__ = [
    "BERLIN",
    "Body",
    "Competence",
    "Opening",
    "all_bodies",
    "bodies_at",
    "describe_opening",
    "is_holiday",
    "opening_of",
]
