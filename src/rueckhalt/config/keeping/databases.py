"""The whole database as a stream, out of the house and back in; one way for each engine."""

import os
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Protocol

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.api import sync_folder, wipe

PIECE = 1024 * 1024  # bytes in memory at once
BEFORE = "rueckhalt_before"  # the schema of what is replaced, until the new one stands
NO_TOOL = gettext_noop("Auf diesem Rechner fehlt %(tool)s. Es gehört zum Paket postgresql-client.")
BROKEN = gettext_noop("Die Datenbank ließ sich nicht übertragen. Geändert ist nichts.")


class Database(Protocol):
    """What a backup needs of an engine."""

    engine: str

    def dump(self) -> Iterator[bytes]:
        """Yields the database of one moment, while others go on writing. Raises Refused."""
        ...

    def load(self, pieces: Iterator[bytes]) -> None:
        """Puts a dump in the place of the database, whole.

        Raises:
            Refused: nothing changed. Any other error may leave a half; once more mends it.
        """
        ...


class SqliteDatabase:
    """A file. Its copy for the dump lies beside it, shows no more than it does, and is wiped."""

    engine = "sqlite"

    def __init__(self, path: Path) -> None:
        self._path = path

    def dump(self) -> Iterator[bytes]:
        """As the protocol says."""
        self._wipe_left()
        copy = self._part()
        try:
            copy.touch(mode=0o600)
            with closing(sqlite3.connect(self._path)) as source:
                source.execute("VACUUM INTO ?", [str(copy)])
            with copy.open("rb") as file:
                yield from read_through(file)
        finally:
            wipe(copy)

    def load(self, pieces: Iterator[bytes]) -> None:
        """As the protocol says."""
        self._wipe_left()
        part = self._part()
        try:
            self._write(part, pieces)
            _check_file(part)
            for ending in ("-wal", "-shm"):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
            part.replace(self._path)
        finally:
            wipe(part)
        sync_folder(self._path.parent)

    def _wipe_left(self) -> None:
        """Takes away what a killed command left."""
        for left in self._path.parent.glob(f"{self._path.name}.*.part"):
            wipe(left)

    def _write(self, part: Path, pieces: Iterator[bytes]) -> None:
        try:
            part.touch(mode=0o600)
            with part.open("wb") as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:  # such as a full disk
            raise Refused("backup-database", BROKEN) from error

    def _part(self) -> Path:
        return self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}.part")


class PostgresDatabase:
    """A server, asked by its own tools; they get name and password by the environment."""

    engine = "postgresql"

    def dump(self) -> Iterator[bytes]:
        """As the protocol says."""
        command = [_tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"]
        with _running(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None  # noqa: S101 -- a pipe was asked for
            yield from read_through(process.stdout)

    def load(self, pieces: Iterator[bytes]) -> None:
        """As the protocol says."""
        command = [
            _tool("pg_restore"), "--single-transaction", "--exit-on-error",
            "--no-owner", "--no-privileges", "--dbname", _address()["PGDATABASE"],
        ]  # fmt: skip
        with _put_aside(), _running(command, stdin=subprocess.PIPE) as process:
            assert process.stdin is not None  # noqa: S101 -- a pipe was asked for
            try:
                for piece in pieces:
                    process.stdin.write(piece)
                process.stdin.close()
            except BrokenPipeError as error:
                raise Refused("backup-database", BROKEN) from error


def database() -> Database:
    """The database of this house."""
    if connection.vendor == "postgresql":
        return PostgresDatabase()
    return SqliteDatabase(Path(str(connection.settings_dict["NAME"])))


def read_through(file: IO[bytes]) -> Iterator[bytes]:
    """Yields a file piece by piece."""
    while piece := file.read(PIECE):
        yield piece


def _check_file(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as file:
        try:
            (answer,) = file.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.DatabaseError as error:
            raise Refused("backup-database", BROKEN) from error
    if answer != "ok":
        raise Refused("backup-database", BROKEN)


@contextmanager
def _put_aside() -> Iterator[None]:
    """Keeps all tables under another name until the new ones stand; after a failure they are back."""
    if _has_schema(BEFORE):  # of a command that was killed: the old tables come back first
        _back()
    _execute(f"ALTER SCHEMA public RENAME TO {BEFORE}", "CREATE SCHEMA public")
    try:
        yield
    except BaseException:
        _back()
        raise
    _execute(f"DROP SCHEMA {BEFORE} CASCADE")


def _back() -> None:
    _execute("DROP SCHEMA IF EXISTS public CASCADE", f"ALTER SCHEMA {BEFORE} RENAME TO public")


def _has_schema(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [name])
        return cursor.fetchone() is not None


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("; ".join(statements))
    connection.close()


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Refused("backup-tool", NO_TOOL, tool=name)
    return found


@contextmanager
def _running(command: list[str], **pipes: int) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(command, env={**os.environ, **_address()}, **pipes)  # type: ignore[call-overload]  # noqa: S603 -- our own command
    try:
        yield process
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        if process.wait() != 0:
            raise Refused("backup-database", BROKEN)
    finally:
        process.kill()
        process.wait()


def _address() -> dict[str, str]:
    """Where the server is, in the words of libpq."""
    values = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME"}
    _, others = DatabaseClient.settings_to_cmd_args_env(values, [])
    found = {name: str(values[key]) for name, key in named.items() if values.get(key)}
    return {**found, **{name: str(value) for name, value in (others or {}).items()}}
