"""The people whom all tests share. All are invented; who has an account stands in config/demo.py.

| name | who |
| --- | --- |
| Birgit | honorary mayor, affected; has no account and never will |
| Lars, Nadja | guides at the contact point |
| Petra | contact at the police |
| Sofia | statistics |
| Vera | administrator |
| Aylin | secretariat of the alliance |
| Katrin | association; takes part in the exchange |
| Jonas | ministry; takes part in the exchange |
| Otto | a stranger; has no account |
"""

from datetime import UTC, datetime

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from rueckhalt.config.demo import DEMO_ACCOUNTS, DemoAccount
from rueckhalt.config.demo_accounts import take_part
from rueckhalt.config.sessions import SessionStore
from rueckhalt.foundation.accounts.api import (
    Account,
    Organisation,
    OrganisationKind,
    Role,
    account_by_email,
    create_account,
)

KNOWN = {one.key: one for one in DEMO_ACCOUNTS}
WITHOUT_ACCOUNT = ("birgit", "otto")
# One for each role that nobody of the demonstration has, so that every role can be asked for.
OTHERS = {
    role.value: DemoAccount(
        role.value, f"{role.value.title()} Muster", f"Muster {role.value}",
        OrganisationKind(role.value), frozenset({role}),
        group="local-politicians", mandate="Mandat zur Probe",
    )
    for role in (Role.MUNICIPALITY,)
}  # fmt: skip
EVERYBODY = {**KNOWN, **OTHERS}
CREATED_AT = datetime(2026, 11, 26, 9, tzinfo=UTC)


def account_of(name: str, *, has_second_factor: bool = True) -> Account:
    """The account of somebody; made when it is first asked for, without hashing a password."""
    person = EVERYBODY[name]
    found = account_by_email(person.email)
    if found:
        return found
    return made(person, has_second_factor=has_second_factor)


def made(person: DemoAccount, *, has_second_factor: bool = True) -> Account:
    """The new account of somebody invented, without a password."""
    account = create_account(
        email=person.email, name=person.name, organisation=organisation_of(person),
        roles=person.roles, password=None, by=None, now=CREATED_AT,
    )  # fmt: skip
    if has_second_factor:
        TOTP.activate(account, person.totp_secret)
        RecoveryCodes.activate(account)
    if person.group:
        take_part(account, person)
    return account


def organisation_of(person: DemoAccount) -> Organisation:
    """Whom somebody works for."""
    values = {"kind": person.kind.value, "is_active": True}
    return Organisation.objects.get_or_create(name=person.organisation, defaults=values)[0]


def client_of(name: str, *, has_second_factor: bool = True, **options) -> Client:
    """A browser in which somebody is logged in; whoever has no account is not."""
    client = Client(**options)
    if name not in WITHOUT_ACCOUNT:
        log_in(client, account_of(name, has_second_factor=has_second_factor))
    return client


def session_of(account: Account) -> Client:
    """A browser in which the owner of any account is logged in."""
    client = Client()
    log_in(client, account)
    return client


def log_in(client: Client, account: Account) -> str:
    """Begins a session as a log-in with password and second factor would; returns its key."""
    at = datetime.now(UTC).timestamp()
    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store["account_authentication_methods"] = [
        {"method": "password", "at": at, "email": account.email},
        {"method": "mfa", "at": at, "type": "totp"},
    ]
    store["account_authentication_methods_user"] = str(account.pk)
    store.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = store.session_key
    return store.session_key
