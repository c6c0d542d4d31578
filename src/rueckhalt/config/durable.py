"""Whether the database keeps what it has confirmed, also when the power goes."""

import sys
from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

# https://www.sqlite.org/pragma.html#pragma_synchronous: 2 is FULL, 3 is EXTRA.
SQLITE = {"synchronous": ("2", "3"), "journal_mode": ("wal", "delete", "truncate", "persist")}
# https://www.postgresql.org/docs/current/runtime-config-wal.html
POSTGRESQL = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
}


def check_durable() -> None:
    """Refuses to start an operator's house whose database may lose what it confirmed.

    A demonstration is told so and starts.

    Raises:
        ImproperlyConfigured: names the values.
    """
    weak = weak_values()
    if not weak:
        return
    said = ", ".join(f"{name} = {value}" for name, value in weak.items())
    if not settings.HAS_DEMO_ACCOUNTS:
        raise ImproperlyConfigured(
            f"This database may lose in a power cut what it has confirmed: {said}."
        )
    print(f"Bei einem Stromausfall kann Gespeichertes verloren gehen: {said}.", file=sys.stderr)


def weak_values() -> dict[str, str]:
    """Returns the settings of the database under which a power cut loses what was confirmed."""
    if connection.vendor == "postgresql":
        return weak_among(POSTGRESQL, {name: _asked(f"SHOW {name}") for name in POSTGRESQL})
    return weak_among(SQLITE, {name: _asked(f"PRAGMA {name}") for name in SQLITE})


def weak_among(safe: Mapping[str, tuple[str, ...]], found: Mapping[str, str]) -> dict[str, str]:
    """Returns those of the found values that are not safe."""
    return {name: value for name, value in found.items() if value not in safe[name]}


def _asked(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        (value,) = cursor.fetchone()
    return str(value)
