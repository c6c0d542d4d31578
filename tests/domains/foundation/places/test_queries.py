from datetime import UTC, datetime

import pytest

from rueckhalt.foundation.places.api import (
    Land,
    load_reference_places,
    place_by_ags,
    place_index,
    reference_state,
    resolve_place,
    search_places,
    store_directory,
)
from rueckhalt.foundation.places.queries import shipped_table
from rueckhalt.foundation.places.rules import build_index, parse_directory, search
from tests.domains.foundation.places.test_loading import edition

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_without_a_directory_nothing_is_found():
    assert reference_state() is None
    assert place_by_ags("07316000") is None
    assert search_places("Kiel") == ()
    assert resolve_place("Kiel").place is None


def test_what_is_read_back_is_what_was_shipped():
    load_reference_places(now=NOW)
    assert place_index().places == parse_directory(shipped_table()).places


def test_a_place_is_found_by_its_key():
    load_reference_places(now=NOW)
    place = place_by_ags("07316000")
    assert place.label == "Neustadt an der Weinstraße (kreisfreie Stadt, Rheinland-Pfalz)"
    assert (place.land, place.postcode, place.association) == (Land.RP, "67433", None)


def test_a_place_knows_its_amt_and_its_seat():
    load_reference_places(now=NOW)
    averlak = place_by_ags("01051003")
    assert averlak.association.label == "Amt Burg-St. Michaelisdonn"
    assert averlak.association.seat == "Burg (Dithm.)"


@pytest.mark.parametrize(
    "ags", ["", "0731600", "073160000", "0731600\x00", "٠٧٣١٦٠٠٠", "07316000'", "99999999"]
)
def test_a_key_that_is_none_finds_nothing(ags):
    store_directory(directory=edition("2025-03-31", "Albersdorf"), now=NOW)
    assert place_by_ags(ags) is None


def test_the_search_asks_the_database_only_whether_something_changed(django_assert_num_queries):
    load_reference_places(now=NOW)
    place_index()
    with django_assert_num_queries(1):
        assert search_places("Neustadt Weinstr", limit=1)[0].place.ags == "07316000"
    with django_assert_num_queries(1):
        assert resolve_place("67433").place.ags == "07316000"


def test_the_stored_places_are_searched_like_the_shipped_ones():
    load_reference_places(now=NOW)
    shipped = build_index(parse_directory(shipped_table()).places)
    for text in ("Neustdat Hesen", "Frankfurt", "25704", "Burg", "Chosebuz", "Neuenkirchen"):
        assert search_places(text, 20) == search(shipped, text, 20)


def test_a_newer_edition_is_searched_at_once():
    store_directory(directory=edition("2025-03-31", "Albersdorf", "Arkebek"), now=NOW)
    assert search_places("Arkebek")[0].place.name == "Arkebek"
    store_directory(directory=edition("2025-06-30", "Albersdorf", "Nordarkebek"), now=NOW)
    assert resolve_place("Nordarkebek").place.ags == "01051002"
    assert resolve_place("Arkebek").place is None
    assert place_by_ags("01051002").name == "Nordarkebek"


@pytest.mark.parametrize(
    "text", ["\x00", "'; DROP TABLE places_municipality; --", "🏚" * 9_999, "\ud800"]
)
def test_hostile_text_is_answered(text):
    load_reference_places(now=NOW)
    assert search_places(text) == ()
