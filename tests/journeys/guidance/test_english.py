"""Somebody who reads no German finds the first steps in English, without script."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import (
    SCREENS,
    axe,
    follow,
    is_outside,
    no_sideways_scrolling,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/en/", "/en/what-to-do-now/", "/en/gibt-es-nicht/"]


def test_from_the_german_start_page_to_the_first_steps_and_on_to_the_german_guide(house, open_page):
    page = open_page(script=False)
    page.goto(house)
    follow(page.get_by_role("link", name="English"))
    expect(page.get_by_role("heading", name="Are you being threatened")).to_be_visible()
    follow(page.get_by_role("main").get_by_role("link", name="What to do now"))

    expect(page.get_by_role("heading", name="In danger? Call 110 now")).to_be_visible()
    page.get_by_text("Why is this here?").first.click()
    expect(page.get_by_text("Not yet reviewed by a lawyer.").first).to_be_visible()
    follow(page.get_by_role("link", name="Open the German guide"))

    expect(page.get_by_role("heading", name="Was jetzt tun?")).to_be_visible()
    follow(page.get_by_role("link", name="English"))
    expect(page.get_by_role("heading", name="What to do now", exact=True)).to_be_visible()
    follow(page.get_by_role("link", name="Deutsch"))
    expect(page).to_have_url(f"{house}/lotse/")


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_in_english(house, open_page, width, scheme):
    page = open_page(width=width, scheme=scheme)
    found = {}
    for path in PAGES:
        page.goto(house + path)
        for folded in page.locator("details").all():
            folded.evaluate("one => one.open = true")
        found[path] = axe(page)

    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("path", PAGES)
def test_english_needs_no_sideways_scrolling(house, open_page, path):
    page = open_page(width=320)
    page.goto(house + path)
    assert no_sideways_scrolling(page)

    page.set_viewport_size({"width": 640, "height": 844})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert no_sideways_scrolling(page)


def test_english_pages_load_four_files_of_our_own_set_no_cookie_and_run_no_script(house, open_page):
    for path in PAGES[:2]:
        page = open_page()
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(house + path)
        page.evaluate("document.fonts.ready")

        assert [url for url in asked if is_outside(url, house)] == []
        assert len([url for url in asked if url.startswith(house)]) <= 4
        assert page.locator("script").count() == 0
        assert page.context.cookies() == []


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_on_a_narrow_screen_the_way_out_keeps_the_bar_for_itself(house, open_page, path):
    page = open_page(width=320, script=False)
    page.goto(house + path)
    way_out = page.locator(".app-header .app-exit")
    other = page.locator(".app-nav__language a")

    expect(way_out).to_be_in_viewport(ratio=1)
    assert way_out.bounding_box()["height"] >= 44
    assert other.bounding_box()["height"] >= 44
    assert page.locator(".app-header a").count() == 2


def test_english_pages_are_valid_html(client, complaints):
    pages = {str(number): client.get(path).content for number, path in enumerate(PAGES)}

    assert complaints(pages) == []
