"""Whether the database is one that a command can work with."""

from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

NOT_PREPARED = gettext_noop("Die Datenbank ist nicht vorbereitet. Zuerst: rueckhalt prepare")


def check_prepared() -> None:
    """Refuses a database whose tables are missing, or those of another version.

    Raises:
        Refused: as said.
        OperationalError: the server of the database does not answer.
    """
    # SQLite makes a missing file, but no folder, and does not say which of the two was missing.
    if connection.vendor == "sqlite" and not _folder().is_dir():
        raise Refused("not-prepared", NOT_PREPARED)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("not-prepared", NOT_PREPARED)


def _folder() -> Path:
    return Path(str(connection.settings_dict["NAME"])).parent
