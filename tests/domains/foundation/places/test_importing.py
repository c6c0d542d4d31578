"""The import of quarters: both orders, the same again, what is refused, killed and served meanwhile."""

import os
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection, connections

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.places.api import (
    import_as_text,
    import_quarter,
    load_reference_places,
    place_by_ags,
    place_index,
    reference_state,
    resolve_place,
    states_as_text,
    stored_states,
)
from rueckhalt.foundation.places.models import Edition, Municipality
from rueckhalt.foundation.places.queries import directory_on
from tests.domains.foundation.places.test_loading import url_of_a_database
from tests.rules.places.quarters import as_file, next_quarter, whole, with_columns

NOW = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
OLD, NEW = date(2025, 11, 30), date(2026, 2, 28)
FILE = as_file(whole())
NEXT_FILE = as_file(next_quarter(whole()))


def stored() -> list[tuple]:
    """Everything that is stored, without the numbers that the database gives."""
    fields = [
        field.name for field in Municipality._meta.fields if field.name not in {"id", "edition"}
    ]
    rows = Municipality.objects.order_by("edition__state_on", "ars")
    editions = Edition.objects.order_by("state_on").values_list("state_on", "source")
    return [*editions, *rows.values_list("edition__state_on", *fields)]


@pytest.mark.django_db
def test_a_newer_quarter_becomes_present_and_tells_what_changed():
    load_reference_places(now=NOW)
    imported = import_quarter(raw=NEXT_FILE, now=NOW)
    assert (imported.is_new, imported.state_on, imported.present) == (True, NEW, NEW)
    assert [place.name for place in imported.changes.gone] == ["Arkebek"]
    assert place_by_ags("01051003").name == "Averlak am Kanal"
    assert place_by_ags("01051999").name == "Ausgedorf"
    assert resolve_place("Averlak am Kanal").place.ags == "01051003"


@pytest.mark.django_db
def test_what_was_valid_earlier_stays():
    load_reference_places(now=NOW)
    before = directory_on(OLD)
    import_quarter(raw=NEXT_FILE, now=NOW)
    assert directory_on(OLD) == before


@pytest.mark.django_db
def test_both_orders_lead_to_the_same_state_and_tell_the_same_changes():
    import_quarter(raw=FILE, now=NOW)
    in_order = import_quarter(raw=NEXT_FILE, now=NOW)
    one = stored()
    Edition.objects.all().delete()
    import_quarter(raw=NEXT_FILE, now=NOW)
    backwards = import_quarter(raw=FILE, now=NOW)
    assert stored() == one
    assert (backwards.is_new, backwards.state_on, backwards.present) == (True, OLD, NEW)
    assert backwards.changes == in_order.changes
    assert reference_state().state_on == NEW


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing_and_says_so():
    import_quarter(raw=NEXT_FILE, now=NOW)
    before, at = stored(), Edition.objects.get().loaded_at
    again = import_quarter(raw=NEXT_FILE, now=datetime(2026, 4, 1, tzinfo=UTC))
    assert again.is_new is False
    assert "schon genauso gespeichert. Nichts wurde geändert." in import_as_text(again)
    assert (stored(), Edition.objects.get().loaded_at) == (before, at)


@pytest.mark.django_db
def test_another_content_for_a_stored_gebietsstand_is_refused():
    load_reference_places(now=NOW)
    before = stored()
    lines = [
        with_columns(one, 23, f"{'Arkebeck':<50}") if one[:18] == "602025113001051002" else one
        for one in whole()
    ]
    with pytest.raises(Refused, match=r"30\.11\.2025 ist schon .*\(Orte: 1, zuerst 01051002 Ark"):
        import_quarter(raw=as_file(lines), now=NOW)
    assert stored() == before


REFUSED = {
    "Zeichen statt 220": FILE[: len(FILE) // 2],
    "Die Datei ist nicht vollständig": as_file(whole()[:8_000]),
    "in der Zukunft": as_file(with_columns(one, 3, "20260401") for one in whole()),
    "Die Datei nennt 0 Einwohner": as_file(
        with_columns(one, 140, "0" * 11) if one[:2] == "60" else one
        for one in next_quarter(whole())
    ),
    "Eine Datei hat nur einen": as_file([*whole()[:9_000], *next_quarter(whole())[9_000:]]),
}


@pytest.mark.django_db
def test_a_refused_file_changes_nothing():
    load_reference_places(now=NOW)
    before = stored()
    for sentence, raw in REFUSED.items():
        with pytest.raises(Refused, match=sentence):
            import_quarter(raw=raw, now=NOW)
        assert stored() == before


@pytest.mark.django_db
def test_without_any_stored_state_a_file_is_compared_with_the_shipped_one():
    nobody = (with_columns(one, 140, "0" * 11) if one[:2] == "60" else one for one in whole())
    with pytest.raises(Refused, match="0 Einwohner, der nächste gespeicherte Stand 83577140"):
        import_quarter(raw=as_file(nobody), now=NOW)
    assert stored() == []


@pytest.mark.django_db
def test_the_answer_names_each_place_that_is_new_renamed_or_gone():
    load_reference_places(now=NOW)
    assert import_as_text(import_quarter(raw=NEXT_FILE, now=NOW)).splitlines() == [
        "Der Gebietsstand 28.02.2026 ist gespeichert und gilt jetzt.",
        "",
        "Vom 30.11.2025 zum 28.02.2026:",
        "1 neu",
        "  01051999  Ausgedorf (Kreis Dithmarschen, Schleswig-Holstein)",
        "1 umbenannt",
        "  01051003  Averlak (Kreis Dithmarschen, Schleswig-Holstein) → Averlak am Kanal",
        "1 weggefallen, Nachfolge unbekannt",
        "  01051002  Arkebek (Kreis Dithmarschen, Schleswig-Holstein)",
        "Andere Angaben bei Orten, die es vorher und nachher gibt: Art 0, Kreis 0, Verband 18, Postleitzahl 1, Einwohnerzahl 0.",
    ]


@pytest.mark.django_db
def test_an_older_quarter_says_that_it_is_history_and_stands_after_the_present_one():
    import_quarter(raw=NEXT_FILE, now=NOW)
    text = import_as_text(import_quarter(raw=FILE, now=NOW))
    assert text.startswith(
        "Der Gebietsstand 30.11.2025 ist als Geschichte gespeichert. Es gilt weiter der 28.02.2026.\n"
    )
    first, source, second, _ = states_as_text(stored_states()).splitlines()
    assert first == "28.02.2026  gilt: 10751 Gemeinden, 202 gemeindefreie Gebiete"
    assert second == "30.11.2025  Geschichte: 10751 Gemeinden, 202 gemeindefreie Gebiete"
    assert source == (
        "  © Statistisches Bundesamt (Destatis), Gebietsstand 2026-02-28, dl-de/by-2-0, "
        "eingelesen am 31.03.2026"
    )


IMPORTS = """
    import os, signal, sys
    from datetime import UTC, datetime
    from pathlib import Path

    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)
    from rueckhalt.foundation.places.api import import_quarter, load_reference_places

    now = datetime(2026, 3, 31, tzinfo=UTC)
    load_reference_places(now=now)
    deadly, seen = sys.argv[1], 0

    def kill_at_the_deadly_statement(execute, sql, params, many, context):
        global seen
        written = execute(sql, params, many, context)
        seen += "INTO \\"places_" in sql
        if str(seen) == deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        return written

    with connection.execute_wrapper(kill_at_the_deadly_statement):
        import_quarter(raw=Path(sys.argv[2]).read_bytes(), now=now)
"""


# 1 is the edition, 2 the first thousand places, 12 the last ones; then only the commit is missing.
@pytest.mark.parametrize("statement", ["2", "12"])
@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_killed_leaves_the_state_before_and_can_be_repeated(tmp_path, statement):
    file = tmp_path / "quarter.txt"
    file.write_bytes(NEXT_FILE)
    before = importing(tmp_path, statement, file)
    assert before == ["2025-11-30 10953"]
    assert importing(tmp_path, "none", file) == ["2025-11-30 10953", "2026-02-28 10953"]


def importing(tmp_path: Path, deadly: str, file: Path) -> list[str]:
    """Imports in a process of its own that may be killed; returns what is stored afterwards."""
    environment = {
        **os.environ,
        "DATABASE_URL": url_of_a_database(tmp_path),
        "RUECKHALT_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "rueckhalt.config.settings.local",
    }

    def run(script: str, *arguments: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-c", textwrap.dedent(script), *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    ran = run(IMPORTS, deadly, str(file))
    assert ran.returncode == (0 if deadly == "none" else -signal.SIGKILL), ran.stderr
    counted = run(
        """
        import django
        django.setup()
        from rueckhalt.foundation.places.models import Edition, Municipality
        for edition in Edition.objects.order_by("state_on"):
            print(edition.state_on, Municipality.objects.filter(edition=edition).count())
        """
    )
    return counted.stdout.splitlines()


# SQLite tests have one connection; tests/domains/config/test_places.py asks a whole house.
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_searches_during_an_import_sees_the_state_before_as_a_whole():
    load_reference_places(now=NOW)
    seen = []

    def look() -> None:
        state = reference_state()
        seen.append((state.state_on, state.municipalities, len(place_index().places)))
        connections.close_all()

    def look_from_elsewhere(execute, sql, params, many, context):
        if "INTO" in sql:
            reader = Thread(target=look)
            reader.start()
            reader.join()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look_from_elsewhere):
        import_quarter(raw=NEXT_FILE, now=NOW)
    assert len(seen) == 12
    assert set(seen) == {(OLD, 10_751, 10_953)}
    assert len(place_index().places) == 10_953
    assert reference_state().state_on == NEW
