from datetime import UTC, datetime, timedelta

import pytest

from rueckhalt.config.sessions import SessionStore
from rueckhalt.foundation.accounts.api import (
    Role,
    Session,
    clear_ended_sessions,
    deactivate_account,
    end_other_sessions,
    end_session,
    open_sessions,
    set_roles,
)
from rueckhalt.foundation.lib.refusal import Refused
from tests.accounts import CREATED_AT, account_with

BEGAN = datetime(2026, 11, 26, 9, 30, 41, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    return account_with(Role.GUIDE)


def log_in(account, key: str = "_auth_user_id") -> SessionStore:
    store = SessionStore()
    store[key] = str(account.pk)
    store.save()
    return store


def keys_of(account) -> set[str]:
    return set(Session.objects.filter(account=account).values_list("session_key", flat=True))


def test_a_session_names_its_account_and_the_minute_it_began(guide, time_machine):
    time_machine.move_to(BEGAN, tick=False)
    row = Session.objects.get(session_key=log_in(guide).session_key)

    assert row.account == guide
    assert row.began_at == BEGAN.replace(second=0)
    assert row.expire_date == BEGAN.replace(second=0) + timedelta(hours=8)


def test_a_session_ends_eight_hours_after_the_log_in_whatever_is_done_meanwhile(
    guide, time_machine
):
    time_machine.move_to(BEGAN, tick=False)
    key = log_in(guide).session_key
    time_machine.move_to(BEGAN + timedelta(hours=7, minutes=50), tick=False)
    busy = SessionStore(key)
    busy["something"] = "new"
    busy.save()
    assert SessionStore(key).load()["something"] == "new"

    time_machine.move_to(BEGAN + timedelta(hours=8), tick=False)
    assert SessionStore(key).load() == {}


def test_before_the_log_in_a_session_has_no_account_and_lives_an_hour(guide, time_machine):
    time_machine.move_to(BEGAN, tick=False)
    row = Session.objects.get(session_key=log_in(guide, "_csrftoken").session_key)

    assert (row.account, row.began_at) == (None, None)
    assert row.expire_date == BEGAN + timedelta(hours=1)


def test_the_cookie_of_a_session_goes_when_the_browser_closes(guide):
    assert log_in(guide).get_expire_at_browser_close()


def test_sessions_are_listed_newest_first_without_their_keys(guide, time_machine):
    time_machine.move_to(BEGAN, tick=False)
    old = log_in(guide)
    time_machine.move_to(BEGAN + timedelta(hours=1), tick=False)
    new = log_in(guide)
    log_in(account_with(Role.AUTHORITY))

    found = open_sessions(guide, key=old.session_key, now=BEGAN + timedelta(hours=1))
    assert [one.is_this for one in found] == [False, True]
    assert {old.session_key, new.session_key}.isdisjoint(one.handle for one in found)
    assert len(open_sessions(guide, key=None, now=BEGAN + timedelta(hours=8))) == 1


def test_one_session_is_ended_by_its_handle_and_only_by_its_owner(guide):
    first, second = log_in(guide), log_in(guide)
    now = datetime.now(UTC)
    handle = next(
        one.handle
        for one in open_sessions(guide, key=first.session_key, now=now)
        if not one.is_this
    )

    with pytest.raises(Refused):
        end_session(account=account_with(Role.AUTHORITY), handle=handle, now=now)
    end_session(account=guide, handle=handle, now=now)
    assert (keys_of(guide), SessionStore(second.session_key).load()) == ({first.session_key}, {})


def test_all_others_are_ended_at_once(guide):
    this, _, _ = log_in(guide), log_in(guide), log_in(guide)
    stranger = account_with(Role.AUTHORITY)
    log_in(stranger)

    assert end_other_sessions(account=guide, key=this.session_key) == 2
    assert keys_of(guide) == {this.session_key}
    assert keys_of(stranger)


def test_a_closed_account_and_new_roles_end_all_sessions(guide):
    log_in(guide)
    set_roles(account=guide, roles=[Role.GUIDE], by=None, now=CREATED_AT)
    assert keys_of(guide)  # nothing changed

    set_roles(account=guide, roles=[Role.ADMINISTRATOR], by=None, now=CREATED_AT)
    assert keys_of(guide) == set()
    account_with(Role.ADMINISTRATOR, email="zwei@rueckhalt.example")
    log_in(guide)
    deactivate_account(account=guide, by=None, now=CREATED_AT)
    assert keys_of(guide) == set()


def test_what_is_left_of_ended_sessions_is_cleared(guide, time_machine):
    time_machine.move_to(BEGAN, tick=False)
    log_in(guide)

    assert clear_ended_sessions(now=BEGAN + timedelta(hours=7)) == 0
    assert clear_ended_sessions(now=BEGAN + timedelta(hours=8)) == 1
