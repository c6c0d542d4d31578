"""Machines apart from the database of the tests: each has a folder, and on PostgreSQL a database."""

import json
import os
import shutil
import subprocess
import sys
import textwrap
import uuid
from pathlib import Path

import psycopg
from django.db import connection

KEPT = "from tests.domains.config import kept_house as kept\n"


class Machine:
    """A computer of its own: a folder, and on PostgreSQL a database of its own."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.data, self.shares = folder / "data", folder / "shares"
        self.temporary, self.database = folder / "tmp", database
        for one in (self.data, self.temporary):
            one.mkdir(parents=True, exist_ok=True)
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "RUECKHALT_DATA": str(self.data),
            "RUECKHALT_SHARES": str(self.shares),
            "TMPDIR": str(self.temporary),
            "DJANGO_SETTINGS_MODULE": "rueckhalt.config.settings.local",
        }
        if database:
            at = connection.settings_dict
            where = f"{at['USER']}@{at['HOST']}:{at['PORT']}"
            self.environment["DATABASE_URL"] = f"postgres://{where}/{database}"

    @property
    def address(self) -> dict[str, str]:
        """Where its database is on the server of the tests; nothing for a file."""
        names = ("USER", "HOST", "PORT") if self.database else ()
        at = {name: str(connection.settings_dict[name]) for name in names}
        return {**at, "NAME": self.database} if self.database else {}

    def run(self, *command: str, typed: str = "", **settings: str):
        return subprocess.run(
            [sys.executable, "-m", "rueckhalt", *command], input=f"{typed}\n", text=True,
            capture_output=True, check=False, env={**self.environment, **settings},
        )  # fmt: skip

    def rueckhalt(self, *command: str, typed: str = "") -> str:
        """What a command says that must go well."""
        ran = self.run(*command, typed=typed)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def python(self, script: str) -> str:
        head = f"import django\ndjango.setup()\n{KEPT}"
        ran = subprocess.run(
            [sys.executable, "-c", head + textwrap.dedent(script)], text=True,
            capture_output=True, check=False, env=self.environment,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def begin(self, more: str = "") -> str:
        """Makes tables, and no places, which take their time; then what is asked for besides."""
        return self.python(f"kept.begin()\n{more}")

    def opened(self, rows) -> list:
        return json.loads(self.python(f"kept.open_all({rows!r})"))


class Machines:
    """Makes machines below a folder, and removes their databases at the end."""

    def __init__(self, folder: Path, kind: type[Machine] = Machine) -> None:
        self._folder, self._kind, self._databases = folder, kind, []

    def __call__(self, name: str, *, like: Machine | None = None) -> Machine:
        """A machine that has nothing yet, or what another one has."""
        if like:
            shutil.copytree(like.data.parent, self._folder / name)
        if connection.vendor == "sqlite":
            return self._kind(self._folder / name)
        database = f"rueckhalt_{uuid.uuid4().hex}"
        self._databases.append(database)
        template = f" TEMPLATE {like.database}" if like else ""
        on_server(f"CREATE DATABASE {database}{template}")
        return self._kind(self._folder / name, database)

    def remove(self) -> None:
        for database in self._databases:
            on_server(f"DROP DATABASE {database} WITH (FORCE)")


def on_server(statement: str) -> None:
    at = connection.settings_dict
    with psycopg.connect(
        host=at["HOST"], port=at["PORT"], user=at["USER"], dbname="postgres", autocommit=True
    ) as server:
        server.execute(statement)
