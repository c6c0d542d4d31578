"""What the stories of the desk share: a contact point, and windows of guides whose vault is open."""

from datetime import UTC, datetime

import pytest

from rueckhalt.foundation.accounts.access import VAULT_COOKIE
from rueckhalt.foundation.accounts.rules import cookie_text
from rueckhalt.foundation.vault.api import keep_open
from tests.domains.support.cases.desk import Desk
from tests.people import client_of, session_of


@pytest.fixture
def desk(house, settings, tmp_path):
    settings.FILES_DIR, settings.SHARES_DIR = tmp_path / "files", tmp_path / "shares"
    return Desk()


@pytest.fixture
def as_guide(desk, house, open_page):
    """Opens a window in which a guide is logged in and her vault is open."""

    def opened(name="lars", *, account=None, **options):
        page = open_page(**{"script": False, **options})
        client = session_of(account) if account else client_of(name)
        session = client.cookies["sessionid"].value
        cookie = keep_open(desk.keys[name], session=session, now=datetime.now(UTC))
        told = {"sessionid": session, VAULT_COOKIE: cookie_text(cookie)}
        page.context.add_cookies([{"name": n, "value": v, "url": house} for n, v in told.items()])
        return page

    return opened
