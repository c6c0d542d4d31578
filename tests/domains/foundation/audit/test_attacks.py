"""Raw SQL against the trail: refused by triggers; without them the verifier names the line."""

import pytest
from django.db import connection

from rueckhalt.foundation.audit.api import Finding, Wrong, head, lines, record, verdict
from rueckhalt.foundation.audit.models import Checkpoint
from tests.domains.foundation.audit.conftest import NOW
from tests.trail import without_triggers

pytestmark = pytest.mark.django_db

COPY = "INSERT INTO audit_line (number, at, by, action, subject, previous, digest) SELECT"
# With triggers on: what a database shell tries, on each engine.
REFUSED = {
    "change one": "UPDATE audit_line SET by = 'account:99' WHERE number = 3",
    "change all": "UPDATE audit_line SET subject = 'case:X9'",
    "remove one": "DELETE FROM audit_line WHERE number = 3",
    "cut the tail": "DELETE FROM audit_line WHERE number > 4",
    "remove all": "DELETE FROM audit_line",
    "insert with a gap": f"{COPY} 8, at, by, action, subject, digest, digest FROM audit_line WHERE number = 6",
    "insert before all": f"{COPY} 0, at, by, action, subject, digest, digest FROM audit_line WHERE number = 6",
    "insert twice": f"{COPY} number, at, by, action, subject, previous, digest FROM audit_line WHERE number = 6",
    "insert beside the chain": f"{COPY} 7, at, by, action, subject, previous, digest FROM audit_line WHERE number = 6",
    "checkpoint ahead": "INSERT INTO audit_checkpoint SELECT 9, digest, at, by FROM audit_line WHERE number = 6",
    "checkpoint of another digest": "INSERT INTO audit_checkpoint SELECT 5, digest, at, by FROM audit_line WHERE number = 6",
}  # fmt: skip
ON_SQLITE = {
    "replace a line": "INSERT OR REPLACE INTO audit_line SELECT 3, at, 'account:99', action, subject, previous, digest FROM audit_line WHERE number = 3",
    "replace a line by another": "REPLACE INTO audit_line SELECT * FROM audit_line WHERE number = 3",
    "change by replacing": "UPDATE OR REPLACE audit_line SET number = 3 WHERE number = 4",
}  # fmt: skip
ON_POSTGRESQL = {
    "truncate": "TRUNCATE audit_line",
    "truncate both": "TRUNCATE audit_line, audit_checkpoint",
    "truncate all that hangs on it": "TRUNCATE audit_checkpoint CASCADE",
    "change by inserting": f"{COPY} number, at, by, action, subject, previous, digest FROM audit_line WHERE number = 3 ON CONFLICT (number) DO UPDATE SET by = 'account:99'",
}  # fmt: skip
SWAP = """
    UPDATE audit_line SET number = -3 WHERE number = 3;
    UPDATE audit_line SET number = 3 WHERE number = 4;
    UPDATE audit_line SET number = 4 WHERE number = -3
"""
# Without triggers: what was done → what the verifier says.
NAMED = {
    "UPDATE audit_line SET by = 'account:99' WHERE number = 3": (Wrong.CHANGED, 3),
    "UPDATE audit_line SET at = '2020-01-01 00:00:00+00:00' WHERE number = 2": (Wrong.CHANGED, 2),
    "UPDATE audit_line SET subject = 'case:X9'": (Wrong.CHANGED, 1),
    "UPDATE audit_line SET digest = previous WHERE number = 5": (Wrong.CHANGED, 5),
    "DELETE FROM audit_line WHERE number = 3": (Wrong.MISSING, 3),
    "DELETE FROM audit_line WHERE number = 1": (Wrong.MISSING, 1),
    "DELETE FROM audit_line WHERE number > 4": (Wrong.CUT, 5),
    "DELETE FROM audit_line": (Wrong.CUT, 1),
    SWAP: (Wrong.CHANGED, 3),
    f"{COPY} 0, at, by, action, subject, previous, digest FROM audit_line WHERE number = 1": (Wrong.ORDER, 0),
    f"{COPY} 7, at, by, action, subject, digest, digest FROM audit_line WHERE number = 6": (Wrong.CHANGED, 7),
    f"{COPY} 9, at, by, action, subject, digest, digest FROM audit_line WHERE number = 6": (Wrong.MISSING, 7),
    "INSERT INTO audit_checkpoint SELECT number, digest, at, by FROM audit_line WHERE number = 4": (Wrong.ORDER, 1),
}  # fmt: skip
# What PostgreSQL lets into no such column, and SQLite into any.
UNREADABLE = [
    "by = x'ff'", "subject = 7.5", "previous = 'text'", "digest = 7", "at = 'gestern'", "at = 7",
    "at = '2026-13-45 00:00:00'",
]  # fmt: skip


def each(statements: str) -> list[str]:
    return statements.split(";")


@pytest.mark.parametrize("attack", REFUSED)
def test_with_triggers_on_no_hand_changes_a_line(trail, sql, attack):
    assert not sql(REFUSED[attack])
    assert list(reversed(lines())) == trail
    assert "audit:" in sql.said[0]


@pytest.mark.parametrize("attack", ON_SQLITE)
def test_with_triggers_on_no_word_of_sqlite_replaces_a_line(trail, sql, attack):
    # PostgreSQL does not even know these words, which is as good.
    assert not sql(ON_SQLITE[attack])
    assert list(reversed(lines())) == trail


@pytest.mark.postgresql
@pytest.mark.parametrize("attack", ON_POSTGRESQL)
def test_with_triggers_on_no_word_of_postgresql_empties_the_trail(trail, sql, attack):
    assert not sql(ON_POSTGRESQL[attack])
    assert list(reversed(lines())) == trail


@pytest.mark.parametrize(
    "attack", ["UPDATE audit_checkpoint SET number = 5", "DELETE FROM audit_checkpoint"]
)
def test_a_checkpoint_is_neither_changed_nor_removed(trail, sql, attack):
    Checkpoint.objects.create(number=3, digest=trail[2].digest, made_at=NOW, made_by="account:1")
    assert not sql(attack)
    assert not sql("INSERT INTO audit_checkpoint SELECT number, digest, at, by FROM audit_line WHERE number = 2")  # fmt: skip
    assert Checkpoint.objects.get().number == 3


def test_a_checkpoint_lets_only_its_prefix_go(trail, sql):
    Checkpoint.objects.create(number=3, digest=trail[2].digest, made_at=NOW, made_by="account:1")
    assert not sql("DELETE FROM audit_line WHERE number >= 3")
    assert sql("DELETE FROM audit_line WHERE number <= 3")
    assert [line.number for line in lines()] == [6, 5, 4]


def test_a_prefix_removed_by_hand_and_checkpoint_is_named(trail, sql):
    sql(
        "INSERT INTO audit_checkpoint SELECT number, digest, at, by FROM audit_line WHERE number = 4"
    )
    sql("DELETE FROM audit_line WHERE number <= 4")
    assert verdict([head()]).finding == Finding(Wrong.UNANNOUNCED, 4)


@pytest.mark.parametrize("attack", NAMED)
def test_without_triggers_the_verifier_names_the_line(trail, sql, attack):
    known = head()
    with without_triggers():
        assert all(sql(one) for one in each(attack))
    assert verdict([known]).finding == Finding(*NAMED[attack])


def test_a_tail_that_was_cut_and_went_on_is_named_by_the_head_outside(trail, sql):
    known = head()
    with without_triggers():
        sql("DELETE FROM audit_line WHERE number > 4")
    for _ in range(3):
        record(by="account:17", action="case.read", subject="case:K5", now=NOW)
    assert verdict().finding is None
    assert verdict([known]).finding == Finding(Wrong.REPLACED, 6)


@pytest.mark.parametrize("change", UNREADABLE)
def test_what_no_column_should_hold_is_named_too(trail, sql, change):
    with without_triggers():
        is_done = sql(f"UPDATE audit_line SET {change} WHERE number = 3")
    found = verdict().finding
    if is_done:
        assert found.kind in {Wrong.UNREADABLE, Wrong.CHANGED}
        assert found.number == 3
    else:
        assert (connection.vendor, found) == ("postgresql", None)


def test_after_the_helper_the_triggers_are_back(trail, sql):
    with without_triggers():
        assert sql("DELETE FROM audit_line WHERE number = 6")
    assert not sql("DELETE FROM audit_line WHERE number = 5")
