import unicodedata
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rueckhalt.foundation.places.rules import Reason, build_index, resolve, search


def called(place):
    """A place as the tables below call it: its name without title, and its Land."""
    return f"{place.short_name}, {place.land}"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("München", "München, BY"),
        ("MÜNCHEN", "München, BY"),
        ("Muenchen", "München, BY"),
        ("Munchen", "München, BY"),
        ("Mu\u0308nchen", "München, BY"),
        ("Neustadt an der Weinstraße", "Neustadt an der Weinstraße, RP"),
        ("Neustadt an der Weinstrasse", "Neustadt an der Weinstraße, RP"),
        ("Neustadt Weinstraße", "Neustadt an der Weinstraße, RP"),
        ("neustadt  a.d. Weinstr.", "Neustadt an der Weinstraße, RP"),
        ("Neustadt a. d. Weinstr.", "Neustadt an der Weinstraße, RP"),
        ("67433", "Neustadt an der Weinstraße, RP"),
        ("D-67433", "Neustadt an der Weinstraße, RP"),
        ("67433 Neustadt", "Neustadt an der Weinstraße, RP"),
        ("Neustadt 67433", "Neustadt an der Weinstraße, RP"),
        ("67434 Neustadt an der Weinstraße", "Neustadt an der Weinstraße, RP"),
        ("Neustadt Hessen", "Neustadt (Hessen), HE"),
        ("Neustadt (Hessen), Stadt", "Neustadt (Hessen), HE"),
        ("Neustadt, Kreis Marburg-Biedenkopf", "Neustadt (Hessen), HE"),
        ("Frankfurt Oder", "Frankfurt (Oder), BB"),
        ("Frankfurt/O.", "Frankfurt (Oder), BB"),
        ("Frankfurt a.M.", "Frankfurt am Main, HE"),
        ("Frankfurt/Main", "Frankfurt am Main, HE"),
        ("Halle Saale", "Halle (Saale), ST"),
        ("Halle/Westfalen", "Halle (Westf.), NW"),
        ("Kiel, Landeshauptstadt", "Kiel, SH"),
        ("Landeshauptstadt Kiel", "Kiel, SH"),
        ("Rothenburg o.d.T.", "Rothenburg ob der Tauber, BY"),
        ("Sankt Ingbert", "St. Ingbert, SL"),
        ("St Ingbert", "St. Ingbert, SL"),
        ("Hannoversch Münden", "Hann. Münden, NI"),
        ("Neunkirchen Saarland", "Neunkirchen, SL"),
        ("Rade bei Rendsburg", "Rade b. Rendsburg, SH"),
        ("Töging am Inn", "Töging a.Inn, BY"),
        ("Neu Ulm", "Neu-Ulm, BY"),
        ("Neuulm", "Neu-Ulm, BY"),
        ("Bergisch-Gladbach", "Bergisch Gladbach, NW"),
        ("Cottbus", "Cottbus/Chóśebuz, BB"),
        ("Weiden in der Oberpfalz", "Weiden i.d.OPf., BY"),
    ],
)
def test_one_place_is_certain(index, typed, name):
    resolution = resolve(index, typed)
    assert resolution.place is not None, [match.label for match in resolution.choices]
    assert called(resolution.place) == name
    assert resolution.choices == ()
    assert search(index, typed)[0].place == resolution.place


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Neustdat an der Weinstaße", "Neustadt an der Weinstraße, RP"),
        ("Neustdat Hesen", "Neustadt (Hessen), HE"),
        ("Münhcen", "München, BY"),
        ("Rotenburg ob der Taube", "Rothenburg ob der Tauber, BY"),
        ("Garmisch", "Garmisch-Partenkirchen, BY"),  # the first half of a double name
        ("Kreuznach", "Bad Kreuznach, RP"),  # without "Bad"
        ("Chóśebuz", "Cottbus/Chóśebuz, BB"),  # the Sorbian name of Cottbus
        ("chosebuz", "Cottbus/Chóśebuz, BB"),
        ("Běła Woda", "Weißwasser/O.L., SN"),  # the Sorbian name of Weißwasser
        ("Ludwigsha", "Ludwigshafen am Rhein, RP"),
        ("80331 Neustadt an der Weinstraße", "Neustadt an der Weinstraße, RP"),  # far from there
        (
            "67434",
            "Neustadt an der Weinstraße, RP",
        ),  # in Neustadt, but not the postcode of its town hall
        ("81541", "München, BY"),  # in München, in another region than its town hall
        ("Stuttgart-Bad Cannstatt", "Stuttgart, BW"),
        ("68526 Ladenburgg", "Ladenburg, BW"),
        ("67433 Mußbach", "Neustadt an der Weinstraße, RP"),  # a district, which we do not know
        ("67433 Kiel", "Neustadt an der Weinstraße, RP"),  # the one contradicts the other
    ],
)
def test_a_guess_comes_first_but_is_never_certain(index, typed, name):
    resolution = resolve(index, typed)
    assert resolution.place is None
    assert called(resolution.choices[0].place) == name


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Frankfurt", {"Frankfurt am Main", "Frankfurt (Oder)"}),
        ("Weimar", {"Weimar", "Weimar (Lahn)"}),
        ("Garding", {"Garding"}),
        ("Neustadt RLP", {"Neustadt an der Weinstraße", "Neustadt (Wied)", "Neustadt/ Westerwald"}),
        ("Essen", {"Essen", "Essen (Oldenburg)"}),
        ("Munster", {"Munster", "Münster", "Münster (Hessen)"}),
    ],
)
def test_several_places_are_left_to_choose(index, typed, names):
    resolution = resolve(index, typed)
    assert resolution.place is None
    assert {match.place.short_name for match in resolution.choices} == names


def test_all_homonyms_are_left_to_choose_the_largest_first(index):
    choices = resolve(index, "Neuenkirchen").choices
    population = [match.place.population for match in choices]
    assert len([match for match in choices if match.place.short_name == "Neuenkirchen"]) == 11
    assert population == sorted(population, reverse=True)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "😀",
        "?!",
        "\x00",
        "12",
        "123456",
        "Bad Cannstatt",
        "'; DROP TABLE",
        "x" * 10_000,
        "名古屋",
    ],
)
def test_what_names_no_place_finds_nothing(index, typed):
    assert search(index, typed) == ()
    assert resolve(index, typed) == resolve(build_index(()), "München")


def test_an_area_without_municipality_comes_after_the_town_of_its_name(index):
    town, area = search(index, "Helmstedt")[:2]
    assert (town.place.ags, area.place.ags) == ("03154028", "03154502")
    assert resolve(index, "Helmstedt").place == town.place


def test_an_inhabited_area_without_municipality_is_found(index):
    assert resolve(index, "Lohheide").place.ags == "03351501"


def test_a_postcode_of_several_municipalities_offers_all_of_them(index, directory):
    seats = {place.ags for place in directory.places if place.postcode == "25704"}
    choices = resolve(index, "25704").choices
    assert len(seats) > 5
    assert {match.place.ags for match in choices} == seats


def test_a_match_says_why_it_was_found(index):
    typed = {
        "Kiel": Reason.NAME,
        "Rothenburg Tauber": Reason.NAME,
        "Rübenau Neustadt": None,
        "Offenburg": Reason.NAME,
        "Limburg": Reason.SHORT_NAME,
        "Partenkirchen": Reason.PART_OF_NAME,
        "Düsseldrof": Reason.TYPING_ERROR,
        "Ludwigsha": Reason.BEGINNING,
        "Berlin Kreuzberg": Reason.UNKNOWN_REST,
        "67433": Reason.POSTCODE,
        "67434": Reason.NEAR_POSTCODE,
    }
    found = {text: search(index, text, 1) for text in typed}
    assert {text: match[0].reason if match else None for text, match in found.items()} == typed


@pytest.mark.parametrize("limit", [-1, 0, 1, 3, 50])
def test_no_more_places_than_asked_for(index, limit):
    assert len(search(index, "Neustadt", limit)) <= max(limit, 0)
    assert search(index, "Neustadt", limit) == search(index, "Neustadt", 50)[: max(limit, 0)]


def test_an_official_name_finds_its_place_among_the_first_of_its_homonyms(index, directory):
    names, homonyms = defaultdict(set), defaultdict(set)
    for place in directory.places:
        names[place.name].add(place.ags)
        homonyms[place.short_name].add(place.ags)
        # A large city is called by its first word: Halle (Saale) comes with the two named Halle.
        homonyms[place.short_name.split(" ")[0]].add(place.ags)
    missed = []
    for name, expected in names.items():
        limit = len(homonyms[name.split(",")[0].strip()])
        missed += expected - {match.place.ags for match in search(index, name, limit)}
    assert missed == []


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(st.text(max_size=200), st.text("aeioustnrdß .,-/()0123456789", max_size=60)))
def test_any_text_is_answered_always_alike(index, text):
    matches = search(index, text, 20)
    assert matches == search(index, text, 20)
    assert len({match.place.ags for match in matches}) == len(matches)
    assert all(0 < match.score <= 100 for match in matches)
    resolution = resolve(index, text)
    assert resolution.place is None or resolution.choices == ()


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_label_typed_again_means_its_place(index, data):
    number = data.draw(st.integers(0, len(index.places) - 1))
    place, label = index.places[number], index.labels[number]
    assert place in {match.place for match in search(index, label, 3)}
    certain = resolve(index, label).place
    assert certain in {None, place} or place.is_unincorporated


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_case_and_composition_of_letters_change_nothing(index, directory, data):
    place = data.draw(st.sampled_from(directory.places))
    plain = search(index, place.name)
    assert search(index, unicodedata.normalize("NFD", place.name)) == plain
    assert search(index, place.name.upper().replace("ẞ", "SS"))[:1] == plain[:1]
