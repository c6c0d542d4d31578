"""Half-years, and that each promise stands in the report while it is open and one last time after."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rueckhalt.dialogue.exchange.rules.promise import DONE, Status
from rueckhalt.dialogue.exchange.rules.report import (
    HalfYear,
    half_year_named,
    half_year_of,
    stands_in_report,
)

DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))
SECOND = HalfYear(2026, 2)


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2026, 1, 1), "2026-1"),
        (date(2026, 6, 30), "2026-1"),
        (date(2026, 7, 1), "2026-2"),
        (date(2026, 12, 31), "2026-2"),
    ],
)
def test_a_year_has_two_halves_that_begin_in_january_and_july(on, code):
    assert half_year_of(on).code == code


@given(DAYS)
def test_half_years_follow_each_other_without_a_gap(on):
    one = half_year_of(on)
    assert one.begins_on <= on < one.ends_before
    assert one.before.ends_before == one.begins_on
    assert half_year_named(one.code, on=on) == one


@pytest.mark.parametrize("code", ["", "2026", "2026-3", "2026-0", "1999-1", "26-1", "2027-1", "x"])
def test_an_address_names_a_half_year_that_has_begun_or_none(code):
    assert half_year_named(code, on=date(2026, 12, 1)) is None


@pytest.mark.parametrize("status", [None, *sorted(set(Status) - DONE)])
def test_what_is_open_stands_in_every_report_since_it_is_stored(status):
    told_on = date(2025, 3, 1) if status else None
    for half_year in (HalfYear(2025, 1), HalfYear(2025, 2), SECOND):
        assert stands_in_report(
            half_year, stored_on=date(2025, 2, 1), status=status, told_on=told_on
        )
    assert not stands_in_report(
        HalfYear(2024, 2), stored_on=date(2025, 2, 1), status=None, told_on=None
    )


@pytest.mark.parametrize("status", sorted(DONE))
@given(stored_on=DAYS, waited=st.integers(0, 900))
def test_what_is_done_stands_in_exactly_one_more_report(status, stored_on, waited):
    told_on = stored_on + timedelta(days=waited)
    last = half_year_of(told_on)
    after = half_year_of(last.ends_before)

    assert stands_in_report(last, stored_on=stored_on, status=status, told_on=told_on)
    assert not stands_in_report(after, stored_on=stored_on, status=status, told_on=told_on)
