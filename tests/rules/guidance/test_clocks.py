"""The clock of § 77b StGB. Expected days are written from the law, not from the code.

§ 77b (1): three months; an end on Saturday, Sunday or public holiday moves to the next working
day. § 77b (2): begins with the end of the day of knowledge of act and offender. § 188 (2), (3)
BGB: ends on the day of the same number, or on the month's last. `act_by` is ours: three months
from knowledge of the act, never moved.
"""

from datetime import date

import pytest

from rueckhalt.foundation.places.rules import Land
from rueckhalt.support.guidance.rules.clocks import (
    ClockState,
    Knowledge,
    look_again_on,
    months_after,
    strafantrag_deadline,
)

D = date.fromisoformat
MONTHS = 3


def knows(learned: str, offender: str | None = None) -> Knowledge:
    """She knows the act since one day and the offender since the same or another."""
    return Knowledge(
        D(learned), knows_offender=True, offender_known_on=D(offender) if offender else None
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-01-15", "2026-04-15"),
        ("2026-01-31", "2026-04-30"),  # April has no 31st
        ("2026-03-31", "2026-06-30"),
        ("2026-05-31", "2026-08-31"),
        ("2026-08-31", "2026-11-30"),
        ("2026-10-31", "2027-01-31"),  # over New Year
        ("2026-11-29", "2027-02-28"),
        ("2026-11-30", "2027-02-28"),  # February of a common year
        ("2027-11-29", "2028-02-29"),  # leap year
        ("2027-11-30", "2028-02-29"),
        ("2028-02-29", "2028-05-29"),
        ("2026-12-31", "2027-03-31"),
    ],
)
def test_a_term_of_months_ends_on_the_same_day_or_the_months_last(start: str, end: str) -> None:
    assert months_after(D(start), MONTHS) == D(end)


@pytest.mark.parametrize(
    ("learned", "land", "act_by", "legal_end"),
    [
        # an ordinary Wednesday
        ("2026-07-15", None, "2026-10-15", "2026-10-15"),
        # 15 August 2026 is a Saturday: the law moves to Monday, the day to act by does not
        ("2026-05-15", Land.NW, "2026-08-15", "2026-08-17"),
        # in the Saarland nothing more: Mariä Himmelfahrt is that Saturday itself
        ("2026-05-15", Land.SL, "2026-08-15", "2026-08-17"),
        # 3 October 2026 (German Unity) is a Saturday
        ("2026-07-03", None, "2026-10-03", "2026-10-05"),
        # Christmas Day 2026 is a Friday; 26 is a holiday, 27 a Sunday
        ("2026-09-25", None, "2026-12-25", "2026-12-28"),
        # New Year 2027 is a Friday
        ("2026-10-01", None, "2027-01-01", "2027-01-04"),
        # Epiphany 2027, a Wednesday, in Bavaria but not in Berlin
        ("2026-10-06", Land.BY, "2027-01-06", "2027-01-07"),
        ("2026-10-06", Land.BE, "2027-01-06", "2027-01-06"),
        # Women's Day 2027, a Monday, in Berlin but not in Bavaria
        ("2026-12-08", Land.BE, "2027-03-08", "2027-03-09"),
        ("2026-12-08", Land.BY, "2027-03-08", "2027-03-08"),
        # Good Friday 2026 is 3 April: Easter Monday is the 6th, so Tuesday the 7th
        ("2026-01-03", None, "2026-04-03", "2026-04-07"),
    ],
)
def test_the_legal_end_moves_and_the_day_to_act_by_never_does(
    learned: str, land: Land | None, act_by: str, legal_end: str
) -> None:
    found = strafantrag_deadline(D(learned), knows(learned), land, MONTHS)
    assert (found.act_by, found.legal_end) == (D(act_by), D(legal_end))
    assert found.state is ClockState.RUNNING


def test_without_a_day_it_is_counted_from_today_and_says_so() -> None:
    found = strafantrag_deadline(D("2026-11-26"), Knowledge(), None, MONTHS)
    assert (found.act_by, found.state) == (D("2027-02-26"), ClockState.ASSUMED)


def test_an_unknown_offender_starts_no_legal_term_but_the_day_to_act_by_stays() -> None:
    found = strafantrag_deadline(D("2026-11-26"), Knowledge(D("2026-11-20")), None, MONTHS)
    assert (found.act_by, found.state) == (D("2027-02-20"), ClockState.NOT_STARTED)
    assert found.legal_end is None


def test_a_passed_day_with_unknown_offender_says_today_and_not_too_late() -> None:
    found = strafantrag_deadline(D("2026-11-26"), Knowledge(D("2026-05-01")), None, MONTHS)
    assert found.state is ClockState.MAY_STILL_RUN
    assert (found.act_by, found.is_today) == (D("2026-11-26"), True)


def test_an_offender_known_later_keeps_the_legal_term_open() -> None:
    """Act known on 1 May, offender on 1 October 2026: the law runs to Monday, 4 January 2027."""
    found = strafantrag_deadline(D("2026-11-26"), knows("2026-05-01", "2026-10-01"), None, MONTHS)
    assert found.state is ClockState.MAY_STILL_RUN
    assert (found.legal_end, found.is_today) == (D("2027-01-04"), True)


def test_the_weekend_after_the_day_to_act_by_is_still_open_by_law() -> None:
    """Saturday 15 August 2026 is over, Monday 17 August is not."""
    found = strafantrag_deadline(D("2026-08-16"), knows("2026-05-15"), None, MONTHS)
    assert (found.state, found.legal_end) == (ClockState.MAY_STILL_RUN, D("2026-08-17"))


def test_after_the_legal_end_it_says_so_and_still_sends_to_the_police_today() -> None:
    found = strafantrag_deadline(D("2026-11-26"), knows("2026-05-01"), None, MONTHS)
    assert (found.state, found.is_today) == (ClockState.PASSED, True)
    assert found.legal_end == D("2026-08-03")  # 1 August 2026 is a Saturday


def test_an_offender_known_before_the_act_counts_from_the_act() -> None:
    found = strafantrag_deadline(D("2026-11-26"), knows("2026-11-20", "2026-01-01"), None, MONTHS)
    assert found.legal_end == D("2027-02-22")  # 20 February 2027 is a Saturday


def test_the_plan_is_opened_again_after_a_week() -> None:
    assert look_again_on(D("2026-12-28")).act_by == D("2027-01-04")
