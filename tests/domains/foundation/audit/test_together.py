"""Many append at once, threads and processes: one chain, unbroken, and nobody is lost."""

import os
import subprocess
import sys
import textwrap
from collections import Counter

import pytest

from tests.domains.foundation.places.test_loading import url_of_a_database

APPENDS = """
    import sys
    from datetime import UTC, datetime
    from threading import Barrier, Thread

    import django
    from django.db import connections

    django.setup()
    from rueckhalt.foundation.audit.api import record

    name, writers, each = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    together = Barrier(writers)

    def write(writer):
        together.wait()
        for _ in range(each):
            record(by=f"{name}:{writer}", action="case.read", subject="case:K1",
                   now=datetime(2026, 11, 27, tzinfo=UTC))
        connections.close_all()

    threads = [Thread(target=write, args=[number]) for number in range(writers)]
    for one in threads: one.start()
    for one in threads: one.join()
"""
PREPARES = """
    import django
    from django.core.management import call_command
    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)
"""
READS = """
    import django
    django.setup()
    from rueckhalt.foundation.audit.api import lines, verdict
    found = verdict()
    print(found.finding, found.end.number)
    print(*(line.by for line in lines(limit=10_000)))
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("processes", "threads", "each"), [(1, 8, 20), (2, 4, 20)])
def test_all_who_append_at_once_make_one_chain(tmp_path, processes, threads, each):
    environment = {
        **os.environ,
        "DATABASE_URL": url_of_a_database(tmp_path),
        "RUECKHALT_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "rueckhalt.config.settings.local",
    }

    def start(script: str, *arguments: object) -> subprocess.Popen:
        command = [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)

    def ended(process: subprocess.Popen) -> str:
        said = process.communicate()[0]
        assert process.returncode == 0
        return said

    ended(start(PREPARES))
    writers = [start(APPENDS, f"p{number}", threads, each) for number in range(processes)]
    for writer in writers:
        ended(writer)
    verdict, written = ended(start(READS)).splitlines()
    assert verdict == f"None {processes * threads * each}"
    assert set(Counter(written.split()).values()) == {each}
    assert len(set(written.split())) == processes * threads
