import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rueckhalt.foundation.places.rules.words import (
    LONGEST_INPUT,
    keys_of,
    skeleton,
    without_fillers,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Neustadt an der Weinstraße", "neustadt an der weinstraße"),
        ("Neustadt a.d.Weinstr.", "neustadt a d weinstraße"),
        ("St. Ingbert", "sankt ingbert"),
        ("Töging a.Inn, St", "töging a inn st"),
        ("Hann. Münden", "hannoversch münden"),
        ("Halle (Westf.)", "halle westfalen"),
        ("  NEU-ULM \t", "neu ulm"),
        ("Lübbenau/Spreewald / Lubnjow/Błota", "lübbenau spreewald lubnjow blota"),
        ("Fürstl. Löwenstein'scher Park", "fürstl löwensteinscher park"),
        ("D-67433", "d 67433"),
        ("Ðakovo Þorn Ǆ ŁÓDŹ", "dakovo thorn dz lodz"),
        ("C̀òt̀t̂bus", "cottbus"),
        ("Ǿrsted", "orsted"),
        ("😀 \u202e<b>\x00", "b"),
        ("", ""),
    ],
)
def test_a_text_becomes_plain_words(text, words):
    assert words_of(text) == tuple(words.split())


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Gößweinstein", ("goessweinstein", "gosweinstein")),
        ("Muenchen", ("muenchen",)),
        ("Bad Homburg", ("badhomburg",)),
    ],
)
def test_umlauts_have_two_spellings(text, keys):
    assert keys_of(words_of(text)) == keys


def test_fillers_are_left_out_but_never_the_last_word():
    assert without_fillers(("frankfurt", "a", "d", "oder")) == ("frankfurt", "oder")
    assert without_fillers(("frankfurt", "o")) == ("frankfurt", "o")
    assert without_fillers(()) == ()


@pytest.mark.parametrize("word", ["thüringen", "thueringen", "thuringen"])
def test_all_ways_to_write_an_umlaut_have_one_skeleton(word):
    assert skeleton(word) == "thuringen"


@given(st.text())
def test_a_text_composed_or_taken_apart_gives_the_same_words(text):
    composed = unicodedata.normalize("NFC", text)
    apart = unicodedata.normalize("NFD", text)
    if len(apart) <= LONGEST_INPUT:
        assert words_of(composed) == words_of(apart)


@given(st.text(min_size=LONGEST_INPUT), st.text())
def test_what_follows_the_longest_input_changes_nothing(text, more):
    assert words_of(text[:LONGEST_INPUT] + more) == words_of(text[:LONGEST_INPUT])
