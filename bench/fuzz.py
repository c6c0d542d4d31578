"""Sends requests made from the API's own document over a real server, as long as FUZZ_SECONDS says."""

import http.client
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from hypothesis import HealthCheck, Phase, given, seed, settings

from bench.figures import Figure
from tests.fuzzing import Answered, Asked, Fuzz
from tests.served import served_house

SECONDS = float(os.environ.get("FUZZ_SECONDS", "60"))
BATCH = 500
OPERATIONS = 12  # each must be reached by a request that it likes
SHOWN = 20


def measure() -> Iterator[Figure]:
    """Answers by status, then what must not be: 5xx, undocumented answers, broken connections."""
    with tempfile.TemporaryDirectory() as folder, served_house(Path(folder)) as url:
        port = int(url.rpartition(":")[2])
        statuses, faults, reached = fuzzed(port, monotonic() + SECONDS)
        log = (Path(folder) / "log").read_text("utf-8")
    for fault, times in faults.most_common(SHOWN):
        print(f"{times} × {fault}")
    yield Figure(f"requests in {SECONDS:.0f} s", "", [sum(statuses.values())], at_least=SECONDS)
    for status, times in sorted(statuses.items()):
        yield Figure(f"answers {status}", "", [times])
    yield Figure("operations that said yes", "", [len(reached)], at_least=OPERATIONS)
    yield Figure("answers 5xx or none", "", [broken(statuses)], at_most=0)
    yield Figure("answers that the document does not say", "", [sum(faults.values())], at_most=0)
    yield Figure("lines in the log about a failure", "", [log.count("ERROR")], at_most=0)


def broken(statuses: Counter[int]) -> int:
    """How many answers were a mistake of ours; 0 stands for no answer at all."""
    return sum(times for status, times in statuses.items() if status >= 500 or status == 0)


def fuzzed(port: int, end: float) -> tuple[Counter[int], Counter[str], set[str]]:
    """Statuses, faults and the operations that answered 200, of batches with the seeds 0, 1, 2, … until the time is over."""
    fuzz = Fuzz(json.loads(send(port, Asked("GET", "", "/api/v1/openapi.json")).body))
    statuses: Counter[int] = Counter()
    faults: Counter[str] = Counter()
    reached: set[str] = set()

    @settings(
        max_examples=BATCH, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(asked=fuzz.requests())
    def once(asked: Asked) -> None:
        if monotonic() > end:
            return
        answered = send(port, asked)
        statuses[answered.status] += 1
        if answered.status == 200 and asked.method != "HEAD":
            reached.add(asked.template)
        faults.update(fuzz.faults(asked, answered))

    number = 0
    while monotonic() < end:
        seed(number)(once)()
        number += 1
    return statuses, faults, reached


def send(port: int, asked: Asked) -> Answered:
    """Asks on a connection of its own; no answer at all has the status 0."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(asked.method, asked.address, asked.body, asked.headers)
        answer = connection.getresponse()
        return Answered(answer.status, answer.getheader("Content-Type", ""), answer.read())
    except (OSError, http.client.HTTPException):
        return Answered(0, "", b"")
    finally:
        connection.close()
