"""Counts what arrives, to tell a flood; no count says from whom."""

from datetime import datetime

from django.core.cache import cache

WINDOW = 600  # seconds


def count_arrival(*, now: datetime) -> int:
    """Counts one more and returns how many came in these ten minutes, this one included."""
    key = f"arrivals:{int(now.timestamp()) // WINDOW}"
    try:
        return cache.incr(key)  # one write: each may have to wait for other writers
    except ValueError:  # the first, or the cache was full and dropped it
        cache.add(key, 1, 2 * WINDOW)
        return 1
