"""Birgit, tonight, on her phone: from the start page to a plan, without script."""

import pytest
from playwright.sync_api import Locator, expect

from tests.build import store_places
from tests.journeys.conftest import SCREENS, axe, follow, is_outside, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def places(transactional_db):
    store_places("Kiel", "Neustadt", "Aach")


def answer(page, house, *, place="Kiel", happened="Jemand droht mir oder meiner Familie"):
    """Fills in the three questions and asks for the plan."""
    page.goto(f"{house}/lotse/")
    page.get_by_label("Nein", exact=True).check()
    page.get_by_label("Wo wohnen Sie?").fill(place)
    page.get_by_label(happened).check()
    follow(page.get_by_role("button", name="Plan zeigen"))
    page.get_by_role("heading", name="Ihr Plan").wait_for()


def open_section(page, title):
    """Opens one part of the further questions."""
    page.locator("#genauer summary", has_text=title).click()


def test_from_the_start_page_to_a_plan_in_two_pages_and_six_taps(house, open_page):
    page = open_page(script=False)
    taps = 0

    def tap(locator, click=Locator.click):
        nonlocal taps
        taps += 1
        click(locator)

    page.goto(house)
    tap(page.get_by_role("link", name="Was jetzt tun?").last, follow)
    tap(page.get_by_text("Nein", exact=True))
    tap(page.get_by_label("Wo wohnen Sie?"))
    page.keyboard.type("Kiel")
    tap(page.get_by_text("Jemand droht mir oder meiner Familie"))
    tap(page.get_by_role("button", name="Plan zeigen"), follow)

    expect(page.get_by_role("heading", name="Ihr Plan")).to_be_visible()
    assert taps <= 6
    assert page.url.endswith("/lotse/plan/")


def test_nothing_of_her_stays_in_browser_address_or_cookie(house, open_page):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    answer(page, house)

    assert [url for url in asked if is_outside(url, house)] == []
    assert [url for url in asked if "Kiel" in url or "threat" in url] == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("script", [True, False])
def test_the_browsers_back_returns_to_the_filled_form(house, open_page, script):
    page = open_page(script=script)
    answer(page, house)
    page.go_back()

    assert page.get_by_label("Wo wohnen Sie?").input_value() == "Kiel"
    assert page.get_by_label("Jemand droht mir oder meiner Familie").is_checked()
    assert page.get_by_label("Nein", exact=True).is_checked()


def test_our_own_back_returns_to_the_filled_form_and_keeps_later_answers(house, open_page):
    page = open_page(script=False)
    answer(page, house)
    open_section(page, "Was genau passiert ist")
    page.get_by_label("Brief, Zettel oder Gegenstand").first.check()
    follow(page.get_by_role("button", name="Plan neu zeigen"))
    follow(page.get_by_role("button", name="Antworten ändern"))
    assert page.get_by_label("Wo wohnen Sie?").input_value() == "Kiel"

    follow(page.get_by_role("button", name="Plan zeigen"))
    expect(page.get_by_text("Brief: Nicht weiter anfassen.")).to_be_visible()


def test_further_answers_refine_the_plan(house, open_page):
    page = open_page(script=False)
    answer(page, house)
    open_section(page, "Was genau passiert ist")
    page.get_by_label("Anruf oder Sprachnachricht").first.check()
    open_section(page, "Wann es war")
    page.get_by_label("An welchem Tag haben Sie davon erfahren?").first.fill("31.1.2026")
    open_section(page, "wie es Ihnen geht")
    page.get_by_label("Ich denke daran, nicht mehr leben zu wollen").check()
    follow(page.get_by_role("button", name="Plan neu zeigen"))

    first = page.locator(".app-step").first
    expect(first.get_by_role("link", name="116 123 anrufen")).to_be_visible()
    expect(page.get_by_text("Gespräch oder Anruf: Sofort aufschreiben.")).to_be_visible()
    expect(page.get_by_text("Handeln Sie heute.")).to_be_visible()


def test_a_homonym_is_chosen_on_the_plan(house, open_page):
    page = open_page(script=False)
    answer(page, house, place="Neustadt")
    page.get_by_label("passen mehrere Orte").select_option("07316000")
    follow(page.get_by_role("button", name="Diesen Ort nehmen"))

    expect(page.get_by_text("Ort: Neustadt an der Weinstraße")).to_be_visible()
    expect(page.get_by_text("Meldebehörde von Neustadt an der Weinstraße")).to_be_visible()


def test_a_reason_opens_and_names_answer_norm_and_state(house, open_page):
    page = open_page(script=False)
    answer(page, house)
    step = page.locator(".app-step", has_text="Schützen Sie Ihre Adresse")
    step.get_by_text("Warum steht das hier?").click()

    expect(step.get_by_text("Jemand droht Ihnen oder Ihrer Familie.")).to_be_visible()
    expect(step.get_by_role("link", name="BMG § 51")).to_be_visible()
    expect(step.get_by_text("Geprüft am Gesetzestext vom 19. August 2026").first).to_be_visible()


@pytest.mark.parametrize(
    ("button", "name", "begins"),
    [
        ("Als PDF speichern", "plan.pdf", b"%PDF-1.7"),
        ("Tage in den Kalender", "termine.ics", b"BEGIN:VCALENDAR"),
    ],
)
def test_what_she_takes_along_has_a_neutral_name(house, open_page, button, name, begins):
    page = open_page(script=False, accept_downloads=True)
    answer(page, house)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    assert waiting.value.suggested_filename == name
    assert waiting.value.path().read_bytes().startswith(begins)


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_on_questions_plan_and_mistakes(house, open_page, width, scheme):
    page = open_page(width=width, scheme=scheme)
    page.goto(f"{house}/lotse/")
    found = {"questions": axe(page)}
    answer(page, house, place="Neustadt")
    found["plan"] = axe(page)
    open_section(page, "Wann es war")
    page.get_by_label("An welchem Tag haben Sie davon erfahren?").first.fill("irgendwann")
    follow(page.get_by_role("button", name="Plan neu zeigen"))
    expect(page.get_by_text("Bitte schreiben Sie den Tag so").first).to_be_visible()
    found["mistake"] = axe(page)

    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("place", ["Kiel", "Neustadt"])
def test_no_page_needs_sideways_scrolling_at_320_pixels(house, open_page, place):
    page = open_page(width=320)
    page.goto(f"{house}/lotse/")
    assert no_sideways_scrolling(page)
    answer(page, house, place=place)
    assert no_sideways_scrolling(page)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert no_sideways_scrolling(page)


def test_the_keyboard_alone_reaches_a_plan(house, open_page):
    page = open_page()
    page.goto(f"{house}/lotse/")
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.name || document.activeElement.innerText")
        if focused == "danger":
            page.keyboard.press("Space")
        elif focused == "place":
            page.keyboard.type("Kiel")
        elif focused == "happened":
            if not page.get_by_label("Jemand droht mir oder meiner Familie").is_checked():
                page.keyboard.press("Space")
        elif focused == "Plan zeigen":
            page.keyboard.press("Enter")
            break
    page.get_by_role("heading", name="Ihr Plan").wait_for()
    expect(page.get_by_text("Ort: Kiel")).to_be_visible()
