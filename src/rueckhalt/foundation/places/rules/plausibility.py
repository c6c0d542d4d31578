"""Says whether a quarter can be whole: territory is conserved, people and municipalities nearly so."""

from dataclasses import dataclass
from datetime import date
from math import ceil

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.places.rules.place import Directory, Land
from rueckhalt.foundation.places.rules.quarter import Quarter

FIRST_DAY = date(1993, 7, 1)  # the record description: "Gemeindeverzeichnis ab 01.07.1993"
# Sum of EF8 in hectares, GV100AD of 2025-11-30. Municipalities merge, a Land keeps its territory:
# the only sign by which a file that lacks its last lines is told from a whole one.
_AREAS = {
    Land.SH: 1_580_431, Land.HH: 75_509, Land.NI: 4_770_983, Land.HB: 41_994, Land.NW: 3_411_234,
    Land.HE: 2_111_570, Land.RP: 1_985_787, Land.BW: 3_574_782, Land.BY: 7_054_159,
    Land.SL: 257_201, Land.BE: 89_112, Land.BB: 2_965_442, Land.MV: 2_329_490, Land.SN: 1_844_986,
    Land.ST: 2_055_484, Land.TH: 1_620_228,
}  # fmt: skip
# What new surveys and the coast moved since 2000: under one per cent; Bremen gained 1,500 ha.
_AREA_SHARE = 0.01
_AREA_LEAST = 2_000
_PER_DECADE = 0.10


@dataclass(frozen=True, slots=True)
class Size:
    """How large a state of the directory is; areas that belong to no municipality are not counted."""

    state_on: date
    municipalities: int
    population: int


def size_of(directory: Directory) -> Size:
    """Returns the size of a directory."""
    municipalities = sum(not place.is_unincorporated for place in directory.places)
    population = sum(place.population for place in directory.places)
    return Size(directory.state_on, municipalities, population)


def check_whole(quarter: Quarter) -> None:
    """Refuses a quarter that lacks one of the 16 Länder or a part of its territory."""
    for land, area in _AREAS.items():
        found = quarter.areas.get(land, 0)
        if abs(found - area) > _AREA_LEAST + _AREA_SHARE * area:
            raise Refused(
                "places-incomplete",
                gettext_noop(
                    "Die Datei ist nicht vollständig: %(land)s hat darin %(found)s ha Fläche statt etwa %(area)s."
                ),
                land=land.label,
                found=found,
                area=area,
            )


def check_plausible(found: Size, known: Size | None, on: date) -> None:
    """Refuses a Gebietsstand after the day `on` or before 1993, and a size far from a known one.

    Municipalities and population may differ from those of the nearest stored state by 10 per cent
    for each begun decade between the two: from 2000 to 2025 nearly every fourth municipality merged.
    """
    if not FIRST_DAY <= found.state_on <= on:
        raise Refused(
            "places-date",
            gettext_noop(
                "Der Gebietsstand %(found)s kann nicht stimmen: Er liegt in der Zukunft oder vor dem 01.07.1993."
            ),
            found=f"{found.state_on:%d.%m.%Y}",
        )
    if known is None:
        return
    allowed = _PER_DECADE * max(1, ceil(abs((found.state_on - known.state_on).days) / 3652.5))
    _check_near(gettext_noop(
        "Die Datei nennt %(found)s Gemeinden, der nächste gespeicherte Stand %(known)s. So viel ändert sich nicht."
    ), found.municipalities, known.municipalities, allowed)  # fmt: skip
    _check_near(gettext_noop(
        "Die Datei nennt %(found)s Einwohner, der nächste gespeicherte Stand %(known)s. So viel ändert sich nicht."
    ), found.population, known.population, allowed)  # fmt: skip


def _check_near(message: str, found: int, known: int, allowed: float) -> None:
    if abs(found - known) > allowed * known:
        raise Refused("places-implausible", message, found=found, known=known)
