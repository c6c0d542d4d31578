"""Reminders: on which days somebody is reminded of a thing, and until when it keeps still.

A day that the house was off is not lost: what counts is the newest step that has come, and whether
it was put into a mail.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from rueckhalt.dialogue.exchange.rules.promise import DONE, Status

AHEAD = timedelta(days=14)  # before the day on which something is due
AGAIN = timedelta(days=14)  # between two reminders of what is overdue
STILL = timedelta(days=30)  # after an update nobody is reminded
WITHOUT_DAY = timedelta(days=182)  # each report tells how far it is, also without a due day


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """What a reminder needs to know of a promise; `said_on` is the day of its last update's record."""

    given_on: date
    due_on: date | None
    status: Status | None
    said_on: date | None


def step_of_promise(promise: OpenPromise, *, on: date) -> date | None:
    """Returns the newest day on which its owner was to be reminded of a promise; none if of none.

    It keeps still when it is done, and for 30 days after each update: somebody has answered.
    """
    if promise.status in DONE:
        return None
    if promise.said_on is not None and on < promise.said_on + STILL:
        return None
    if promise.due_on is None:
        first = promise.given_on + WITHOUT_DAY
        return _newest(first, WITHOUT_DAY, on) if first <= on else None
    return step_of_wait(promise.due_on, on=on)


def step_of_wait(due_on: date, *, on: date) -> date | None:
    """Returns the newest day on which somebody was to be reminded of what is due on a day.

    These are 14 days before, the day after, and each 14 days from then on.
    """
    first_late = due_on + timedelta(days=1)
    if on >= first_late:
        return _newest(first_late, AGAIN, on)
    return due_on - AHEAD if on >= due_on - AHEAD else None


def _newest(first: date, every: timedelta, on: date) -> date:
    return first + every * ((on - first) // every)
