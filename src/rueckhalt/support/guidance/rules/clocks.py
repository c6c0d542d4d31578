"""Deadlines as pure functions of days. The date we show is never later than the law's."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rueckhalt.foundation.directory.rules import is_holiday
from rueckhalt.foundation.places.rules import Land

SATURDAY = 5
LOOK_AGAIN_AFTER = timedelta(days=7)


class ClockState(StrEnum):
    """Where a clock stands; each state has its sentence in content/guidance."""

    ASSUMED = "strafantrag_assumed"
    RUNNING = "strafantrag_running"
    NOT_STARTED = "strafantrag_not_started"
    MAY_STILL_RUN = "strafantrag_may_still_run"
    PASSED = "strafantrag_passed"
    LOOK_AGAIN = "look_again"


@dataclass(frozen=True)
class Deadline:
    """A day to act by.

    `act_by` is shown as "Handeln Sie bis"; `legal_end` explains what the law says, None where
    its term does not run or is not known. `is_today` says that acting today is what is left.
    """

    act_by: date
    state: ClockState
    legal_end: date | None = None
    is_today: bool = False


@dataclass(frozen=True)
class Knowledge:
    """What the entitled person knows, and since when.

    `learned_on` is the day she learned of the act; None: she did not say. `knows_offender` is
    False also where she is not sure. `offender_known_on` None: the same day as the act.
    """

    learned_on: date | None = None
    knows_offender: bool = False
    offender_known_on: date | None = None


def strafantrag_deadline(
    on: date, knowledge: Knowledge, land: Land | None, months: int
) -> Deadline:
    """Says by when a Strafantrag must be filed (§ 77b StGB), and until when it legally can.

    The term begins with the end of the day on which the entitled person knows of the act and of
    the offender (§ 77b (2)); an end on a Saturday, Sunday or public holiday moves to the next
    working day (§ 77b (1) sentence 2). The day to act by ignores the second half of both rules
    on purpose: the term from the day she learned of the act, not moved.

    Args:
        on: today.
        knowledge: without a day it is counted from today.
        land: whose public holidays move the legal end; None: only those of all Germany.
        months: length of the term, a dated legal value.
    """
    learned_on = knowledge.learned_on
    if learned_on is None:
        return Deadline(months_after(on, months), ClockState.ASSUMED)
    act_by = months_after(learned_on, months)
    if not knowledge.knows_offender:
        passed = act_by < on
        state = ClockState.MAY_STILL_RUN if passed else ClockState.NOT_STARTED
        return Deadline(on if passed else act_by, state, is_today=passed)
    begin = max(learned_on, knowledge.offender_known_on or learned_on)
    legal_end = next_working_day(months_after(begin, months), land)
    if on <= act_by:
        return Deadline(act_by, ClockState.RUNNING, legal_end)
    state = ClockState.MAY_STILL_RUN if on <= legal_end else ClockState.PASSED
    return Deadline(on, state, legal_end, is_today=True)


def months_after(day: date, months: int) -> date:
    """The day of the same number some months on, or that month's last (§ 188 (2), (3) BGB)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_working_day(day: date, land: Land | None) -> date:
    """The day itself, or the first after it that is no Saturday, Sunday or public holiday."""
    while day.weekday() >= SATURDAY or is_holiday(day, land):
        day += timedelta(days=1)
    return day


def look_again_on(on: date) -> Deadline:
    """When to open the plan again: a week from today."""
    return Deadline(on + LOOK_AGAIN_AFTER, ClockState.LOOK_AGAIN)
