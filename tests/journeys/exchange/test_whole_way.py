"""One matter from the question to the answer: each page leads back one step and forward one.

Katrin holds a phone, the secretariat sits at a desk.
"""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import axe, follow, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Die Auskunftssperre dauert zu lange"
MEETING = "Wintertreffen"
SENTENCE = "Die Meldebehörden entscheiden in einem Monat."


def button(page: Page, name: str) -> Locator:
    return page.locator("button", has_text=name)


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True).first


def check(page: Page, *leads_to: str) -> None:
    """The page is accessible, fits its window, and has a link to each of these."""
    for name in leads_to:
        expect(link(page, name)).to_be_visible()
    assert axe(page) == [], page.url
    assert no_sideways_scrolling(page), page.url


def raise_it(katrin: Page, house: str) -> None:
    katrin.goto(f"{house}/austausch/")
    check(katrin, "Thema einbringen")
    follow(link(katrin, "Thema einbringen"))
    check(katrin, "Austausch")
    katrin.get_by_label("Worum geht es?").fill(TITLE)
    katrin.get_by_label("Was ist das Problem").fill("Anträge liegen drei Monate.")
    follow(button(katrin, "Thema einbringen"))
    check(katrin, "Alle Themen")


def put_it_on_an_agenda(aylin: Page, house: str) -> None:
    aylin.goto(f"{house}/austausch/")
    check(aylin, TITLE)
    follow(link(aylin, TITLE))
    follow(button(aylin, "Thema aufnehmen"))
    check(aylin, "Alle Themen")
    follow(link(aylin, "Alle Themen"))
    follow(link(aylin, "Treffen"))
    follow(link(aylin, "Treffen planen"))
    day = datetime.now(UTC).date() + timedelta(days=30)
    aylin.get_by_label("Wie heißt das Treffen?").fill(MEETING)
    aylin.get_by_label("An welchem Tag?").fill(day.isoformat())
    aylin.get_by_label("Von wann").fill("10:00")
    aylin.get_by_label("Bis wann").fill("12:00")
    aylin.get_by_label("Wo?").fill("Musterstadt, Rathaus")
    follow(button(aylin, "Treffen planen"))
    follow(link(aylin, "Tagesordnung bearbeiten"))
    check(aylin, "Zum Treffen", TITLE)
    follow(button(aylin, f"Aufnehmen: {TITLE}"))
    follow(link(aylin, "Zum Treffen"))
    follow(button(aylin, "Einladen"))
    check(aylin, "Alle Treffen", TITLE)


def agree_on_it(aylin: Page) -> None:
    follow(link(aylin, TITLE))
    check(aylin, "Alle Themen", MEETING)
    follow(link(aylin, MEETING))
    follow(aylin.get_by_role("link", name="Ergebnis festhalten"))
    check(aylin, "Zum Treffen")
    aylin.get_by_label("Vereinbart").check()
    aylin.get_by_label("Was wurde gesagt?").fill("Das Ministerium ändert das Gesetz.")
    follow(button(aylin, "Ergebnis festhalten"))
    expect(aylin.locator(".app-agenda")).to_contain_text("Das Ministerium ändert das Gesetz.")
    check(aylin, "Alle Treffen", TITLE)


def promise_it(aylin: Page) -> None:
    follow(aylin.get_by_role("link", name="Zusage daraus festhalten"))
    check(aylin, "Alle Zusagen", MEETING, TITLE)
    aylin.get_by_label("Was ist zugesagt?").fill(SENTENCE)
    aylin.get_by_label("Welche Stelle hat es zugesagt?").fill("Ministerium Musterland")
    follow(button(aylin, "Zusage festhalten"))
    expect(aylin.get_by_text("Stand nicht erhoben")).to_be_visible()
    check(aylin, "Alle Zusagen", MEETING, TITLE)
    follow(link(aylin, MEETING))
    check(aylin, SENTENCE)
    follow(link(aylin, SENTENCE))


def say_that_it_is_done(aylin: Page) -> None:
    today = datetime.now(UTC).date().isoformat()
    aylin.locator("summary", has_text="Neuen Stand festhalten").click()
    aylin.get_by_label("Erfüllt", exact=True).check()
    aylin.get_by_label("Was ist geschehen").fill("Das Gesetz gilt.")
    aylin.get_by_role("textbox", name="Beleg – freiwillig", exact=True).fill(
        "Gesetzblatt (erfunden)"
    )
    aylin.get_by_label("Von welchem Tag ist der Beleg?").fill(today)
    follow(button(aylin, "Stand festhalten"))
    expect(aylin.get_by_text("Beleg: Gesetzblatt (erfunden)")).to_be_visible()
    check(aylin, MEETING, TITLE)


def answer_it(aylin: Page) -> None:
    follow(link(aylin, TITLE))
    check(aylin, MEETING, SENTENCE)
    expect(aylin.get_by_text(f"{SENTENCE} Erfüllt")).to_be_visible()
    aylin.get_by_label("Antwort").fill("Seit heute gilt: Sie warten höchstens einen Monat.")
    follow(button(aylin, "Antwort geben"))
    check(aylin, MEETING, SENTENCE)


def close_it(katrin: Page, house: str) -> None:
    katrin.goto(f"{house}/austausch/")
    check(katrin, TITLE)
    follow(link(katrin, TITLE))
    expect(katrin.get_by_text("Sie warten höchstens einen Monat.")).to_be_visible()
    check(katrin, "Alle Themen", MEETING, SENTENCE)
    follow(link(katrin, MEETING))
    check(katrin, "Alle Treffen", TITLE, SENTENCE)
    follow(link(katrin, SENTENCE))
    check(katrin, "Alle Zusagen", MEETING, TITLE)
    follow(link(katrin, TITLE))
    follow(button(katrin, "Thema schließen"))
    expect(katrin.get_by_text("Das Thema ist beantwortet und abgeschlossen.")).to_be_visible()
    check(katrin, MEETING, SENTENCE)


def test_a_matter_goes_from_the_question_to_the_answer_and_every_page_leads_on(as_somebody, house):
    katrin, aylin = as_somebody("katrin", width=390), as_somebody("aylin", width=1280)
    raise_it(katrin, house)
    put_it_on_an_agenda(aylin, house)
    agree_on_it(aylin)
    promise_it(aylin)
    say_that_it_is_done(aylin)
    answer_it(aylin)
    close_it(katrin, house)
