"""Old lines go from the beginning only, behind a checkpoint that stays, and a line says who did it."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from rueckhalt.foundation.audit import actions, queries
from rueckhalt.foundation.audit.api import (
    Head,
    append,
    forget_before,
    forget_before_day,
    head,
    lines,
    record,
    verdict,
)
from rueckhalt.foundation.audit.models import Checkpoint, StoredLine
from rueckhalt.foundation.lib.refusal import Refused
from tests.domains.foundation.audit.conftest import NOW

pytestmark = pytest.mark.django_db


def test_what_goes_leaves_a_checkpoint_and_a_line(trail):
    mark = forget_before(number=4, by="account:1", now=NOW)
    assert mark == Head(3, trail[2].digest)
    assert [line.number for line in lines()] == [7, 6, 5, 4]
    newest = lines(limit=1)[0]
    assert (newest.by, newest.action, newest.subject) == ("account:1", "audit.forget", "line:3")
    made = Checkpoint.objects.get()
    assert (made.number, made.made_at, made.made_by) == (3, NOW, "account:1")


def test_the_rest_is_whole_also_against_heads_from_before(trail):
    old, newest = Head(2, trail[1].digest), head()
    forget_before(number=4, by="account:1", now=NOW)
    found = verdict([old, newest])
    assert (found.finding, found.start.number, found.too_old) == (None, 3, (old,))


def test_everything_may_go_and_the_chain_goes_on(trail):
    forget_before(number=7, by="account:1", now=NOW)
    record(by="account:17", action="case.read", subject="case:K1", now=NOW)
    assert [line.number for line in lines()] == [8, 7]
    assert verdict([head()]).finding is None


def test_it_can_be_done_again_and_the_older_checkpoint_stays(trail):
    forget_before(number=3, by="account:1", now=NOW)
    forget_before(number=6, by="account:2", now=NOW)
    assert list(Checkpoint.objects.values_list("number", flat=True).order_by("number")) == [2, 5]
    assert verdict().finding is None


def test_many_lines_go_in_batches(trail, monkeypatch):
    monkeypatch.setattr(actions, "_BATCH", 2)
    forget_before(number=6, by="account:1", now=NOW)
    assert [line.number for line in lines()] == [7, 6]


@pytest.mark.parametrize("number", [-1, 0, 1, 8, 99])
def test_where_nothing_stands_before_nothing_goes(trail, number):
    with pytest.raises(Refused) as refusal:
        forget_before(number=number, by="account:1", now=NOW)
    assert refusal.value.code == "nothing"
    assert (len(lines()), Checkpoint.objects.count()) == (6, 0)


def test_who_removes_must_be_a_label(trail):
    with pytest.raises(Refused):
        forget_before(number=4, by="Erika Mustermann", now=NOW)
    assert len(lines()) == 6


@pytest.mark.django_db(transaction=True)
def test_removing_that_fails_halfway_leaves_all(monkeypatch):
    for _ in range(4):
        record(by="system", action="house.start", subject="house", now=NOW)
    monkeypatch.setattr(actions, "append", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        forget_before(number=3, by="account:1", now=NOW)
    assert (StoredLine.objects.count(), Checkpoint.objects.count()) == (4, 0)


def test_a_day_means_midnight_in_germany_and_its_first_line_stays():
    midnight = NOW.replace(hour=23, minute=0, second=0, microsecond=0)  # 28 November, 0:00 there
    with transaction.atomic():
        for moment in (
            midnight - timedelta(microseconds=1),
            midnight,
            midnight - timedelta(hours=1),
        ):
            append(by="system", action="house.start", subject="house", now=moment)
    forget_before_day(on=date(2026, 11, 28), by="account:1", now=midnight)
    assert [line.number for line in lines()] == [4, 3, 2]


def test_a_day_that_is_yet_to_come_is_refused(trail):
    with pytest.raises(Refused, match="Zukunft"):
        forget_before_day(on=date(2026, 11, 28), by="account:1", now=NOW)
    assert len(lines()) == 6


def test_a_day_after_all_lines_removes_all(trail):
    forget_before_day(on=date(2026, 11, 28), by="account:1", now=NOW + timedelta(days=1))
    assert [line.number for line in lines()] == [7]


def test_a_check_that_meets_a_removal_begins_again(trail, monkeypatch):
    reading = queries.stored_lines

    def removed_meanwhile():
        monkeypatch.setattr(queries, "stored_lines", reading)
        forget_before(number=4, by="account:1", now=NOW)
        return reading()

    monkeypatch.setattr(queries, "stored_lines", removed_meanwhile)
    found = verdict()
    assert (found.finding, found.start.number) == (None, 3)
