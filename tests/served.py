"""A whole house in a process of its own, for tests and measurements from outside."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60  # seconds


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served_house(folder: Path, **settings: str) -> Iterator[str]:
    """Starts a house that writes only into `folder` (data, tmp, home, log) and gives its address.

    `settings` are environment variables; without them it is the house of `make run`.
    """
    with served_process(folder, **settings) as (url, _):
        yield url


@contextmanager
def served_process(
    folder: Path, **settings: str
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """As `served_house`, and also gives the first process of the server."""
    written = {name: folder / name for name in ("data", "tmp", "home")}
    for place in written.values():
        place.mkdir(parents=True, exist_ok=True)
    port = free_port()
    environment = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "RUECKHALT_DATA": str(written["data"]),
        "TMPDIR": str(written["tmp"]),
        "HOME": str(written["home"]),
        "DJANGO_SETTINGS_MODULE": "rueckhalt.config.settings.local",
        **settings,
    }
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-m", "rueckhalt", "run", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(url: str) -> None:
    """Waits until an address answers at all; gives up with a TimeoutError."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            request = urllib.request.Request(url, headers={"X-Forwarded-Proto": "https"})
            urllib.request.urlopen(request, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(url)
