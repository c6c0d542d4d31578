"""The exchange with 5,000 promises and 20,000 topics: its pages over loopback, and the report as files."""

import http.client
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from bench.figures import Figure, milliseconds, p95
from bench.logins import resident, workers_of
from rueckhalt.dialogue.exchange.rules.report import half_year_of
from tests.served import served_process

PROMISES = int(os.environ.get("EXCHANGE_PROMISES", "5000"))
TOPICS = 4 * PROMISES
RUNS, REQUESTS, FILES = 5, 40, 3
AIM, LARGEST, LONGEST = 200, 150, 5  # milliseconds, kilobytes, seconds
MOST = 200  # megabytes
PUBLIC = (
    "/zusagen/", "/zusagen/?seite=100", "/zusagen/bericht/", "/zusagen/bericht/?seite=60",
    "/themen/", "/treffen/", "/oparl/v1.1/paper/", "/oparl/v1.1/meeting/",
    "/oparl/v1.1/meeting/?modified_since=2026-01-01T00:00:00%2B00:00",
)  # fmt: skip
INTERNAL = (
    "/austausch/", "/austausch/themen/", "/austausch/themen/?seite=400",
    "/austausch/themen/?stand=beendet&seite=100", "/austausch/themen/?suche=erfunden+Nummer", "/austausch/zusagen/",
    "/austausch/zusagen/?seite=100", "/austausch/bericht/", "/austausch/bericht/?seite=60", "/austausch/treffen/",
)  # fmt: skip
# Fills the served house and prints the session of somebody of the secretariat.
FILL = """
import django
django.setup()
from bench.exchange_content import fill
print(fill({promises}, {topics}))
"""


def measure() -> Iterator[Figure]:
    """Each page with its size, all of them as somebody of the secretariat asks; then the files."""
    with tempfile.TemporaryDirectory() as folder, served_process(Path(folder)) as (url, server):
        cookie = filled(Path(folder) / "data")
        connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
        ask = partial(answer, connection, cookie)
        yield from pages(ask)
        for name in ("zusagen", "austausch"):
            yield from files(ask, name)
        connection.close()
        held = [resident(pid) for pid in workers_of(server.pid)]
        yield Figure("memory of a worker after all of this", "MB", held, at_most=MOST)


def filled(data: Path) -> str:
    """The cookie of a session in a house that now has what is measured."""
    environment = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "RUECKHALT_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "rueckhalt.config.settings.local",
    }
    script = FILL.format(promises=PROMISES, topics=TOPICS)
    call = [sys.executable, "-c", script]
    told = subprocess.run(call, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return told.stdout.split()[-1]


def answer(connection: http.client.HTTPConnection, cookie: str, path: str) -> bytes:
    """The body of a page or a file; anything but 200 ends the measurement."""
    connection.request("GET", path, headers={"Cookie": cookie})
    told = connection.getresponse()
    body = told.read()
    if told.status != 200:
        raise RuntimeError(f"{path}: {told.status}")
    return body


def pages(ask: partial[bytes]) -> Iterator[Figure]:
    """The p95 of each page, and the largest of them."""
    sizes = []
    for path in (*PUBLIC, *INTERNAL):
        sizes.append(len(ask(path)) / 1000)
        runs = [
            p95([milliseconds(partial(ask, path)) for _ in range(REQUESTS)]) for _ in range(RUNS)
        ]
        yield Figure(f"{path} with {PROMISES:,} promises, p95", "ms", runs, at_most=AIM)
    yield Figure("largest of these pages, uncompressed", "kB", [max(sizes)], at_most=LARGEST)


def files(ask: partial[bytes], name: str) -> Iterator[Figure]:
    """How long a whole report takes; the public PDF of a day is written once and kept."""
    for kind in ("pdf", "ods", "csv"):
        path = f"/{name}/bericht/{half_year()}/datei/{kind}/"
        times = [milliseconds(partial(ask, path)) / 1000 for _ in range(FILES)]
        yield Figure(f"{path}, slowest", "s", [max(times)], at_most=LONGEST)


def half_year() -> str:
    """The present half-year, as addresses name it."""
    return half_year_of(date.today()).code
