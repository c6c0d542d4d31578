"""How fast a PDF comes over loopback, and what typst costs a process in memory."""

import http.client
import subprocess
import sys
import tempfile
import urllib.parse
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from itertools import repeat
from pathlib import Path

from bench.figures import Figure, milliseconds, p95
from tests.rules.guidance.books import shipped_book
from tests.rules.guidance.situations import ON, everything
from tests.served import served_house

RUNS = 5
REQUESTS = 100
SHEET, PLAN, LETTER = "/stellen/blatt/datei/", "/lotse/plan/datei/", "/lotse/brief/datei/"
WORDS = "Am Abend stand ein Mann vor dem Rathaus und rief böse Worte. "
COMPLAINT: dict[str, str | list[str]] = {
    "letter": "strafanzeige", "told": "1", "place": "Kiel", "happened": ["threat", "insult"],
    "b_recipient": "Staatsanwaltschaft Kiel", "b_name": "Erika Mustermann",
    "b_reach": "Rathaus Musterdorf\nDorfplatz 1\n12345 Musterdorf", "b_moment": "gestern, Rathaus",
    "b_evidence": ["letters", "diary"],
}  # fmt: skip
PLACE = urllib.parse.urlencode({"place": "Kiel"})
MANY: dict[str, str | list[str]] = {
    "danger": "unsure", "place": "Kiel", "happened": ["threat", "insult", "stalking", "address"],
    "channel": ["letter", "online", "phone"], "offender": "several", "home": "yes",
    "role": "council", "frequency": "worse", "v2_happened": ["damage"], "v2_learned_on": "2026-05-04",
}  # fmt: skip
# Resident memory after one and after 300 sheets of different days, in a process of its own.
MEMORY = """
import django, resource
django.setup()
from datetime import date, timedelta
from rueckhalt.foundation.web import pdf
data = {"place": "x", "day": "x", "prosecutor": "", "derived": "", "blocks": []}
template = "foundation/directory/templates/directory/sheet.typ"
for number in range(300):
    pdf.render(template, data, title="Blatt", on=date(2026, 1, 1) + timedelta(number))
    if number in {0, 299}:
        print(int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize())
"""


def measure() -> Iterator[Figure]:
    """The emergency sheet, plans and letters as PDF: first and later ones, and memory."""
    with tempfile.TemporaryDirectory() as folder, served_house(Path(folder)) as url:
        port = int(url.rpartition(":")[2])
        yield Figure("first sheet of a process", "ms", ask(port, SHEET, repeat(PLACE, 1)))
        yield Figure(
            "sheet as PDF, one client, p95", "ms", spread(port, SHEET, places), at_most=150
        )
        yield Figure("plan as PDF, one client, p95", "ms", spread(port, PLAN, plans), at_most=150)
        yield Figure(
            "letter as PDF, one client, p95", "ms", spread(port, LETTER, letters), at_most=150
        )
        yield Figure(
            "letter of 20,000 signs as PDF, p95",
            "ms",
            spread(port, LETTER, long_letters),
            at_most=150,
        )
        yield Figure("the longest plan as PDF, p95", "ms", spread(port, PLAN, longest))
        first, last = memory(Path(folder) / "data")
    yield Figure("resident memory after one PDF", "MB", [first], at_most=200)
    yield Figure("resident memory after 300 PDF", "MB", [last], at_most=200)


def places(requests: int) -> Iterator[str]:
    """The same place again and again: a sheet is the same for everybody there."""
    return repeat(PLACE, requests)


def plans(requests: int) -> Iterator[str]:
    """A long plan of many answers, each time of another day, so that nothing is known by heart."""
    return told_each_day(MANY, requests)


def letters(requests: int) -> Iterator[str]:
    """A complaint of a page and a half, each time of another day."""
    return told_each_day({**COMPLAINT, "b_what": WORDS * 30}, requests)


def long_letters(requests: int) -> Iterator[str]:
    """The longest complaint that one can write."""
    return told_each_day({**COMPLAINT, "b_what": (WORDS * 400)[:20_000]}, requests)


def longest(requests: int) -> Iterator[str]:
    """The plan of somebody to whom all of it happened."""
    told = everything(shipped_book())
    answers = {name: sorted(chosen) for name, chosen in told.answers.items()}
    place = {"place_ags": told.place.ags} if told.place else {}
    return told_each_day({**answers, **place}, requests)


def told_each_day(answers: Mapping[str, str | list[str]], requests: int) -> Iterator[str]:
    """The same answers of one day after the other."""
    for number in range(requests):
        day = (ON - timedelta(days=number)).isoformat()
        yield urllib.parse.urlencode({**answers, "learned_on": day}, doseq=True)


def spread(port: int, path: str, bodies: Callable[[int], Iterator[str]]) -> list[float]:
    """The p95 of each run, after some requests that count for nothing."""
    ask(port, path, bodies(30))
    return [p95(ask(port, path, bodies(REQUESTS))) for _ in range(RUNS)]


def ask(port: int, path: str, bodies: Iterable[str]) -> list[float]:
    """Asks for PDF one after the other; milliseconds of each."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def once(body: str) -> None:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, body, kind)
        answer = connection.getresponse()
        if answer.status != 200 or not answer.read().startswith(b"%PDF"):
            raise RuntimeError(answer.status)

    times = [milliseconds(partial(once, body)) for body in bodies]
    connection.close()
    return times


def memory(data: Path) -> list[float]:
    """Megabytes of a process that writes PDF."""
    settings = {
        "RUECKHALT_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "rueckhalt.config.settings.local",
    }
    call = [sys.executable, "-c", MEMORY]
    told = subprocess.run(call, env=settings, capture_output=True, check=True, text=True)
    return [int(line) / 1e6 for line in told.stdout.split()]
