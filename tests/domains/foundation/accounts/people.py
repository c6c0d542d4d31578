"""What the page tests of accounts share: a browser with CSRF checks, codes of an app, mail."""

import re
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.test import Client

from tests.accounts import PASSWORD

OWN = "/konto/"
LOG_IN = "/konto/anmelden/"
SECOND_STEP = "/konto/anmelden/zweiter-schritt/"
FACTOR = "/konto/zweiter-faktor/"


def browser() -> Client:
    """A browser that obeys every check."""
    return Client(enforce_csrf_checks=True)


def send(client: Client, path: str, **values: str):
    """Fills the form of a page: asks for it, takes its token, sends it."""
    page = client.get(path)
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.content)
    assert token, (path, page.status_code)
    return client.post(path, {"csrfmiddlewaretoken": token[1].decode(), **values})


def log_in(client: Client, account, password: str = PASSWORD):
    """Sends e-mail and password."""
    return send(client, LOG_IN, login=account.email, password=password)


def app_of(account) -> str:
    """Gives an account an authenticator app and returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return secret


def code(secret: str) -> str:
    """What an app shows now."""
    step = int(datetime.now(UTC).timestamp()) // 30
    return format_hotp_value(hotp_value(secret, step))


def factors(account) -> set[str]:
    return set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
