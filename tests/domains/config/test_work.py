"""The worker as a process: stopped, killed, two of them, eight threads of them; on both engines."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.domains.foundation.places.test_loading import url_of_a_database
from tests.mail_server import MailServer, mail_server
from tests.served import PATIENCE, free_port, served_process

RUECKHALT = [sys.executable, "-m", "rueckhalt"]


class House:
    """A house without pages: its database, its environment, and what runs in it."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.environment = {
            **os.environ,
            "DATABASE_URL": url_of_a_database(folder),
            "RUECKHALT_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "rueckhalt.config.settings.local",
            **settings,
        }

    def python(self, script: str) -> str:
        """What a script prints that runs in this house."""
        ran = self.run(*self.script(script))
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def script(self, script: str) -> list[str]:
        """The command that runs a script in this house."""
        head = "import django\ndjango.setup()\n"
        return [sys.executable, "-c", head + textwrap.dedent(script)]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )

    def put_mails(self, count: int) -> None:
        self.python(f"""
            from datetime import UTC, datetime
            from django.core.management import call_command
            from django.db import transaction
            from rueckhalt.foundation.outbox.api import put_mail

            call_command("migrate", verbosity=0, skip_checks=True)
            with transaction.atomic():
                for number in range({count}):
                    put_mail(template="trial", to=f"n{{number}}@muster.example", key=f"trial:{{number}}", now=datetime.now(UTC))
        """)

    def sql(self, statement: str) -> list[tuple]:
        """What a statement gives; on PostgreSQL the house shares the database of the test."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall()
        path = self.environment["DATABASE_URL"].removeprefix("sqlite:///")
        with closing(sqlite3.connect(path)) as file, file:
            return file.execute(statement).fetchall()

    def states(self) -> Counter[str]:
        found = self.sql("SELECT state FROM outbox_message WHERE kind = 'mail'")
        return Counter(state for (state,) in found)

    def make_stale(self) -> None:
        """As if a quarter of an hour had passed since the claims."""
        self.sql("UPDATE outbox_message SET claimed_at = '2026-01-01 00:00:00+00:00' WHERE state = 'claimed' RETURNING 1")  # fmt: skip

    @contextmanager
    def worker(self, *options: str) -> Iterator[subprocess.Popen[bytes]]:
        process = subprocess.Popen(
            [*RUECKHALT, "work", *options], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as told:
        yield told


@pytest.fixture
def house(tmp_path, server) -> House:
    return House(tmp_path, RUECKHALT_EMAIL_URL=f"smtp://127.0.0.1:{server.port}")


def wait_until(ask: Callable[[], object]) -> Any:
    """Asks until the answer is true, and returns it."""
    end = time.monotonic() + PATIENCE
    while not (answer := ask()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return answer


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


CLAIMING = """
    from collections import Counter
    from datetime import UTC, datetime
    from threading import Thread
    from django.db import connections
    from rueckhalt.foundation.outbox.actions import claim_next

    taken = []

    def claim(worker):
        while one := claim_next(worker=worker, now=datetime.now(UTC), kinds=["mail"]):
            taken.append((one.number, worker))
        connections.close_all()

    threads = [Thread(target=claim, args=(f"w{number}",)) for number in range(8)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    print(len(taken), len({number for number, _ in taken}), len({worker for _, worker in taken}) > 1)
"""


@pytest.mark.django_db(transaction=True)
def test_eight_threads_claim_each_message_exactly_once(house):
    house.put_mails(80)
    assert house.python(CLAIMING).split() == ["80", "80", "True"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_on_one_database_send_each_mail_once(house, server):
    house.put_mails(60)
    with house.worker(), house.worker():
        wait_until(lambda: len(server.mails) >= 60)
        wait_until(lambda: house.states() == {"done": 60})
    assert Counter(server.recipients) == {f"n{number}@muster.example": 1 for number in range(60)}


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_before_the_server_accepted_loses_and_doubles_nothing(house, server):
    house.put_mails(20)
    server.hold_after = 5
    with house.worker() as worker:
        wait_until(lambda: server.is_holding)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    wait_until(lambda: not server.is_holding)
    assert house.states() == {"done": 5, "claimed": 1, "waiting": 14}
    house.run(*RUECKHALT, "work", "--once")
    assert house.states() == {"done": 19, "claimed": 1}
    house.make_stale()
    house.run(*RUECKHALT, "work", "--once")
    assert house.states() == {"done": 20}
    assert Counter(server.recipients) == {f"n{number}@muster.example": 1 for number in range(20)}


# The one gap that nobody can close: accepted, and dead before it was written down.
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_the_server_accepted_sends_again_with_the_same_identity(
    house, server
):
    house.put_mails(1)
    house.python("""
        import os, signal
        from datetime import UTC, datetime
        from django.conf import settings
        from rueckhalt.foundation.outbox.api import ServerPost, run_due, send_mail

        def handler(work):
            send_mail(work, post=ServerPost(sender="post@localhost"), address=settings.ADDRESS)
            raise SystemExit(0)

        run_due(worker="dead", clock=lambda: datetime.now(UTC), handlers={"mail": handler}, unsaid=[])
    """)
    assert house.states() == {"claimed": 1}
    house.make_stale()
    house.run(*RUECKHALT, "work", "--once")
    assert house.states() == {"done": 1}
    identities = {re.search(rb"Message-ID: (\S+)", raw)[1] for raw in server.mails}
    assert (len(server.mails), len(identities)) == (2, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_shall_end_finishes_its_message_and_begins_no_other(house, server, told):
    house.put_mails(3)
    server.hold_after = 0
    with house.worker() as worker:
        wait_until(lambda: server.is_holding)
        worker.send_signal(told)
        time.sleep(0.3)
        server.release()
        assert worker.wait(timeout=10) == 0
    assert house.states() == {"done": 1, "waiting": 2}


@pytest.mark.django_db(transaction=True)
def test_in_production_without_a_mail_server_mail_waits_and_the_worker_says_so_once(tmp_path):
    house = House(
        tmp_path,
        DJANGO_SETTINGS_MODULE="rueckhalt.config.settings.production",
        RUECKHALT_SECRET_KEY="only-for-tests-" * 4,
        RUECKHALT_HOSTS="rueckhalt.example",
    )
    house.put_mails(2)
    with house.worker() as worker:
        said = worker.stderr.readline().decode()
        time.sleep(1.5)
        worker.terminate()
        assert worker.communicate(timeout=10) == (b"", b"")
    assert "Kein Mailserver eingestellt" in said
    assert house.states() == {"waiting": 2}


@pytest.mark.parametrize("command", [["work"], ["work", "--once"], ["tick"]])
def test_a_database_that_was_never_prepared_is_named_in_one_sentence(tmp_path, command):
    house = House(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    ran = house.run(*RUECKHALT, *command)
    assert (ran.returncode, ran.stderr) == (2, "Die Datenbank ist nicht vorbereitet. Zuerst: rueckhalt prepare\n")  # fmt: skip


def test_a_database_that_does_not_answer_is_named_and_the_worker_waits_for_it(tmp_path):
    nobody = f"postgres://nobody@127.0.0.1:{free_port()}/none"
    house = House(tmp_path, DATABASE_URL=nobody)
    ran = house.run(*RUECKHALT, "tick")
    assert (ran.returncode, ran.stderr) == (2, "Die Datenbank antwortet nicht.\n")
    with house.worker() as worker:
        assert b"The worker cannot use the database: OperationalError" in worker.stderr.readline()
        assert worker.poll() is None


def workers_of(pid: int) -> list[int]:
    """The processes `rueckhalt work` that say they work under a process."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().split(b"\0")
        except OSError:
            continue
        if (
            b"work" in words
            and words[-2:-1] == [str(pid).encode()]
            and is_alive(int(entry.parent.name))
        ):
            found.append(int(entry.parent.name))
    return found


@pytest.fixture
def served(tmp_path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """What `make run` starts: the server and its worker, already at work."""
    with served_process(tmp_path) as (url, server):
        assert urllib.request.urlopen(f"{url}/health", timeout=10).status == 200
        (worker,) = wait_until(lambda: workers_of(server.pid))
        yield server, worker


def test_make_run_keeps_one_worker_and_ends_it(served):
    server, worker = served
    os.kill(worker, signal.SIGKILL)
    (new,) = wait_until(lambda: set(workers_of(server.pid)) - {worker})
    server.terminate()
    server.wait(timeout=30)
    assert not is_alive(new)


def test_no_worker_is_left_when_the_server_dies(served):
    server, worker = served
    server.kill()
    server.wait(timeout=30)
    wait_until(lambda: not is_alive(worker))
