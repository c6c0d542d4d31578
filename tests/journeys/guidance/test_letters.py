"""The pages of a letter in every screen: its list, its form, its mistakes, the letter itself."""

import pytest

from tests.build import store_places
from tests.journeys.conftest import SCREENS, axe, follow, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "https://a.example/" + "x" * 300


@pytest.fixture(autouse=True)
def places(transactional_db):
    store_places("Kiel")


def pages_of_a_letter(page, house):
    """Opens each page of a letter, one after the other."""
    page.goto(f"{house}/lotse/briefe/")
    yield "list"
    follow(page.get_by_role("button", name="Meldung an eine Plattform"))
    yield "form"
    follow(page.get_by_role("button", name="Brief ansehen"))
    yield "mistakes"
    page.get_by_label("An wen geht der Brief?").fill("Plattform")
    page.get_by_label("Ihr Name").fill("Birgit Muster")
    page.get_by_label("Ihre E-Mail-Adresse").fill("amt@a.example")
    page.get_by_label("Wo genau steht der Inhalt?").fill(LONG)
    page.get_by_label("Was ist geschehen?").fill("Böse Worte.")
    follow(page.get_by_role("button", name="Brief ansehen"))
    page.get_by_role("heading", name="Ihr Brief").wait_for()
    yield "letter"


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_on_any_page(house, open_page, width, scheme):
    page = open_page(width=width, scheme=scheme)
    found = {name: axe(page) for name in pages_of_a_letter(page, house)}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_page_needs_sideways_scrolling_at_320_pixels(house, open_page):
    page = open_page(width=320)
    for name in pages_of_a_letter(page, house):
        assert no_sideways_scrolling(page), name


def test_our_own_back_returns_to_the_filled_form(house, open_page):
    page = open_page(script=False)
    for _ in pages_of_a_letter(page, house):
        pass
    follow(page.get_by_role("button", name="Zurück: Angaben ändern"))
    assert page.get_by_label("Ihr Name").input_value() == "Birgit Muster"
    assert page.get_by_label("Was ist geschehen?").input_value() == "Böse Worte."


def test_on_paper_only_the_letter_is_left(house, open_page):
    page = open_page()
    for _ in pages_of_a_letter(page, house):
        pass
    page.emulate_media(media="print")
    seen = page.locator("body").inner_text()
    assert "Mit freundlichen Grüßen" in seen
    for words in ("Als PDF speichern", "So geht es weiter", "110 anrufen", "Impressum"):
        assert words not in seen
