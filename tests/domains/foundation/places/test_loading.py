import os
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection

from rueckhalt.foundation.places.actions import load_reference_places, store_directory
from rueckhalt.foundation.places.models import Edition, Municipality
from rueckhalt.foundation.places.queries import (
    place_by_ags,
    place_index,
    reference_state,
    shipped_table,
)
from rueckhalt.foundation.places.rules import Directory, parse_directory

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def edition(day: str, *names: str) -> Directory:
    """A small made-up edition."""
    rows = [
        f"municipality;0105100{number};010510000{number:03};64;{name};500;25767;1319"
        for number, name in enumerate(names, start=1)
    ]
    head = f"# © Ausgedacht, Gebietsstand {day}, dl-de/by-2-0"
    return parse_directory("\n".join([head, "kreis;01051;43;Dithmarschen;Heide", *rows]))


@pytest.mark.django_db
def test_the_shipped_table_is_stored_whole():
    assert load_reference_places(now=NOW) is True
    state = reference_state()
    assert (state.municipalities, state.unincorporated_areas) == (10_751, 202)
    assert state.state_on == date(2025, 11, 30)
    assert state.source.startswith("© Statistisches Bundesamt (Destatis), Gebietsstand 2025-11-30")
    assert Edition.objects.get().loaded_at == NOW


@pytest.mark.django_db
def test_a_second_load_does_nothing(django_assert_num_queries):
    load_reference_places(now=NOW)
    rows = Municipality.objects.count()
    with django_assert_num_queries(1):
        assert load_reference_places(now=NOW) is False
    assert (Edition.objects.count(), Municipality.objects.count()) == (1, rows)


@pytest.mark.django_db
def test_a_newer_edition_is_present_and_the_older_one_stays():
    store_directory(directory=edition("2025-03-31", "Albersdorf", "Arkebek"), now=NOW)
    assert store_directory(directory=edition("2025-06-30", "Albersdorf"), now=NOW) is True
    assert reference_state().state_on == date(2025, 6, 30)
    assert reference_state().municipalities == 1
    assert Municipality.objects.count() == 3


@pytest.mark.django_db
def test_the_same_edition_again_changes_nothing():
    store_directory(directory=edition("2025-06-30", "Albersdorf"), now=NOW)
    assert store_directory(directory=edition("2025-06-30", "Arkebek"), now=NOW) is False
    assert [row.name for row in Municipality.objects.all()] == ["Albersdorf"]


@pytest.mark.django_db
def test_an_older_edition_is_kept_and_never_present():
    store_directory(directory=edition("2025-06-30", "Albersdorf"), now=NOW)
    assert store_directory(directory=edition("2025-03-31", "Arkebek", "Barlt"), now=NOW) is True
    assert reference_state().state_on == date(2025, 6, 30)
    assert [place.name for place in place_index().places] == ["Albersdorf"]
    assert place_by_ags("01051002") is None


@pytest.mark.django_db
def test_a_product_older_than_what_is_stored_changes_nothing():
    store_directory(directory=edition("2099-12-31", "Albersdorf"), now=NOW)
    assert load_reference_places(now=NOW) is False
    assert reference_state().municipalities == 1


@pytest.mark.django_db
def test_an_edition_with_a_place_that_does_not_fit_leaves_nothing():
    directory = parse_directory(shipped_table())
    twice = Directory(directory.state_on, directory.source, directory.places + directory.places[:1])
    with pytest.raises(IntegrityError):
        store_directory(directory=twice, now=NOW)
    assert (Edition.objects.count(), Municipality.objects.count()) == (0, 0)


KILLED = """
    import os, signal
    from datetime import UTC, datetime

    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)
    batches = 0

    def kill_at_the_third_batch(execute, sql, params, many, context):
        global batches
        batches += "INTO \\"places_municipality\\"" in sql
        if batches == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    from rueckhalt.foundation.places.api import load_reference_places

    with connection.execute_wrapper(kill_at_the_third_batch):
        load_reference_places(now=datetime(2026, 1, 5, tzinfo=UTC))
"""


def url_of_a_database(tmp_path) -> str:
    """The test database on PostgreSQL; on SQLite, where that lives in memory, a file."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{tmp_path / 'places.sqlite3'}"
    on = connection.settings_dict
    return f"postgres://{on['USER']}:{on['PASSWORD']}@{on['HOST']}:{on['PORT']}/{on['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_a_load_that_is_killed_halfway_leaves_nothing(tmp_path):
    url = url_of_a_database(tmp_path)
    environment = {**os.environ, "DATABASE_URL": url, "RUECKHALT_DATA": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "rueckhalt.config.settings.local"

    def run(script):
        return subprocess.run(
            [sys.executable, "-c", textwrap.dedent(script)],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert run(KILLED).returncode == -signal.SIGKILL
    state = run(
        """
        import django
        django.setup()
        from rueckhalt.foundation.places.models import Edition, Municipality
        print(Edition.objects.count(), Municipality.objects.count())
        """
    )
    assert state.stdout.split() == ["0", "0"], state.stderr
