"""A line is added inside its act's transaction, and read as it was written."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from rueckhalt.foundation.audit.api import Head, append, head, lines, record, verdict
from rueckhalt.foundation.audit.models import StoredLine
from rueckhalt.foundation.audit.rules import GENESIS
from rueckhalt.foundation.lib.refusal import Refused
from tests.domains.foundation.audit.conftest import NOW

pytestmark = pytest.mark.django_db

ACT = {"by": "account:17", "action": "case.read", "subject": "case:K7F2", "now": NOW}


def test_an_empty_trail_is_whole_and_its_head_is_the_beginning():
    assert head() == GENESIS
    assert str(head()) == "0:" + "0" * 64
    assert verdict().finding is None


def test_a_line_is_stored_as_it_was_made():
    line = record(**ACT)
    assert lines() == (line,)
    assert head() == Head(1, line.digest)
    assert (line.number, line.at, line.subject) == (1, NOW, "case:K7F2")


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_appended():
    with pytest.raises(transaction.TransactionManagementError):
        append(**ACT)
    assert lines() == ()


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_line_and_no_gap():
    first = record(**ACT)
    with transaction.atomic():
        append(**ACT)
        transaction.set_rollback(True)
    second = record(**ACT)
    assert (second.number, second.previous) == (2, first.digest)
    assert verdict().finding is None


def test_several_lines_in_one_transaction_follow_each_other():
    with transaction.atomic():
        numbers = [append(**ACT).number for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert verdict().end == head()


def test_a_free_text_never_enters():
    with pytest.raises(Refused):
        record(**{**ACT, "subject": "Drohbrief an Erika Mustermann"})
    assert not StoredLine.objects.exists()


def statements() -> int:
    """How many statements one more line takes."""
    with CaptureQueriesContext(connection) as seen:
        record(**ACT)
    return len(seen)


def test_appending_takes_the_same_few_statements_however_long_the_trail():
    record(**ACT)
    short = statements()
    for _ in range(50):
        record(**ACT)
    assert statements() == short <= 5
