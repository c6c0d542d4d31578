"""What a clock says: a day to act by, where it stands, and the end that the law sets."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ClockState(StrEnum):
    """Where a clock stands; each state has its sentence in content/guidance/fristen.toml."""

    STRAFANTRAG_ASSUMED = "strafantrag_assumed"
    STRAFANTRAG_RUNNING = "strafantrag_running"
    STRAFANTRAG_NOT_STARTED = "strafantrag_not_started"
    STRAFANTRAG_MAY_STILL_RUN = "strafantrag_may_still_run"
    STRAFANTRAG_STILL_RUNS = "strafantrag_still_runs"
    STRAFANTRAG_MAY_BE_OVER = "strafantrag_may_be_over"
    STRAFANTRAG_PASSED = "strafantrag_passed"
    STRAFANTRAG_SEVERAL = "strafantrag_several"
    STRAFANTRAG_SEVERAL_LATE = "strafantrag_several_late"
    STRAFANTRAG_SUSPENDED = "strafantrag_suspended"
    STRAFANTRAG_WITHDRAWN = "strafantrag_withdrawn"
    AFTER_DEATH_UNKNOWN = "after_death_unknown"
    AFTER_DEATH_RUNNING = "after_death_running"
    AFTER_DEATH_STILL_RUNS = "after_death_still_runs"
    AFTER_DEATH_PASSED = "after_death_passed"
    AUSKUNFTSSPERRE_UNKNOWN = "auskunftssperre_unknown"
    AUSKUNFTSSPERRE_RUNNING = "auskunftssperre_running"
    AUSKUNFTSSPERRE_ENDS_SOON = "auskunftssperre_ends_soon"
    AUSKUNFTSSPERRE_ENDED = "auskunftssperre_ended"
    REFUSAL_UNKNOWN = "refusal_unknown"
    REFUSAL_RUNNING = "refusal_running"
    REFUSAL_LATE = "refusal_late"
    DISCONTINUED_UNKNOWN = "discontinued_unknown"
    DISCONTINUED_RUNNING = "discontinued_running"
    DISCONTINUED_LATE = "discontinued_late"
    TRAUMA_HELP_UNKNOWN = "trauma_help_unknown"
    TRAUMA_HELP_RUNNING = "trauma_help_running"
    TRAUMA_HELP_LATE = "trauma_help_late"
    COMPENSATION_UNKNOWN = "compensation_unknown"
    COMPENSATION_RUNNING = "compensation_running"
    COMPENSATION_LATE = "compensation_late"
    LIMITATION_UNKNOWN = "limitation_unknown"
    LIMITATION_RUNNING = "limitation_running"
    LIMITATION_LATE = "limitation_late"
    LOOK_AGAIN = "look_again"


@dataclass(frozen=True)
class Deadline:
    """Where a clock stands on a day.

    `act_by` is the day to act by, shown behind the label of the state; None where only a sentence
    can be said. It is never later than the earliest end that the law can mean, and never moved by
    a weekend or a holiday. `legal_end` explains what the law says, in its earliest reading; None
    where its term does not run or its end cannot be told. `latest_end` is the other end of what
    the law can mean; before it has passed, nothing is called late. `is_doubtful` says that a
    holiday of only some municipalities lies between the two. `is_today` says that acting today is
    what is left.
    """

    state: ClockState
    act_by: date | None = None
    legal_end: date | None = None
    latest_end: date | None = None
    is_doubtful: bool = False
    is_today: bool = False


def due(on: date, act_by: date, running: ClockState, late: ClockState) -> Deadline:
    """A clock with one day and no named legal end: until that day it runs, after it is today.

    Args:
        on: today.
        act_by: the day to act by.
        running: the state up to and with that day.
        late: the state after it.
    """
    if on <= act_by:
        return Deadline(running, act_by)
    return Deadline(late, on, is_today=True)
