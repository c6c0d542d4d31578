"""Serves the pages with gunicorn. Nothing of a request is logged."""

import sys
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

WORKERS = 2
THREADS = 4
# Seconds that a thread computes before another may: a page takes less, and most are made at a stretch.
SWITCH = 0.02


class QuietLogger(Logger):
    """gunicorn's logger without the addresses and requests that it writes into its messages."""

    def exception(self, *_: object, **__: object) -> None:
        """Says only what kind of exception a worker met."""
        kind = sys.exc_info()[0]
        self.error("A request failed: %s", kind.__name__ if kind else "unknown")


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

    def load(self) -> Callable[..., Any]:
        """Returns the application; made only now, since it looks for files that were just built."""
        from rueckhalt.config.wsgi import application

        sys.setswitchinterval(SWITCH)
        return application


def serve(port: int) -> None:
    """Serves until the process is ended."""
    House(port).run()
