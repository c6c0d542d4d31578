"""Several people in the same moment, on either engine."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import random
from threading import Barrier
from typing import TypeVar

from django.db import OperationalError, connection

from rueckhalt.foundation.web.locked import is_locked

Found = TypeVar("Found")
MOST_TURNS = 200


def at_once(*acts: Callable[[], Found]) -> list[Found]:
    """Does all of it in the same moment; who meets a busy database goes on by the button, as people do."""
    gate = Barrier(len(acts))

    def done(act: Callable[[], Found]) -> Found:
        gate.wait(timeout=30)
        try:
            return _patiently(act)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(done, acts))


def _patiently(act: Callable[[], Found]) -> Found:
    for _ in range(MOST_TURNS):
        try:
            return act()
        except OperationalError as error:
            if not is_locked(error):
                raise
            time.sleep(random() / 20)  # or both would get in each other's way for ever
    raise AssertionError("The database never came free.")
