import os
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured

from rueckhalt.config.demo import DEMO_ACCOUNTS, PASSWORD, totp_code
from rueckhalt.config.demo_accounts import (
    check_no_demo_account,
    make_demo_accounts,
    show_demo_accounts,
)
from rueckhalt.config.sessions import SessionStore
from rueckhalt.foundation.accounts.api import (
    KINDS,
    Account,
    Role,
    account_by_email,
    has_right,
    rights_of,
    roles_of,
)
from tests.domains.config.test_start import OPERATOR
from tests.people import EVERYBODY, WITHOUT_ACCOUNT, account_of
from tests.served import served_house

# RFC 6238, appendix B, for SHA-1; the last six of its eight digits.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105 -- "12345678901234567890" of the RFC
RFC_CODES = [
    (59, "287082"), (1111111109, "081804"), (1111111111, "050471"),
    (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130"),
]  # fmt: skip


@pytest.mark.parametrize(("seconds", "code"), RFC_CODES)
def test_codes_are_those_of_the_rfc(seconds, code):
    assert totp_code(RFC_SECRET, now=datetime.fromtimestamp(seconds, UTC)) == code


def test_people_of_the_demonstration_are_invented_and_no_mail_reaches_them():
    assert all(one.email.endswith(".invalid") for one in DEMO_ACCOUNTS)
    assert {one.name.split()[-1] for one in DEMO_ACCOUNTS} == {"Muster", "Beispiel"}
    assert all("Muster" in one.organisation for one in DEMO_ACCOUNTS)
    assert len({one.totp_secret for one in DEMO_ACCOUNTS}) == len(DEMO_ACCOUNTS)


def test_their_roles_are_such_as_their_organisations_give():
    assert [one.key for one in DEMO_ACCOUNTS if not one.roles <= KINDS[one.kind].roles] == []
    assert validate_password(PASSWORD) is None


def test_every_role_has_somebody_in_the_tests_and_affected_people_have_no_account():
    assert {role for one in EVERYBODY.values() for role in one.roles} == set(Role)
    assert set(WITHOUT_ACCOUNT) == {"birgit", "otto"}
    assert not set(WITHOUT_ACCOUNT) & set(EVERYBODY)


@pytest.mark.django_db
@pytest.mark.parametrize("name", EVERYBODY)
def test_somebody_is_logged_in_with_her_rights_and_without_hashing_a_password(
    as_person, name, monkeypatch
):
    monkeypatch.setattr(type(get_hasher()), "encode", lambda *_: pytest.fail("hashed a password"))
    client, account = as_person(name), account_of(name)

    session = SessionStore(client.cookies["sessionid"].value).load()
    assert session["_auth_user_id"] == str(account.pk)
    assert roles_of(account) == EVERYBODY[name].roles
    assert all(has_right(account, right) for right in rights_of(EVERYBODY[name].roles))


@pytest.mark.django_db
@pytest.mark.parametrize("name", WITHOUT_ACCOUNT)
def test_who_has_no_account_has_no_session(as_person, name):
    assert not as_person(name).cookies


@pytest.mark.django_db
def test_the_demonstration_has_its_accounts_and_a_second_start_adds_none():
    make_demo_accounts()
    make_demo_accounts()

    assert Account.objects.count() == len(DEMO_ACCOUNTS)
    lars = account_by_email("lars@musterhaus.invalid")
    assert lars.check_password(PASSWORD)
    assert roles_of(lars) == {Role.GUIDE}


@pytest.mark.django_db
def test_nobody_is_added_where_somebody_has_an_account_or_where_it_is_no_demonstration(settings):
    settings.HAS_DEMO_ACCOUNTS = False
    make_demo_accounts()
    assert not Account.objects.exists()

    settings.HAS_DEMO_ACCOUNTS = True
    account_of("municipality")
    make_demo_accounts()
    assert Account.objects.count() == 1


@pytest.mark.django_db
def test_what_is_printed_lets_one_log_in(client, capsys):
    make_demo_accounts()
    assert show_demo_accounts() == 0
    printed = capsys.readouterr().out
    vera = printed[printed.index("Vera Muster") :]
    code = re.search(r"Code +(\d{6})", vera)[1]

    client.post("/konto/anmelden/", {"login": "vera@musterhaus.invalid", "password": PASSWORD})
    client.post("/konto/anmelden/zweiter-schritt/", {"code": code})
    assert client.get("/verwaltung/menschen/").status_code == 200


@pytest.mark.django_db
def test_where_nobody_is_there_for_trying_nothing_is_printed(capsys, settings):
    assert show_demo_accounts() == 1
    make_demo_accounts()
    settings.HAS_DEMO_ACCOUNTS = False
    assert show_demo_accounts() == 1
    assert PASSWORD not in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("key", [one.key for one in DEMO_ACCOUNTS])
def test_an_operators_house_does_not_start_with_one_of_these_accounts(settings, key):
    settings.HAS_DEMO_ACCOUNTS = False
    account_of("municipality")
    check_no_demo_account()

    account = account_of(key)
    for is_active in (True, False):
        Account.objects.filter(pk=account.pk).update(is_active=is_active)
        with pytest.raises(ImproperlyConfigured, match=account.email):
            check_no_demo_account()


def test_a_demonstration_moved_to_production_is_refused_by_command_and_by_server(tmp_path):
    with served_house(tmp_path):
        pass
    environment = {**os.environ, **OPERATOR, "RUECKHALT_DATA": str(tmp_path / "data")}
    environment.pop("DATABASE_URL", None)
    for call in (["-m", "rueckhalt", "run"], ["-c", "import rueckhalt.config.wsgi"]):
        said = subprocess.run(
            [sys.executable, *call], env=environment, capture_output=True, text=True, check=False
        )
        assert said.returncode != 0
        assert "lars@musterhaus.invalid" in said.stderr
    assert "Konten zur Probe" in (tmp_path / "log").read_text()
