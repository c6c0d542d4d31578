"""Many who send at once, one who sends much, one who returns, and what a worker keeps in memory."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from bench.cases_house import (
    DOOR,
    NEW,
    YOUNGEST,
    House,
    Person,
    engines,
    has_all,
    house_on,
    size,
)
from bench.figures import Figure, milliseconds, p95
from bench.logins import peak, resident, workers_of
from tests.visits import Visit

ALL = size("CASES_ALL", 200)
TOGETHER = 16
ALONE = size("CASES_ALONE", 40)
FEW = size("CASES_FEW", 65)
MANY = size("CASES_MANY", 1000)
PAGES = size("CASES_PAGES", 9000)


def measure() -> Iterator[Figure]:
    """Over loopback, with production settings and the shipped processes and threads."""
    for engine in engines():
        with house_on(engine) as house:
            yield from crowd(engine, house)
            yield from alone(engine, house)
    with house_on("SQLite") as house:
        yield from memory(house)


def opened(house: House, count: int) -> list[Person]:
    """People who have the form open, long enough to have filled it."""
    people = [Person(house.url, number) for number in range(count)]
    for person in people:
        person.opens()
    time.sleep(YOUNGEST)
    return people


def crowd(engine: str, house: House) -> Iterator[Figure]:
    """Sixteen send at any moment; each follows the waiting page. Then each reads her case again."""
    people = opened(house, ALL)
    begun = time.perf_counter()
    with ThreadPoolExecutor(TOGETHER) as pool:
        statuses = list(pool.map(lambda person: person.sends().status, people))
    took = time.perf_counter() - begun
    # The first of them push the same button once more: the same words, and no second case.
    again = [Person(house.url, one.number, form=one.form) for one in people[:TOGETHER]]
    with ThreadPoolExecutor(TOGETHER) as pool:
        list(pool.map(lambda person: person.sends(), again))
    same = sum(a.secret == b.secret != "" for a, b in zip(people, again, strict=False))
    came = [
        one for one, status in zip(people, statuses, strict=True) if status == 200 and one.secret
    ]
    whole = sum(has_all(person.reads(), person.number) for person in came)
    title = f"{engine}: {ALL} cases, {TOGETHER} at once"
    yield Figure(f"{title}, stored", "cases", [len(came)], at_least=ALL)
    yield Figure(f"{title}, read again whole by their person", "cases", [whole], at_least=ALL)
    yield Figure(
        f"{title}, different secrets", "", [len({one.secret for one in came})], at_least=ALL
    )
    yield Figure(f"{title}, sent twice with the same words", "", [same], at_least=len(again))
    yield Figure(f"{title}, all together", "s", [took])
    yield Figure(f"{title}, tries until the words", "", [float(one.tries) for one in came])


def alone(engine: str, house: House) -> Iterator[Figure]:
    """One person at a time: twelve fields of about 960 signs, and the way back."""
    people = opened(house, ALONE)
    times = [milliseconds(person.sends) for person in people]
    yield Figure(f"{engine}: one sends twelve fields, median", "ms", [median(times)])
    yield Figure(f"{engine}: the same, p95", "ms", [p95(times)], at_most=1000)
    back = [milliseconds(person.returns) for person in people]
    yield Figure(f"{engine}: one returns, median", "ms", [median(back)])
    yield Figure(f"{engine}: the same, p95", "ms", [p95(back)], at_most=800)


def memory(house: House) -> Iterator[Figure]:
    """Megabytes of the processes that serve pages, after some posts and after many."""
    workers = workers_of(house.server)
    sent = 0
    for goal, title in ((FEW, f"after {FEW} cases"), (MANY, f"after {MANY} cases")):
        people = opened(house, goal - sent)
        for person in people:
            if person.sends().status != 200:
                raise RuntimeError(person.number)
        sent = goal
        held = [resident(pid) for pid in workers]
        yield Figure(f"memory of a worker {title}", "MB", held, at_most=200)
    visit = Visit(house.url)
    for page in range(PAGES):
        visit.get((NEW, DOOR)[page % 2])
    held = [resident(pid) for pid in workers]
    yield Figure(f"memory of a worker {PAGES:,} pages later", "MB", held, at_most=200)
    yield Figure("its peak with one derivation", "MB", [peak(pid) for pid in workers], at_most=350)
