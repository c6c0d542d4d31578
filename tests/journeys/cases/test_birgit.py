"""Birgit, on her phone and without script: from the plan to a case, an answer, and nothing left."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from rueckhalt.support.cases.actions.taking import take_case
from rueckhalt.support.cases.actions.talking import Answered, answer, write_as_guide
from rueckhalt.support.cases.models import Case
from rueckhalt.support.cases.queries.entries import entries_of
from rueckhalt.support.cases.rules.contents import Clock, Consent
from rueckhalt.support.cases.rules.states import State
from tests.build import store_places
from tests.domains.support.cases.desk import Desk
from tests.journeys.conftest import SCREENS, axe, follow, is_outside, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
A_HUMAN_PACE = 3_500  # milliseconds: a form that comes back faster was sent by a program


@pytest.fixture
def contact_point(transactional_db, settings, tmp_path) -> Desk:
    settings.FILES_DIR, settings.SHARES_DIR = tmp_path / "files", tmp_path / "shares"
    settings.OPERATOR = {**settings.OPERATOR, "name": "Ansprechstelle Musterland"}
    settings.READING_HOURS = "MO,TU,WE,TH,FR 09:00-16:00"
    store_places("Kiel")
    return Desk()


def plan(page: Page, house: str) -> None:
    page.goto(f"{house}/lotse/")
    page.get_by_label("Nein", exact=True).check()
    page.get_by_label("Wo wohnen Sie?").fill("Kiel")
    page.get_by_label("Jemand droht mir oder meiner Familie").check()
    follow(page.get_by_role("button", name="Plan zeigen"))


def tell(page: Page, text: str = "Ein Brief lag im Kasten.") -> str:
    """Fills in the form and sends it; returns the words."""
    page.get_by_label("Was ist passiert? Was brauchen Sie?").fill(text)
    page.get_by_label("Ich habe das gelesen").check()
    page.wait_for_timeout(A_HUMAN_PACE)
    follow(page.get_by_role("button", name="Absenden"))
    return page.locator(".app-words").inner_text()


def come_back(page: Page, secret: str) -> None:
    page.get_by_label("Ihr Schlüssel").fill(secret)
    follow(page.get_by_role("button", name="Meine Seite öffnen"))


def takes_and_answers(desk: Desk) -> None:
    """What Lars does meanwhile."""
    at, row = datetime.now(UTC), Case.objects.get()
    take_case(
        case=desk.of("lars", row), by=desk.lars, unlocked=desk.keys["lars"], stand_in=desk.nadja, now=at
    )  # fmt: skip
    clock = Clock("Strafantrag stellen", at.date() + timedelta(days=90))
    write_as_guide(case=desk.of("lars", row), content=clock, by=desk.lars, now=at)
    asked = Consent(
        "Polizei Musterstadt", "Anzeige", ("Der Brief",), at.date() + timedelta(days=30),
        "",
    )  # fmt: skip
    write_as_guide(case=desk.of("lars", row), content=asked, by=desk.lars, now=at)
    answer(
        case=desk.of("lars", row), given=Answered("Wir sind da. Wo ist der Brief jetzt?", State.ASKED, "Wir haben den Brief gelesen.", uuid.uuid4()), by=desk.lars, now=at,
    )  # fmt: skip


def test_from_the_plan_to_a_case_an_answer_and_nothing_left(house, open_page, contact_point):
    page, outside = open_page(script=False), []
    page.on("request", lambda one: outside.append(one.url) if is_outside(one.url, house) else None)
    plan(page, house)
    follow(page.get_by_role("button", name="Der Kontaktstelle schreiben"))
    page.get_by_label("Wo wohnen Sie? Kiel").uncheck()
    secret = tell(page)
    assert page.context.cookies() == []
    told = entries_of(contact_point.of("lars", Case.objects.get()))[0].content
    assert "place" not in dict(told.situation)

    follow(page.get_by_role("link", name="Ich habe ihn aufgeschrieben"))
    come_back(page, secret)
    expect(page.get_by_text("Ihre Nachricht ist da")).to_be_visible()

    takes_and_answers(contact_point)
    page.reload()
    expect(page.get_by_text("Wir haben Sie etwas gefragt")).to_be_visible()
    follow(page.get_by_role("link", name="Alles zeigen"))
    expect(page.get_by_text("Wo ist der Brief jetzt?")).to_be_visible()
    follow(page.get_by_role("button", name="Ja, das dürfen Sie"))
    expect(page.get_by_role("button", name="Mein Ja zurücknehmen")).to_be_visible()

    page.get_by_label("Ihre Nachricht").fill("In der Schublade.")
    page.get_by_label("Dateien").set_input_files(
        [{"name": "brief.txt", "mimeType": "text/plain", "buffer": b"Brief"}]
    )
    follow(page.get_by_role("button", name="Nachricht senden"))
    expect(page.get_by_text("In der Schublade.")).to_be_visible()
    expect(page.get_by_role("link", name="brief.txt")).to_be_visible()

    follow(page.get_by_role("link", name="Alles löschen"))
    page.get_by_label("Ja, löschen Sie alles").check()
    follow(page.get_by_role("button", name="Alles löschen"))
    expect(page.get_by_role("heading", name="Alles ist gelöscht")).to_be_visible()
    assert page.context.cookies() == []
    assert Case.objects.count() == 0
    assert outside == []


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_each_page_fits_and_is_open_to_everybody(house, open_page, contact_point, width, scheme):
    page, found = open_page(width=width, scheme=scheme), []

    def look():
        found.extend([page.url, *axe(page)] if axe(page) else [])
        assert no_sideways_scrolling(page), page.url

    for path in ("/fall/", "/fall/frage/", "/fall/neu/"):
        page.goto(house + path)
        look()
    follow(page.get_by_role("button", name="Absenden"))
    expect(page.get_by_text("Bitte schreiben Sie wenigstens einen Satz.").first).to_be_visible()
    look()
    secret = tell(page)
    look()
    takes_and_answers(contact_point)
    page.goto(f"{house}/fall/")
    come_back(page, secret)
    look()
    for path in ("mehr/", "schluessel/", "loeschen/"):
        page.goto(f"{house}/fall/mein/{path}")
        look()
    page.goto(f"{house}/fall/mein/schluessel/")
    page.wait_for_timeout(A_HUMAN_PACE)
    follow(page.get_by_role("button", name="Neuen Schlüssel zeigen"))
    look()
    assert found == []
