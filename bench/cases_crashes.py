"""Submissions killed at any of their calls: whole or absent, never half, and the repeat shows the words."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.cases_house import engines, needed, size
from bench.figures import Figure
from tools.run_tests import postgresql, postgresql_binaries

TURNS = size("CASES_TURNS", 200)
SEED = size("CASES_SEED", 2026)


def measure() -> Iterator[Figure]:
    """On both engines, with a database that writes through to the disk."""
    for engine in engines():
        found = killed(engine)
        title = f"{engine}: {TURNS} submissions"
        yield Figure(f"{title}, killed", "", [found["killed"]], at_least=TURNS)
        yield Figure(f"{title}, half", "", [found["half"]], at_most=0)
        yield Figure(
            f"{title}, the repeat shows the same words", "", [found["same words"]], at_least=TURNS
        )
        yield Figure(f"{title}, whole", "", [found["whole"]], at_least=1)
        yield Figure(f"{title}, absent", "", [found["absent"]], at_least=1)
        yield Figure(
            f"{title}, places with the text in the clear", "", [found["in the clear"]], at_most=0
        )


def killed(engine: str) -> dict[str, float]:
    """What so many turns found, in a house of their own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder}/cases.sqlite3"
        if engine == "PostgreSQL":
            server = postgresql(needed(postgresql_binaries()), is_durable=True)
            url = stack.enter_context(server)
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "RUECKHALT_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "rueckhalt.config.settings.local",
        }
        command = [sys.executable, "-m", "tests.crashes", "kill", str(TURNS), str(SEED)]
        ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
        found: dict[str, float] = json.loads(ran.stdout)
        return found
