"""Reads one quarter of the official directory of municipalities: GV100AD, Statistisches Bundesamt.

Columns, kinds and keys are those of the official record description ("Datensatzbeschreibung",
Satzart 10 to 60, 14 June 2000), columns counted from 1. It names no order of the records and no line
ends; since 2021 the files are UTF-8, older ones Windows-1252.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn, TypeVar

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.places.rules.encodings import text_of
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

WIDTH = 220
_FREE_OF_ASSOCIATION = "50"  # "verbandsfreie Gemeinde": the record repeats the municipality itself
_DIGITS = re.compile("[0-9]+")
_LONGEST_FOUND = 12  # of a wrong value, in a refusal
# The columns of the key of each Satzart; that of 60 is the AGS.
_KEYS = {"10": (11, 12), "20": (11, 13), "30": (11, 14), "40": (11, 15), "50": (11, 22), "60": (11, 18)}  # fmt: skip
_LAND_KEYS = frozenset(land.ags_prefix for land in Land)
_Kind = TypeVar("_Kind", KreisKind, AssociationKind, MunicipalityKind)


@dataclass(frozen=True, slots=True)
class Quarter:
    """What a file says: its places, and the area of each Land in hectares (EF8 of Satzart 60)."""

    directory: Directory
    areas: Mapping[Land, int] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    text: str

    def column(self, first: int, last: int) -> str:
        return self.text[first - 1 : last].strip()

    def digits(self, first: int, last: int) -> str:
        found = self.text[first - 1 : last]
        if not _DIGITS.fullmatch(found):
            self.refuse(
                gettext_noop(
                    "Zeile %(line)s: In den Spalten %(first)s bis %(last)s müssen Ziffern stehen, dort steht „%(found)s“."
                ),
                first=first,
                last=last,
                found=found[:_LONGEST_FOUND],
            )
        return found

    def number(self, first: int, last: int) -> int:
        return int(self.digits(first, last)) if self.column(first, last) else 0

    def refuse(self, message: str, **values: object) -> NoReturn:
        raise Refused("places-line", message, line=self.line, **values)

    @property
    def kind(self) -> str:
        return self.text[:2]


def read_quarter(raw: bytes) -> Quarter:
    """Returns what a file of GV100AD says, its places in the order of their ARS.

    Refused (`Refused`, with line and reason): another encoding or format, a line of another length
    than 220 characters, signs that nobody sees, a Satzart or Textkennzeichen that the description
    does not know, a key that is no number or stands there twice, two Gebietsstände, a municipality
    without its Kreis or association, a name or number that is missing. Columns that are not read
    (EF10, EF11, EF13, EF14, EF16 to EF19 of Satzart 60, and what is "Leer") may hold any text.
    """
    records = list(_records(text_of(raw)))
    state_on = _state_of(records)
    _check_keys(records)
    reader = _Reader()
    for kind in ("40", "50", "60"):
        for record in records:
            if record.kind == kind:
                reader.read(record)
    source = f"© Statistisches Bundesamt (Destatis), Gebietsstand {state_on}, dl-de/by-2-0"
    places = tuple(sorted(reader.places, key=lambda place: place.ars))
    return Quarter(Directory(state_on, source, places), reader.areas)


def _records(text: str) -> Iterator[_Record]:
    # Not splitlines(): that would also divide at signs that have no place here.
    lines = text.removesuffix("\n").split("\n")
    for number, line in enumerate(lines, start=1):
        record = _Record(number, line.removesuffix("\r"))
        _check_form(record)
        yield record


def _check_form(record: _Record) -> None:
    if len(record.text) != WIDTH:
        record.refuse(
            gettext_noop(
                "Zeile %(line)s hat %(found)s Zeichen statt %(width)s. Eine Datei GV100AD hat in jeder Zeile %(width)s."
            ),
            found=len(record.text),
            width=WIDTH,
        )
    if not record.text.isprintable() or "\ufffd" in record.text:
        record.refuse(
            gettext_noop(
                "Zeile %(line)s enthält ein Zeichen, das kein Text ist oder zerstört wurde."
            )
        )
    if record.kind not in _KEYS:
        record.refuse(
            gettext_noop("Zeile %(line)s: Die Satzart „%(found)s“ gibt es in GV100AD nicht."),
            found=record.kind,
        )


def _state_of(records: list[_Record]) -> date:
    """The one Gebietsstand (EF2) of all records."""
    written = records[0].digits(3, 10)
    for record in records:
        if record.text[2:10] != written:
            record.refuse(
                gettext_noop(
                    "Zeile %(line)s nennt den Gebietsstand „%(found)s“, Zeile 1 aber „%(first)s“. Eine Datei hat nur einen."
                ),
                found=record.text[2:10],
                first=written,
            )
    try:
        return date.fromisoformat(written)
    except ValueError:
        records[0].refuse(
            gettext_noop("Zeile %(line)s: Der Gebietsstand „%(found)s“ ist kein Tag."),
            found=written,
        )


def _check_keys(records: list[_Record]) -> None:
    lines: dict[tuple[str, str], int] = {}
    for record in records:
        if record.digits(11, 12) not in _LAND_KEYS:
            record.refuse(
                gettext_noop(
                    "Zeile %(line)s: Ein Land mit dem Schlüssel „%(found)s“ gibt es nicht."
                ),
                found=record.text[10:12],
            )
        key = record.column(*_KEYS[record.kind])
        before = lines.setdefault((record.kind, key), record.line)
        if before != record.line:
            record.refuse(
                gettext_noop(
                    "Zeile %(line)s: Der Schlüssel „%(key)s“ steht schon in Zeile %(before)s (Satzart %(kind)s)."
                ),
                key=key,
                before=before,
                kind=record.kind,
            )


class _Reader:
    """Collects records; Kreise and associations come before the municipalities that belong to them."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.areas: Counter[Land] = Counter()
        self._kreise: dict[str, Kreis] = {}
        # None stands for "verbandsfreie Gemeinde".
        self._associations: dict[str, Association | None] = {}
        self._readers: dict[str, Callable[[_Record], None]] = {
            "40": self._kreis,
            "50": self._association,
            "60": self._municipality,
        }

    def read(self, record: _Record) -> None:
        self._readers[record.kind](record)

    def _kreis(self, record: _Record) -> None:
        key = record.digits(11, 15)
        self._kreise[key] = Kreis(
            key, _kind_of(record, KreisKind), _name_of(record), record.column(73, 122)
        )

    def _association(self, record: _Record) -> None:
        key = record.digits(11, 15) + record.digits(19, 22)
        name = _name_of(record)
        if record.column(123, 124) == _FREE_OF_ASSOCIATION:
            self._associations[key] = None
            return
        kind = _kind_of(record, AssociationKind)
        self._associations[key] = Association(key, kind, name, record.column(73, 122))

    def _municipality(self, record: _Record) -> None:
        ags = record.digits(11, 18)
        association_key = ags[:5] + record.digits(19, 22)
        place = Place(
            ags=ags,
            ars=association_key + ags[5:],
            name=_name_of(record),
            kind=_kind_of(record, MunicipalityKind),
            kreis=self._kreise.get(ags[:5]),
            association=self._associations.get(association_key),
            population=_population_of(record),
            postcode=_postcode_of(record),
            court_key=record.column(182, 185),
        )
        if place.kreis is None and not place.is_unincorporated:
            record.refuse(
                gettext_noop("Zeile %(line)s: Der Kreis „%(key)s“ (Satzart 40) fehlt."), key=ags[:5]
            )
        if association_key not in self._associations:
            record.refuse(
                gettext_noop("Zeile %(line)s: Der Verband „%(key)s“ (Satzart 50) fehlt."),
                key=association_key,
            )
        self.places.append(place)
        self.areas[place.land] += record.number(129, 139)


def _kind_of(record: _Record, kinds: type[_Kind]) -> _Kind:
    found = record.column(123, 124)
    try:
        return kinds(found)
    except ValueError:
        record.refuse(
            gettext_noop(
                "Zeile %(line)s: Das Textkennzeichen „%(found)s“ gibt es in Satzart %(kind)s nicht."
            ),
            found=found,
            kind=record.kind,
        )


def _name_of(record: _Record) -> str:
    name = record.column(23, 72)
    if not name:
        record.refuse(gettext_noop("Zeile %(line)s: Der Name fehlt."))
    return name


def _population_of(record: _Record) -> int:
    """EF9; blank only where nobody lives."""
    if record.column(123, 124) == MunicipalityKind.UNINHABITED_AREA.value:
        return record.number(140, 150)
    return int(record.digits(140, 150))


def _postcode_of(record: _Record) -> str:
    return record.digits(166, 170) if record.column(166, 170) else ""
