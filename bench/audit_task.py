"""One piece of work on the trail, in a process of its own; prints what it measured as JSON."""

import json
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from time import perf_counter

import django
from django.core.management import call_command
from django.db import OperationalError, connections, transaction

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 10_000
SECONDS = 5.0  # of appending


def fill(number: int) -> dict[str, float]:
    """Stores so many lines through the product's own digest, many in one statement."""
    from rueckhalt.foundation.audit.models import StoredLine
    from rueckhalt.foundation.audit.rules import GENESIS, Head, Line, next_line

    call_command("migrate", verbosity=0, skip_checks=True)
    last, rows = GENESIS, []
    with transaction.atomic():
        for second in range(number):
            at = BEGUN + timedelta(seconds=second)
            subject = f"case:K{second % 5000}"
            line = next_line(last, at=at, by="account:17", action="case.read", subject=subject)
            last = Head(line.number, line.digest)
            rows.append(StoredLine(**{field: getattr(line, field) for field in Line.__slots__}))
            if len(rows) == BATCH or second == number - 1:
                StoredLine.objects.bulk_create(rows)
                rows = []
    return {"lines": number}


def verify(number: int) -> dict[str, float]:
    """Checks the whole trail, which has at least so many lines: seconds, and the greatest memory in MB."""
    from rueckhalt.foundation.audit.api import head, verdict

    begun = perf_counter()
    found = verdict([head()])
    took = perf_counter() - begun
    assert found.finding is None
    assert found.end.number >= number
    # The greatest size since this program was loaded; what getrusage says includes its parent's.
    size = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return {"seconds": took, "memory": int(size[1]) / 1024 if size else 0}


def append(writers: int) -> dict[str, float]:
    """Lines a second of so many threads at once, and how many of their turns failed."""
    from rueckhalt.foundation.audit.api import record

    together, counts, failures, longest = (
        Barrier(writers),
        [0] * writers,
        [0] * writers,
        [0.0] * writers,
    )

    def write(writer: int) -> None:
        together.wait()
        end = perf_counter() + SECONDS
        while (begun := perf_counter()) < end:
            try:
                record(by=f"account:{writer}", action="case.read", subject="case:K1", now=BEGUN)
                counts[writer] += 1
            except OperationalError:
                failures[writer] += 1
            longest[writer] = max(longest[writer], perf_counter() - begun)
        connections.close_all()

    threads = [Thread(target=write, args=[writer]) for writer in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"rate": sum(counts) / SECONDS, "failed": sum(failures), "longest": max(longest)}


def forget(number: int) -> dict[str, float]:
    """Seconds that it takes to remove so many lines behind a checkpoint."""
    from rueckhalt.foundation.audit.api import forget_before, verdict

    begun = perf_counter()
    forget_before(number=number + 1, by="account:1", now=BEGUN)
    took = perf_counter() - begun
    assert verdict().finding is None
    return {"seconds": took}


if __name__ == "__main__":
    django.setup()
    work = {"fill": fill, "verify": verify, "append": append, "forget": forget}[sys.argv[1]]
    print(json.dumps(work(int(sys.argv[2]))))
