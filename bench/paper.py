"""How fast a PDF comes over loopback, and what typst costs a process in memory."""

import http.client
import subprocess
import sys
import tempfile
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, milliseconds, p95
from tests.served import served_house

RUNS = 5
REQUESTS = 100
PLACE = urllib.parse.urlencode({"place": "Kiel"})
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
    """The emergency sheet as PDF: first and later ones, their size, and memory."""
    with tempfile.TemporaryDirectory() as folder, served_house(Path(folder)) as url:
        port = int(url.rpartition(":")[2])
        yield Figure("first sheet of a process", "ms", ask(port, 1))
        ask(port, 30)
        runs = [p95(ask(port, REQUESTS)) for _ in range(RUNS)]
        yield Figure("sheet as PDF, one client, p95", "ms", runs, at_most=150)
        first, last = memory(Path(folder) / "data")
    yield Figure("resident memory after one PDF", "MB", [first], at_most=200)
    yield Figure("resident memory after 300 PDF", "MB", [last], at_most=200)


def ask(port: int, requests: int) -> list[float]:
    """Asks for sheets one after the other; milliseconds of each."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def once() -> None:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/stellen/blatt/datei/", PLACE, kind)
        answer = connection.getresponse()
        if answer.status != 200 or not answer.read().startswith(b"%PDF"):
            raise RuntimeError(answer.status)

    times = [milliseconds(once) for _ in range(requests)]
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
