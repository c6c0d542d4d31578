"""The shipped table against the official files, which are not part of the repository."""

import csv
import os
import runpy
from pathlib import Path
from random import Random

import pytest

from rueckhalt.foundation.places.queries import shipped_table
from rueckhalt.foundation.places.rules import Directory, build_index, parse_directory, search

ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ.get("RUECKHALT_SHARED", ROOT.parent / "shared")) / "data/places"
OFFICIAL = SHARED / "GV100AD_30112025.txt"

pytestmark = pytest.mark.skipif(not OFFICIAL.exists(), reason=f"{OFFICIAL.name} is not at hand")


@pytest.fixture(scope="module")
def records() -> list[str]:
    return OFFICIAL.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def directory() -> Directory:
    return parse_directory(shipped_table())


def test_every_municipality_has_the_official_values(records, directory):
    official = {
        line[10:18]: (
            line[10:15] + line[18:22] + line[15:18],
            line[22:72].rstrip(),
            line[122:124],
            int(line[139:150]),
            line[165:170].strip(),
            line[181:185].strip(),
        )
        for line in records
        if line[:2] == "60"
    }
    shipped = {
        place.ags: (
            place.ars, place.name, place.kind.value, place.population, place.postcode, place.court_key
        )
        for place in directory.places
    }  # fmt: skip
    assert shipped == official


@pytest.mark.parametrize(("record", "digits"), [("40", 5), ("50", 9)])
def test_every_place_has_the_official_kreis_and_association(records, directory, record, digits):
    official = {
        (
            line[10:15] + line[18:22].strip(),
            line[122:124],
            line[22:72].rstrip(),
            line[72:122].rstrip(),
        )
        for line in records
        if line[:2] == record and line[122:124] != "50"
    }
    areas = [place.kreis if record == "40" else place.association for place in directory.places]
    shipped = {(area.key, area.kind.value, area.name, area.seat) for area in areas if area}
    assert shipped == official
    for place, area in zip(directory.places, areas, strict=True):
        assert area is None or area.key == place.ars[:digits]


def test_only_places_of_their_own_have_no_association(records, directory):
    alone = {
        line[10:15] + line[18:22] for line in records if line[:2] == "50" and line[122:124] == "50"
    }
    for place in directory.places:
        assert (place.association is None) == (place.ars[:9] in alone)


def test_the_court_key_is_that_of_the_joined_list_of_courts(directory):
    with (SHARED / "gemeinde_justiz.csv").open(encoding="utf-8") as file:
        joined = {row["ags"]: row["gericht_gv"].strip() for row in csv.DictReader(file)}
    assert {place.ags: place.court_key for place in directory.places} == joined


def test_the_tool_makes_the_shipped_table():
    make_table = runpy.run_path(str(ROOT / "tools/make_places.py"))["table"]
    assert make_table(OFFICIAL.read_bytes()) == shipped_table()


def test_most_postcodes_that_are_no_seat_find_their_municipality(directory):
    """The share is our aim; the places of the postcodes are those of OpenStreetMap, 2021."""
    index = build_index(directory.places)
    known = {place.ags for place in directory.places}
    with (SHARED / "plz_2021.csv").open(encoding="utf-8") as file:
        pairs = [(row["plz"], row["ags"]) for row in csv.DictReader(file) if row["ags"] in known]
    others = [pair for pair in pairs if pair[0] not in index.by_postcode]
    drawn = Random(2021).sample(others, 400)
    found = [ags in {match.place.ags for match in search(index, plz, 5)} for plz, ags in drawn]
    assert sum(found) / len(found) >= 0.8
