"""What a place is: a municipality of the official directory with its Kreis, association and Land."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self


class _Labelled(StrEnum):
    """A key of the official directory with its German name."""

    label: str

    # The default lets type checkers see that a kind can be found again by its key alone.
    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Land(_Labelled):
    """The 16 Länder, by ISO 3166-2:DE (also the subdivisions of the library `holidays`).

    They stand in the order of the first two digits of the AGS, 01 to 16.
    """

    SH = "SH", "Schleswig-Holstein"
    HH = "HH", "Hamburg"
    NI = "NI", "Niedersachsen"
    HB = "HB", "Bremen"
    NW = "NW", "Nordrhein-Westfalen"
    HE = "HE", "Hessen"
    RP = "RP", "Rheinland-Pfalz"
    BW = "BW", "Baden-Württemberg"
    BY = "BY", "Bayern"
    SL = "SL", "Saarland"
    BE = "BE", "Berlin"
    BB = "BB", "Brandenburg"
    MV = "MV", "Mecklenburg-Vorpommern"
    SN = "SN", "Sachsen"
    ST = "ST", "Sachsen-Anhalt"
    TH = "TH", "Thüringen"

    @classmethod
    def of(cls, ags: str) -> "Land":
        """Returns the Land of an AGS or ARS; refuses a key that begins with no Land (ValueError)."""
        land = _LAND_BY_PREFIX.get(ags[:2])
        if land is None:
            raise ValueError(f"No Land has the key {ags!r}.")
        return land

    @property
    def ags_prefix(self) -> str:
        """The two digits with which every AGS of this Land begins."""
        return f"{list(Land).index(self) + 1:02}"


_LAND_BY_PREFIX = {land.ags_prefix: land for land in Land}


class KreisKind(_Labelled):
    """Textkennzeichen of Satzart 40 of GV100AD."""

    INDEPENDENT_CITY = "41", "kreisfreie Stadt"
    CITY_DISTRICT = "42", "Stadtkreis"
    KREIS = "43", "Kreis"
    LANDKREIS = "44", "Landkreis"
    REGIONAL_ASSOCIATION = "45", "Regionalverband"


class AssociationKind(_Labelled):
    """Textkennzeichen of Satzart 50 of GV100AD, without 50 (a municipality without association)."""

    AMT = "51", "Amt"
    JOINT_MUNICIPALITY = "52", "Samtgemeinde"
    ASSOCIATION_MUNICIPALITY = "53", "Verbandsgemeinde"
    ADMINISTRATIVE_COMMUNITY = "54", "Verwaltungsgemeinschaft"
    PARISH = "55", "Kirchspielslandgemeinde"
    ADMINISTRATIVE_ASSOCIATION = "56", "Verwaltungsverband"
    SUPPORTED_COMMUNITY = "57", "VG Trägermodell"
    FULFILLING_MUNICIPALITY = "58", "erfüllende Gemeinde"


class MunicipalityKind(_Labelled):
    """Textkennzeichen of Satzart 60 of GV100AD."""

    MARKET = "60", "Markt"
    INDEPENDENT_CITY = "61", "kreisfreie Stadt"
    CITY_DISTRICT = "62", "Stadtkreis"
    TOWN = "63", "Stadt"
    MUNICIPALITY = "64", "kreisangehörige Gemeinde"
    INHABITED_AREA = "65", "bewohntes gemeindefreies Gebiet"
    UNINHABITED_AREA = "66", "unbewohntes gemeindefreies Gebiet"
    MAJOR_TOWN = "67", "Große Kreisstadt"


_OWN_KIND = re.compile("kreis|region|verband", re.IGNORECASE)
_ABBREVIATED = {
    "VVG ": "Vereinbarte Verwaltungsgemeinschaft ",
    "GVV ": "Gemeindeverwaltungsverband ",
    "EG ": "erfüllende Gemeinde ",
}


@dataclass(frozen=True, slots=True)
class Kreis:
    """A Kreis, Landkreis or a city without one; `key` has 5 digits, `seat` names a town."""

    key: str
    kind: KreisKind
    name: str
    seat: str

    @property
    def label(self) -> str:
        """The name as people say it: "Landkreis Gifhorn", "Heidekreis", "Kreis Plön"."""
        name = self.name.split(",")[0]
        return name if _OWN_KIND.search(name) else f"{self.kind.label} {name}"


@dataclass(frozen=True, slots=True)
class Association:
    """An association of municipalities (Amt, Samtgemeinde, …); `key` has 9 digits."""

    key: str
    kind: AssociationKind
    name: str
    seat: str

    @property
    def label(self) -> str:
        """The name as people say it: "Amt Landhagen", "Gemeindeverwaltungsverband Oberes Gäu"."""
        for short, long in _ABBREVIATED.items():
            if self.name.startswith(short):
                return long + self.name.removeprefix(short)
        name = self.name.removesuffix(" (VGem)").split(",")[0]
        return name if name.startswith(self.kind.label) else f"{self.kind.label} {name}"


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality or municipality-free area, as in the official directory (GV100AD).

    `ags` has 8 digits, `ars` 12. `name` is the official one, with its title ("Kiel,
    Landeshauptstadt"). `postcode` is that of the seat of the administration, empty where there is
    none. `court_key` (EF15: OLG, LG and AG of the Land in 4 characters) is empty in four areas.
    `kreis` is missing in two areas that belong to no Kreis.
    """

    ags: str
    ars: str
    name: str
    kind: MunicipalityKind
    kreis: Kreis | None
    association: Association | None
    population: int
    postcode: str
    court_key: str

    @property
    def land(self) -> Land:
        """The Land, which the first two digits of the key tell."""
        return Land.of(self.ags)

    @property
    def is_unincorporated(self) -> bool:
        """Whether this is an area that belongs to no municipality (gemeindefreies Gebiet)."""
        return self.kind in {MunicipalityKind.INHABITED_AREA, MunicipalityKind.UNINHABITED_AREA}

    @property
    def short_name(self) -> str:
        """The name without its title: "Kiel"."""
        return self.name.split(",")[0].strip()

    @property
    def label(self) -> str:
        """The name with what tells it apart: "Kiel (kreisfreie Stadt, Schleswig-Holstein)".

        Two pairs of municipalities share even that; `long_label` tells them apart.
        """
        return f"{self.short_name} ({', '.join(self._surroundings())})"

    @property
    def long_label(self) -> str:
        """The official name with association, Kreis and Land."""
        association = [self.association.label] if self.association else []
        return f"{self.name} ({', '.join(association + self._surroundings())})"

    def _surroundings(self) -> list[str]:
        if self.ags.endswith("000000"):
            return ["Stadt und Land"]
        if self.kind in {MunicipalityKind.INDEPENDENT_CITY, MunicipalityKind.CITY_DISTRICT}:
            return [self.kind.label, self.land.label]
        area = ["gemeindefreies Gebiet"] if self.is_unincorporated else []
        return [*area, *([self.kreis.label] if self.kreis else []), self.land.label]


@dataclass(frozen=True, slots=True)
class Directory:
    """All places of one quarter: `state_on` is the Gebietsstand, `source` must be named."""

    state_on: date
    source: str
    places: tuple[Place, ...] = field(repr=False)
