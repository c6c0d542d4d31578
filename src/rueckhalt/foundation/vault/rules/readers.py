"""Who can open what: every record can be opened by two people, always."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

IDLE = timedelta(minutes=15)  # after which an open vault closes
STEP = timedelta(hours=24)  # how long the second person has to finish a recovery
LEAST_READERS = 2


@dataclass(frozen=True)
class Readers:
    """Who holds a record: people with an own wrap, and whether the inbox has one.

    Args:
        people: ids of holders with an own wrap.
        on_duty: ids of holders of the inbox key, if the record lies in the inbox; else empty.
    """

    people: frozenset[int]
    on_duty: frozenset[int] = frozenset()

    def everyone(self) -> frozenset[int]:
        """Everybody who can open the record."""
        return self.people | self.on_duty


@dataclass(frozen=True)
class BegunRecovery:
    """A recovery that the first person began and the second has not finished."""

    record: uuid.UUID
    first: int
    second: int
    receiver: int
    begun_at: datetime

    def ends_at(self) -> datetime:
        """Returns from when on the second person comes too late."""
        return self.begun_at + STEP


def may_leave(readers: Readers, leaving: int) -> bool:
    """Says whether enough people can still open a record once somebody no longer can."""
    return len(readers.everyone() - {leaving}) >= LEAST_READERS


def is_idle(used_at: datetime, now: datetime) -> bool:
    """Says whether an open vault was left alone for too long; a clock set back does not prolong it."""
    return not timedelta(0) <= now - used_at < IDLE


def is_step_over(begun_at: datetime, now: datetime) -> bool:
    """Says whether the second person comes too late to finish a recovery."""
    return not timedelta(0) <= now - begun_at < STEP


def pairs(people: Collection[int]) -> tuple[tuple[int, int], ...]:
    """Returns every two people of a recovery: who begins and who finishes, either way round."""
    return tuple(
        (first, second) for first in sorted(people) for second in sorted(people) if first != second
    )
