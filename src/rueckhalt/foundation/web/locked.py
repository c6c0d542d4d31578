"""Knows a database that others keep busy: nothing is broken, and the same act may work in a moment."""

import sqlite3

from django.db import OperationalError

# A file that somebody else writes (SQLITE_BUSY) or a table in use (SQLITE_LOCKED), in the low byte.
SQLITE_CODES = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
# PostgreSQL: serialization_failure, deadlock_detected, lock_not_available (a lock_timeout ran out).
POSTGRESQL_CODES = frozenset({"40001", "40P01", "55P03"})
LOW_BYTE = 0xFF


def is_locked(error: BaseException) -> bool:
    """Says whether a write failed because others were writing, and for no other reason."""
    cause = error.__cause__
    if not isinstance(error, OperationalError) or cause is None:
        return False
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & LOW_BYTE in SQLITE_CODES
    return getattr(cause, "sqlstate", "") in POSTGRESQL_CODES


def comes_from_lock(error: BaseException | None) -> bool:
    """Says whether an error, or one that it took the place of, is such a lock."""
    while error is not None and not is_locked(error):
        error = error.__context__
    return error is not None
