"""The pages that a person meets seldom: a question, a shut door, waiting, a page that has closed."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from rueckhalt.foundation.vault.models import OpenReturn
from rueckhalt.support.cases.rules.contents import Told
from tests.domains.support.cases.busy import busy_database
from tests.domains.support.cases.desk import Desk
from tests.journeys.cases.told import taken
from tests.journeys.conftest import axe, follow, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKED_AT = [(390, "light"), (1280, "dark")]
A_HUMAN_PACE = 3_500  # milliseconds: a form that comes back faster was sent by a program


@pytest.fixture
def contact_point(desk, settings) -> Desk:
    settings.OPERATOR = {**settings.OPERATOR, "name": "Ansprechstelle Musterland"}
    settings.READING_HOURS = "MO,TU,WE,TH,FR 09:00-16:00"
    return desk


@pytest.fixture
def look():
    """Looks at a page as axe does, and for what runs out of it."""

    def looked(page: Page, name: str) -> None:
        assert no_sideways_scrolling(page), name
        assert axe(page) == [], name

    return looked


def ask(page: Page, house: str) -> None:
    page.goto(f"{house}/fall/frage/")
    page.get_by_label("Ihre Frage").fill("Was ist eine Auskunftssperre?")
    page.get_by_label("Ich habe das gelesen").check()


def open_own(page: Page, house: str) -> None:
    """Asks, and comes back with the words."""
    ask(page, house)
    page.wait_for_timeout(A_HUMAN_PACE)
    follow(page.get_by_role("button", name="Absenden"))
    words = page.locator(".app-words").inner_text()
    page.goto(f"{house}/fall/")
    page.get_by_label("Ihr Schlüssel").fill(words)
    follow(page.get_by_role("button", name="Meine Seite öffnen"))


@pytest.mark.parametrize(("width", "scheme"), LOOKED_AT)
def test_a_question_alone(house, contact_point, open_page, look, width, scheme):
    page = open_page(width=width, scheme=scheme)
    page.goto(f"{house}/fall/frage/")
    look(page, "question")
    follow(page.get_by_role("button", name="Absenden"))
    expect(page.get_by_text("Bitte schreiben Sie Ihre Frage.").first).to_be_visible()
    look(page, "question-wrong")


@pytest.mark.parametrize(("width", "scheme"), LOOKED_AT)
def test_a_shut_door_shows_who_helps_instead(house, desk, settings, open_page, look, width, scheme):
    settings.HAS_DEMO_ACCOUNTS = False
    settings.OPERATOR = {**settings.OPERATOR, "name": ""}
    page = open_page(width=width, scheme=scheme)
    page.goto(f"{house}/fall/neu/")
    expect(page.get_by_role("heading", name="Hier liest niemand")).to_be_visible()
    look(page, "shut")
    page.goto(f"{house}/fall/")
    look(page, "shut-door")


@pytest.mark.parametrize(("width", "scheme"), LOOKED_AT)
def test_whoever_waits_goes_on_by_a_button(house, contact_point, open_page, look, width, scheme):
    page = open_page(width=width, scheme=scheme)
    open_own(page, house)
    follow(page.get_by_role("link", name="Alles zeigen"))
    page.get_by_label("Ihre Nachricht").fill("Noch eine Frage.")
    with busy_database():
        follow(page.get_by_role("button", name="Nachricht senden"))
    expect(page.get_by_role("heading", name="Gerade kommen viele Menschen")).to_be_visible()
    look(page, "waiting")
    follow(page.get_by_role("button", name="Noch einmal senden"))
    expect(page.get_by_text("Noch eine Frage.")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), LOOKED_AT)
def test_a_guide_waits_too_and_loses_nothing(house, desk, as_guide, look, width, scheme):
    case = taken(desk)
    page = as_guide(width=width, scheme=scheme, script=True)
    page.goto(f"{house}/arbeit/fall/{case.reference}/arbeit/")
    page.get_by_label("Notiz").fill("Ich rufe morgen an.")
    with busy_database():
        follow(page.get_by_role("button", name="Notiz speichern"))
    look(page, "waiting-guide")
    follow(page.get_by_role("button", name="Noch einmal senden"))
    expect(page.get_by_text("Ich rufe morgen an.")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), LOOKED_AT)
def test_a_page_that_has_closed_keeps_her_text(house, contact_point, open_page, look, width, scheme):  # fmt: skip
    page = open_page(width=width, scheme=scheme)
    open_own(page, house)
    follow(page.get_by_role("link", name="Alles zeigen"))
    page.get_by_label("Ihre Nachricht").fill("Noch eine Frage.\nUnd noch eine.")
    for one in OpenReturn.objects.all():
        one.used_at -= timedelta(minutes=16)
        one.save()
    follow(page.get_by_role("button", name="Nachricht senden"))
    expect(page.get_by_role("heading", name="Ihre Seite ist zugegangen")).to_be_visible()
    look(page, "closed")


@pytest.mark.parametrize(("width", "scheme"), LOOKED_AT)
def test_new_words(house, contact_point, open_page, look, width, scheme):
    page = open_page(width=width, scheme=scheme)
    open_own(page, house)
    page.goto(f"{house}/fall/mein/schluessel/")
    look(page, "words")
    page.wait_for_timeout(A_HUMAN_PACE)
    follow(page.get_by_role("button", name="Neuen Schlüssel zeigen"))
    expect(page.locator(".app-words")).to_be_visible()
    look(page, "new-words")


@pytest.mark.parametrize(("width", "scheme"), LOOKED_AT)
def test_a_case_to_take_alone(house, desk, as_guide, look, width, scheme):
    case = desk.arrives(Told("Es geht um eine Kollegin.", keep_from="Beispiel"))
    page = as_guide(width=width, scheme=scheme, script=True)
    page.goto(f"{house}/arbeit/fall/{case.reference}/")
    look(page, "alone")
    follow(page.get_by_role("button", name="Fall allein übernehmen"))
    page.goto(f"{house}/arbeit/fall/{case.reference}/verwalten/")
    expect(page.get_by_text("Nur eine Person hält diesen Fall")).to_be_visible()
    look(page, "alone-manage")
