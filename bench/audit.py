"""The trail of who did what: a million lines checked and removed, and how fast lines are added."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.figures import Figure
from tools.run_tests import postgresql, postgresql_binaries

LINES = 1_000_000
RUNS = 3
WRITERS = (1, 8)


def measure() -> Iterator[Figure]:
    """On SQLite, then on a PostgreSQL server of its own that writes through to the disk."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        yield from on("SQLite", Path(folder), f"sqlite:///{folder}/trail.sqlite3")
        if binaries := postgresql_binaries():
            url = servers.enter_context(postgresql(binaries, is_durable=True))
            yield from on("PostgreSQL", Path(folder), url)
        else:
            yield Figure("PostgreSQL: its server is not installed here", "", [])


def on(engine: str, folder: Path, url: str) -> Iterator[Figure]:
    """Fills, checks, adds and removes on one database."""
    run(folder, url, "fill", LINES)
    checked = [run(folder, url, "verify", LINES) for _ in range(RUNS)]
    title = f"{engine}: {LINES:,} lines checked"
    yield Figure(title, "s", [one["seconds"] for one in checked], at_most=60)
    yield Figure(f"{title}, greatest memory", "MB", [one["memory"] for one in checked], at_most=150)
    for writers in WRITERS:
        added = [run(folder, url, "append", writers) for _ in range(RUNS)]
        title = f"{engine}: {writers} at once add"
        yield Figure(title, "lines/s", [one["rate"] for one in added])
        yield Figure(f"{title}, longest wait", "s", [one["longest"] for one in added])
        yield Figure(f"{title}, failed", "lines", [one["failed"] for one in added], at_most=0)
    removed = run(folder, url, "forget", LINES)
    yield Figure(
        f"{engine}: {LINES:,} lines removed behind a checkpoint", "s", [removed["seconds"]]
    )


def run(folder: Path, url: str, work: str, number: int) -> dict[str, float]:
    """What one piece of work measured, in a process of its own."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "RUECKHALT_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "rueckhalt.config.settings.local",
    }
    command = [sys.executable, "-m", "bench.audit_task", work, str(number)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(ran.stdout)
    return measured
