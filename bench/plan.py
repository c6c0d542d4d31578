"""How fast a plan comes: by one visitor, by eight at once, and without the web."""

import http.client
import tempfile
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from importlib.resources import files
from pathlib import Path
from time import perf_counter

from bench.figures import Figure, milliseconds, p95
from rueckhalt.support.guidance.rules.plan import advise
from rueckhalt.support.guidance.rules.rulebook import Rulebook, parse_rulebook
from rueckhalt.support.guidance.rules.situation import Situation
from tests.served import served_house

RUNS = 5
REQUESTS = 200
CLIENTS = 8
# The dearest case: a name with a typing error, several answers, a clock.
ANSWERS = urllib.parse.urlencode(
    {
        "danger": "no", "place": "Neustadt an der Weinstrase", "happened": ["threat", "insult"],
        "channel": ["letter", "online"], "learned_on": "2026-01-31", "offender": "unsure",
    },
    doseq=True,
)  # fmt: skip


def measure() -> Iterator[Figure]:
    """Plans over loopback with the shipped number of processes and threads, and the pure engine."""
    with tempfile.TemporaryDirectory() as folder, served_house(Path(folder)) as url:
        port = int(url.rpartition(":")[2])
        ask(port, 40)
        yield Figure(
            "plan page, one client, p95",
            "ms",
            [p95(ask(port, REQUESTS)) for _ in range(RUNS)],
            at_most=60,
        )
        yield Figure(
            "plan pages, eight clients",
            "pages/s",
            [throughput(port) for _ in range(RUNS)],
            at_least=100,
        )
    yield Figure(
        "plans by the engine alone, one core",
        "plans/s",
        [engine() for _ in range(RUNS)],
        at_least=1000,
    )


def ask(port: int, requests: int) -> list[float]:
    """Asks for plans one after the other; milliseconds of each."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def once() -> None:
        connection.request(
            "POST", "/lotse/plan/", ANSWERS, {"Content-Type": "application/x-www-form-urlencoded"}
        )
        answer = connection.getresponse()
        if answer.status != 200 or b"Ihr Plan" not in answer.read():
            raise RuntimeError(answer.status)

    times = [milliseconds(once) for _ in range(requests)]
    connection.close()
    return times


def throughput(port: int) -> float:
    """Plans a second that eight clients get together."""
    with ProcessPoolExecutor(CLIENTS) as clients:
        list(clients.map(ask, [port] * CLIENTS, [1] * CLIENTS))
        begun = perf_counter()
        list(clients.map(ask, [port] * CLIENTS, [REQUESTS // 4] * CLIENTS))
        return CLIENTS * (REQUESTS // 4) / (perf_counter() - begun)


def engine() -> float:
    """Plans a second on one core, over all pairs of two answers."""
    book = parse_rulebook(texts("guidance"), texts("law"))
    situations = list(pairs(book))
    begun = perf_counter()
    for situation in situations:
        advise(situation, book, date(2026, 11, 26))
    return len(situations) / (perf_counter() - begun)


def pairs(book: Rulebook) -> Iterator[Situation]:
    """Situations with two answers each."""
    options = [(q.id, option.id) for q in book.questions for option in q.options]
    for first, one in options:
        for second, other in options:
            yield Situation(answers={first: frozenset([one]), second: frozenset([other])})


def texts(folder: str) -> dict[str, str]:
    """File name → text of a folder of content."""
    return {
        file.name: file.read_text("utf-8")
        for file in (files("rueckhalt") / "content" / folder).iterdir()
    }
