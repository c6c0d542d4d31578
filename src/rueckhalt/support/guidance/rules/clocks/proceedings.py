"""Terms inside criminal proceedings."""

from datetime import date

from rueckhalt.support.guidance.rules.clocks.deadline import ClockState, Deadline, due
from rueckhalt.support.guidance.rules.clocks.terms import weeks_after


def discontinued_deadline(on: date, closed_on: date | None, weeks: int) -> Deadline:
    """Says by when to complain about a discontinued case (§ 172 (1) StPO).

    Two weeks from the day the decision was made known; the term does not run where the letter
    said nothing of this way (§ 172 (1) sentence 3), so a passed day is never too late for sure.
    Whether the end moves from weekends and holidays stands in § 43 StPO, which we have not
    checked: no legal end is named.

    Args:
        on: today.
        closed_on: the day the letter came; None: no day can be said.
        weeks: length of the term, a dated legal value.
    """
    if closed_on is None:
        return Deadline(ClockState.DISCONTINUED_UNKNOWN)
    act_by = weeks_after(closed_on, weeks)
    return due(on, act_by, ClockState.DISCONTINUED_RUNNING, ClockState.DISCONTINUED_LATE)
