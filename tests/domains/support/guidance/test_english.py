"""The first steps in English: what they say, what they rest on, and that law stays German."""

from dataclasses import replace
from html import unescape

import pytest

from rueckhalt.foundation.directory.api import set_entries, shipped_entries
from rueckhalt.foundation.directory.rules import Change
from rueckhalt.support.guidance.queries import english_book, english_steps
from tests.build import STORED_AT

pytestmark = pytest.mark.django_db

NOW = "/en/what-to-do-now/"


@pytest.fixture
def text(client) -> str:
    return unescape(client.get(NOW).content.decode())


def test_danger_comes_before_everything_else(text):
    assert text.index('href="tel:110"') < text.index('href="tel:112"') < text.index("app-alert")


def test_one_alert_says_why_the_law_is_german_and_how_to_go_on(text):
    assert text.count("app-alert") == 1
    alert = text.split("app-alert")[1].split("app-step")[0]
    for words in (
        "German offices and courts work in German",
        "second risk",
        "Nobody has reviewed this translation",
        'href="/lotse/" hreflang="de"',
        "A friend or an interpreter can fill it in",
        "There may be short time limits. Act today",
    ):
        assert words in alert


def test_every_number_and_its_hours_are_those_of_the_directory(text):
    bodies = shipped_entries().by_id()
    for body_id in english_book().contacts:
        assert f'href="tel:{bodies[body_id].phone.replace(" ", "")}"' in text
        assert f'<span lang="de">{bodies[body_id].name}</span>' in text
    assert "Monday to Friday: 9:00 to 16:00" in text
    assert "18 languages" in text


def test_each_step_shows_its_mark_its_ground_and_that_nobody_reviewed_it(text):
    steps = text.split('<section class="app-step">')[1:]

    assert len(steps) == len(english_book().steps)
    for step in steps:
        assert "Not yet reviewed by a lawyer." in step
        assert "What it rests on" in step or "There is no law" in step or "This is open:" in step
    assert '<span lang="de">belegt</span> (attested)' in text


def test_an_id_in_braces_never_reaches_a_reader(text):
    assert "{" not in text


def test_a_number_that_the_operator_changed_is_the_one_that_people_read(client):
    own = replace(shipped_entries().by_id()["starke-stelle"], phone="0800 1112223")
    set_entries(changes=(Change(own.id, own),), by="Test", now=STORED_AT)

    assert 'href="tel:08001112223"' in client.get(NOW).content.decode()


def test_a_body_that_the_operator_hid_is_gone_and_its_number_stays_in_the_sentences(client):
    own = replace(shipped_entries().by_id()["notruf-110"], id="eigener-notruf", name="Notruf hier")
    changes = (Change(own.id, own), Change("notruf-110", is_hidden=True))
    set_entries(changes=changes, by="Test", now=STORED_AT)
    text = client.get(NOW).content.decode()

    assert "Notruf der Polizei" not in text
    assert "In danger? Call 110 now" in text


def test_a_step_whose_german_one_does_not_hold_yet_is_not_shown():
    assert english_steps(STORED_AT)
    assert english_steps(STORED_AT.replace(year=2020)) == ()


def test_the_start_page_leads_to_the_steps_and_explains_the_marks(client):
    text = client.get("/en/").content.decode()

    assert 'app-entry" href="/en/what-to-do-now/"' in text
    assert all(f"({word})" in text for word in ("attested", "practice", "open"))
    assert "Leichte Sprache" not in text
