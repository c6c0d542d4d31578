"""Makes the tables of a release, fills each of them, and migrates to today; runs in its own process.

The rows are built from the fields alone, so that a new table needs nothing here; where a constraint
asks for more, the values stand in PARTICULAR.
"""

import json
import sys
import tomllib
import uuid
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

from rueckhalt.foundation.audit.rules import FORGET, GENESIS, Head, next_line, subject_of

RELEASES = Path(__file__).resolve().parents[2] / "releases"
NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
PARTICULAR: dict[str, dict[str, Any]] = {
    "outbox.message": {"state": "waiting", "payload": "{}", "claimed_at": None, "claimed_by": "", "done_at": None},
    "directory.ownentry": {"is_hidden": False},
    "vault.recoveryhold": {"first": 1, "second": 2},
    "vault.wrap": {"inbox_key": None, "recovery_key": None},
}  # fmt: skip
VALUES: tuple[tuple[type[models.Field], Any], ...] = (
    (models.UUIDField, uuid.UUID(int=8)),
    (models.BooleanField, True),
    (models.BinaryField, b"\x01sealed"),
    (models.DateTimeField, NOW),
    (models.DateField, date(2026, 11, 27)),
    (models.JSONField, {}),
    (models.FloatField, 1.0),
    (models.IntegerField, 1),
    (models.EmailField, "lars@muster.example"),
    (models.CharField, "x"),
    (models.TextField, "x"),
)


def heads_of(release: str) -> dict[str, str]:
    """The last step of each app of ours in a release."""
    return tomllib.loads((RELEASES / f"{release}.toml").read_text("utf-8"))["heads"]


def upgrade(release: str) -> None:
    """Prints the rows of every table of ours: filled at a release, and after all steps since."""
    heads = list(heads_of(release).items())
    executor = MigrationExecutor(connection)
    state = executor.migrate(heads)
    tables = fill(state.apps, {app for app, _ in heads})
    before = rows_of(tables)
    call_command("migrate", verbosity=0)
    call_command("check")
    sys.stdout.write(json.dumps([before, rows_of(tables)]))


def fill(apps: Any, labels: set[str]) -> list[str]:
    """Makes a row in every table of these apps; returns the names of the tables."""
    made = trail(apps)
    wanted = [one for one in apps.get_models(include_auto_created=True) if one._meta.app_label in labels]  # fmt: skip
    for model in wanted:
        row_of(model, made)
    return [model._meta.db_table for model in wanted]


def trail(apps: Any) -> dict[type[models.Model], models.Model]:
    """Makes a trail whose first line was removed behind a checkpoint: a chain of any rows is none."""
    lines, marks = apps.get_model("audit", "StoredLine"), apps.get_model("audit", "Checkpoint")
    first = next_line(GENESIS, at=NOW, by="system", action="trial", subject="house")
    mark = Head(first.number, first.digest)
    second = next_line(mark, at=NOW, by="account:1", action=FORGET, subject=subject_of(mark))
    lines.objects.create(**asdict(first))
    point = marks.objects.create(number=1, digest=mark.digest, made_at=NOW, made_by="account:1")
    lines.objects.filter(number=1).delete()
    return {marks: point, lines: lines.objects.create(**asdict(second))}


def row_of(model: type[models.Model], made: dict) -> models.Model:
    """The one row of a table; those that it points to come first."""
    if model not in made:
        given = PARTICULAR.get(model._meta.label_lower, {})
        values = {
            field.name: given[field.name] if field.name in given else value_of(field, made)
            for field in model._meta.local_fields
            if not isinstance(field, models.AutoField)
        }
        made[model] = model._default_manager.create(**values)
    return made[model]


def value_of(field: models.Field, made: dict) -> Any:
    if field.is_relation:
        return row_of(field.related_model, made)
    if field.choices:
        return field.choices[0][0]
    return next(value for kind, value in VALUES if isinstance(field, kind))


def rows_of(tables: list[str]) -> dict[str, list[dict[str, str]]]:
    """Every value of these tables as text, by the name of its column."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            found[table] = [
                {name: text_of(value) for name, value in zip(names, row, strict=True)}
                for row in cursor.fetchall()
            ]
    return found


def text_of(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)
