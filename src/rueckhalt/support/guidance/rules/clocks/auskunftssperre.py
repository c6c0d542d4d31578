"""The Auskunftssperre in the register of residents: how long it lasts, and what follows a refusal."""

from datetime import date

from rueckhalt.support.guidance.rules.clocks.deadline import ClockState, Deadline, due
from rueckhalt.support.guidance.rules.clocks.terms import months_after, years_after


def renewal_deadline(on: date, entered_on: date | None, years: int, months_before: int) -> Deadline:
    """Says when to ask for a longer Auskunftssperre (§ 51 (4) BMG).

    It is limited to a number of years and can be made longer. The law names no day for the
    request; asking some months before the end is the practice of one authority. The end of a lock
    is no term to act in, so no weekend and no holiday moves it.

    Args:
        on: today.
        entered_on: the day of the entry; None: she did not say, so no day can be said.
        years: how long it lasts, as the law stood on the day of the entry.
        months_before: how long before the end one asks, a value of practice.
    """
    if entered_on is None:
        return Deadline(ClockState.AUSKUNFTSSPERRE_UNKNOWN)
    end = years_after(entered_on, years)
    act_by = min(months_after(end, -months_before), end)
    if on <= act_by:
        return Deadline(ClockState.AUSKUNFTSSPERRE_RUNNING, act_by, end, end)
    if on <= end:
        return Deadline(ClockState.AUSKUNFTSSPERRE_ENDS_SOON, on, end, end, is_today=True)
    return Deadline(ClockState.AUSKUNFTSSPERRE_ENDED, on, end, end, is_today=True)


def refusal_deadline(on: date, refused_on: date | None, months: int) -> Deadline:
    """Says by when to object to a refused Auskunftssperre, or to sue (§§ 70 (1), 74 VwGO).

    Both terms last as long and begin when the decision is made known. Whether the end moves from
    weekends and holidays stands in norms we have not checked, so no legal end is named.

    Args:
        on: today.
        refused_on: the day the letter came; None: no day can be said.
        months: length of the term, a dated legal value.
    """
    if refused_on is None:
        return Deadline(ClockState.REFUSAL_UNKNOWN)
    act_by = months_after(refused_on, months)
    return due(on, act_by, ClockState.REFUSAL_RUNNING, ClockState.REFUSAL_LATE)
