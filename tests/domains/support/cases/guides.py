"""Guides at their browsers with an open vault, at the desk of tests."""

import re
from datetime import UTC, datetime

from django.test import Client

from rueckhalt.foundation.accounts.access import VAULT_COOKIE
from rueckhalt.foundation.accounts.rules import cookie_text
from rueckhalt.foundation.vault.api import keep_open
from tests.domains.support.cases.desk import Desk
from tests.people import client_of


def at_desk(desk: Desk, name: str, **options) -> Client:
    """A browser in which a guide is logged in and her vault is open now."""
    client = client_of(name, **options)
    open_vault(desk, name, client)
    return client


def open_vault(desk: Desk, name: str, client: Client) -> None:
    """Opens the vault of somebody in her browser."""
    session = client.cookies["sessionid"].value
    cookie = keep_open(desk.keys[name], session=session, now=datetime.now(UTC))
    client.cookies[VAULT_COOKIE] = cookie_text(cookie)


def text(answer) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
