"""A trail of a few acts, and raw hands on its tables."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from rueckhalt.foundation.audit.api import record

NOW = datetime(2026, 11, 27, 8, 30, 0, 250, tzinfo=UTC)


@pytest.fixture
def sql():
    """Executes one statement as somebody with a database shell; says whether it was let through."""

    def execute(statement: str, *values: object) -> bool:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, values)
        except DatabaseError as error:
            said.append(str(error))
            return False
        return True

    said: list[str] = []
    execute.said = said
    return execute


@pytest.fixture
def trail(db):
    """Six lines, about two cases in turn."""
    return [
        record(by="account:17", action="case.read", subject=f"case:K{number % 2}", now=NOW)
        for number in range(1, 7)
    ]
