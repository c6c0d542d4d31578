"""Counts what arrives, to tell a flood; no count says from whom."""

from datetime import datetime

from django.core.cache import cache

WINDOW = 600  # seconds


def count_arrival(*, now: datetime) -> int:
    """Counts one more and returns how many came in these ten minutes, this one included."""
    key = f"arrivals:{int(now.timestamp()) // WINDOW}"
    cache.add(key, 0, 2 * WINDOW)
    try:
        return cache.incr(key)
    except ValueError:  # the cache was full and dropped it
        return 1
