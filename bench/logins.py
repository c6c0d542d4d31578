"""Sixteen people who log in at once, and whether the house answers others meanwhile."""

import os
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from bench.figures import Figure, milliseconds, p95
from bench.visit import PRODUCTION
from tests.served import served_process
from tests.visits import LOG_IN, Answer, Visit

ROUNDS = 5
WAVES = 3  # in a round, so that it has enough answers of /health for a 99th percentile
TOGETHER = 16
BREATH = 2.0  # seconds until somebody tries again; the waiting page asks for ten
PAUSE = 0.005  # seconds between two questions to /health
ALONE = 40
MANY = 200
PASSWORD = "fuenf Pferde im Regen"  # noqa: S105 -- opens nothing outside of the bench
PASSPHRASE = "abend kamera wolke teller garten fenster"  # noqa: S105 -- as above
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 -- as above
VAULT = "/konto/tresor/"
# Half of the people have a second factor; one hash of a password serves all, since making it takes time.
PEOPLE = """
import sys, django
django.setup()
from datetime import UTC, datetime
from django.contrib.auth.hashers import make_password
from rueckhalt.foundation.accounts.api import (
    Account, OrganisationKind, Role, create_account, create_organisation, store_app,
)
now, (password, secret, guides, others) = datetime.now(UTC), sys.argv[1:]
point = create_organisation(name="Messung A", kind=OrganisationKind.CONTACT_POINT, by=None, now=now)
figures = create_organisation(name="Messung B", kind=OrganisationKind.STATISTICS, by=None, now=now)
def make(email, organisation, role):
    return create_account(
        email=email, name="Messung", organisation=organisation, roles=[role], password=None,
        by=None, now=now,
    )
for number in range(int(guides)):
    account = make(f"guide{number}@rueckhalt.example", point, Role.GUIDE)
    store_app(account=account, secret=secret)
for number in range(int(others)):
    make(f"other{number}@rueckhalt.example", figures, Role.STATISTICS)
Account.objects.update(password=make_password(password))
"""
Interval = tuple[float, float]


@dataclass
class Crowd:
    """What the people of one round met: when a request of theirs was under way, and what came."""

    busy: list[Interval] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)  # milliseconds until the waiting page
    tries: list[int] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    came_in: list[bool] = field(default_factory=list)


def measure() -> Iterator[Figure]:
    """Over loopback, with production settings and the shipped processes and threads."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served_process(Path(folder), **PRODUCTION) as (url, server),
    ):
        guides = ROUNDS * WAVES * TOGETHER // 2 + 5
        make_people(Path(folder), guides, ROUNDS * WAVES * TOGETHER // 2)
        yield from crowds(url)
        yield from one_by_one(url)
        yield from memory(url, server.pid, guides)


def make_people(folder: Path, guides: int, others: int) -> None:
    """Makes accounts in the house of a folder: guides with a second factor, others without."""
    environment = {**os.environ, **PRODUCTION, "RUECKHALT_DATA": str(folder / "data")}
    environment.pop("DATABASE_URL", None)
    told = [PASSWORD, SECRET, str(guides), str(others)]
    command = [sys.executable, "-c", textwrap.dedent(PEOPLE), *told]
    subprocess.run(command, env=environment, check=True)


def crowds(url: str) -> Iterator[Figure]:
    """Rounds of sixteen at once, while one client asks /health again and again."""
    slow, alone, met = [], [], []
    for number in range(ROUNDS):
        with asking(url) as asked:
            time.sleep(2)
            crowd = round_of(url, number)
        answers = asked()
        meanwhile = [took for begun, took in answers if is_under_way(begun, took, crowd.busy)]
        before = [took for begun, took in answers if begun < crowd.busy[0][0]]
        slow.append(p99(meanwhile))
        alone.append(p99(before))
        met.append(crowd)
        print(f"    {len(meanwhile)} answers of /health meanwhile, slowest {max(meanwhile):.1f} ms")
    yield Figure("/health before, p99", "ms", alone)
    yield Figure(f"/health during {TOGETHER} log-ins at once, p99", "ms", slow, at_most=50)
    yield Figure("waiting page for who finds the queue full, median", "ms", each(met, median))
    yield Figure("the same, p95", "ms", each(met, p95))
    yield Figure("people sent away to wait, in a wave", "", [len(c.refused) / WAVES for c in met])
    yield Figure("tries until the last came in", "", [max(c.tries) for c in met])
    yield Figure("who came in", "people", [sum(c.came_in) for c in met], at_least=WAVES * TOGETHER)
    odd = [sum(status not in {200, 302, 503} for status in c.statuses) for c in met]
    yield Figure("answers that are neither page nor waiting page", "", odd, at_most=0)


def each(met: Sequence[Crowd], of: Callable[[Sequence[float]], float]) -> list[float]:
    return [of(crowd.refused) for crowd in met if len(crowd.refused) > 1]


def round_of(url: str, number: int) -> Crowd:
    """Waves of sixteen new people; each wave begins when the one before is in."""
    crowd = Crowd()
    for wave in range(number * WAVES, (number + 1) * WAVES):
        first = wave * TOGETHER // 2
        names = [f"{kind}{first + n}" for kind in ("guide", "other") for n in range(TOGETHER // 2)]
        start = threading.Barrier(TOGETHER)
        with ThreadPoolExecutor(TOGETHER) as people:
            list(people.map(partial(comes_in, url, start, crowd), names))
    return crowd


def comes_in(url: str, start: threading.Barrier, crowd: Crowd, name: str) -> None:
    """Somebody who waits at the log-in page with all others, and tries until she is in."""
    visit, tries = Visit(url), 1
    form = visit.get(LOG_IN)
    told = {"login": f"{name}@rueckhalt.example", "password": PASSWORD}
    start.wait()
    while observed(crowd, partial(visit.send, LOG_IN, form, **told)).status == 503 and tries < 30:
        tries += 1
        time.sleep(BREATH)
    if name.startswith("guide"):
        observed(crowd, lambda: visit.second_step(SECRET))
    crowd.tries.append(tries)
    crowd.came_in.append(visit.get("/konto/").status == 200)


def observed(crowd: Crowd, act: Callable[[], Answer]) -> Answer:
    """Does something and notes when, how long, and with which answer."""
    begun = perf_counter()
    answer = act()
    ended = perf_counter()
    crowd.busy.append((begun, ended))
    crowd.statuses.append(answer.status)
    if answer.status == 503:
        crowd.refused.append(1000 * (ended - begun))
    return answer


def is_under_way(begun: float, took: float, busy: Sequence[Interval]) -> bool:
    """Says whether a question to /health met a log-in that was under way."""
    return any(one <= begun + took / 1000 and begun <= other for one, other in busy)


def p99(times: Sequence[float]) -> float:
    """The time that 99 of 100 do not exceed."""
    return quantiles(times, n=100)[-1]


class asking:  # noqa: N801 -- used like a function
    """Asks /health in a process of its own, so that no thread of ours delays it; then tells."""

    def __init__(self, url: str) -> None:
        self._mine, other = get_context("spawn").Pipe()
        self._process = get_context("spawn").Process(target=ask_health, args=(url, other))

    def __enter__(self) -> Callable[[], list[Interval]]:
        self._process.start()
        return lambda: self._answers

    def __exit__(self, *_: object) -> None:
        self._mine.send("enough")
        self._answers: list[Interval] = self._mine.recv()
        self._process.join()


def ask_health(url: str, told: Connection) -> None:
    """Asks until it is told to stop; sends back when each question began and its milliseconds."""
    visit, answers = Visit(url), []
    while not told.poll():
        begun = perf_counter()
        status = visit.get("/health").status
        answers.append((begun, 1000 * (perf_counter() - begun)))
        if status != 200:
            raise RuntimeError(status)
        time.sleep(PAUSE)
    told.recv()
    told.send(answers)


def one_by_one(url: str) -> Iterator[Figure]:
    """One person at a time: the log-in, and opening the vault."""
    times = [milliseconds(lambda: logged_in(url, "other0")) for _ in range(ALONE)]
    yield Figure("log-in without a second factor, page and form, median", "ms", [median(times)])
    yield Figure("the same, p95", "ms", [p95(times)])


def logged_in(url: str, name: str, secret: str = "") -> Visit:
    """Somebody who is in. Raises where she is not."""
    visit = Visit(url)
    answer = visit.log_in(f"{name}@rueckhalt.example", PASSWORD, secret)
    if (answer.status, answer.location) != (302, "/konto/"):
        raise RuntimeError((answer.status, answer.location))
    return visit


def memory(url: str, server: int, guides: int) -> Iterator[Figure]:
    """Memory of the two workers that serve pages: after log-ins, and at its peak while a vault opens."""
    workers = workers_of(server)
    few = [resident(pid) for pid in workers]
    for pid in workers:
        Path(f"/proc/{pid}/clear_refs").write_text("5")  # the peak begins anew
    yield from vaults(url, [f"guide{guides - 1 - n}" for n in range(5)])
    peaks = [peak(pid) for pid in workers]
    for number in range(MANY):
        logged_in(url, "other0")
        if number % 100 == 99:
            print(f"    {number + 1} log-ins: {[round(resident(pid)) for pid in workers]} MB")
    many = [resident(pid) for pid in workers]
    yield Figure("memory of a worker between requests", "MB", few, at_most=200)
    yield Figure("the same after 200 more log-ins", "MB", many, at_most=200)
    yield Figure("its peak with one derivation", "MB", peaks, at_most=350)


def vaults(url: str, names: Sequence[str]) -> Iterator[Figure]:
    """Five guides who open their vaults, one after the other."""
    times = []
    for name in names:
        visit = logged_in(url, name, SECRET)
        first = f"{VAULT}passphrase/"
        told = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
        visit.send(first, visit.get(first), **told)
        for _ in range(9):
            times.append(milliseconds(partial(opens, visit, visit.get(VAULT))))
            visit.send(f"{VAULT}schliessen/", visit.get(VAULT))
    yield Figure("opening the vault, median", "ms", [median(times)])
    yield Figure("the same, p95", "ms", [p95(times)])


def opens(visit: Visit, form: Answer) -> None:
    """Opens the vault. Raises where it stays closed."""
    answer = visit.send(f"{VAULT}oeffnen/", form, passphrase=PASSPHRASE, next=VAULT)
    if answer.status != 302:
        raise RuntimeError(answer.status)


def workers_of(server: int) -> list[int]:
    """The processes that serve pages: children of the server that are not the worker of the outbox."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if parent == server and b"work" not in words:
            found.append(int(entry.name))
    return sorted(found)


def resident(pid: int) -> float:
    """Megabytes that a process holds now."""
    return _status(pid, "VmRSS")


def peak(pid: int) -> float:
    """Megabytes that a process held at most."""
    return _status(pid, "VmHWM")


def _status(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith(f"{name}:"))
