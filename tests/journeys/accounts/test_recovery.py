"""Lars and Nadja give a case back that nobody could open, without script; the page is looked at."""

import uuid
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from rueckhalt.foundation.accounts.rules import cookie_text
from rueckhalt.foundation.vault.api import (
    appoint_recovery,
    keep_open,
    make_record,
    make_recovery_key,
    open_inbox,
    opened_record,
)
from tests.domains.foundation.accounts.records import RECORDS, number_of
from tests.domains.foundation.vault.holders import holder
from tests.journeys.conftest import SCREENS, axe, follow, no_sideways_scrolling
from tests.people import account_of, client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/konto/wiederherstellung/"


@pytest.fixture
def keys(settings, tmp_path):
    """Lars and Nadja recover together, and a case lies with Lars alone."""
    settings.SHARES_DIR, settings.RECOVERABLE = tmp_path / "shares", RECORDS
    paper, now = make_recovery_key(now=datetime.now(UTC)), datetime.now(UTC)
    found = {name: holder(account_of(name).pk) for name in ("lars", "nadja")}
    open_inbox(holder=found["lars"].holder, now=now)
    appoint_recovery(offline=paper, people=[one.holder for one in found.values()])
    return found


@pytest.fixture
def at_browser(house, open_page, keys):
    """Opens a window of somebody whose vault is open."""

    def opened(name, **options):
        page = open_page(**options)
        session = client_of(name).cookies["sessionid"].value
        cookie = keep_open(keys[name], session=session, now=datetime.now(UTC))
        values = {"sessionid": session, "vault": cookie_text(cookie)}
        page.context.add_cookies(
            [{"name": key, "value": value, "url": house} for key, value in values.items()]
        )
        return page

    return opened


def begin(page, house) -> uuid.UUID:
    record = uuid.uuid4()
    make_record(record=record, now=datetime.now(UTC))
    page.goto(f"{house}/konto/")
    follow(page.get_by_role("link", name="Wiederherstellung"))
    page.get_by_label("Nummer des Falls").fill(number_of(record))
    page.get_by_label("Wer soll den Fall öffnen können?").select_option(label="Nadja Beispiel")
    page.get_by_label("Wer geht den zweiten Schritt?").select_option(label="Nadja Beispiel")
    follow(page.get_by_role("button", name="Ersten Schritt gehen"))
    return record


def test_two_people_one_after_the_other_open_a_case(house, at_browser, keys):
    lars, nadja = at_browser("lars", script=False), at_browser("nadja", script=False)
    record = begin(lars, house)
    expect(lars.get_by_text("Sie hat einen Tag Zeit.")).to_be_visible()
    nadja.goto(house + PAGE)
    expect(nadja.get_by_role("heading", name="Wartet auf Sie")).to_be_visible()
    follow(nadja.get_by_role("button", name="Zweiten Schritt gehen"))
    expect(nadja.get_by_text("Der Fall geht wieder auf")).to_be_visible()
    assert opened_record(keys["nadja"], record)


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_on_the_page_of_both(house, at_browser, width, scheme):
    lars = at_browser("lars", width=width, scheme=scheme)
    nadja = at_browser("nadja", width=width, scheme=scheme)
    begin(lars, house)
    nadja.goto(house + PAGE)
    assert (axe(lars), axe(nadja)) == ([], [])
    follow(lars.get_by_role("button", name="Ersten Schritt gehen"))
    expect(lars.get_by_text("Bitte schreiben Sie die Nummer.").first).to_be_visible()
    assert axe(lars) == []
    assert all(no_sideways_scrolling(page) for page in (lars, nadja))
