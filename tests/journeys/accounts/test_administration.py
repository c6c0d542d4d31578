"""Vera invites somebody, who takes the invitation and sees her own page; each page is looked at."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from rueckhalt.config.demo import totp_code
from rueckhalt.foundation.accounts.api import OrganisationKind, Role, invite
from rueckhalt.foundation.outbox.api import FakePost, run_due, send_mail
from tests.accounts import PASSWORD, organisation_of
from tests.journeys.conftest import SCREENS, axe, follow, no_sideways_scrolling
from tests.people import EVERYBODY, account_of, client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE, HOUSES, INVITED = (
    "/verwaltung/menschen/", "/verwaltung/organisationen/", "/verwaltung/einladungen/",
)  # fmt: skip
NAME, EMAIL, TOKEN = "Mina Muster", "mina@musterhaus.invalid", "word-of-a-link"


@pytest.fixture
def as_vera(house, open_page):
    """Opens windows in which the administrator is logged in."""

    def opened(**options):
        page = open_page(**options)
        key = client_of("vera").cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": key, "url": house}])
        return page

    return opened


def invited() -> None:
    invite(
        name=NAME, email=EMAIL, organisation=organisation_of(OrganisationKind.CONTACT_POINT),
        roles=[Role.GUIDE], by=None, token=TOKEN, now=datetime.now(UTC),
    )  # fmt: skip


def link_of_mail(house: str) -> str:
    """What the worker would send: the way to the page of the invitation."""
    post = FakePost()
    handlers = {"mail": lambda work: send_mail(work, post=post, address=house)}
    run_due(worker="w", clock=lambda: datetime.now(UTC), handlers=handlers, unsaid=[])
    return re.search(rf"{house}\S+", post.sent[-1].body)[0]


def pages_of_everything(house: str) -> list[str]:
    """Every page of the administration, and both that a link of an invitation can lead to."""
    for name in EVERYBODY:
        account_of(name)
    invited()
    lars, vera = account_of("lars"), account_of("vera")
    return [
        PEOPLE, f"{PEOPLE}{lars.pk}/", f"{PEOPLE}{lars.pk}/?gespeichert", f"{PEOPLE}{vera.pk}/",
        HOUSES, f"{HOUSES}{account_of('petra').organisation_id}/",
        f"{HOUSES}{vera.organisation_id}/", INVITED, f"{INVITED}neu/",
        f"/konto/einladung/{TOKEN}/", "/konto/einladung/unbekannt/",
    ]  # fmt: skip


def test_an_administrator_invites_and_the_invited_guide_comes_to_her_own_page(
    house, open_page, as_vera
):
    account_of("lars")
    vera = as_vera(script=False, width=1280)
    vera.goto(house + PEOPLE)
    follow(vera.get_by_role("link", name="Jemanden einladen"))
    vera.get_by_label("Name").fill(NAME)
    vera.get_by_label("E-Mail").fill(EMAIL)
    vera.get_by_label("Organisation").select_option(
        label="Ansprechstelle Musterland (Ansprechstelle)"
    )
    vera.get_by_label("Lotsin oder Lotse").check()
    follow(vera.get_by_role("button", name="Einladung senden"))
    expect(vera.get_by_text("Gespeichert")).to_be_visible()
    expect(vera.get_by_text(EMAIL)).to_be_visible()

    mina = open_page(script=False)
    mina.goto(link_of_mail(house))
    expect(mina.get_by_role("heading", level=1)).to_have_text(f"Guten Tag, {NAME}")
    mina.get_by_label("Neues Passwort", exact=True).fill(PASSWORD)
    mina.get_by_label("Neues Passwort noch einmal").fill(PASSWORD)
    follow(mina.get_by_role("button", name="Zugang einrichten"))
    expect(mina.get_by_role("heading", level=1)).to_have_text("Zweiter Faktor")

    follow(mina.get_by_role("link", name="App einrichten"))
    secret = mina.locator(".app-secret").inner_text().replace(" ", "")
    mina.get_by_label("Code aus der App").fill(totp_code(secret, now=datetime.now(UTC)))
    mina.keyboard.press("Enter")
    expect(mina.get_by_role("heading", level=1)).to_have_text("Notfallcodes")
    mina.goto(f"{house}/konto/")
    expect(mina.get_by_text("Lotsin oder Lotse")).to_be_visible()
    expect(mina.get_by_text(NAME)).to_be_visible()
    assert mina.goto(house + PEOPLE).status == 404

    follow(vera.get_by_role("link", name="Menschen", exact=True))
    expect(vera.get_by_role("link", name=NAME)).to_be_visible()


def test_who_leaves_is_closed_and_thrown_out_at_once(house, open_page, as_vera):
    lars, vera = open_page(script=False), as_vera(script=False)
    key = client_of("lars").cookies["sessionid"].value
    lars.context.add_cookies([{"name": "sessionid", "value": key, "url": house}])
    lars.goto(f"{house}/konto/")
    expect(lars.get_by_role("heading", level=1)).to_have_text("Mein Konto")

    vera.goto(house + PEOPLE)
    follow(vera.get_by_role("link", name="Lars Muster"))
    follow(vera.get_by_role("button", name="Konto schließen"))
    expect(vera.get_by_text("Geschlossen", exact=True)).to_be_visible()
    lars.goto(f"{house}/konto/")
    expect(lars.get_by_role("heading", level=1)).to_have_text("Anmelden")


def test_a_mistake_takes_the_focus_and_leads_to_its_field(house, as_vera):
    page = as_vera()
    page.goto(f"{house}{INVITED}neu/")
    follow(page.get_by_role("button", name="Einladung senden"))
    follow(page.get_by_role("link", name="Bitte wählen Sie mindestens eine Rolle."))
    assert page.url.endswith("#person_roles_0")
    bar, field = (page.locator(name).bounding_box() for name in (".app-header", "#person_roles_0"))
    assert bar["y"] + bar["height"] <= field["y"]
    assert axe(page) == []


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_on_any_page(house, as_vera, width, scheme):
    page, found = as_vera(width=width, scheme=scheme), {}
    for path in pages_of_everything(house):
        page.goto(house + path)
        found[path] = axe(page)
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_no_page_needs_sideways_scrolling_at_320_pixels(house, as_vera):
    page = as_vera(width=320)
    for path in pages_of_everything(house):
        page.goto(house + path)
        assert no_sideways_scrolling(page), path


def test_each_page_is_valid(complaints):
    client = client_of("vera")
    paths = pages_of_everything("")
    pages = {f"page{number}": client.get(path).content for number, path in enumerate(paths)}
    pages["mistakes"] = client.post(f"{INVITED}neu/", {"roles": ["king"]}).content
    pages["refused"] = client.post(f"{PEOPLE}{account_of('vera').pk}/schliessen/").content
    assert complaints(pages) == []
