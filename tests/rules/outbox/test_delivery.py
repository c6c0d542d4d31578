"""When a message is tried again: the times follow from the definition, not from the program."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from rueckhalt.foundation.outbox.rules import (
    MOST_ATTEMPTS,
    deleted_before,
    next_attempt,
    stale_before,
    wait_after,
)

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
# 1, 2, 4 … minutes, and never longer than 6 hours.
WAITS = [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32), (7, 64), (8, 128), (9, 256),
         (10, 360), (11, 360), (20, 360)]  # fmt: skip


@pytest.mark.parametrize(("attempt", "minutes"), WAITS)
def test_each_wait_is_twice_the_one_before_up_to_six_hours(attempt, minutes):
    assert wait_after(attempt) == timedelta(minutes=minutes)
    assert next_attempt(attempt, NOW) == NOW + timedelta(minutes=minutes)


def test_the_last_attempt_comes_after_about_three_days():
    moments = [NOW]
    while due_at := next_attempt(len(moments), moments[-1]):
        moments.append(due_at)

    assert len(moments) == MOST_ATTEMPTS
    assert timedelta(days=3) <= moments[-1] - NOW < timedelta(days=3, hours=6)
    assert all(later > earlier for earlier, later in pairwise(moments))


@pytest.mark.parametrize("attempt", [MOST_ATTEMPTS, MOST_ATTEMPTS + 1, 10_000])
def test_after_the_last_attempt_there_is_none(attempt):
    assert next_attempt(attempt, NOW) is None


def test_a_worker_is_dead_after_fifteen_minutes_and_what_is_done_stays_thirty_days():
    assert stale_before(NOW) == datetime(2026, 11, 27, 8, 45, tzinfo=UTC)
    assert deleted_before(NOW) == datetime(2026, 10, 28, 9, 0, tzinfo=UTC)
