"""When a message is tried, again, and when no more."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_WAIT = timedelta(hours=6)
# The waits of 1, 2, 4 … 256 minutes and then eleven times six hours: a little more than three days.
MOST_ATTEMPTS = 21
# No action takes as long; whoever still holds a message then has died.
CLAIM_HOLDS = timedelta(minutes=15)
DONE_STAYS = timedelta(days=30)
# What stands in the place of an exception when nobody lived to name one.
DIED = "WorkerDied"


class State(StrEnum):
    """Where a message is on its way."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Work:
    """What an action gets: what was put, and how often it has begun, this time included."""

    kind: str
    key: str
    payload: "Payload"
    attempt: int


Payload = dict[str, str | int | bool]


def wait_after(attempt: int) -> timedelta:
    """How long to wait after a failed attempt, counted from 1: twice as long each time, up to 6 h."""
    return min(timedelta(minutes=2 ** min(attempt - 1, 20)), LONGEST_WAIT)


def next_attempt(attempt: int, now: datetime) -> datetime | None:
    """When a message is due again after a failed attempt; nothing after the last one."""
    return now + wait_after(attempt) if attempt < MOST_ATTEMPTS else None


def stale_before(now: datetime) -> datetime:
    """Whoever claimed a message up to this moment and still holds it must have died."""
    return now - CLAIM_HOLDS


def deleted_before(now: datetime) -> datetime:
    """What was done up to this moment is deleted."""
    return now - DONE_STAYS
