"""Lines are read newest first, page by page; the verifier keeps few of them in memory."""

import tracemalloc

import pytest
from django.db import transaction

from rueckhalt.foundation.audit.api import append, head, lines, verdict
from rueckhalt.foundation.audit.models import StoredLine
from rueckhalt.foundation.audit.queries import stored_lines
from tests.domains.foundation.audit.conftest import NOW
from tests.rules.audit.chains import chain

pytestmark = pytest.mark.django_db

MANY = 10_000


def store(chain_of_lines) -> None:
    StoredLine.objects.bulk_create(
        StoredLine(**{field: getattr(line, field) for field in line.__slots__})
        for line in chain_of_lines
    )


def test_lines_come_newest_first_page_by_page(trail):
    first = lines(limit=4)
    rest = lines(limit=4, before=first[-1].number)
    assert [line.number for line in first + rest] == [6, 5, 4, 3, 2, 1]


def test_lines_about_one_subject_come_alone(trail):
    assert [line.number for line in lines(subject="case:K1")] == [5, 3, 1]
    assert [line.number for line in lines(subject="case:K1", before=5, limit=1)] == [3]
    assert lines(subject="case:K9") == ()


def test_ten_thousand_lines_are_whole_and_one_statement_reads_them(django_assert_num_queries):
    store(chain(MANY))
    known = head()
    with django_assert_num_queries(3):  # checkpoint before, all lines, checkpoint after
        found = verdict([known])
    assert (found.finding, found.end.number) == (None, MANY)


def test_reading_all_lines_keeps_few_of_them():
    store(chain(MANY))
    assert len(list(stored_lines())) == MANY
    one_by_one = greatest_memory(lambda: sum(1 for _ in stored_lines()))
    all_at_once = greatest_memory(lambda: list(stored_lines()))
    assert one_by_one < 0.6 * all_at_once


def greatest_memory(act) -> int:
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_all_lines_are_read():
    with transaction.atomic():
        for _ in range(3):
            append(by="system", action="house.start", subject="house", now=NOW)
    reading = stored_lines()
    first = next(reading)
    assert [first.number, *(line.number for line in reading)] == [1, 2, 3]
    assert verdict().finding is None
