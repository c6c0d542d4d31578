"""Which prosecutor's office is competent for a place. The table is derived; pages say so."""

from collections.abc import Mapping
from dataclasses import dataclass

from rueckhalt.foundation.places.rules import Land, Place

DERIVED = "abgeleitet, bitte prüfen"


@dataclass(frozen=True)
class Prosecutor:
    """A prosecutor's office (Staatsanwaltschaft): `id` is that of the code list of XJustiz."""

    id: str
    name: str
    land: Land


Table = Mapping[tuple[Land, str], Prosecutor]


def parse_prosecutors(text: str) -> Table:
    """Reads the table made by tools/make_prosecutors.py: Land, regional court, id, name.

    The key is the Land and the first two characters of EF15 of the official directory. Refused
    (ValueError with the number of the line): another number of values, no Land, a key twice.
    """
    found: dict[tuple[Land, str], Prosecutor] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            continue
        try:
            land, court, office, name = line.split(";")
            key = (Land(land), court)
        except ValueError as error:
            raise ValueError(f"Line {number}: {error}") from error
        if key in found:
            raise ValueError(f"Line {number}: {land} {court} stands there twice.")
        found[key] = Prosecutor(office, name, key[0])
    return found


def prosecutor_of(table: Table, place: Place) -> Prosecutor | None:
    """The office for a place; nothing in areas that belong to no court district."""
    return table.get((place.land, place.court_key[:2]))
