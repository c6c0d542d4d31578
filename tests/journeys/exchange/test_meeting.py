"""Aylin runs a meeting: plan, agenda, invitation, results, minutes; each page is looked at."""

import pytest
from playwright.sync_api import expect

from rueckhalt.dialogue.exchange.actions.meetings import record_result
from rueckhalt.dialogue.exchange.models import AgendaItem, Meeting, Result, ResultNotes
from rueckhalt.dialogue.exchange.rules.meeting import ResultDraft, ResultKind
from tests.exchange import (
    NOW,
    material_of,
    meeting,
    past,
    seat,
    series,
    taken_up,
    topic_of,
)
from tests.journeys.conftest import SCREENS, axe, follow, no_sideways_scrolling
from tests.people import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MEETINGS = "/austausch/treffen/"
# Milliseconds after which the script has saved what was typed.
SAVED_AFTER = 15_000


@pytest.fixture
def as_somebody(house, open_page):
    """Opens windows in which somebody is logged in."""

    def opened(name: str, **more):
        page = open_page(**more)
        cookie = client_of(name).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": house}])
        return page

    return opened


def button(page, name: str):
    return page.locator("button", has_text=name)


def test_a_meeting_goes_from_its_plan_to_its_minutes_without_script(house, as_somebody):
    topic = taken_up(topic_of("katrin"))
    page = as_somebody("aylin", script=False)
    page.goto(f"{house}{MEETINGS}")
    follow(page.get_by_role("link", name="Treffen planen"))
    page.get_by_label("Wie heißt das Treffen?").fill("Wintertreffen")
    page.get_by_label("An welchem Tag?").fill("2027-01-12")
    page.get_by_label("Von wann").fill("10:00")
    page.get_by_label("Bis wann").fill("12:00")
    page.get_by_label("Wo?").fill("Musterstadt, Rathaus")
    follow(button(page, "Treffen planen"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wintertreffen")

    follow(page.get_by_role("link", name="Tagesordnung bearbeiten"))
    follow(button(page, f"Aufnehmen: {topic.title}"))
    expect(page.locator(".app-agenda")).to_contain_text(topic.title)
    page.get_by_label("Worum geht es?").fill("Verschiedenes")
    follow(button(page, "Punkt aufnehmen"))
    follow(button(page, "Nach oben: Verschiedenes"))
    expect(page.locator(".app-agenda > li").first).to_contain_text("Verschiedenes")
    follow(page.get_by_role("link", name="Zum Treffen"))

    follow(button(page, "Einladen"))
    follow(page.locator("a", has_text=f"Ergebnis festhalten: {topic.title}"))
    page.get_by_label("Was wurde gesagt?").fill("Das Ministerium prüft es")
    follow(button(page, "Zwischenspeichern"))
    expect(page.get_by_label("Was wurde gesagt?")).to_have_value("Das Ministerium prüft es")
    page.get_by_label("Vereinbart").check()
    follow(button(page, "Ergebnis festhalten"))
    expect(page.locator(".app-agenda")).to_contain_text("Vereinbart. Das Ministerium prüft es")

    follow(button(page, "Hat stattgefunden"))
    with page.expect_download() as loaded:
        page.get_by_role("link", name="Protokoll, intern, PDF").click()
    assert loaded.value.suggested_filename == "protokoll-intern.pdf"
    follow(button(page, "Protokoll gilt"))
    expect(page.locator("dl")).to_contain_text("Protokoll gilt")
    # The topic links back to the meeting's result.
    follow(page.get_by_role("link", name=topic.title))
    expect(page.get_by_text("Das Ministerium prüft es")).to_be_visible()


def typing_page(house, as_somebody):
    """The page on which Aylin types about an item, with script."""
    topic, at = taken_up(topic_of("katrin")), meeting()
    page = as_somebody("aylin", width=1280)
    page.goto(f"{house}{MEETINGS}{at.reference}/tagesordnung/")
    follow(button(page, f"Aufnehmen: {topic.title}"))
    item = AgendaItem.objects.get()
    page.goto(f"{house}/austausch/punkte/{item.reference}/ergebnis/")
    return page


def test_what_is_typed_is_saved_by_itself(house, as_somebody):
    page = typing_page(house, as_somebody)
    page.get_by_label("Was wurde gesagt?").fill("Halber Satz")
    expect(page.locator("#notes-said")).to_contain_text("Gespeichert um", timeout=SAVED_AFTER)
    assert ResultNotes.objects.get().values["text"] == "Halber Satz"
    assert page.evaluate("localStorage.length") == 0


def test_a_broken_line_and_a_closed_window_lose_nothing(house, as_somebody):
    page = typing_page(house, as_somebody)
    address = page.url
    page.context.set_offline(True)
    page.get_by_label("Was wurde gesagt?").fill("Ohne Leitung getippt")
    expect(page.locator("#notes-said")).to_contain_text("Nicht gespeichert", timeout=SAVED_AFTER)
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(address)

    expect(again.get_by_label("Was wurde gesagt?")).to_have_value("Ohne Leitung getippt")
    expect(again.locator("#notes-said")).to_contain_text("Gespeichert um", timeout=SAVED_AFTER)
    assert ResultNotes.objects.get().values["text"] == "Ohne Leitung getippt"
    again.get_by_label("Zur Kenntnis genommen").check()
    follow(button(again, "Ergebnis festhalten"))
    assert Result.objects.get().text == "Ohne Leitung getippt"
    again.goto(address)
    # What became a result does not come back as a draft.
    expect(again.get_by_label("Was wurde gesagt?")).to_have_value("")


def test_of_two_who_write_at_once_the_second_keeps_her_text(house, as_somebody):
    second = typing_page(house, as_somebody)
    item = AgendaItem.objects.get()
    second.get_by_label("Was wurde gesagt?").fill("Zweiter Satz")
    draft = ResultDraft(ResultKind.NOTED, "Erster Satz")
    record_result(item=item, draft=draft, seen=0, by=seat("aylin"), now=NOW)
    second.get_by_label("Zur Kenntnis genommen").check()
    follow(button(second, "Ergebnis festhalten"))

    expect(second.get_by_text("Erster Satz")).to_be_visible()
    expect(second.get_by_label("Was wurde gesagt?")).to_have_value("Zweiter Satz")
    assert second.evaluate("localStorage.length") == 1
    expect(second.locator("#notes-said")).to_contain_text("Gespeichert um", timeout=SAVED_AFTER)
    assert ResultNotes.objects.get().values["text"] == "Zweiter Satz"
    follow(button(second, "Ergebnis festhalten"))
    assert Result.objects.count() == 2


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_every_page_of_meetings_is_accessible_and_fits_its_screen(
    house, as_somebody, width, scheme, settings, tmp_path
):
    settings.EXCHANGE_DIR = tmp_path
    taken_up(topic_of("katrin", title="Was noch kommt"))
    at = meeting()
    page = as_somebody("aylin", width=width, scheme=scheme)
    page.goto(f"{house}{MEETINGS}{at.reference}/tagesordnung/")
    page.get_by_label("Worum geht es?").fill("Verschiedenes")
    follow(button(page, "Punkt aufnehmen"))
    item = AgendaItem.objects.get()
    assert Meeting.objects.filter(pk=past(at).pk).exists()
    own, file = f"{MEETINGS}{at.reference}/", material_of(at)
    of_series = series()[1]
    addresses = {
        "list": MEETINGS, "new": f"{MEETINGS}neu/", "series": f"{MEETINGS}reihe/", "meeting": own,
        "change": f"{own}aendern/", "agenda": f"{own}tagesordnung/", "presence": f"{own}anwesend/",
        "result": f"/austausch/punkte/{item.reference}/ergebnis/", "calendar": "/austausch/kalender/",
        "file": f"/austausch/dateien/{file.reference}/freigeben/",
        "change of a series": f"{MEETINGS}{of_series.reference}/reihe-aendern/",
        "public list": "/treffen/", "public meeting": f"/treffen/{at.reference}/",
    }  # fmt: skip
    found = {}
    for name, address in addresses.items():
        page.goto(f"{house}{address}")
        found[name] = (axe(page), no_sideways_scrolling(page))
    assert found == dict.fromkeys(addresses, ([], True))
