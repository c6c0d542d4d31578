"""Builders that all tests use."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count

from rueckhalt.foundation.places.api import Directory, store_directory
from rueckhalt.foundation.places.queries import shipped_table
from rueckhalt.foundation.places.rules import parse_directory

STORED_AT = datetime(2026, 11, 26, tzinfo=UTC)
# Each test stores at a second of its own: the search index knows an edition by its moment.
_seconds = count()


@lru_cache(maxsize=1)
def whole_directory() -> Directory:
    """The shipped directory, read once."""
    return parse_directory(shipped_table())


def store_places(*names: str) -> None:
    """Stores the real places whose name begins with one of these; all 10,953 take a second."""
    whole = whole_directory()
    places = tuple(place for place in whole.places if place.short_name.startswith(names))
    now = STORED_AT + timedelta(seconds=next(_seconds))
    store_directory(directory=Directory(whole.state_on, whole.source, places), now=now)
