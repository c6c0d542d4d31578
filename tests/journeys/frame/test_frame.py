"""The frame of every page in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import SCREENS, axe, follow, is_outside, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/spuren/",
    "/datenschutz/",
    "/barrierefreiheit/",
    "/impressum/",
    "/api/",
    "/gibt-es-nicht/",
]
ALL = [*PAGES, "/muster/"]


@pytest.fixture(autouse=True)
def gallery(settings):
    settings.ROOT_URLCONF = "tests.journeys.frame.gallery"


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing(house, open_page, width, scheme):
    page = open_page(width=width, scheme=scheme)
    found = {}
    for path in ALL:
        page.goto(house + path)
        found[path] = axe(page)

    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_in_a_form_with_mistakes(house, open_page, width, scheme):
    page = open_page(width=width, scheme=scheme)
    page.goto(f"{house}/muster/")
    follow(page.get_by_role("button", name="Weiter"))

    expect(page.locator("#fehler")).to_be_visible()
    assert axe(page) == []


@pytest.mark.parametrize("path", ALL)
def test_nothing_needs_sideways_scrolling_on_a_narrow_screen_or_with_large_text(
    house, open_page, path
):
    page = open_page(width=320)
    page.goto(house + path)
    assert no_sideways_scrolling(page)

    # Twice the text, as a reader sets it in the browser: on a phone's width and on 640 px.
    page.set_viewport_size({"width": 640, "height": 844})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert no_sideways_scrolling(page)


def test_a_first_visit_asks_for_four_files_of_our_own_and_gets_no_cookie(house, open_page):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(house)
    page.evaluate("document.fonts.ready")

    assert [url for url in asked if is_outside(url, house)] == []
    assert len([url for url in asked if url.startswith(house)]) <= 4
    assert page.context.cookies() == []


def test_no_page_gives_the_browser_a_reason_to_complain(house, open_page):
    page = open_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ["/", "/spuren/", "/muster/"]:
        page.goto(house + path)

    assert said == []


def test_the_keyboard_reaches_content_exit_and_entry_in_this_order(house, open_page):
    page = open_page()
    page.goto(house)
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText.trim()"))

    assert reached[:3] == ["Zum Inhalt springen", "Rückhalt", "Seite schnell verlassen"]
    assert reached.index("110 anrufen") < reached.index("Was jetzt tun?", 5)


def test_the_skip_link_shows_itself_and_leads_past_the_frame(house, open_page):
    page = open_page()
    page.goto(house)
    page.keyboard.press("Tab")
    skip = page.get_by_text("Zum Inhalt springen")
    assert skip.bounding_box()["y"] >= 0

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "110 anrufen"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_way_out_stays_in_sight_at_the_end_of_a_long_page(house, open_page, width):
    page = open_page(width=width, script=False)
    page.goto(house)
    page.mouse.wheel(0, 100_000)
    page.wait_for_timeout(200)
    way_out = page.get_by_role("link", name="Seite schnell verlassen")

    assert 0 <= way_out.bounding_box()["y"] < 120


def test_what_takes_the_focus_is_not_hidden_under_the_bar(house, open_page):
    page = open_page(reduced_motion="reduce")
    page.goto(f"{house}/#leichte-sprache")
    bar = page.locator(".app-header").bounding_box()
    target = page.locator("#leichte-sprache").bounding_box()

    assert bar["y"] + bar["height"] <= target["y"] < 200


def test_everything_works_with_script_off(house, open_page):
    page = open_page(script=False)
    page.goto(f"{house}/muster/")
    follow(page.get_by_role("button", name="Weiter"))
    follow(page.get_by_role("link", name="Bitte nennen Sie einen Ort."))

    assert page.url.endswith("#id_place")
    page.get_by_text("Warum?").click()
    expect(page.get_by_text("Nachrichten verschwinden.")).to_be_visible()


def test_a_mistake_takes_the_focus_so_that_it_is_read_first(house, open_page):
    page = open_page()
    page.goto(f"{house}/muster/")
    follow(page.get_by_role("button", name="Weiter"))

    page.wait_for_function("document.activeElement.id === 'fehler'")


def test_a_choice_is_as_large_as_its_line(house, open_page):
    page = open_page(width=320)
    page.goto(f"{house}/muster/")
    line = page.locator(".app-choice").first.bounding_box()
    assert line["height"] >= 44

    page.mouse.click(line["x"] + line["width"] - 5, line["y"] + line["height"] - 5)
    assert page.get_by_label("Ja").is_checked()


def test_what_one_taps_is_large_enough_for_a_thumb(house, open_page):
    page = open_page()
    page.goto(f"{house}/muster/")
    small = page.evaluate(
        """[...document.querySelectorAll('.app-header a, nav a, .kern-btn, summary, a[href^="tel:"]')]
        .filter(one => one.getBoundingClientRect().height < 42).map(one => one.innerText)"""
    )

    assert small == []


def test_on_paper_the_plan_stays_without_the_frame_and_unfolded(house, open_page):
    page = open_page()
    page.goto(f"{house}/muster/")
    page.emulate_media(media="print")

    expect(page.get_by_text("Nachrichten verschwinden.")).to_be_visible()
    for gone in (".app-exit", ".app-nav", ".app-back", ".app-actions"):
        expect(page.locator(gone).first).to_be_hidden()
    shown = "getComputedStyle(document.querySelector('.app-step a[href^=http]'), '::after').content"
    assert "gesetze-im-internet.de" in page.evaluate(shown)


def test_paper_is_light_also_where_the_screen_is_dark(house, open_page):
    def colour(**media):
        page = open_page()
        page.goto(house)
        page.emulate_media(**media)
        return page.evaluate("getComputedStyle(document.body).color")

    assert colour(color_scheme="dark") != colour(color_scheme="light")
    assert colour(media="print", color_scheme="dark") == colour(color_scheme="light")


def test_high_contrast_keeps_signs_and_edges_visible(house, open_page):
    page = open_page(forced_colors="active")
    page.goto(f"{house}/muster/")
    same = page.evaluate(
        """[...document.querySelectorAll('.kern-icon, .kern-accordion__header')].filter(one => {
          const after = one.matches('summary') ? '::after' : null;
          return getComputedStyle(one, after).backgroundColor
            === getComputedStyle(document.body).backgroundColor;
        }).length"""
    )

    assert same == 0


def test_who_wants_no_motion_gets_none(house, open_page):
    page = open_page(reduced_motion="reduce")
    page.goto(house)

    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
