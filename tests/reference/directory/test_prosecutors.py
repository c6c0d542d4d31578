"""The compact table of prosecutor's offices against the list of all municipalities."""

import csv

import pytest

from rueckhalt.foundation.directory.api import prosecutor_for
from tests.build import whole_directory
from tests.house.facts import FACTS

LIST = FACTS.parent / "data/places/gemeinde_justiz.csv"


@pytest.mark.skipif(not LIST.exists(), reason="gemeinde_justiz.csv is not at hand")
def test_every_municipality_has_the_office_of_the_list():
    with LIST.open(encoding="utf-8", newline="") as file:
        listed = {
            row["ags"]: (row["sta_id"], row["staatsanwaltschaft"]) for row in csv.DictReader(file)
        }
    found = {place.ags: prosecutor_for(place) for place in whole_directory().places}
    assert {ags: (one.id, one.name) if one else ("", "") for ags, one in found.items()} == listed


def test_only_areas_without_a_court_district_have_no_office():
    without = [place for place in whole_directory().places if prosecutor_for(place) is None]
    assert {place.court_key for place in without} == {""}
    assert all(place.is_unincorporated for place in without)
