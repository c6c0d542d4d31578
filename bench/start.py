"""How long a stranger waits: `make run` in a fresh clone, and again."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from tests.served import free_port, wait_for

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3


def measure() -> Iterator[Figure]:
    """Seconds until the guide's first page answers, with packages from the registry."""
    cold, warm = [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            clone = Path(folder) / "rueckhalt"
            subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
            cold.append(seconds_to_page(clone))
            warm.append(seconds_to_page(clone))
    yield Figure("cold `make run` → usable page", "s", cold, at_most=60)
    yield Figure("second `make run` → usable page", "s", warm, at_most=5)


def seconds_to_page(clone: Path) -> float:
    """Starts the house of a clone, waits for its page and ends it."""
    port = free_port()
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith("RUECKHALT")
    }
    begun = time.monotonic()
    process = subprocess.Popen(
        ["make", "--silent", "run", f"PORT={port}"], cwd=clone, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/lotse/")
        return time.monotonic() - begun
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)
