"""When to open the plan again."""

from datetime import date, timedelta

from rueckhalt.support.guidance.rules.clocks.deadline import ClockState, Deadline

LOOK_AGAIN_AFTER = timedelta(days=7)


def look_again_on(on: date) -> Deadline:
    """When to open the plan again: a week from today."""
    return Deadline(ClockState.LOOK_AGAIN, on + LOOK_AGAIN_AFTER)
