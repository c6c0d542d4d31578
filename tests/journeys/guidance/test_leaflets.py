"""Evidence and household sheet in the browser and on paper, without script."""

import pytest
from playwright.sync_api import expect

from tests.domains.support.guidance.pages import EVIDENCE, HOUSEHOLD, READ
from tests.journeys.conftest import SCREENS, axe, follow, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def unfold(page):
    """Opens everything that waits under a title."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing(house, open_page, width, scheme):
    page = open_page(width=width, scheme=scheme)
    found = {}
    for path in READ:
        page.goto(house + path)
        unfold(page)
        found[path] = axe(page)
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("path", READ)
def test_no_page_needs_sideways_scrolling_at_320_pixels(house, open_page, path):
    page = open_page(width=320)
    page.goto(house + path)
    unfold(page)
    assert no_sideways_scrolling(page)


def test_from_the_start_page_to_what_to_do_with_a_letter(house, open_page):
    page = open_page(script=False)
    page.goto(house)
    follow(page.get_by_role("link", name="So sichern Sie Beweise"))
    page.locator("summary", has_text="Brief oder Zettel").click()
    expect(page.get_by_text("Fassen Sie den Brief nicht weiter an.")).to_be_visible()
    expect(page.get_by_role("link", name="110 anrufen")).to_be_visible()


@pytest.mark.parametrize("path", READ)
def test_paper_needs_two_pages_at_most(house, open_page, path):
    page = open_page(scheme="dark")
    page.goto(house + path)
    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 2


def test_paper_holds_the_warnings_and_the_list_to_tick_off(house, open_page):
    page = open_page()
    page.goto(house + EVIDENCE)
    page.emulate_media(media="print")
    expect(page.get_by_text("Speichern Sie das Bild nicht.")).to_be_visible()
    expect(page.get_by_role("heading", name="Liste zum Abhaken")).to_be_visible()
    expect(page.get_by_text("Öffnen Sie, was zu Ihnen passt.")).to_be_hidden()


def test_the_sheet_is_saved_under_a_neutral_name(house, open_page):
    page = open_page(script=False, accept_downloads=True)
    page.goto(house + HOUSEHOLD)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Als PDF speichern").click()
    assert waiting.value.suggested_filename == "blatt.pdf"
    assert waiting.value.path().read_bytes().startswith(b"%PDF-1.7")
