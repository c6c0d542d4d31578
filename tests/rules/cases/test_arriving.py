"""Who must not see a case, and what the desk reads in a row."""

from dataclasses import dataclass

import pytest

from rueckhalt.support.cases.rules.arriving import TITLE_LENGTH, kept_out, title_of
from rueckhalt.support.cases.rules.contents import Told


@dataclass
class OnDuty:
    pk: int
    name: str


DUTY = [OnDuty(1, "Lars Muster"), OnDuty(2, "Nadja Beispiel"), OnDuty(3, "Tom van der Probe")]


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        ("", set()),
        ("Frau Beispiel", {2}),
        ("BEISPIEL", {2}),
        ("Muster, Beispiel", {1, 2}),
        ("Lars", set()),  # a first name is everybody's
        ("Herr van der Probe", {3}),
        ("Musterfrau", set()),
        ("mein Nachbar", set()),
    ],
)
def test_whose_last_name_was_written_does_not_see_the_case(names, kept):
    assert kept_out(names, DUTY) == kept


@pytest.mark.parametrize(
    ("told", "title"),
    [
        (Told("Ein Brief."), "Ohne Namen: Ein Brief."),
        (Told("Ein Brief.", name="Birgit"), "Birgit: Ein Brief."),
        (Told("Ein Brief.", office="Rat"), "Rat: Ein Brief."),
        (Told("Zeile\neins\t zwei"), "Ohne Namen: Zeile eins zwei"),
        (Told("", name="Birgit"), "Birgit"),
    ],
)
def test_a_row_says_who_and_what(told, title):
    assert title_of(told) == title


def test_a_long_text_is_cut():
    assert len(title_of(Told("x" * 500))) == TITLE_LENGTH
