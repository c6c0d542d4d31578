"""When somebody is reminded, and when it keeps still."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rueckhalt.dialogue.exchange.rules.promise import DONE, Status
from rueckhalt.dialogue.exchange.rules.reminder import (
    OpenPromise,
    step_of_promise,
    step_of_wait,
)

GIVEN, DUE = date(2026, 1, 1), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("on", "step"),
    [
        (date(2026, 6, 15), None),
        (date(2026, 6, 16), date(2026, 6, 16)),
        (date(2026, 6, 30), date(2026, 6, 16)),
        (date(2026, 7, 1), date(2026, 7, 1)),
        (date(2026, 7, 14), date(2026, 7, 1)),
        (date(2026, 7, 15), date(2026, 7, 15)),
    ],
)
def test_it_comes_two_weeks_before_the_day_after_and_each_two_weeks_from_then_on(on, step):
    assert step_of_wait(DUE, on=on) == step
    assert step_of_promise(OpenPromise(GIVEN, DUE, None, None), on=on) == step


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 13))
def test_a_house_that_was_off_reminds_of_the_step_it_missed(on, days_off):
    step = step_of_wait(DUE, on=on)
    later = on + timedelta(days=days_off)
    if step is not None:
        found = step_of_wait(DUE, on=later)
        assert found is not None
        assert step <= found <= later


@pytest.mark.parametrize("status", sorted(DONE))
def test_nobody_is_reminded_of_what_is_done(status):
    promise = OpenPromise(GIVEN, DUE, status, date(2026, 2, 1))
    assert step_of_promise(promise, on=date(2027, 1, 1)) is None


def test_an_update_is_an_answer_for_thirty_days():
    promise = OpenPromise(GIVEN, DUE, Status.LIMITED, date(2026, 7, 10))

    assert step_of_promise(promise, on=date(2026, 8, 8)) is None
    assert step_of_promise(promise, on=date(2026, 8, 9)) == date(2026, 7, 29)


def test_a_promise_without_a_day_is_asked_for_each_half_year():
    promise = OpenPromise(GIVEN, None, None, None)

    assert step_of_promise(promise, on=GIVEN + timedelta(days=181)) is None
    assert step_of_promise(promise, on=GIVEN + timedelta(days=182)) == GIVEN + timedelta(days=182)
    assert step_of_promise(promise, on=GIVEN + timedelta(days=400)) == GIVEN + timedelta(days=364)
