import pytest
from allauth.mfa.models import Authenticator

from rueckhalt.foundation.accounts.api import Role
from tests.accounts import CREATED_AT, PASSWORD, account_with
from tests.domains.foundation.accounts.people import (
    FACTOR,
    OWN,
    SECOND_STEP,
    app_of,
    browser,
    code,
    factors,
    log_in,
    send,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def statistics():
    return account_with(Role.STATISTICS, password=PASSWORD)


@pytest.fixture
def client(statistics):
    client = browser()
    log_in(client, statistics)
    return client


def passkey_of(account, name: str = "Diensthandy") -> Authenticator:
    return Authenticator.objects.create(
        user=account,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": name, "credential": {}},
        created_at=CREATED_AT,
    )


def test_only_a_page_with_a_passkey_may_run_our_script_and_ask_for_keys(client):
    with_key, without = client.get(f"{FACTOR}passkeys/neu/"), client.get(FACTOR)

    assert "script-src 'self'" in with_key["Content-Security-Policy"]
    assert "publickey-credentials-get=(self)" in with_key["Permissions-Policy"]
    assert "script-src" not in without["Content-Security-Policy"]
    assert "publickey-credentials-get=()" in without["Permissions-Policy"]


def test_a_passkey_is_renamed_and_removed_by_its_owner(client, statistics):
    key = passkey_of(statistics)
    page = f"{FACTOR}passkeys/{key.pk}/"
    send(client, page, name="Altes Handy")
    assert "Altes Handy" in client.get(f"{FACTOR}passkeys/").content.decode()

    send(client, f"{page}entfernen/")
    assert factors(statistics) == set()


def test_the_passkey_of_somebody_else_does_not_exist(client):
    key = passkey_of(account_with(Role.AUTHORITY))
    for page in (f"{FACTOR}passkeys/{key.pk}/", f"{FACTOR}passkeys/{key.pk}/entfernen/"):
        assert client.get(page).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_who_removes_the_last_factor_of_a_guide_sets_up_another_first():
    guide = account_with(Role.GUIDE, password=PASSWORD)
    secret, client = app_of(guide), browser()
    log_in(client, guide)
    send(client, SECOND_STEP, code=code(secret))
    assert client.get(OWN).status_code == 200

    send(client, f"{FACTOR}app/entfernen/")
    assert factors(guide) == set()
    assert client.get(OWN)["Location"] == FACTOR


def test_a_forged_passkey_opens_nothing(statistics):
    client = browser()
    answer = send_credential(client, '{"id": "x", "rawId": "eA", "type": "public-key"}')
    assert answer["Location"] == "/konto/anmelden/?passkey=unbekannt"
    assert client.get(OWN).status_code == 303


def send_credential(client, credential: str):
    import re

    page = client.get("/konto/anmelden/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    values = {"csrfmiddlewaretoken": token, "credential": credential}
    return client.post("/konto/anmelden/passkey/", values)


def test_a_form_without_its_token_gets_our_page(client):
    answer = client.post("/konto/abmelden/")
    assert answer.status_code == 403
    assert 'class="app-exit"' in answer.content.decode()


@pytest.mark.parametrize("path", ["anmelden/organisation/", "angemeldet/organisation/"])
def test_without_a_provider_there_is_no_way_elsewhere(client, path):
    assert client.get(f"/konto/{path}").status_code in {404, 405}
    assert "Dort anmelden" not in browser().get("/konto/anmelden/").content.decode()
