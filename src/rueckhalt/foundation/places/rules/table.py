"""Reads the table of places that the product ships (made by tools/make_places.py)."""

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from rueckhalt.foundation.places.rules.place import (
    Association,
    AssociationKind,
    Directory,
    Kreis,
    KreisKind,
    MunicipalityKind,
    Place,
)

_Row = TypeVar("_Row", Kreis, Association, Place)
_SOURCE = re.compile(r"# (© .+Gebietsstand (\d{4}-\d\d-\d\d), dl-de/by-2-0)")


def state_of(text: str) -> tuple[date, str]:
    """Returns Gebietsstand and source, which the first line names (ValueError if it does not)."""
    head = _SOURCE.fullmatch(text.partition("\n")[0])
    if head is None:
        raise ValueError("Line 1 must name the source and the Gebietsstand.")
    return date.fromisoformat(head[2]), head[1]


def parse_directory(text: str) -> Directory:
    """Returns the places of a table, in its order.

    The first line names source and Gebietsstand, further lines with # explain the columns, the rest
    are records `kreis`, `association`, `municipality`, their values divided by semicolons. Refused
    (ValueError with the number of the line): an unknown record, a wrong number of values, an unknown
    kind, a key twice, a key without its Kreis or association, an AGS that does not fit its ARS.
    """
    state_on, source = state_of(text)
    reader = _Reader()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            continue
        try:
            reader.read(line.split(";"))
        except (ValueError, KeyError) as error:
            raise ValueError(f"Line {number}: {error}") from error
    return Directory(state_on, source, tuple(reader.places.values()))


class _Reader:
    """Collects records; a municipality finds its Kreis and association among those read before."""

    def __init__(self) -> None:
        self.kreise: dict[str, Kreis] = {}
        self.associations: dict[str, Association] = {}
        self.places: dict[str, Place] = {}
        self._readers: dict[str, Callable[..., None]] = {
            "kreis": self._kreis,
            "association": self._association,
            "municipality": self._municipality,
        }

    def read(self, values: list[str]) -> None:
        reader = self._readers.get(values[0])
        expected = 8 if values[0] == "municipality" else 5
        if reader is None or len(values) != expected:
            raise ValueError(f"no record of this table: {values[:3]}")
        reader(*values[1:])

    def _kreis(self, key: str, kind: str, name: str, seat: str) -> None:
        _add(self.kreise, key, Kreis(key, KreisKind(kind), name, seat))

    def _association(self, key: str, kind: str, name: str, seat: str) -> None:
        _add(self.associations, key, Association(key, AssociationKind(kind), name, seat))

    def _municipality(
        self, ags: str, ars: str, kind: str, name: str, population: str, postcode: str, court: str
    ) -> None:
        if ars[:5] + ars[9:] != ags:
            raise ValueError(f"the AGS {ags} does not fit the ARS {ars}")
        # 0… stands for no association, 9… for areas without municipality (GV100AD, EF4).
        association = self.associations[ars[:9]] if ars[5] == "5" else None
        kreis = self.kreise.get(ars[:5])
        place = Place(
            ags,
            ars,
            name,
            MunicipalityKind(kind),
            kreis,
            association,
            int(population),
            postcode,
            court,
        )
        if kreis is None and not place.is_unincorporated:
            raise ValueError(f"no Kreis {ars[:5]}")
        _add(self.places, ags, place)


def _add(found: dict[str, _Row], key: str, value: _Row) -> None:
    if key in found:
        raise ValueError(f"{key} stands there twice")
    found[key] = value
