"""The shipped table against the official files, which are not part of the repository."""

import csv
import os
import runpy
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.places.api import import_quarter, load_reference_places, place_index
from rueckhalt.foundation.places.models import Edition
from rueckhalt.foundation.places.queries import shipped_table
from rueckhalt.foundation.places.rules import (
    Directory,
    build_index,
    check_whole,
    parse_directory,
    read_quarter,
    search,
)
from tests.rules.places.quarters import as_file, next_quarter

ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ.get("RUECKHALT_SHARED", ROOT.parent / "shared")) / "data/places"
NOW = datetime(2026, 3, 31, tzinfo=UTC)
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


def test_the_official_file_is_read_as_the_shipped_table(directory):
    assert read_quarter(OFFICIAL.read_bytes()).directory == directory


def test_the_official_file_without_its_last_eight_lines_is_not_whole(records):
    check_whole(read_quarter(OFFICIAL.read_bytes()))
    with pytest.raises(Refused, match="nicht vollständig: Thüringen hat darin 1601797 ha Fläche"):
        check_whole(read_quarter(as_file(records[:-8])))


@pytest.mark.django_db
def test_the_official_quarter_and_a_made_up_next_one_lead_to_the_same_state_in_both_orders(records):
    files = [OFFICIAL.read_bytes(), as_file(next_quarter(records))]
    first, second = (import_quarter(raw=raw, now=NOW) for raw in files)
    present = place_index().places
    Edition.objects.all().delete()
    newer, older = (import_quarter(raw=raw, now=NOW) for raw in reversed(files))
    assert place_index().places == present
    assert (first.present, second.present) == (date(2025, 11, 30), date(2026, 2, 28))
    assert (newer.present, older.present) == (date(2026, 2, 28), date(2026, 2, 28))
    assert older.changes == second.changes
    assert [place.name for place in second.changes.gone] == ["Arkebek"]
    assert [place.name for place in second.changes.added] == ["Ausgedorf"]
    assert (second.changes.other_association, second.changes.other_postcode) == (18, 1)


@pytest.mark.django_db
def test_the_official_file_after_the_shipped_table_changes_nothing():
    load_reference_places(now=NOW)
    assert import_quarter(raw=OFFICIAL.read_bytes(), now=NOW).is_new is False


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
