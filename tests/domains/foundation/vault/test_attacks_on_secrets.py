"""Attacks on passphrases, return secrets, and on the house by asking too much of it.

Numbers: docs/entscheidungen/0009.
"""

import threading
import time
import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.actions.holders import (
    close_idle_vaults,
    close_vault,
    keep_change,
    keep_new_key,
    new_passphrase,
    prepare_change,
    prepare_key,
    use_vault,
)
from rueckhalt.foundation.vault.actions.records import take_over
from rueckhalt.foundation.vault.actions.secrets import (
    forget_form,
    keep_secret,
    known_record,
    stretch_secret,
)
from rueckhalt.foundation.vault.adapters import derivation
from rueckhalt.foundation.vault.adapters.derivation import (
    DerivationPool,
    InsideTransactionError,
    PoolFullError,
)
from rueckhalt.foundation.vault.models import HolderKey, OpenVault, ReturnKey
from rueckhalt.foundation.vault.queries.opening import NotHeldError, opened_record, returned
from rueckhalt.foundation.vault.queries.state import readers_of
from rueckhalt.foundation.vault.queries.words import words
from rueckhalt.foundation.vault.rules.return_secret import secret_from
from tests.domains.foundation.vault.holders import LARS, NADJA, NOW, make_holder_key, open_vault

HASHER = "rueckhalt.foundation.vault.adapters.hasher.PooledArgon2Hasher"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def passphrase():
    return new_passphrase()


@pytest.fixture
def browser(passphrase):
    """What the browser of Lars sends along while his vault is open."""
    make_holder_key(holder=LARS, passphrase=passphrase, now=NOW)
    cookie = open_vault(holder=LARS, passphrase=passphrase, session="s", now=NOW)
    return {"holder": LARS, "session": "s", "cookie": cookie}


def after(**passed):
    return NOW + timedelta(**passed)


def test_05_a_vault_that_was_left_alone_closes_and_leaves_no_row(browser):
    assert use_vault(**browser, now=after(minutes=14)) is not None
    assert use_vault(**browser, now=after(minutes=28)) is not None  # the quarter begins anew
    assert use_vault(**browser, now=after(minutes=44)) is None
    assert not OpenVault.objects.exists()
    assert use_vault(**browser, now=after(minutes=28)) is None  # nor by a clock set back


def test_05_the_worker_closes_what_nobody_asks_for_any_more(browser):
    assert close_idle_vaults(now=after(minutes=14)) == 0
    assert close_idle_vaults(now=after(minutes=16)) == 1
    assert use_vault(**browser, now=NOW) is None


def test_a_vault_is_closed_by_hand(browser):
    close_vault(session="s")
    assert use_vault(**browser, now=NOW) is None


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "passwort",
        "Rathaus2026!",
        "Oberbürgermeisterin",
        "apfel birne",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
    ],
)
def test_06_a_passphrase_that_is_easy_to_guess_is_refused(weak):
    with pytest.raises(Refused, match="zu leicht zu erraten"):
        make_holder_key(holder=LARS, passphrase=weak, now=NOW)
    assert not HolderKey.objects.exists()


def test_06_five_words_of_our_own_list_are_known_words_and_too_few():
    five = " ".join(words()[n] for n in (12, 345, 678, 90, 123))
    with pytest.raises(Refused):
        make_holder_key(holder=LARS, passphrase=five, now=NOW)


def test_07_a_guess_costs_argon2id_with_128_mib_and_three_passes(browser, monkeypatch):
    run = []
    real = derivation.hash_secret_raw
    monkeypatch.setattr(derivation, "hash_secret_raw", lambda *a: run.append(a) or real(*a))
    with pytest.raises(Refused, match="öffnet den Tresor nicht"):
        open_vault(holder=LARS, passphrase=" ".join(words()[:6]), session="t", now=NOW)
    ((_, salt, passes, memory, lanes, size, kind),) = run
    assert (passes, memory, lanes, size, kind.name) == (3, 128 * 1024, 1, 32, "ID")
    assert salt == bytes(HolderKey.objects.get().salt)


def test_a_wrong_passphrase_opens_nothing_and_a_right_one_may_be_typed_carelessly(
    browser, passphrase
):
    careless = "-".join(passphrase.upper().split()) + " "
    assert open_vault(holder=LARS, passphrase=careless, session="u", now=NOW)
    assert OpenVault.objects.count() == 2


def test_nobody_makes_a_second_key_for_herself(browser, passphrase):
    before = HolderKey.objects.get().public
    with pytest.raises(Refused, match="schon eine Passphrase"):
        make_holder_key(holder=LARS, passphrase=passphrase, now=NOW)
    assert bytes(HolderKey.objects.get().public) == bytes(before)


def test_31_a_changed_passphrase_closes_every_vault_and_the_old_one_opens_nothing(
    browser, passphrase
):
    fresh = new_passphrase()
    keep_change(prepare_change(holder=LARS, old=passphrase, new=fresh), now=NOW)
    assert use_vault(**browser, now=NOW) is None
    with pytest.raises(Refused):
        open_vault(holder=LARS, passphrase=passphrase, session="s", now=NOW)
    assert open_vault(holder=LARS, passphrase=fresh, session="s", now=NOW)


def test_32_a_new_key_after_a_lost_passphrase_opens_nothing_of_before(house, passphrase):
    record, _ = house.told()
    take_over(by=house.nadja, record=record, stand_in=LARS, now=NOW)
    keep_new_key(prepare_key(holder=LARS, passphrase=passphrase), now=NOW)
    cookie = open_vault(holder=LARS, passphrase=passphrase, session="s", now=NOW)
    lars = use_vault(holder=LARS, session="s", cookie=cookie, now=NOW)
    with pytest.raises(NotHeldError):
        opened_record(lars, record)
    assert readers_of([record])[record].everyone() == {NADJA}  # so that a second person is missed


@pytest.fixture
def with_secret(house):
    """A record with a secret of its own."""
    record, new = house.record()
    stretched = stretch_secret(b"f" * 32)
    keep_secret(record=record, half=new.half, secret=stretched, now=NOW)
    return record, stretched.secret


def test_a_person_comes_back_with_her_secret(with_secret):
    record, secret = with_secret
    assert returned(secret.text().upper()).record == str(record)


def test_08_the_same_words_under_another_number_are_another_secret(with_secret):
    _, secret = with_secret
    other = secret_from(b"g" * 32, words())
    assert secret.password() != other.password()
    assert secret.salt() != other.salt()


def test_29_hit_miss_and_unknown_take_one_derivation_and_the_same_queries(with_secret, monkeypatch):
    _, secret = with_secret
    lookups, runs = [], []
    real = derivation.hash_secret_raw
    monkeypatch.setattr(derivation, "hash_secret_raw", lambda *a: runs.append(1) or real(*a))
    for text in (secret_from(b"g" * 32, words()).text(), secret_from(b"h" * 32, words()).text()):
        with (
            CaptureQueriesContext(
                connection,
            ) as asked,
            pytest.raises(NotHeldError),
        ):
            returned(text)
        lookups.append([query["sql"].split("WHERE")[0] for query in asked])
    with CaptureQueriesContext(connection) as asked:
        returned(secret.text())
    assert len(runs) == 3
    assert [query["sql"].split("WHERE")[0] for query in asked][:1] == lookups[0] == lookups[1]


def test_30_a_repeated_form_shows_the_same_words_until_the_person_came_back(with_secret):
    record, secret = with_secret
    again = stretch_secret(b"f" * 32)
    assert (again.secret, known_record(again)) == (secret, record)
    assert b"f" * 32 not in bytes(ReturnKey.objects.get().form)

    forget_form(record=record)
    assert known_record(again) is None
    assert returned(secret.text()).record == str(record)


def test_30_a_new_secret_replaces_the_old_one(with_secret, house):
    record, secret = with_secret
    fresh = stretch_secret(b"n" * 32)
    half = opened_record(house.lars, record).half
    keep_secret(record=record, half=half, secret=fresh, now=NOW)
    assert returned(fresh.secret.text()).record == str(record)
    with pytest.raises(NotHeldError):
        returned(secret.text())


@pytest.mark.django_db(transaction=True)
def test_25_no_key_is_derived_inside_a_transaction(settings):
    settings.PASSWORD_HASHERS = [HASHER]
    encoded = make_password("Ein langes Passwort")
    assert check_password("Ein langes Passwort", encoded)
    assert not check_password("Ein anderes Passwort", encoded)
    for derive in (lambda: stretch_secret(b"f" * 32), lambda: make_password("x")):
        with transaction.atomic(), pytest.raises(InsideTransactionError):
            derive()


def test_26_who_finds_the_pool_full_is_told_at_once():
    pool, go, done = DerivationPool(waiting=1), threading.Event(), []

    def work():
        go.wait(10)
        done.append(1)

    threads = [threading.Thread(target=pool.run, args=(work,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    wait_until(lambda: pool._worker is not None and pool._worker._work_queue.qsize() == 1)
    threading.Timer(3, go.set).start()
    with pytest.raises(PoolFullError):
        pool.run(work)
    assert done == []
    go.set()
    for thread in threads:
        thread.join()
    pool.run(work)
    assert len(done) == 3


def test_26_of_sixteen_at_once_one_runs_two_wait_and_the_others_are_told_at_once():
    pool, go, done, refused = DerivationPool(), threading.Event(), [], []

    def ask():
        try:
            done.append(pool.run(lambda: go.wait(30)))
        except PoolFullError:
            refused.append(1)

    for _ in range(2):  # who was sent away may come again, and then it is the same
        go.clear()
        threads = [threading.Thread(target=ask) for _ in range(16)]
        for thread in threads:
            thread.start()
        wait_until(lambda: len(refused) == 16 - (derivation.WAITING + 1))
        assert done == []
        with pytest.raises(PoolFullError):
            pool.refuse_when_full()
        go.set()
        for thread in threads:
            thread.join()
        assert len(done) == derivation.WAITING + 1
        pool.refuse_when_full()
        done.clear()
        refused.clear()


def wait_until(is_so):
    until = time.monotonic() + 10
    while not is_so() and time.monotonic() < until:
        time.sleep(0.01)
    assert is_so()


def test_26_one_derivation_runs_at_a_time():
    pool, running, most = DerivationPool(waiting=7), [], []

    def work():
        running.append(1)
        most.append(len(running))
        threading.Event().wait(0.01)
        running.pop()

    threads = [threading.Thread(target=pool.run, args=(work,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 8


def test_a_pool_goes_on_after_a_failure():
    pool = DerivationPool(waiting=0)
    with pytest.raises(ZeroDivisionError):
        pool.run(lambda: 1 // 0)
    assert pool.run(lambda: uuid.UUID(int=1)).int == 1
