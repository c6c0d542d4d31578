"""Serves the pages with gunicorn, and one worker beside them. Nothing of a request is logged."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

WORKERS = 2
THREADS = 4
# Seconds that a thread computes before another may: a page takes less, and most are made at a stretch.
SWITCH = 0.02
# Seconds until the worker of the outbox starts: pages come first.
DELAY = 1.0
# Seconds until a worker of the outbox that died is started again, so that a fault costs little.
REST = 10.0
# Seconds that it may take to finish its message: as long as a mail server may take to answer.
PATIENCE = 15.0


class QuietLogger(Logger):
    """gunicorn's logger without the addresses and requests that it writes into its messages."""

    def exception(self, *_: object, **__: object) -> None:
        """Says only what kind of exception a worker met."""
        kind = sys.exc_info()[0]
        self.error("A request failed: %s", kind.__name__ if kind else "unknown")


class OutboxWorker:
    """The process that does what lies in the outbox (`rueckhalt work`).

    It lies in a session of its own, so that Ctrl+C reaches the server only, and it ends by itself
    where the server could not end it. `settings` are set in its environment unless they stand there.
    """

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._not_before = time.monotonic() + DELAY

    def _is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def keep(self) -> None:
        """Starts the process if it does not run; after a crash not before a rest."""
        if self._is_alive() or time.monotonic() < self._not_before:
            return
        command = [sys.executable, "-m", "rueckhalt", "work", "--under", str(os.getpid())]
        environment = {**self._settings, **os.environ}
        self._process = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 -- our own command
        self._not_before = time.monotonic() + REST

    def ask_to_end(self) -> None:
        """Lets the process finish its message and end."""
        if self._process is not None and self._is_alive():
            self._process.terminate()

    def wait(self) -> None:
        """Returns when the process has ended; ends it by force after a while."""
        if self._process is None:
            return
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class HouseArbiter(Arbiter):
    """gunicorn's first process, which keeps the worker of the outbox as it keeps its own."""

    def __init__(self, app: "House", outbox: OutboxWorker) -> None:
        self._outbox = outbox
        super().__init__(app)

    def manage_workers(self) -> None:
        """Starts what is missing; gunicorn calls this at least once a second."""
        super().manage_workers()
        self._outbox.keep()

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT001, FBT002 -- gunicorn's signature
        """Ends all at the same time, and returns when the last has ended."""
        self._outbox.ask_to_end()
        super().stop(graceful)
        self._outbox.wait()


class House(BaseApplication):
    """The web server with our settings."""

    def __init__(self, port: int) -> None:
        self._port = port
        super().__init__()

    def load_config(self) -> None:
        """Sets what differs from gunicorn's defaults."""
        chosen = {
            "bind": f"127.0.0.1:{self._port}",
            "workers": WORKERS,
            "threads": THREADS,
            # A kept connection stays with its process, however busy that is; a new one goes to who is free.
            "keepalive": 0,
            "worker_class": "gthread",
            "preload_app": True,
            "accesslog": None,
            # Below "error" gunicorn names the address of whoever sends a broken request.
            "loglevel": "error",
            "logger_class": QuietLogger,
            "control_socket_disable": True,
            "proc_name": "rueckhalt",
            "when_ready": lambda _: print(f"Rückhalt: http://localhost:{self._port}", flush=True),
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def run(self) -> None:
        """Serves until the process is ended."""
        HouseArbiter(self, OutboxWorker(_address(self._port))).run()

    def load(self) -> Callable[..., Any]:
        """Returns the application; made only now, since it looks for files that were just built."""
        from rueckhalt.config.wsgi import application

        sys.setswitchinterval(SWITCH)
        return application


def _address(port: int) -> dict[str, str]:
    """On localhost links in mails lead to the port that was asked for."""
    if not settings.ADDRESS.startswith("http://localhost"):
        return {}
    return {"RUECKHALT_ADDRESS": f"http://localhost:{port}"}


def serve(port: int) -> None:
    """Serves until the process is ended."""
    House(port).run()
