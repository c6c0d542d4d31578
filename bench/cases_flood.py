"""A flood of junk from one address, and thirty people behind the same address who must get through."""

import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from bench.cases_house import NEW, WAIT, YOUNGEST, House, Person, engines, has_all, house_on, size
from bench.figures import Figure, p95
from tests.visits import Visit

MINUTES = size("CASES_MINUTES", 3)
JUNK = size("CASES_JUNK", 1000)  # posts a minute
FRESH_EACH = 10  # one in ten has a fresh token; the others have none that holds
PEOPLE = size("CASES_PEOPLE", 30)
LANES = 24  # connections of the flood at any moment
# Who is told to wait five seconds does wait, as the page asks.
BREATH = 5.0


def measure() -> Iterator[Figure]:
    """Over loopback, with production settings; the people come in the middle of the flood."""
    for engine in engines():
        with house_on(engine) as house:
            yield from flooded(engine, house)


def flooded(engine: str, house: House) -> Iterator[Figure]:
    """The flood runs by the clock; whoever of it is late is counted, and none is left out."""
    answers = Counter[int]()
    with ThreadPoolExecutor(LANES + 2) as pool:
        begun = time.perf_counter()
        lanes = [pool.submit(lane, house.url, number, begun, answers) for number in range(LANES)]
        time.sleep(MINUTES * 60 / 3)
        waits, people = through(house)
        for one in lanes:
            one.result()
        took = time.perf_counter() - begun
    came = [person for person in people if person.secret]
    whole = sum(has_all(person.reads(), person.number) for person in came)
    sent = sum(answers.values())
    broken = sum(count for status, count in answers.items() if status >= 500 and status != WAIT)
    title = f"{engine}: flood"
    yield Figure(f"{title}, posts a minute", "", [60 * sent / took], at_least=0.95 * JUNK)
    yield Figure(f"{title}, answers 5xx that are no waiting page", "", [broken], at_most=0)
    yield Figure(f"{title}, posts that had to wait", "", [answers[WAIT]])
    yield Figure(f"{title}, people who got through", "people", [len(came)], at_least=PEOPLE)
    yield Figure(f"{title}, the last of them after", "s", [max(waits)], at_most=60)
    yield Figure(f"{title}, p95 of them", "s", [p95(waits)])
    yield Figure(f"{title}, people whose text is whole", "people", [whole], at_least=PEOPLE)


def lane(url: str, number: int, begun: float, answers: Counter[int]) -> None:
    """One of the connections of the flood: a share of the posts, each at its moment."""
    total = JUNK * MINUTES
    for post in range(number, total, LANES):
        time.sleep(max(0.0, begun + 60 * post / JUNK - time.perf_counter()))
        answers[junk(url, is_fresh=post % FRESH_EACH == 0, number=post)] += 1


def junk(url: str, *, is_fresh: bool, number: int) -> int:
    """One post of the flood; returns its status. A fresh token is as old as it must be."""
    if is_fresh:
        person = Person(url, number)
        person.opens()
        time.sleep(YOUNGEST)
        form = person.form
    else:
        form = {"form": f"erfunden.{number}:0000"}
    told = {**form, "c-text": f"Unfug {number}", "c-urgency": "1", "c-consent": "yes", "do": "send"}
    answer = Visit(url).post(NEW, urllib.parse.urlencode(told).encode())
    return answer.status


def through(house: House) -> tuple[list[float], list[Person]]:
    """People who come at once: seconds from the button until each has her words."""
    people = [Person(house.url, number) for number in range(PEOPLE)]
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(lambda person: person.opens(), people))
        time.sleep(YOUNGEST)
        waits = list(pool.map(seconds_to_words, people))
    return waits, people


def seconds_to_words(person: Person) -> float:
    """How long somebody waits for her words, with all the waiting pages between."""
    begun = time.perf_counter()
    person.sends(breath=BREATH)
    return time.perf_counter() - begun
