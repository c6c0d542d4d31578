"""Every record can be opened by two people; times have an end on both sides."""

from datetime import UTC, datetime, timedelta

import pytest

from rueckhalt.foundation.vault.rules.readers import (
    Readers,
    is_idle,
    is_step_over,
    may_leave,
    pairs,
)

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
LARS, NADJA, TOM = 1, 2, 3


@pytest.mark.parametrize(
    ("people", "on_duty", "leaving", "may"),
    [
        ({LARS, NADJA, TOM}, set(), LARS, True),
        ({LARS, NADJA}, set(), LARS, False),
        ({LARS}, set(), LARS, False),
        ({LARS, NADJA}, set(), TOM, True),  # she holds nothing that would be missed
        (set(), {LARS, NADJA, TOM}, LARS, True),
        (set(), {LARS, NADJA}, LARS, False),
        ({LARS}, {LARS, NADJA}, LARS, False),  # the same person twice is one person
        ({LARS}, {NADJA, TOM}, LARS, True),
    ],
)
def test_somebody_may_leave_when_two_others_can_still_open(people, on_duty, leaving, may):
    assert may_leave(Readers(frozenset(people), frozenset(on_duty)), leaving) is may


@pytest.mark.parametrize(
    ("minutes", "idle"), [(0, False), (14.99, False), (15, True), (600, True), (-0.01, True)]
)
def test_a_vault_closes_after_a_quarter_of_an_hour(minutes, idle):
    assert is_idle(NOW - timedelta(minutes=minutes), NOW) is idle


@pytest.mark.parametrize(("hours", "over"), [(0, False), (23.99, False), (24, True), (-1, True)])
def test_a_recovery_is_finished_within_a_day_or_begins_anew(hours, over):
    assert is_step_over(NOW - timedelta(hours=hours), NOW) is over


def test_any_two_of_three_can_recover_and_nobody_alone():
    assert pairs({LARS, NADJA, TOM}) == ((1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2))
    assert pairs({LARS}) == ()
