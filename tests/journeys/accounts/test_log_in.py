"""Logging in as people do it: by keyboard, with a passkey, by way of their own house."""

import pytest
from playwright.sync_api import expect

from rueckhalt.foundation.accounts.api import Role, Session
from tests.accounts import PASSWORD, account_with
from tests.domains.foundation.accounts.people import app_of, code
from tests.journeys.accounts.provider import CLIENT_ID, CLIENT_SECRET, running
from tests.journeys.conftest import SCREENS, axe, follow, no_sideways_scrolling
from tests.journeys.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def guide():
    return account_with(Role.GUIDE, password=PASSWORD)


@pytest.fixture
def statistics():
    return account_with(Role.STATISTICS, password=PASSWORD)


def log_in(page, house: str, account) -> None:
    page.goto(f"{house}/konto/anmelden/")
    page.get_by_label("E-Mail").fill(account.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    follow(page.get_by_role("button", name="Anmelden", exact=True))


def key_of(page) -> None:
    """Plugs a key into the browser that knows its owner by a finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_guide_sets_up_an_app_and_logs_in_by_keyboard_alone(house, open_page, guide):
    page = open_page(script=False)
    person = Keyboard(page)
    page.goto(f"{house}/konto/")
    person.write("E-Mail", guide.email)
    person.write("Passwort", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Faktor")

    person.reach(page.get_by_role("link", name="App einrichten"))
    page.keyboard.press("Enter")
    secret = page.locator(".app-secret").inner_text()
    person.write("Code aus der App", code(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Notfallcodes")
    emergency = page.locator(".app-codes code").first.inner_text()

    page.context.clear_cookies()
    page.goto(f"{house}/konto/")
    person.write("E-Mail", guide.email)
    person.write("Passwort", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Schritt")
    person.write("Code", emergency)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mein Konto")


def test_a_passkey_is_set_up_and_opens_without_a_password(house, open_page, guide):
    page = open_page()
    key_of(page)
    log_in(page, house, guide)
    follow(page.get_by_role("link", name="Passkey hinzufügen"))
    page.get_by_label("Name").fill("Diensthandy")
    follow(page.get_by_role("button", name="Passkey hinzufügen"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Notfallcodes")

    page.context.clear_cookies()
    page.goto(f"{house}/konto/anmelden/")
    follow(page.get_by_role("button", name="Mit Passkey anmelden"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Mein Konto")
    assert Session.objects.filter(account=guide).count() == 2


def test_a_passkey_also_serves_as_the_second_step(house, open_page, guide):
    page = open_page()
    key_of(page)
    log_in(page, house, guide)
    follow(page.get_by_role("link", name="Passkey hinzufügen"))
    follow(page.get_by_role("button", name="Passkey hinzufügen"))
    page.context.clear_cookies()
    log_in(page, house, guide)
    follow(page.get_by_role("button", name="Passkey benutzen"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Mein Konto")


def test_a_passkey_that_nobody_knows_is_told_so(house, open_page, guide, statistics):
    page = open_page()
    key_of(page)
    log_in(page, house, guide)
    follow(page.get_by_role("link", name="Passkey hinzufügen"))
    follow(page.get_by_role("button", name="Passkey hinzufügen"))
    guide.delete()
    page.context.clear_cookies()
    page.goto(f"{house}/konto/anmelden/")
    follow(page.get_by_role("button", name="Mit Passkey anmelden"))
    expect(page.get_by_text("Dieser Passkey passt nicht")).to_be_visible()


@pytest.fixture
def elsewhere(settings):
    """A provider on another site than ours, known to the house."""
    with running() as provider:
        app = {
            "provider_id": "organisation", "name": "Haus", "client_id": CLIENT_ID,
            "secret": CLIENT_SECRET,
            "settings": {"server_url": provider.address, "email_authentication": True},
        }  # fmt: skip
        settings.OIDC_URL, settings.OIDC_NAME = provider.address, "Haus Beispiel"
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
        }
        yield provider


def go_elsewhere(page, house: str) -> None:
    page.goto(f"{house}/konto/anmelden/?next=/konto/passwort/erstes/")
    follow(page.get_by_role("button", name="Dort anmelden"))
    follow(page.get_by_role("link", name="Weiter"))
    follow(page.get_by_role("link", name="Ich bin es"))


def test_somebody_logs_in_at_her_own_house_on_another_site(house, open_page, elsewhere, statistics):
    elsewhere.email = statistics.email
    assert house.startswith("http://localhost:")
    page = open_page()
    go_elsewhere(page, house)

    page.goto(f"{house}/konto/")
    expect(page.get_by_text(statistics.email)).to_be_visible()
    assert elsewhere.faults == []
    assert stored_of_others() == 0


def stored_of_others() -> int:
    from allauth.socialaccount.models import SocialAccount, SocialToken

    return SocialAccount.objects.count() + SocialToken.objects.count()


def test_her_house_does_not_replace_the_second_factor(house, open_page, elsewhere, guide):
    elsewhere.email = guide.email
    app_of(guide)
    page = open_page()
    go_elsewhere(page, house)
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Schritt")


@pytest.mark.parametrize("case", ["unknown", "unverified"])
def test_whom_we_do_not_know_for_sure_is_not_let_in(house, open_page, elsewhere, statistics, case):
    elsewhere.email = "niemand@rueckhalt.example" if case == "unknown" else statistics.email
    elsewhere.is_verified = case != "unverified"
    page = open_page()
    go_elsewhere(page, house)

    expect(page.get_by_text("Das hat nicht geklappt")).to_be_visible()
    assert not Session.objects.filter(account__isnull=False).exists()


def test_one_ends_what_is_open_on_another_device(house, open_page, statistics):
    here, there = open_page(), open_page()
    log_in(here, house, statistics)
    log_in(there, house, statistics)
    here.reload()
    follow(here.get_by_role("button", name="Alle anderen beenden"))
    there.reload()

    expect(there.get_by_role("heading", level=1)).to_have_text("Anmelden")
    expect(here.get_by_role("heading", level=1)).to_have_text("Mein Konto")


OPEN = ["anmelden/", "anmelden/?passkey=x", "passwort/vergessen/", "passwort/gesendet/",
        "passwort/fertig/", "passwort/neu/1-abc-def/", "geschlossen/"]  # fmt: skip
CLOSED = ["", "abmelden/", "bestaetigen/", "passwort/", "zweiter-faktor/",
          "zweiter-faktor/app/", "zweiter-faktor/notfallcodes/neu/", "zweiter-faktor/passkeys/",
          "zweiter-faktor/passkeys/neu/"]  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_on_any_page(house, open_page, statistics, width, scheme):
    page = open_page(width=width, scheme=scheme)
    found = {path: looked_at(page, f"{house}/konto/{path}") for path in OPEN}
    log_in(page, house, statistics)
    found |= {path: looked_at(page, f"{house}/konto/{path}") for path in CLOSED}
    assert {path: lines for path, lines in found.items() if lines} == {}


def looked_at(page, address: str) -> list[str]:
    answer = page.goto(address)
    wide = [] if no_sideways_scrolling(page) else ["too wide"]
    return axe(page) + wide + ([] if answer.status == 200 else [f"status {answer.status}"])


def test_no_policy_is_broken_and_nothing_is_loaded_from_elsewhere(house, open_page, statistics):
    page, said, asked = open_page(), [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    log_in(page, house, statistics)
    for path in [*CLOSED, "anmelden/"]:
        page.goto(f"{house}/konto/{path}")
    assert said == []
    assert [url for url in asked if not url.startswith((house, "data:"))] == []
