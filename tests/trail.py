"""Takes the triggers of the trail off for a while, as only the owner of the tables can."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TABLES = ("audit_line", "audit_checkpoint")


@contextmanager
def without_triggers() -> Iterator[None]:
    """No trigger of the trail fires inside; afterwards all are as before."""
    triggers = _triggers()
    for off, _ in triggers:
        _execute(off)
    try:
        yield
    finally:
        for _, on in triggers:
            _execute(on)


def _triggers() -> list[tuple[str, str]]:
    """For each trigger (SQLite) or table (PostgreSQL), what takes it off and what puts it back."""
    if connection.vendor == "postgresql":
        return [
            (
                f"ALTER TABLE {table} DISABLE TRIGGER USER",
                f"ALTER TABLE {table} ENABLE TRIGGER USER",
            )
            for table in TABLES
        ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)",
            TABLES,
        )
        return [(f"DROP TRIGGER {name}", sql) for name, sql in cursor.fetchall()]


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
