"""Runs all tests: on SQLite and beside it on PostgreSQL, then the browser's stories.

What a machine lacks is said in one line. With CI=true a missing part is a failure, not a skip.
"""

import argparse
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]
WITHOUT_SERVERS = ["-m", "not browser and not postgresql"]
# About half of the stories; the others run beside them.
FIRST_STORIES = ("guidance", "cases", "directory")
# For what runs beside others.
OWN_CACHE = ["-o", "cache_dir=.pytest_cache_postgresql"]


def main() -> int:
    """Runs the chosen part, or all of them, and returns the first bad exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["sqlite", "postgresql", "browser"])
    only = parser.parse_args().only
    parts = {"sqlite": on_sqlite, "postgresql": on_postgresql, "browser": in_browser}
    return parts[only]() if only else side_by_side() or in_browser()


def side_by_side() -> int:
    """SQLite and PostgreSQL."""
    return two_lanes(
        lambda: run("SQLite: tests/domains", [*WITHOUT_SERVERS, "tests/domains"]), second_lane
    )


def two_lanes(first: Callable[[], int], second: Callable[[IO[str]], int]) -> int:
    """Runs two lanes that take about as long as each other; what the second says comes second."""
    with tempfile.TemporaryFile("w+") as said, ThreadPoolExecutor(1) as beside:
        other = beside.submit(second, said)
        status = first()
        other_status = other.result()
        said.seek(0)
        shutil.copyfileobj(said, sys.stdout)
    return status or other_status


def second_lane(said: IO[str]) -> int:
    """PostgreSQL, then all that tests/domains leaves of SQLite."""
    rest = [*WITHOUT_SERVERS, *OWN_CACHE, "--ignore=tests/domains"]
    return on_postgresql(said) or run("SQLite: all others", rest, said)


def on_sqlite() -> int:
    """Everything but the browser."""
    return run("SQLite", WITHOUT_SERVERS)


def on_postgresql(said: IO[str] = sys.stdout) -> int:
    """The tests that touch a database, on a server of their own; says what happens to a file."""
    binaries = postgresql_binaries()
    if binaries is None:
        return missing("PostgreSQL", "apt-get install postgresql")
    with postgresql(binaries) as url:
        chosen = ["-m", "(django_db or postgresql) and not browser", *OWN_CACHE]
        return run("PostgreSQL", chosen, said, DATABASE_URL=url)


def in_browser() -> int:
    """The stories in Chromium."""
    if not shutil.which("chromium"):
        return missing("Chromium", "apt-get install chromium")
    first = [f"tests/journeys/{name}" for name in FIRST_STORIES]
    rest = [*OWN_CACHE, *(f"--ignore={path}" for path in first)]
    return two_lanes(
        lambda: stories(", ".join(FIRST_STORIES), first),
        lambda said: stories("all others", rest, said),
    )


def stories(title: str, arguments: list[str], said: IO[str] = sys.stdout) -> int:
    """Runs a selection of the stories."""
    command = ["-m", "browser", *arguments]
    return run(f"Browser: {title}", command, said, DJANGO_ALLOW_ASYNC_UNSAFE="true")


def run(title: str, arguments: list[str], said: IO[str] = sys.stdout, **environment: str) -> int:
    """Runs pytest on a selection and returns its exit status."""
    print(f"== {title} ==", file=said, flush=True)
    command, values = [*PYTEST, *arguments], {**os.environ, **environment}
    return subprocess.run(
        command, cwd=ROOT, env=values, stdout=said, stderr=subprocess.STDOUT, check=False
    ).returncode


def missing(what: str, remedy: str) -> int:
    """Says in one line what this machine lacks; in CI that is a failure."""
    print(f"== {what} fehlt auf diesem Rechner, diese Tests liefen nicht ({remedy}) ==", flush=True)
    return 1 if os.environ.get("CI") else 0


def postgresql_binaries() -> Path | None:
    """The folder of the newest installed PostgreSQL server (Debian's layout), or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextlib.contextmanager
def postgresql(binaries: Path, *, is_durable: bool = False) -> Iterator[str]:
    """Starts a throw-away server on a free loopback port and gives its address.

    `is_durable` lets it write through to the disk, as in operation; tests do not wait for that.
    """
    folder = Path(tempfile.mkdtemp(prefix="rueckhalt-postgresql-"))
    data, port = folder / "data", free_port()
    try:
        as_owner(folder, binaries / "initdb", "-D", data, "-A", "trust", "-U", "postgres",
                 "--no-locale", "-E", "UTF8")  # fmt: skip
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync={'on' if is_durable else 'off'}"
        control = binaries / "pg_ctl"
        as_owner(folder, control, "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            as_owner(folder, control, "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def as_owner(folder: Path, *command: str | Path) -> None:
    """Runs a server command; PostgreSQL refuses root, so root lends it to the user postgres."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, cwd=folder, stdout=subprocess.DEVNULL)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
