"""Counts who is asked to wait, so that a flood writes one line a minute and not one each."""

import logging
import threading
import time
from collections.abc import Callable

MINUTE = 60.0  # seconds
DERIVING, WRITING = "too many derive a key", "too many write to the database"

logger = logging.getLogger(__name__)


class Crowd:
    """The count of one process. Safe to use from many threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, *, why: str = DERIVING) -> None:
        self._clock, self._lock, self._why = clock, threading.Lock(), why
        self._count, self._said_at = 0, -MINUTE

    def count(self) -> None:
        """Counts one more, and says so unless this minute has had its line."""
        with self._lock:
            self._count += 1
        self.say()

    def say(self) -> None:
        """Writes what is counted and unsaid, once a minute."""
        if not self._count or self._clock() - self._said_at < MINUTE:
            return
        with self._lock:
            count, self._count, self._said_at = self._count, 0, self._clock()
        if count:
            logger.warning("Asked to wait, as %s: %d", self._why, count)


crowd = Crowd()
database_crowd = Crowd(why=WRITING)
