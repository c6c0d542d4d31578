from datetime import UTC, datetime

import pytest
from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.password_validation import validate_password

from rueckhalt.config.demo import DEMO_ACCOUNTS, PASSWORD, totp_code
from rueckhalt.config.sessions import SessionStore
from rueckhalt.foundation.accounts.api import KINDS, Role, has_right, rights_of, roles_of
from tests.people import EVERYBODY, WITHOUT_ACCOUNT, account_of

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
    assert all("Muster" in one.name and "Muster" in one.organisation for one in DEMO_ACCOUNTS)
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
