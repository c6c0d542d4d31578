"""She has lost her words: Lars makes sure who asks, Nadja gives out new ones, and she is back."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.cases.told import taken
from tests.journeys.conftest import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOST = "Neue Wörter, wenn sie ihre verloren hat"


def open_manage(page: Page, house: str, case) -> None:
    page.goto(f"{house}/arbeit/fall/{case.reference}/verwalten/")
    page.get_by_text(LOST).click()


def proposes(page: Page, house: str, case) -> None:
    """Lars has asked for the word that only she and the contact point know."""
    open_manage(page, house, case)
    page.get_by_label("Sie hat das Sicherheitswort genannt.").check()
    page.get_by_label("Was war?").fill("Anruf um neun.")
    follow(page.get_by_role("button", name="Vorschlagen"))


def shown(page: Page) -> list[str]:
    return page.locator(".app-passphrase").inner_text().split()


def test_lost_words_are_given_out_by_two_and_open_her_page(house, desk, as_guide, open_page):
    case = taken(desk)
    lars, nadja = as_guide(), as_guide("nadja")
    proposes(lars, house, case)
    lars.get_by_text(LOST).click()
    expect(lars.get_by_text("Jetzt gibt eine zweite Person die Wörter aus.")).to_be_visible()

    open_manage(nadja, house, case)
    follow(nadja.get_by_role("button", name="Neue Wörter ausgeben"))
    words = shown(nadja)
    assert len(words) == 7

    birgit = open_page(script=False)
    birgit.goto(f"{house}/fall/")
    birgit.get_by_label("Ihr Schlüssel").fill(" ".join(words))
    follow(birgit.get_by_role("button", name="Meine Seite öffnen"))
    expect(birgit.get_by_role("link", name="Alles zeigen")).to_be_visible()


def test_of_two_pages_that_wait_for_a_yes_one_shows_words_and_the_other_says_so(
    house, desk, as_guide
):
    case = taken(desk)
    proposes(as_guide(), house, case)
    first, second = as_guide("nadja"), as_guide("nadja")
    for page in (first, second):
        open_manage(page, house, case)
    for page in (first, second):
        follow(page.get_by_role("button", name="Neue Wörter ausgeben"))
    assert len(shown(first)) == 7
    expect(second.get_by_text("Das ist schon erledigt.")).to_be_visible()
    expect(second.locator(".app-passphrase")).to_have_count(0)
