"""The desk with 1,000 and 10,000 cases, and opening one of them."""

import random
from collections.abc import Iterator
from functools import partial
from statistics import median

from bench.cases_house import House, engines, house_on, size
from bench.cases_task import PASSPHRASE, PASSWORD, SECRET
from bench.figures import Figure, milliseconds, p95
from tests.visits import Answer, Visit

FEW = size("CASES_FEW_ON_DESK", 1_000)
MANY = size("CASES_ON_DESK", 10_000)
RUNS = size("CASES_RUNS", 60)
TRAYS = ("eingang", "meine", "ueberfaellig")
DESK, VAULT = "/arbeit/", "/konto/tresor/"
LARGEST = 150  # kB of a page, uncompressed


def measure() -> Iterator[Figure]:
    """Over loopback, with production settings, by a guide whose vault is open."""
    for engine in engines():
        with house_on(engine) as house:
            taken: list[str] = []
            for before, cases, slowest in ((0, FEW, 150), (FEW, MANY, 300)):
                made = house.fill(cases - before)
                taken += made["taken"]
                yield Figure(f"{engine}: {cases - before:,} cases made", "s", [seconds(made)])
                yield from desk(f"{engine}, {cases:,} cases", guide(house), taken, slowest)


def seconds(made: dict[str, object]) -> float:
    """How long the filling took."""
    return float(str(made["seconds"]))


def guide(house: House) -> Visit:
    """A guide who is logged in and has opened her vault. Raises where she is not in."""
    visit = Visit(house.url)
    answer = visit.log_in("guide0@rueckhalt.example", PASSWORD, SECRET)
    if answer.status != 302:
        raise RuntimeError(answer.status)
    answer = visit.send(
        f"{VAULT}oeffnen/", visit.get(VAULT), passphrase=PASSPHRASE, next=DESK
    )  # fmt: skip
    if answer.status != 302:
        raise RuntimeError(answer.status)
    return visit


def desk(title: str, visit: Visit, taken: list[str], slowest: float) -> Iterator[Figure]:
    """Each tray by turns, its first page and a later one; then cases at random."""
    pages = [f"{DESK}?korb={tray}&seite={page}" for tray in TRAYS for page in (1, 3)]
    size = max(len(shown(visit, page).text.encode()) for page in pages) / 1000
    times = [milliseconds(partial(shown, visit, pages[run % len(pages)])) for run in range(RUNS)]
    yield Figure(f"{title}: a page of the desk, median", "ms", [median(times)])
    yield Figure(f"{title}: the same, p95", "ms", [p95(times)], at_most=slowest)
    yield Figure(f"{title}: its largest page", "kB", [size], at_most=LARGEST)
    chosen = random.Random(len(taken)).choices(taken, k=RUNS)
    opening = [milliseconds(partial(shown, visit, f"{DESK}fall/{one}/")) for one in chosen]
    yield Figure(f"{title}: opening one of them, median", "ms", [median(opening)])
    yield Figure(f"{title}: the same, p95", "ms", [p95(opening)], at_most=100)


def shown(visit: Visit, path: str) -> Answer:
    """A page. Raises where it is another one, such as that of a closed vault."""
    answer = visit.get(path)
    if answer.status != 200:
        raise RuntimeError((path, answer.status, answer.location))
    return answer
