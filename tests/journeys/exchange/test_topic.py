"""Katrin raises a topic on a phone without script; the secretariat answers; she closes it."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from rueckhalt.dialogue.exchange.actions.start import load_start_content
from tests.exchange import DRAFT, topic_of
from tests.journeys.conftest import SCREENS, axe, follow, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "Anträge liegen lange. Das Amt soll schneller entscheiden."


def button(page: Page, name: str):
    return page.get_by_role("button", name=name)


def test_a_topic_is_raised_answered_and_closed_on_a_phone_without_script(as_somebody, house):
    topic_of("jonas")
    page = as_somebody("katrin", width=390, script=False)
    page.goto(f"{house}/konto/")
    follow(page.get_by_role("link", name="Austausch der Allianz"))
    follow(page.get_by_role("link", name="Thema einbringen"))
    page.get_by_label("Worum geht es?").fill("Auskunftssperre dauert zu lange")
    follow(button(page, "Ähnliche suchen"))
    expect(page.get_by_role("link", name=DRAFT.title)).to_be_visible()
    page.get_by_label("Was ist das Problem").fill(TEXT)
    follow(button(page, "Thema einbringen"))
    expect(page.get_by_text(TEXT)).to_be_visible()
    address = page.url.partition("?")[0]

    aylin = as_somebody("aylin", width=1280, script=False)
    aylin.goto(f"{house}/austausch/")
    follow(aylin.get_by_role("link", name="Auskunftssperre dauert zu lange"))
    follow(button(aylin, "Thema aufnehmen"))
    aylin.get_by_label("Antwort").fill("Ein Gesetz ist auf dem Weg.")
    follow(button(aylin, "Antwort geben"))

    page.goto(f"{house}/austausch/")
    follow(page.get_by_role("link", name="Auskunftssperre dauert zu lange"))
    assert page.url == address
    expect(page.get_by_text("Ein Gesetz ist auf dem Weg.")).to_be_visible()
    follow(button(page, "Thema schließen"))
    expect(page.get_by_text("Das Thema ist beantwortet und abgeschlossen.")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_every_page_is_accessible_and_fits(as_somebody, house, width, scheme):
    load_start_content(now=datetime.now(UTC))
    topic, _ = topic_of("katrin"), topic_of("jonas")
    page = as_somebody("aylin", width=width, scheme=scheme)
    for way in (
        "austausch/", "austausch/themen/", "austausch/themen/?stand=beendet&suche=Schnee", "austausch/themen/neu/",
        f"austausch/themen/{topic.reference}/", "austausch/mitglieder/", "zusagen/",
        "austausch/themen/neu/?fuer=katrin", f"austausch/themen/{topic.reference}/zusammenlegen/",
        f"austausch/themen/{topic.reference}/weitergeben/",
        "zusagen/zusage-ansprechstelle/",
    ):  # fmt: skip
        page.goto(f"{house}/{way}")
        assert axe(page) == [], way
        assert no_sideways_scrolling(page), way


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_similar_topics_and_mistakes_are_shown_where_they_help(as_somebody, house, width, scheme):
    topic_of("jonas")
    page = as_somebody("katrin", width=width, scheme=scheme)
    page.goto(f"{house}/austausch/themen/neu/")
    follow(button(page, "Thema einbringen"))
    expect(page.get_by_role("heading", name="Bitte prüfen Sie Ihre Angaben")).to_be_visible()
    page.get_by_label("Worum geht es?").fill(DRAFT.title)
    page.get_by_label("Was ist das Problem").fill(TEXT)
    follow(button(page, "Thema einbringen"))
    expect(page.get_by_role("heading", name="Es gibt schon ähnliche Themen")).to_be_visible()
    assert axe(page) == []
    assert no_sideways_scrolling(page)
