"""What a log-in leaves behind: a look at every table, the cache and the log, with canaries sent."""

import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection

from rueckhalt.config.tries import clear_tries, stored_key
from rueckhalt.foundation.accounts.api import Role
from tests.accounts import PASSWORD, account_with
from tests.domains.foundation.accounts.people import (
    FACTOR,
    LOG_IN,
    OWN,
    SECOND_STEP,
    app_of,
    browser,
    code,
    log_in,
    send,
)

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"
ADDRESS = "203.0.113.77"
SENT = {
    "HTTP_USER_AGENT": f"{CANARY}-agent",
    "HTTP_REFERER": f"http://testserver/{CANARY}-referrer/",
    "HTTP_X_FORWARDED_FOR": f"{ADDRESS}, {CANARY}",
    "HTTP_ACCEPT_LANGUAGE": f"{CANARY}-language",
    "REMOTE_ADDR": ADDRESS,
}
WRONG = f"{CANARY} ganz falsch"


@pytest.fixture
def guide():
    return account_with(Role.GUIDE, password=PASSWORD)


@pytest.fixture
def visitor():
    client = browser()
    client.defaults.update(SENT)
    return client


def everything_stored() -> str:
    """Each table of the database as text, the cache among them."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        assert {"tries", "accounts_session", "mfa_authenticator"} <= set(tables)
        rows = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(rows)


def tries() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM tries")
        return cursor.fetchall()


def do_everything(client, account) -> None:
    """Logs in wrongly and rightly, forgets the password, looks at sessions, logs out."""
    secret = app_of(account)
    log_in(client, account, password=WRONG)
    send(client, LOG_IN, login=f"{CANARY}@rueckhalt.example", password=WRONG)
    send(client, "/konto/passwort/vergessen/", email=account.email)
    send(client, "/konto/passwort/vergessen/", email=f"{CANARY}@rueckhalt.example")
    client.get(re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1])
    client.post(f"{LOG_IN}passkey/", {"credential": f'{{"id": "{CANARY}"}}'})
    log_in(client, account)
    send(client, SECOND_STEP, code=f"{CANARY}"[:6])
    send(client, SECOND_STEP, code=code(secret))
    assert client.get(f"{OWN}?{CANARY}").status_code == 200
    client.get(f"{FACTOR}passkeys/neu/")
    send(client, f"{FACTOR}notfallcodes/neu/")


@pytest.fixture
def log(caplog):
    """All that is logged, by those who tell only their own handlers, too."""
    caplog.set_level(logging.DEBUG)
    silent = [logging.getLogger(name) for name in settings.LOGGING["loggers"]]
    for logger in silent:
        logger.addHandler(caplog.handler)
    yield caplog
    for logger in silent:
        logger.removeHandler(caplog.handler)


def test_no_word_about_a_visitor_is_in_a_table_the_cache_or_the_log(visitor, guide, log):
    logging.getLogger("django.request").error("The look sees a log.")
    do_everything(visitor, guide)

    stored = everything_stored()
    assert guide.email in stored  # the look sees what is there
    assert tries()
    told = "\n".join(one.getMessage() for one in log.records if one.name != "django.db.backends")
    assert "The look sees a log." in told
    for trace in (CANARY.lower(), ADDRESS):
        assert trace not in stored.lower()
        assert trace not in told.lower()


def test_no_table_says_when_a_second_factor_was_last_used(visitor, guide):
    from allauth.mfa.models import Authenticator

    do_everything(visitor, guide)
    assert Authenticator.objects.filter(user=guide).exists()
    assert not Authenticator.objects.filter(last_used_at__isnull=False).exists()


def test_the_cache_names_no_account_and_no_email(visitor, guide):
    do_everything(visitor, guide)
    keys = [key for key, _ in tries()]

    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key in keys)


def test_two_days_and_two_houses_cannot_be_joined():
    day = datetime(2026, 11, 27, tzinfo=UTC).date()
    one = stored_key("lars", on=day, secret="a" * 50)

    assert one == stored_key("lars", on=day, secret="a" * 50)
    assert one != stored_key("lars", on=day + timedelta(days=1), secret="a" * 50)
    assert one != stored_key("lars", on=day, secret="b" * 50)
    assert one != stored_key("nadja", on=day, secret="a" * 50)


def test_counts_that_expired_are_cleared(visitor, guide):
    log_in(visitor, guide, password=WRONG)
    now = datetime.now(UTC)
    clear_tries(now=now)
    assert tries()
    clear_tries(now=now + timedelta(hours=1))
    assert tries() == []
