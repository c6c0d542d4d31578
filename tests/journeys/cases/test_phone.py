"""A case by phone: Lars writes, reads the words out, and she comes to her case with them."""

import pytest
from playwright.sync_api import Page, expect

from rueckhalt.support.cases.models import Case
from tests.journeys.conftest import axe, follow, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
A_HUMAN_PACE = 3_500  # milliseconds: a form that comes back faster was sent by a program


def begin(page: Page, house: str, stand_in: str) -> str:
    """Lars writes down what she tells; returns the words that he reads out."""
    page.goto(f"{house}/arbeit/telefon/")
    page.get_by_label("Was ist geschehen?").fill("Er ruft jede Nacht an.")
    page.get_by_label("Heute").check()
    page.get_by_label("Wer vertritt Sie?").select_option(label=stand_in)
    follow(page.get_by_role("button", name="Fall beginnen"))
    return page.locator(".app-passphrase").inner_text()


def test_a_case_by_phone_ends_with_words_to_read_out(house, desk, as_guide):
    page = as_guide()
    words = begin(page, house, desk.nadja.name)
    assert len(words.split()) == 7
    follow(page.get_by_role("link", name="Zum Fall"))
    expect(page.get_by_text("Er ruft jede Nacht an.").first).to_be_visible()


def test_with_them_she_comes_to_her_case_and_gives_it_words_that_nobody_has_heard(
    house, desk, as_guide, open_page
):
    heard = begin(as_guide(), house, desk.nadja.name)
    page = open_page(script=False)
    page.goto(f"{house}/fall/")
    page.get_by_label("Ihr Schlüssel").fill(heard.upper().replace(" ", "-"))
    follow(page.get_by_role("button", name="Meine Seite öffnen"))
    follow(page.get_by_role("link", name="Alles zeigen"))
    expect(page.get_by_text("Er ruft jede Nacht an.").first).to_be_visible()

    follow(page.get_by_role("link", name="Einen neuen Schlüssel bekommen"))
    page.wait_for_timeout(A_HUMAN_PACE)
    follow(page.get_by_role("button", name="Neuen Schlüssel"))
    own = page.locator(".app-words").inner_text()
    assert own.split() != heard.split()

    page.goto(f"{house}/fall/")
    page.get_by_label("Ihr Schlüssel").fill(heard)
    follow(page.get_by_role("button", name="Meine Seite öffnen"))
    expect(page.get_by_text("Zu diesem Schlüssel finden wir nichts.").first).to_be_visible()
    assert Case.objects.count() == 1


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_the_page_with_the_words_is_accessible(house, desk, as_guide, width, scheme):
    page = as_guide(width=width, scheme=scheme, script=True)
    begin(page, house, desk.nadja.name)
    assert no_sideways_scrolling(page)
    assert axe(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_a_call_about_the_only_colleague_is_written_down_alone(
    house, desk, as_guide, width, scheme
):
    page = as_guide(width=width, scheme=scheme, script=True)
    page.goto(f"{house}/arbeit/telefon/")
    page.get_by_label("Was ist geschehen?").fill("Es geht um eine Kollegin.")
    page.get_by_label("Wer hier soll das nicht sehen?").fill("Beispiel")
    page.get_by_label("Heute").check()
    page.get_by_label("Wer vertritt Sie?").select_option(label=desk.nadja.name)
    follow(page.get_by_role("button", name="Fall beginnen"))
    expect(page.get_by_text("Unten können Sie ihn allein beginnen.")).to_be_visible()
    expect(page.get_by_label("Was ist geschehen?")).to_have_value("Es geht um eine Kollegin.")
    assert no_sideways_scrolling(page)
    assert axe(page) == []
    follow(page.get_by_role("button", name="Fall allein beginnen"))
    assert len(page.locator(".app-passphrase").inner_text().split()) == 7
    assert Case.objects.get().stand_in is None
