"""Birgit looks for a number: search, card, page of the body, and back; then her sheet."""

import pytest
from playwright.sync_api import expect

from tests.build import store_places
from tests.journeys.conftest import SCREENS, axe, follow, is_outside, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HELP = "Hilfe nach einer Tat"
READ = (
    "/stellen/",
    "/stellen/land/he/",
    "/stellen/land/bund/",
    "/stellen/luecken/",
    "/stellen/starke-stelle/",
    "/stellen/hessengegenhetze/",
    "/stellen/polizei-th/",
    "/stellen/blatt/",
)


@pytest.fixture(autouse=True)
def places(transactional_db):
    store_places("Kiel", "Erfurt", "Neustadt")


def search(page, house, *, place="Kiel", concern=HELP):
    """Asks for bodies and waits for the answer."""
    page.goto(f"{house}/stellen/")
    page.get_by_label("Für welchen Ort?").fill(place)
    page.get_by_label(concern, exact=True).check()
    follow(page.get_by_role("button", name="Stellen zeigen"))
    page.get_by_role("heading", name=concern, level=1).wait_for()


def sheet(page, house, place="Kiel"):
    """Asks for the emergency sheet of a place."""
    page.goto(f"{house}/stellen/blatt/")
    page.get_by_label("Für welchen Ort?").fill(place)
    follow(page.get_by_role("button", name="Blatt zeigen"))


def test_from_search_to_a_card_to_the_body_and_back_without_script(house, open_page):
    page = open_page(script=False)
    page.goto(house)
    follow(page.get_by_role("link", name="Stellen", exact=True))
    page.get_by_label("Für welchen Ort?").fill("Kiel")
    page.get_by_text(HELP).click()
    follow(page.get_by_role("button", name="Stellen zeigen"))
    call = page.get_by_role("link", name="116 006 anrufen")
    assert call.get_attribute("href") == "tel:116006"

    follow(page.get_by_role("link", name="Mehr über: Opfer-Telefon"))
    expect(page.get_by_role("heading", name="Opfer-Telefon des WEISSEN RINGS")).to_be_visible()
    expect(page.get_by_text("täglich: 7 bis 22 Uhr")).to_be_visible()
    follow(page.get_by_role("link", name="Zur Suche"))
    assert page.url.endswith("/stellen/")


def test_a_number_is_there_after_four_taps_and_two_pages(house, open_page):
    page = open_page(script=False)
    search(page, house)
    number = page.get_by_role("link", name="116 006 anrufen").bounding_box()
    assert number["height"] >= 44


@pytest.mark.parametrize("script", [True, False])
def test_both_ways_back_return_to_the_filled_form(house, open_page, script):
    page = open_page(script=script)
    search(page, house)
    page.go_back()
    assert page.get_by_label("Für welchen Ort?").input_value() == "Kiel"

    search(page, house)
    follow(page.get_by_role("button", name="Suche ändern"))
    assert page.get_by_label("Für welchen Ort?").input_value() == "Kiel"
    assert page.get_by_label(HELP, exact=True).is_checked()


def test_a_homonym_is_chosen_and_stays_chosen_for_the_sheet(house, open_page):
    page = open_page(script=False)
    search(page, house, place="Neustadt")
    page.get_by_label("passen mehrere Orte").select_option("07316000")
    follow(page.get_by_role("button", name="Diesen Ort nehmen"))
    expect(page.get_by_text("Ort: Neustadt an der Weinstraße")).to_be_visible()

    follow(page.get_by_role("button", name="Notfallblatt für diesen Ort"))
    expect(page.get_by_role("heading", name="Notfallblatt")).to_be_visible()
    expect(page.get_by_text("Neustadt an der Weinstraße (")).to_be_visible()


def test_the_sheet_is_saved_under_a_neutral_name(house, open_page):
    page = open_page(script=False, accept_downloads=True)
    sheet(page, house)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Als PDF speichern").click()
    assert waiting.value.suggested_filename == "blatt.pdf"
    assert waiting.value.path().read_bytes().startswith(b"%PDF-1.7")


def test_the_sheet_prints_on_two_pages_with_110_in_dark_letters(house, open_page):
    page = open_page(scheme="dark")
    sheet(page, house)
    page.emulate_media(media="print")
    label = page.get_by_text("110 anrufen")
    colour = label.evaluate("one => getComputedStyle(one).color")
    assert colour == "rgb(0, 0, 0)"
    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 2


def test_nothing_of_her_stays_in_browser_address_or_cookie(house, open_page):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    search(page, house)
    sheet(page, house)

    assert [url for url in asked if is_outside(url, house)] == []
    assert [url for url in asked if "Kiel" in url or "opferhilfe" in url] == []
    assert page.context.cookies() == []


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_on_any_page(house, open_page, width, scheme):
    page = open_page(width=width, scheme=scheme)
    found = {}
    for path in READ:
        page.goto(house + path)
        found[path] = axe(page)
    page.goto(f"{house}/stellen/")
    follow(page.get_by_role("button", name="Stellen zeigen"))
    found["mistake"] = axe(page)
    for place in ("Kiel", "Neustadt", "Xyzzyhausen am Nirgendwo"):
        search(page, house, place=place, concern="Staatsanwaltschaft mit Schwerpunkt Hass")
        found[place] = axe(page)
    sheet(page, house)
    found["sheet"] = axe(page)
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_page_needs_sideways_scrolling_at_320_pixels(house, open_page):
    page = open_page(width=320)
    for path in READ:
        page.goto(house + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert no_sideways_scrolling(page), path
    for place in ("Kiel", "Neustadt"):
        search(page, house, place=place, concern="Hass und Drohungen melden")
        assert no_sideways_scrolling(page), place
        sheet(page, house, place)
        assert no_sideways_scrolling(page), f"sheet {place}"


def test_the_keyboard_alone_reaches_a_number(house, open_page):
    page = open_page()
    page.goto(f"{house}/stellen/")
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.name || document.activeElement.innerText")
        if focused == "place":
            page.keyboard.type("Kiel")
        elif focused == "concern":
            page.keyboard.press("Space")
        elif focused == "Stellen zeigen":
            page.keyboard.press("Enter")
            break
    page.get_by_role("link", name="0800 300 99 44 anrufen").wait_for()


def test_a_mistake_takes_the_focus_and_leads_to_its_field(house, open_page):
    page = open_page(script=False)
    page.goto(f"{house}/stellen/")
    follow(page.get_by_role("button", name="Stellen zeigen"))
    follow(page.get_by_role("link", name="Bitte wählen Sie eine Zeile."))
    assert page.url.endswith("#f_concern_0")


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_a_hint_is_sent_where_somebody_answers_for_the_house(
    house, open_page, settings, width, scheme
):
    settings.OPERATOR = {**settings.OPERATOR, "name": "Musterstelle"}
    page = open_page(width=width, scheme=scheme)
    page.goto(f"{house}/stellen/starke-stelle/")
    found = axe(page)
    follow(page.get_by_role("button", name="Hinweis senden"))
    expect(page.get_by_role("link", name="Bitte schreiben Sie, was nicht stimmt.")).to_be_visible()
    found += axe(page)
    page.get_by_label("Was stimmt nicht?").fill("Die Nummer ist neu.")
    follow(page.get_by_role("button", name="Hinweis senden"))
    expect(page.get_by_role("heading", name="Danke für Ihren Hinweis")).to_be_visible()
    assert found + axe(page) == []
