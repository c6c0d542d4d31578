"""On PostgreSQL the application works with a role that owns nothing: tried with the page's own words."""

import re

import pytest
from django.db import connection

from rueckhalt.foundation.audit.api import lines, record, verdict
from tests.domains.foundation.audit.conftest import NOW
from tests.house.repository import DOCS

ROLE = "rueckhalt_app"
PAGE = (DOCS / "betrieb/pruefspur.md").read_text("utf-8")
REFUSED = (
    "UPDATE audit_line SET by = 'account:99'",
    "DELETE FROM audit_line",
    "TRUNCATE audit_line",
    "DROP TRIGGER audit_line_stays ON audit_line",
    "ALTER TABLE audit_line DISABLE TRIGGER ALL",
    "ALTER TABLE audit_line DISABLE TRIGGER audit_line_stays",
    "ALTER TABLE audit_line RENAME TO gone",
    "ALTER TABLE audit_line OWNER TO rueckhalt_app",
    "CREATE TRIGGER mine BEFORE INSERT ON audit_line EXECUTE FUNCTION audit_stays()",
    "CREATE RULE mine AS ON INSERT TO audit_line DO INSTEAD NOTHING",
    "CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "DROP FUNCTION audit_stays() CASCADE",
    "DROP TABLE audit_line",
    "SET session_replication_role = replica",
    "INSERT INTO audit_checkpoint SELECT number, digest, at, by FROM audit_line WHERE number = 1",
    "UPDATE audit_checkpoint SET number = 9",
    "DELETE FROM audit_checkpoint",
    "TRUNCATE audit_checkpoint",
    "DELETE FROM django_migrations",
    "SET ROLE postgres",
)  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def grants() -> list[str]:
    """The statements of the page that give the application its rights."""
    return re.findall(r"^ +((?:GRANT|REVOKE) .+);$", PAGE, re.MULTILINE)


@pytest.fixture
def as_application(sql):
    """From here on the connection works as the application; the test's rollback takes the role away."""
    assert len(grants()) == 6
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE} LOGIN")
        for statement in grants():
            cursor.execute(statement)
        cursor.execute(f"SET SESSION AUTHORIZATION {ROLE}")
        yield
        cursor.execute("RESET SESSION AUTHORIZATION")


def test_the_role_of_the_application_appends_and_verifies(trail, as_application):
    line = record(by="account:17", action="case.read", subject="case:K1", now=NOW)
    assert line.number == 7
    assert verdict().finding is None


@pytest.mark.parametrize("statement", REFUSED)
def test_the_role_of_the_application_cannot_touch_what_stands(
    trail, as_application, sql, statement
):
    assert not sql(statement)
    assert re.search("permission denied|must be owner", sql.said[0])
    assert list(reversed(lines())) == trail


def test_the_page_names_each_right_that_is_refused():
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE} LOGIN")
        for statement in grants():
            cursor.execute(statement)
        cursor.execute(
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee = %s AND table_name LIKE 'audit_%%'",
            [ROLE],
        )
        rights = set(cursor.fetchall())
    assert rights == {("audit_line", "SELECT"), ("audit_line", "INSERT"), ("audit_checkpoint", "SELECT")}  # fmt: skip
