"""What a person can ask for after an act: trauma help, compensation, and claims of civil law."""

from datetime import date

from rueckhalt.support.guidance.rules.clocks.deadline import ClockState, Deadline, due
from rueckhalt.support.guidance.rules.clocks.terms import months_after, years_after

DECEMBER = 12


def trauma_help_deadline(
    on: date, happened_on: date | None, learned_on: date | None, months: int
) -> Deadline:
    """Says by when the first session in a trauma ambulance should be (§ 32 SGB XIV).

    Twelve months after the act or after knowing of it; we count from the earlier day we know.
    After that, § 33 opens a second way (twelve months from an acute strain), so nothing is late.

    Args:
        on: today.
        happened_on: the day of the act; None: unknown.
        learned_on: the day she learned of it; None: unknown.
        months: length of the term, a dated legal value.
    """
    known = [day for day in (happened_on, learned_on) if day]
    if not known:
        return Deadline(ClockState.TRAUMA_HELP_UNKNOWN)
    act_by = months_after(min(known), months)
    return due(on, act_by, ClockState.TRAUMA_HELP_RUNNING, ClockState.TRAUMA_HELP_LATE)


def compensation_deadline(on: date, happened_on: date | None, years: int) -> Deadline:
    """Says by when to apply so that compensation covers the time before (§ 11 (2) SGB XIV).

    One year from the act itself, not from knowing of it. A later application still works from
    its own month on (§ 11 (1)); who could not apply without fault has longer (§ 11 (2)).

    Args:
        on: today.
        happened_on: the day of the act, of the first one where there are several; None: unknown,
            and no day can be said, because the day she learned of it may be later.
        years: length of the term, a dated legal value.
    """
    if happened_on is None:
        return Deadline(ClockState.COMPENSATION_UNKNOWN)
    act_by = years_after(happened_on, years)
    return due(on, act_by, ClockState.COMPENSATION_RUNNING, ClockState.COMPENSATION_LATE)


def limitation(on: date, happened_on: date | None, learned_on: date | None, years: int) -> Deadline:
    """Explains when claims of civil law can become time-barred (§§ 195, 199 (1) BGB).

    Three years from the end of the year in which the claim arose and the person knows, or should
    have known, of it and of the debtor. We count from the earlier day we know, so the law's end
    is not before ours as far as she told us. An explanation only: there is no day to act by.

    Args:
        on: today.
        happened_on: the day of the act; None: unknown.
        learned_on: the day she learned of it; None: unknown.
        years: length of the term, a dated legal value.
    """
    known = [day for day in (happened_on, learned_on) if day]
    if not known:
        return Deadline(ClockState.LIMITATION_UNKNOWN)
    end = date(min(known).year + years, DECEMBER, 31)
    state = ClockState.LIMITATION_RUNNING if on <= end else ClockState.LIMITATION_LATE
    return Deadline(state, legal_end=end, latest_end=end)
