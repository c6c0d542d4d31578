from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# A line follows the last one or the checkpoint; nothing is changed; only what a checkpoint covers
# goes. A new checkpoint names a line that stands there and lies behind all others. Both INSERT
# triggers also stop INSERT OR REPLACE, which on SQLite removes a row without asking for DELETE.
_SQLITE = """
CREATE TRIGGER audit_line_follows BEFORE INSERT ON audit_line
WHEN NEW.number IS NOT 1 + coalesce(
        (SELECT max(number) FROM audit_line), (SELECT max(number) FROM audit_checkpoint), 0)
    OR NEW.previous IS NOT coalesce(
        (SELECT digest FROM audit_line WHERE number = NEW.number - 1),
        (SELECT digest FROM audit_checkpoint WHERE number = NEW.number - 1),
        zeroblob(32))
BEGIN SELECT RAISE(ABORT, 'audit: a line must follow the last one'); END;
--
CREATE TRIGGER audit_line_stays BEFORE UPDATE ON audit_line
BEGIN SELECT RAISE(ABORT, 'audit: lines are never changed'); END;
--
CREATE TRIGGER audit_line_goes_by_checkpoint BEFORE DELETE ON audit_line
WHEN NOT EXISTS (SELECT 1 FROM audit_checkpoint WHERE number >= OLD.number)
BEGIN SELECT RAISE(ABORT, 'audit: lines go only before a checkpoint'); END;
--
CREATE TRIGGER audit_checkpoint_fits BEFORE INSERT ON audit_checkpoint
WHEN NOT EXISTS (SELECT 1 FROM audit_line WHERE number = NEW.number AND digest = NEW.digest)
    OR EXISTS (SELECT 1 FROM audit_checkpoint WHERE number >= NEW.number)
BEGIN SELECT RAISE(ABORT, 'audit: a checkpoint must name a line'); END;
--
CREATE TRIGGER audit_checkpoint_stays BEFORE UPDATE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'audit: checkpoints are never changed'); END;
--
CREATE TRIGGER audit_checkpoint_remains BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'audit: checkpoints are never removed'); END;
"""

_POSTGRESQL = """
CREATE FUNCTION audit_line_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number IS DISTINCT FROM 1 + coalesce(
            (SELECT max(number) FROM audit_line), (SELECT max(number) FROM audit_checkpoint), 0)
        OR NEW.previous IS DISTINCT FROM coalesce(
            (SELECT digest FROM audit_line WHERE number = NEW.number - 1),
            (SELECT digest FROM audit_checkpoint WHERE number = NEW.number - 1),
            decode(repeat('00', 32), 'hex'))
    THEN RAISE EXCEPTION 'audit: a line must follow the last one'; END IF;
    RETURN NEW;
END $$;
--
CREATE FUNCTION audit_line_goes_by_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM audit_checkpoint WHERE number >= OLD.number)
    THEN RAISE EXCEPTION 'audit: lines go only before a checkpoint'; END IF;
    RETURN OLD;
END $$;
--
CREATE FUNCTION audit_checkpoint_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM audit_line WHERE number = NEW.number AND digest = NEW.digest)
        OR EXISTS (SELECT 1 FROM audit_checkpoint WHERE number >= NEW.number)
    THEN RAISE EXCEPTION 'audit: a checkpoint must name a line'; END IF;
    RETURN NEW;
END $$;
--
CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit: % refused on %', TG_OP, TG_TABLE_NAME; END $$;
--
CREATE TRIGGER audit_line_follows BEFORE INSERT ON audit_line
    FOR EACH ROW EXECUTE FUNCTION audit_line_follows();
--
CREATE TRIGGER audit_line_goes_by_checkpoint BEFORE DELETE ON audit_line
    FOR EACH ROW EXECUTE FUNCTION audit_line_goes_by_checkpoint();
--
CREATE TRIGGER audit_line_stays BEFORE UPDATE OR TRUNCATE ON audit_line
    FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();
--
CREATE TRIGGER audit_checkpoint_fits BEFORE INSERT ON audit_checkpoint
    FOR EACH ROW EXECUTE FUNCTION audit_checkpoint_fits();
--
CREATE TRIGGER audit_checkpoint_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();
"""
_STATEMENTS = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def make_triggers(_: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _STATEMENTS[schema_editor.connection.vendor].split("--\n"):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Has no way back: taking the triggers off is what they are there to refuse."""

    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("digest", models.BinaryField(max_length=32)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=80)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("made_by", ""), _negated=True),
                        name="audit_checkpoint_has_author",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredLine",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("action", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=80)),
                ("previous", models.BinaryField(max_length=32)),
                ("digest", models.BinaryField(max_length=32)),
            ],
            options={
                "db_table": "audit_line",
                "indexes": [
                    models.Index(fields=["subject", "number"], name="audit_line_by_subject")
                ],
            },
        ),
        migrations.RunPython(make_triggers),
    ]
