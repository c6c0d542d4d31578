"""A process that has loaded everything once and splits off one for each command: quick machines.

What it splits off is a machine of its own in all that a command sees: settings, folders, database,
environment, what is typed and what is said. Two things are quicker than in a house: keys are
derived without the work of Argon2id, and no places are loaded.
"""

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import traceback
from pathlib import Path
from types import SimpleNamespace

from tests.domains.config.apart import KEPT, Machine


class Forks:
    """The loaded process; `run` asks it for one command."""

    def __init__(self, folder: Path, engine: str) -> None:
        house = Machine(folder / "loaded")
        environment = dict(house.environment)
        if engine == "postgresql":  # never asked: each command has a database of its own
            environment["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/none"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.domains.config.forks"], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def run(self, asked: dict[str, object]) -> SimpleNamespace:
        """Runs one command and returns status, output and errors, as subprocess.run does."""
        self._process.stdin.write(f"{json.dumps(asked)}\n")
        self._process.stdin.flush()
        return SimpleNamespace(**json.loads(self._process.stdout.readline()))

    def end(self) -> None:
        """Ends the process."""
        self._process.communicate(timeout=10)


class QuickMachine(Machine):
    """A machine whose commands are split off."""

    forks: Forks

    def run(self, *command: str, typed: str = "", **settings: str):
        return self._asked(command=command, typed=f"{typed}\n", environment=settings)

    def python(self, script: str) -> str:
        ran = self.tried(script)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def tried(self, script: str):
        """What a script does that may fail or be killed."""
        return self._asked(script=KEPT + textwrap.dedent(script))

    def _asked(self, **asked: object):
        folders = {
            "data": str(self.data),
            "shares": str(self.shares),
            "temporary": str(self.temporary),
        }
        return self.forks.run({**folders, "database": self.address, **asked})


def _serve() -> None:
    import django

    django.setup()
    from tests.domains.config import kept_house  # noqa: F401 -- loaded once

    _make_quick()
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(_split(json.loads(line)))}\n")
        sys.stdout.flush()


def _make_quick() -> None:
    from rueckhalt.config import prepare
    from rueckhalt.foundation.vault.adapters import derivation

    derivation.hash_secret_raw = lambda password, salt, *_: hashlib.sha256(salt + password).digest()  # type: ignore[assignment]
    prepare.load_reference_places = lambda **_: False  # type: ignore[assignment]


def _split(asked: dict) -> dict[str, object]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _become(asked, out.fileno(), err.fileno())
        _, status = os.waitpid(child, 0)
        said = {}
        for name, file in (("stdout", out), ("stderr", err)):
            file.seek(0)
            said[name] = file.read().decode()
    return {"returncode": os.waitstatus_to_exitcode(status), **said}


def _become(asked: dict, out: int, err: int) -> None:
    """The split-off process: runs the command and ends, whatever happens."""
    status = 1
    try:
        os.dup2(out, 1)
        os.dup2(err, 2)
        _settle(asked)
        status = _do(asked)
    except SystemExit as told:
        status = int(told.code or 0)
    except BaseException:  # noqa: BLE001 -- it must not go on as its parent
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def _settle(asked: dict) -> None:
    from django.conf import settings
    from django.db import connection

    data, shares = Path(asked["data"]), Path(asked["shares"])
    settings.DATA_DIR, settings.SHARES_DIR = data, shares
    settings.FILES_DIR, settings.EXCHANGE_DIR = data / "files", data / "exchange"
    settings.ASSETS_DIR, settings.BACKUP_KEY = data / "assets", data / "backup.key"
    connection.settings_dict.update(asked["database"] or {"NAME": data / "rueckhalt.sqlite3"})
    os.environ.update(TMPDIR=asked["temporary"], **asked.get("environment", {}))
    tempfile.tempdir = None
    typed = tempfile.TemporaryFile("w+")  # noqa: SIM115 -- it lives as long as the process
    typed.write(asked.get("typed", ""))
    typed.seek(0)
    os.dup2(typed.fileno(), 0)
    sys.stdin = typed


def _do(asked: dict) -> int:
    if "script" in asked:
        exec(asked["script"], {})  # noqa: S102 -- a script of our tests
        return 0
    from rueckhalt.config.commandline import main

    return main(asked["command"])


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _serve()
