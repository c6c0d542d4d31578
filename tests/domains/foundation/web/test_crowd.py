"""A crowd that is asked to wait fills no log: one line a minute, and nobody is lost in the count."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from rueckhalt.foundation.vault.api import PoolFullError
from rueckhalt.foundation.web import errors, middleware
from rueckhalt.foundation.web.crowd import Crowd


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def crowd(clock):
    return Crowd(clock)


def counts(caplog) -> list[int]:
    return [int(re.search(r"(\d+)$", record.getMessage())[1]) for record in caplog.records]


def test_a_flood_writes_one_line_a_minute(crowd, clock, caplog):
    for _ in range(300):  # ten a second
        crowd.count()
        clock.now += 0.1
    assert counts(caplog) == [1]
    clock.now += 31
    crowd.say()
    assert counts(caplog) == [1, 299]
    clock.now += 600
    crowd.say()
    assert counts(caplog) == [1, 299]


def test_many_threads_lose_nobody(crowd, clock, caplog):
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: crowd.count(), range(800)))
    clock.now += 60
    crowd.say()
    assert sum(counts(caplog)) == 800


@pytest.mark.django_db
def test_django_writes_no_line_of_its_own_for_the_waiting_page(client, monkeypatch, caplog, clock):
    def full():
        raise PoolFullError

    fresh = Crowd(clock)
    for place in (errors, middleware):
        monkeypatch.setattr(place, "crowd", fresh)
    monkeypatch.setattr(middleware, "refuse_when_full", full)
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    with caplog.at_level(logging.DEBUG):
        answers = [client.post("/konto/anmelden/", {"login": "x"}) for _ in range(20)]
        clock.now += 60
        client.get("/konto/anmelden/")
    assert {answer.status_code for answer in answers} == {503}
    assert counts(caplog) == [1, 19]
