"""A database that somebody else keeps busy, on either engine."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# Whatever a person or a guide does writes into one of these.
WRITTEN = ("cases_case", "cases_entry", "vault_record", "vault_openreturn", "vault_openvault",
           "accounts_session", "tries")  # fmt: skip
SHORT = {
    "sqlite": ("PRAGMA busy_timeout = 50", "PRAGMA busy_timeout = 20000"),
    "postgresql": ("SET lock_timeout = '50ms'", "SET lock_timeout = 0"),
}
TAKE = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": f"BEGIN; LOCK TABLE {', '.join(WRITTEN)} IN EXCLUSIVE MODE",
}


@contextmanager
def busy_database() -> Iterator[None]:
    """Another connection holds the lock of writers; ours gives up soon instead of waiting long."""
    short, usual = SHORT[connection.vendor]
    other = connection.copy()
    try:
        _run(connection, short)
        _run(other, TAKE[connection.vendor])
        yield
    finally:
        _run(other, "ROLLBACK")
        other.close()
        _run(connection, usual)


def _run(on, statement: str) -> None:
    with on.cursor() as cursor:
        cursor.execute(statement)
