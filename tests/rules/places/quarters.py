"""Files like GV100AD that tests make. Each record that they write or change says so at its end."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from rueckhalt.foundation.places.rules import Directory, Land, Place, parse_directory
from tests.rules.places.conftest import TABLE

MADE_UP = "AUSGEDACHT"  # columns 201 to 220 are free for remarks
DAY = "20251130"
NEXT_DAY = "20260228"
# Hectares, from the official table "Gemeinden, Fläche, Bevölkerung" by Land, rounded to km².
AREAS = {
    "SH": 15_804, "HH": 755, "NI": 47_710, "HB": 420, "NW": 34_112, "HE": 21_116, "RP": 19_858,
    "BW": 35_748, "BY": 70_542, "SL": 2_572, "BE": 891, "BB": 29_654, "MV": 23_295, "SN": 18_450,
    "ST": 20_555, "TH": 16_202,
}  # fmt: skip


def line(kind: str, key: str, name: str, seat: str = "", mark: str = "", rest: str = "") -> str:
    """One record of 220 columns."""
    text = f"{kind}{DAY}{key:<12}{name:<50}{seat:<50}{mark:<6}{rest}"
    return f"{text:<200}{MADE_UP:<20}"


def municipality(key: str, name: str, mark: str = "64", people: int = 579, area: int = 100) -> str:
    """A record of Satzart 60; `key` has the AGS and the four digits of the association."""
    numbers = f"{area:011}{people:011}{people // 2:011}"
    return line("60", key, name, "", mark, f"{numbers}    25715*****  21151319")


SMALL = (
    line("10", "01", "Schleswig-Holstein", "Kiel"),
    line("20", "031", "Statistische Region Braunschweig"),
    line("30", "0811", "Region Stuttgart", "Stuttgart"),
    line("40", "01051", "Dithmarschen", "Heide", "43"),
    line("50", "01051   0044", "Heide, Stadt", "", "50"),
    line("50", "01051   5163", "Burg-St. Michaelisdonn", "Burg (Dithm.)", "51"),
    municipality("010510035163", "Averlak"),
    municipality("010510440044", "Heide, Stadt", "63", 21_000),
    municipality("010519995163", "Süderhölm, gemfr. Gebiet", "66", 0),
)


def as_file(lines: Iterable[str], *, end: str = "\n", encoding: str = "utf-8") -> bytes:
    return "".join(one + end for one in lines).encode(encoding)


@lru_cache(maxsize=1)
def whole() -> tuple[str, ...]:
    """All of Germany from the shipped table, in the official order; areas are spread evenly."""
    directory = parse_directory(TABLE.read_text(encoding="utf-8"))
    return tuple(sorted(_records(directory), key=lambda one: (one[10:18], one[:2], one)))


def _records(directory: Directory) -> Iterable[str]:
    places = directory.places
    yield from (line("10", land.ags_prefix, land.label) for land in Land)
    for kreis in {place.kreis for place in places if place.kreis}:
        yield line("40", kreis.key, kreis.name, kreis.seat, kreis.kind.value)
    yield from {_association(place) for place in places}
    counts = Counter(place.land for place in places)
    for place in places:
        yield _municipality(place, AREAS[place.land.value] * 100 // counts[place.land])


def _association(place: Place) -> str:
    key = f"{place.ars[:5]}   {place.ars[5:9]}"
    if place.association is None:
        return line("50", key, "verbandsfrei", "", "50")
    area = place.association
    return line("50", key, area.name, area.seat, area.kind.value)


def _municipality(place: Place, area: int) -> str:
    numbers = f"{area:011}{place.population:011}{place.population // 2:011}"
    rest = f"{numbers}    {place.postcode:<5}       2115{place.court_key:<4}"
    key = place.ags + place.ars[5:9]
    return line("60", key, place.name, "", place.kind.value, rest)


# Satzart and key → first column and what is written there from then on
LATER = {
    "60010510035163": (23, f"{'Averlak am Kanal':<50}"),
    "60010510065175": (166, "25799"),
    "5001051   5178": (23, f"{'Büsum-Land':<50}"),
}


def next_quarter(lines: Iterable[str]) -> list[str]:
    """The same on 2026-02-28, made up: one renamed, one gone, one new, and what two more changed.

    Averlak has another name, Arkebek is gone, Ausgedorf is new, Barlt has another postcode, and the
    Amt Büsum-Wesselburen with its 18 places another name.
    """
    kept = (one for one in lines if one[:18] != f"60{DAY}01051002")
    new = municipality("010519995175", "Ausgedorf", people=0, area=0)
    return [with_columns(_later(one), 3, NEXT_DAY) for one in (*kept, new)]


def _later(one: str) -> str:
    edit = LATER.get(one[:2] + one[10:22])
    return with_columns(with_columns(one, *edit), 201, f"{MADE_UP:<20}") if edit else one


def with_columns(text: str, first: int, value: str) -> str:
    """The record with `value` written from the official column `first` on."""
    return text[: first - 1] + value + text[first - 1 + len(value) :]
