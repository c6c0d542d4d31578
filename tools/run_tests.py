"""Runs all tests: the same ones on SQLite and on PostgreSQL, and the browser's stories.

The parts run beside each other. What a machine lacks is said in one line; with CI=true a missing
part is a failure, not a skip. `tests/house` belongs to `make check`.
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
WITHOUT_SERVERS = ["-m", "not browser and not postgresql", "--ignore=tests/house"]
# About half of the stories, and of what touches a database.
FIRST_STORIES = [f"tests/journeys/{name}" for name in ("guidance", "cases", "directory")]
FIRST_DOMAINS = [f"tests/domains/{name}" for name in ("dialogue", "foundation")]
# A title as the name of a folder.
PLAIN = str.maketrans(" /", "__", ":")

Part = Callable[[IO[str]], int]


def main() -> int:
    """Runs the chosen kind, or all of them, and returns the first bad exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=sorted(PARTS))
    only = parser.parse_args().only
    chosen = PARTS[only] if only else [part for parts in PARTS.values() for part in parts]
    # All at once: tests wait now and then, for a process or a clock, and no processor should.
    with ThreadPoolExecutor(len(chosen)) as lanes:
        return max(list(lanes.map(told, chosen)))


def told(part: Part) -> int:
    """Runs a part and says what it said once it has ended, so that no two speak at once."""
    with tempfile.TemporaryFile("w+") as said:
        status = part(said)
        said.seek(0)
        sys.stdout.write(said.read())
        sys.stdout.flush()
    return status


def first_on_sqlite(said: IO[str]) -> int:
    """About half of the tests without a server."""
    return run("SQLite: first", [*WITHOUT_SERVERS, *FIRST_DOMAINS], said)


def others_on_sqlite(said: IO[str]) -> int:
    """The other half."""
    return run("SQLite: others", [*WITHOUT_SERVERS, *all_but(FIRST_DOMAINS)], said)


def first_on_postgresql(said: IO[str]) -> int:
    """One half of the tests that touch a database."""
    return on_postgresql("first", FIRST_DOMAINS, said)


def others_on_postgresql(said: IO[str]) -> int:
    """The other half."""
    return on_postgresql("others", all_but(FIRST_DOMAINS), said)


def on_postgresql(title: str, arguments: list[str], said: IO[str]) -> int:
    """Runs a selection of the tests that touch a database, on a server of its own."""
    binaries = postgresql_binaries()
    if binaries is None:
        return missing("PostgreSQL", "apt-get install postgresql", said)
    with postgresql(binaries) as url:
        chosen = ["-m", "(django_db or postgresql) and not browser", *arguments]
        return run(f"PostgreSQL: {title}", chosen, said, DATABASE_URL=url)


def first_stories(said: IO[str]) -> int:
    """One half of the stories in Chromium."""
    return stories("first", FIRST_STORIES, said)


def other_stories(said: IO[str]) -> int:
    """The other half."""
    return stories("others", all_but(FIRST_STORIES), said)


def all_but(paths: list[str]) -> list[str]:
    """Tells pytest to leave these out."""
    return [f"--ignore={path}" for path in paths]


def stories(title: str, arguments: list[str], said: IO[str]) -> int:
    """Runs a selection of the stories."""
    if not shutil.which("chromium"):
        return missing("Chromium", "apt-get install chromium", said)
    chosen = ["-m", "browser", *arguments]
    return run(f"Browser: {title}", chosen, said, DJANGO_ALLOW_ASYNC_UNSAFE="true")


PARTS: dict[str, list[Part]] = {
    "sqlite": [others_on_sqlite, first_on_sqlite],
    "postgresql": [others_on_postgresql, first_on_postgresql],
    "browser": [first_stories, other_stories],
}


def run(title: str, arguments: list[str], said: IO[str], **environment: str) -> int:
    """Runs pytest on a selection and returns its exit status; each run has a cache of its own."""
    print(f"== {title} ==", file=said, flush=True)
    cache = ["-o", f"cache_dir=.pytest_cache/{title.translate(PLAIN)}"]
    command, values = [*PYTEST, *cache, *arguments], {**os.environ, **environment}
    return subprocess.run(
        command, cwd=ROOT, env=values, stdout=said, stderr=subprocess.STDOUT, check=False
    ).returncode


def missing(what: str, remedy: str, said: IO[str]) -> int:
    """Says in one line what this machine lacks; in CI that is a failure."""
    print(f"== {what} fehlt auf diesem Rechner, diese Tests liefen nicht ({remedy}) ==", file=said)
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
