"""Lars makes his passphrase, opens his vault, is called away, and loses nothing; each page is looked at."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from playwright.sync_api import expect

from rueckhalt.config.urls import urlpatterns as whole_house
from rueckhalt.foundation.accounts.api import needs_vault
from rueckhalt.foundation.vault.models import OpenVault
from tests.journeys.conftest import SCREENS, axe, follow, no_sideways_scrolling
from tests.journeys.keyboard import Keyboard
from tests.people import account_of, client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORM = """<!doctype html><html lang="de"><title>Fall</title><h1>Fall</h1><p>{said}</p>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="{token}">
<label for="text">Nachricht</label><textarea id="text" name="text"></textarea><button>Senden</button></form>"""


@needs_vault
def sealed_page(request, _):
    """A page that works with an open vault; only tests have it."""
    return HttpResponse(FORM.format(said=request.POST.get("text", ""), token=get_token(request)))


urlpatterns = [*whole_house, path("konto/fall/", sealed_page)]


@pytest.fixture
def as_guide(house, open_page, settings):
    """Opens a window in which a guide is logged in."""
    settings.ROOT_URLCONF = __name__

    def opened(name="lars", **options):
        page = open_page(**options)
        key = client_of(name).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": key, "url": house}])
        return page

    return opened


def make_passphrase(page, house) -> str:
    """Makes the passphrase that the page proposes, and returns it; the vault is closed."""
    page.goto(f"{house}/konto/tresor/")
    words = page.locator(".app-passphrase").inner_text()
    page.get_by_label("Neue Passphrase", exact=True).fill(words)
    page.get_by_label("Zur Sicherheit noch einmal").fill(words)
    follow(page.get_by_role("button", name="Passphrase festlegen"))
    return words


def test_a_passphrase_is_made_and_the_vault_opened_by_keyboard_alone(house, as_guide):
    page = as_guide(script=False)
    person = Keyboard(page)
    page.goto(f"{house}/konto/")
    person.reach(page.get_by_role("link", name="Tresor"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Passphrase")
    words = page.locator(".app-passphrase").inner_text()
    person.write("Neue Passphrase", words)
    person.write("Zur Sicherheit noch einmal", words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tresor öffnen")
    person.write("Ihre Passphrase", words.upper())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Tresor ist offen")


def test_what_was_typed_while_the_vault_closed_comes_back(house, as_guide):
    page = as_guide(script=False)
    words = make_passphrase(page, house)
    page.goto(f"{house}/konto/fall/")
    page.get_by_label("Ihre Passphrase").fill(words)
    follow(page.get_by_role("button", name="Öffnen"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Fall")

    page.get_by_label("Nachricht").fill("Sie rufen um neun an.\nBitte nicht im Büro.")
    OpenVault.objects.update(used_at=datetime.now(UTC) - timedelta(minutes=16))
    follow(page.get_by_role("button", name="Senden"))
    expect(page.get_by_text("Nichts ist verloren")).to_be_visible()
    page.get_by_label("Ihre Passphrase").fill("abend wolke")
    follow(page.get_by_role("button", name="Öffnen"))
    expect(page.get_by_text("öffnet den Tresor nicht").first).to_be_visible()
    page.get_by_label("Ihre Passphrase").fill(words)
    follow(page.get_by_role("button", name="Öffnen"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Der Tresor ist offen")
    follow(page.get_by_role("button", name="Absenden"))
    expect(page.get_by_text("Sie rufen um neun an.")).to_be_visible()


def test_two_guides_share_the_inbox_duty(house, as_guide):
    lars, nadja = as_guide(), as_guide("nadja")
    make_passphrase(nadja, house)
    words = make_passphrase(lars, house)
    lars.get_by_label("Ihre Passphrase").fill(words)
    follow(lars.get_by_role("button", name="Öffnen"))
    follow(lars.get_by_role("link", name="Dienst im Eingang"))
    follow(lars.get_by_role("button", name=re.compile("Aufnehmen.*Lars")))
    follow(lars.get_by_role("button", name=re.compile("Aufnehmen.*Nadja")))
    expect(lars.get_by_text("Nadja Beispiel: im Dienst")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_on_the_pages_of_the_vault(house, as_guide, width, scheme):
    account_of("nadja")
    page = as_guide(width=width, scheme=scheme)
    found = {"first": looked_at(page, f"{house}/konto/tresor/")}
    words = make_passphrase(page, house)
    found["closed"] = looked_at(page, f"{house}/konto/tresor/")
    page.get_by_label("Ihre Passphrase").fill(words)
    follow(page.get_by_role("button", name="Öffnen"))
    for name in ("", "passphrase/aendern/", "passphrase/verloren/"):
        found[name] = looked_at(page, f"{house}/konto/tresor/{name}")
    found["duty"] = looked_at(page, f"{house}/konto/dienst/")
    assert {name: lines for name, lines in found.items() if lines} == {}


def looked_at(page, address: str) -> list[str]:
    answer = page.goto(address)
    wide = [] if no_sideways_scrolling(page) else ["too wide"]
    return axe(page) + wide + ([] if answer.status == 200 else [f"status {answer.status}"])
