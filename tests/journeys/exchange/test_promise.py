"""From a topic to a promise, its state with evidence, the other side's view, and the public report."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from rueckhalt.dialogue.exchange.rules.promise import Status
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from tests.exchange import milestone_of, promise_of, released, seat, told, topic_of
from tests.journeys.conftest import SCREENS, axe, follow, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SENTENCE = "Die Wartezeit bei der Auskunftssperre sinkt auf einen Monat."


def button(page: Page, name: str):
    return page.get_by_role("button", name=name)


def unfold(page: Page, name: str) -> None:
    page.locator("summary", has_text=name).click()


def test_a_promise_is_given_assessed_seen_otherwise_and_reported_without_script(
    as_somebody, open_page, house
):
    topic, _ = topic_of("katrin", Visibility.PUBLIC), seat("jonas")  # of the other side
    aylin = as_somebody("aylin", width=1280, script=False)
    aylin.goto(f"{house}/austausch/themen/{topic.reference}/")
    follow(aylin.get_by_role("link", name="Zusage festhalten"))
    expect(aylin.get_by_role("link", name=topic.title)).to_be_visible()
    aylin.get_by_label("Was ist zugesagt?").fill(SENTENCE)
    aylin.get_by_label("Welche Stelle hat es zugesagt?").fill("Ministerium Musterland")
    aylin.get_by_label("Welcher Partner ist das?").select_option(
        label="Ministerium Musterland (erfunden)"
    )
    aylin.get_by_label("Öffentlich").check()
    follow(button(aylin, "Zusage festhalten"))
    expect(aylin.get_by_text("Stand nicht erhoben")).to_be_visible()
    unfold(aylin, "Freigeben")
    follow(button(aylin, "Zusage freigeben"))

    # "Erfüllt" without evidence is refused, and nothing typed is lost.
    unfold(aylin, "Neuen Stand festhalten")
    aylin.get_by_label("Erfüllt", exact=True).check()
    aylin.get_by_label("Was ist geschehen").fill("Das Gesetz gilt.")
    follow(button(aylin, "Stand festhalten"))
    expect(aylin.get_by_role("heading", name="Bitte prüfen Sie Ihre Angaben")).to_be_visible()
    expect(aylin.get_by_label("Was ist geschehen")).to_have_value("Das Gesetz gilt.")
    aylin.get_by_role("textbox", name="Beleg – freiwillig", exact=True).fill(
        "Gesetzblatt zur Probe"
    )
    aylin.get_by_label("Von welchem Tag ist der Beleg?").fill("2026-01-02")
    follow(button(aylin, "Stand festhalten"))
    expect(aylin.get_by_text("Beleg: Gesetzblatt zur Probe")).to_be_visible()
    address = aylin.url.partition("?")[0]

    katrin = as_somebody("katrin", width=390, script=False)
    katrin.goto(address)
    unfold(katrin, "Ihre Sicht")
    katrin.get_by_label("Zum kleinen Teil erfüllt").check()
    katrin.get_by_label("Wie sieht Ihre Seite es?").fill(
        "Die Ämter brauchen noch immer drei Monate."
    )
    follow(button(katrin, "Sicht festhalten"))
    expect(katrin.get_by_text("Die andere Seite sieht weniger erfüllt.")).to_be_visible()
    follow(katrin.get_by_role("link", name=topic.title))
    expect(katrin.get_by_role("link", name=SENTENCE)).to_be_visible()

    anybody = open_page(width=390, script=False)
    anybody.goto(f"{house}/zusagen/")
    follow(anybody.get_by_role("link", name="Bericht: was offen ist"))
    expect(anybody.get_by_text("Steht zum letzten Mal hier.")).to_be_visible()
    follow(anybody.get_by_role("link", name=SENTENCE))
    expect(anybody.get_by_text("Die andere Seite sieht weniger erfüllt.")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_every_page_of_promises_is_accessible_and_fits(as_somebody, house, width, scheme):
    promise = released(promise_of(topic_of("katrin", Visibility.PUBLIC)))
    milestone_of(promise)
    told(promise, Status.SUBSTANTIAL)
    page = as_somebody("aylin", width=width, scheme=scheme)
    for way in (
        "austausch/zusagen/", "austausch/zusagen/neu/", f"austausch/zusagen/{promise.reference}/",
        "austausch/bericht/", "zusagen/bericht/", f"zusagen/{promise.reference}/",
    ):  # fmt: skip
        page.goto(f"{house}/{way}")
        assert axe(page) == [], way
        assert no_sideways_scrolling(page), way


def test_on_a_phone_state_difference_and_next_day_are_on_the_first_screen(as_somebody, house):
    promise = promise_of(
        topic_of("katrin"),
        due_on=date(2027, 6, 1),
        sentence="Die Meldebehörden entscheiden über Anträge auf eine Auskunftssperre in einem Monat.",
    )
    told(promise, Status.SUBSTANTIAL)
    milestone_of(promise)
    page = as_somebody("aylin", width=390)
    page.goto(f"{house}/austausch/zusagen/{promise.reference}/")
    for words in ("Zum großen Teil erfüllt", "Noch hat niemand etwas dazu gesagt.", "1. Juni 2027"):
        expect(page.get_by_text(words).first).to_be_in_viewport(ratio=1)
