"""Attacks on the quarter of an hour in which the person herself is there. Numbers: docs/entscheidungen/0009."""

from datetime import timedelta

import pytest

from rueckhalt.foundation.vault.actions.records import erase_record
from rueckhalt.foundation.vault.actions.returns import (
    close_idle_returns,
    close_returned,
    keep_returned,
    use_returned,
)
from rueckhalt.foundation.vault.actions.secrets import StretchedSecret, keep_secret
from rueckhalt.foundation.vault.adapters.values import read
from rueckhalt.foundation.vault.models import OpenReturn
from rueckhalt.foundation.vault.queries.opening import opened_record
from rueckhalt.foundation.vault.queries.words import words
from rueckhalt.foundation.vault.rules.keys import SIZE
from rueckhalt.foundation.vault.rules.return_secret import secret_from
from tests.domains.foundation.vault.holders import CANARY, NOW, PLACE, bytes_on_disk

pytestmark = pytest.mark.django_db


@pytest.fixture
def came_back(house):
    """Somebody who came back: her record, a text in it, and what her browser holds."""
    record, sealed = house.told()
    return record, sealed, keep_returned(opened_record(house.lars, record), now=NOW)


def after(**passed):
    return NOW + timedelta(**passed)


def test_her_browser_reads_what_lies_in_her_record(came_back):
    record, sealed, cookie = came_back
    opened = use_returned(cookie, now=after(minutes=5))
    assert opened.record == str(record)
    assert read(opened, PLACE, sealed) == CANARY


def test_41_the_row_of_a_return_needs_the_cookie(came_back):
    _, _, cookie = came_back
    (row,) = OpenReturn.objects.all()
    stolen = bytes_on_disk()
    assert cookie not in stolen
    assert cookie[:SIZE] not in stolen
    assert cookie[SIZE:] not in stolen
    door, half = bytes(row.door), row.half.data
    for guess in (door + bytes(SIZE), door + door, door + half[:SIZE], door + half[-SIZE:]):
        assert use_returned(guess, now=NOW) is None
    # Not even who knows the number has the key.
    for guess in (cookie[:SIZE] + bytes(SIZE), cookie[:SIZE] + door):
        assert use_returned(guess, now=NOW) is None
    assert use_returned(cookie, now=NOW) is not None


@pytest.mark.parametrize("size", [0, 1, SIZE, 2 * SIZE - 1, 2 * SIZE + 1, 4096])
def test_41_a_cookie_of_another_length_opens_nothing(came_back, size):
    _, _, cookie = came_back
    assert use_returned((cookie * 64)[:size], now=NOW) is None


def test_42_the_cookie_of_one_browser_opens_nothing_else(came_back, house):
    _, _, cookie = came_back
    other, _ = house.told()
    theirs = keep_returned(opened_record(house.lars, other), now=NOW)
    assert use_returned(theirs, now=NOW).record == str(other)
    assert use_returned(cookie[:SIZE] + theirs[SIZE:], now=NOW) is None
    assert use_returned(theirs[:SIZE] + cookie[SIZE:], now=NOW) is None


def test_42_a_row_that_was_written_to_another_record_or_door_opens_nothing(came_back, house):
    record, _, cookie = came_back
    other, _ = house.told()
    door = OpenReturn.objects.get().door
    OpenReturn.objects.update(record=other)
    assert use_returned(cookie, now=NOW) is None
    OpenReturn.objects.update(record=record)
    assert use_returned(cookie, now=NOW) is not None

    theirs = keep_returned(opened_record(house.lars, other), now=NOW)
    half = OpenReturn.objects.get(door=door).half
    OpenReturn.objects.filter(record=other).update(half=half, record=record)
    assert use_returned(theirs[:SIZE] + cookie[SIZE:], now=NOW) is None


def test_43_a_return_that_was_left_alone_closes_and_leaves_no_row(came_back):
    _, _, cookie = came_back
    assert use_returned(cookie, now=after(minutes=14)) is not None
    assert use_returned(cookie, now=after(minutes=28)) is not None  # the quarter begins anew
    assert use_returned(cookie, now=after(minutes=44)) is None
    assert not OpenReturn.objects.exists()
    assert use_returned(cookie, now=after(minutes=28)) is None  # nor by a clock set back


def test_43_the_worker_closes_what_nobody_asks_for_any_more(came_back):
    assert close_idle_returns(now=after(minutes=14)) == 0
    assert close_idle_returns(now=after(minutes=16)) == 1
    assert use_returned(came_back[2], now=NOW) is None


def test_a_return_is_closed_by_hand_and_only_this_one(came_back, house):
    record, _, cookie = came_back
    at_home = keep_returned(opened_record(house.lars, record), now=NOW)
    close_returned(cookie)
    assert use_returned(cookie, now=NOW) is None
    assert use_returned(at_home, now=NOW) is not None


def test_44_new_words_put_out_who_came_in_with_the_old_ones(came_back, house):
    record, _, cookie = came_back
    fresh = StretchedSecret(secret_from(b"n" * 32, words()), b"form", b"lookup", b"k" * 32)
    half = opened_record(house.lars, record).half
    keep_secret(record=record, half=half, secret=fresh, now=NOW)
    assert use_returned(cookie, now=NOW) is None
    assert not OpenReturn.objects.exists()


def test_an_erased_record_is_closed_in_every_browser_also_from_an_old_backup(came_back):
    record, _, cookie = came_back
    rows = list(OpenReturn.objects.values())
    erase_record(record=record, now=NOW)
    assert use_returned(cookie, now=NOW) is None
    OpenReturn.objects.bulk_create(OpenReturn(**row) for row in rows)
    assert use_returned(cookie, now=NOW) is None
