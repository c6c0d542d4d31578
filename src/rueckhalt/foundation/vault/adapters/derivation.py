"""Argon2id, one at a time in each process, and never inside a transaction."""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final, TypeVar

from argon2.low_level import Type, hash_secret_raw
from django.db import connections

from rueckhalt.foundation.vault.rules.keys import SIZE

Result = TypeVar("Result")
WAITING: Final = 2  # who may wait behind the one that runs; the other threads go on serving pages
LOW_PRIORITY: Final = 10  # niceness of the thread that computes: pages go first
SALT: Final = 16  # bytes


@dataclass(frozen=True)
class Cost:
    """What one derivation takes: KiB of memory and passes over them, on one lane."""

    memory: int
    passes: int


CURRENT: Final = Cost(memory=128 * 1024, passes=3)


class PoolFullError(Exception):
    """Too many derivations are waiting; web answers with the page that asks to wait."""


class InsideTransactionError(RuntimeError):
    """A derivation was asked for while a transaction held the database: a mistake in the code."""


class DerivationPool:
    """One thread that derives, and a short queue. Safe to use from many threads."""

    def __init__(self, waiting: int = WAITING) -> None:
        self._places = threading.BoundedSemaphore(waiting + 1)
        self._worker: ThreadPoolExecutor | None = None
        self._process = 0
        self._starting = threading.Lock()

    def run(self, work: Callable[[], Result]) -> Result:
        """Runs one derivation and returns what it gives.

        Raises:
            PoolFullError: at once, when the queue is full.
            InsideTransactionError: when this thread is inside a transaction.
        """
        refuse_inside_transaction()
        with self._place():
            return self._thread().submit(work).result()

    def refuse_when_full(self) -> None:
        """Raises PoolFullError when nobody could wait now, before anything is done in vain."""
        with self._place():
            pass

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise PoolFullError
        try:
            yield
        finally:
            self._places.release()

    def _thread(self) -> ThreadPoolExecutor:
        """The thread of this process; a process that was split off starts its own."""
        with self._starting:
            if self._worker is None or self._process != os.getpid():
                self._process = os.getpid()
                self._worker = ThreadPoolExecutor(1, "derivation", initializer=_step_back)
            return self._worker


def _step_back() -> None:
    with suppress(OSError):  # a machine that does not allow it is only a little less patient
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOW_PRIORITY)


def refuse_inside_transaction() -> None:
    """Raises InsideTransactionError while this thread holds a transaction that a test did not open."""
    for connection in connections.all(initialized_only=True):
        # The list is what Django's own durable=True looks at.
        if any(not block._from_testcase for block in connection.atomic_blocks):  # type: ignore[attr-defined]  # noqa: SLF001 -- Django marks its test's block in no other way
            raise InsideTransactionError("A key was to be derived inside a transaction.")


pool = DerivationPool()
refuse_when_full = pool.refuse_when_full


def stretched(password: bytes, salt: bytes, cost: Cost = CURRENT) -> bytes:
    """Returns 32 bytes by Argon2id (RFC 9106), through the pool of this process.

    Raises:
        PoolFullError, InsideTransactionError: as `DerivationPool.run`.
    """
    return pool.run(
        lambda: hash_secret_raw(password, salt, cost.passes, cost.memory, 1, SIZE, Type.ID)
    )
