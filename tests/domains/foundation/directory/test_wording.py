"""Dates, hours and reach as people write them."""

import dataclasses
from datetime import datetime, time

import pytest
from django.utils import translation

from rueckhalt.foundation.directory.documents.cards import card_of
from rueckhalt.foundation.directory.documents.wording import (
    attested_words,
    reach_words,
    timetable,
)
from rueckhalt.foundation.directory.forms.people import CONCERNS
from rueckhalt.foundation.directory.rules import (
    BERLIN,
    Competence,
    Source,
    SourceKind,
    Window,
)
from rueckhalt.foundation.places.rules import Land
from tests.house.plain import faults
from tests.rules.directory.bodies import a_body


@pytest.mark.parametrize(
    ("attested_on", "words", "in_the_press"),
    [
        ("2024-05-14", "belegt am 14. Mai 2024", "Quelle: Presse, 14. Mai 2024"),
        ("2024-05", "belegt: Mai 2024", "Quelle: Presse, Mai 2024"),
        ("2024", "belegt: 2024", "Quelle: Presse, 2024"),
        ("2024/25", "belegt: 2024 oder 2025", "Quelle: Presse, 2024 oder 2025"),
        ("nach 2020-09", "belegt: nach September 2020", "Quelle: Presse, nach September 2020"),
        ("nach 2024-05-14", "belegt: nach dem 14. Mai 2024", "Quelle: Presse, nach dem 14. Mai 2024"),
        ("nach 2024", "belegt: nach 2024", "Quelle: Presse, nach 2024"),
        ("o. D.", "Quelle ohne Datum", "Quelle: Presse, ohne Datum"),
    ],
)  # fmt: skip
def test_a_source_says_how_old_it_is_in_its_own_precision(attested_on, words, in_the_press):
    body = a_body(attested_on=attested_on)
    assert attested_words(body) == words
    press = dataclasses.replace(body, source=Source("Zeitung", SourceKind.PRESS))
    assert attested_words(press) == in_the_press


def window(rule, opens=9, closes=16, **more) -> Window:
    return Window(rule, time(opens), time(closes % 24), **more)


@pytest.mark.parametrize(
    ("windows", "lines"),
    [
        ([window("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")],
         ("Montag bis Freitag: 9 bis 16 Uhr", "nicht an Feiertagen")),
        ([window("FREQ=WEEKLY;BYDAY=MO,WE,FR", on_holidays=True)],
         ("Montag, Mittwoch und Freitag: 9 bis 16 Uhr",)),
        ([window("FREQ=WEEKLY;BYDAY=SA,SU", on_holidays=True)],
         ("Samstag und Sonntag: 9 bis 16 Uhr",)),
        ([window("FREQ=DAILY", 7, 24, on_holidays=True)], ("täglich: 7 bis 24 Uhr",)),
        ([window("FREQ=WEEKLY;BYDAY=TU", 9, 12, on_holidays=True),
          window("FREQ=WEEKLY;BYDAY=TU", 14, 16, on_holidays=True)],
         ("Dienstag: 9 bis 12 Uhr und 14 bis 16 Uhr",)),
        ([window("FREQ=MONTHLY;BYDAY=1MO,-1FR", on_holidays=True)],
         ("jeden ersten Montag und jeden letzten Freitag im Monat: 9 bis 16 Uhr",)),
        ([window("FREQ=MONTHLY;BYMONTHDAY=15", on_holidays=True)],
         ("am 15. jedes Monats: 9 bis 16 Uhr",)),
        ([Window("FREQ=DAILY", time(9, 30), time(16), on_holidays=True)],
         ("täglich: 9:30 bis 16 Uhr",)),
        ([], ()),
    ],
)  # fmt: skip
def test_hours_read_as_on_a_door(windows, lines):
    assert timetable(a_body(hours=tuple(windows))) == lines


@pytest.mark.parametrize(
    ("windows", "lines"),
    [
        ([window("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")],
         ("Monday to Friday: 9:00 to 16:00", "not on public holidays")),
        ([window("FREQ=WEEKLY;BYDAY=MO,WE,FR", on_holidays=True)],
         ("Monday, Wednesday and Friday: 9:00 to 16:00",)),
        ([Window("FREQ=DAILY", time(9, 30), time(0), on_holidays=True)],
         ("every day: 9:30 to 24:00",)),
        ([window("FREQ=MONTHLY;BYDAY=1MO,-1FR", on_holidays=True)],
         ("every first Monday and every last Friday of the month: 9:00 to 16:00",)),
        ([window("FREQ=MONTHLY;BYMONTHDAY=15", on_holidays=True)],
         ("on day 15 of each month: 9:00 to 16:00",)),
    ],
)  # fmt: skip
def test_an_english_page_says_the_same_hours_in_english(windows, lines):
    with translation.override("en"):
        assert timetable(a_body(hours=tuple(windows))) == lines


@pytest.mark.parametrize(
    ("attested_on", "words"),
    [
        ("2024-05-14", "source of 14 May 2024"),
        ("2024-05", "source: May 2024"),
        ("2024/25", "source: 2024 or 2025"),
        ("nach 2024-05-14", "source: after 14 May 2024"),
        ("o. D.", "source without a date"),
    ],
)
def test_an_english_page_says_the_same_age_in_english(attested_on, words):
    with translation.override("en"):
        assert attested_words(a_body(attested_on=attested_on)) == words


def test_always_open_is_said_in_words():
    assert timetable(a_body(always_open=True)) == ("rund um die Uhr",)


def test_the_reach_is_named():
    assert reach_words(a_body()) == "ganz Deutschland"
    assert reach_words(a_body(land=Land.HE)) == "Hessen"
    assert reach_words(a_body(land=Land.HB, kreise=("04012",))) == "Teile von Bremen"


def test_a_web_page_has_no_hours_to_be_unknown():
    moment = datetime(2026, 11, 26, 12, tzinfo=BERLIN)
    assert card_of(a_body(url="https://example.org/x"), moment).opening == ""
    assert card_of(a_body(), moment).opening == "Zeiten nicht bekannt"
    assert card_of(a_body(url="https://example.org/x"), moment).site == "example.org"


@pytest.mark.parametrize("concern", CONCERNS, ids=lambda one: one.value)
def test_each_concern_is_asked_in_plain_language(concern):
    assert faults(CONCERNS[concern]) == []


def test_every_concern_can_be_chosen_but_the_emergency_numbers_that_always_stand_there():
    assert set(Competence) - set(CONCERNS) == {Competence.EMERGENCY, Competence.RESCUE}
