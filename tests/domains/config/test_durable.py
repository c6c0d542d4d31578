"""What the database confirmed survives a power cut, or the house says that it would not."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from rueckhalt.config import durable


def test_a_new_house_on_sqlite_writes_through_to_the_disk(machine):
    said = machine("new").begin(
        "from rueckhalt.config import durable\n"
        "print(durable.weak_values(), durable._asked('PRAGMA synchronous'), durable._asked('PRAGMA journal_mode'))"
    )
    assert said.split() == ["{}", "2", "wal"]


@pytest.mark.postgresql
@pytest.mark.django_db
def test_the_server_is_asked_for_what_a_power_cut_would_lose():
    # tools/run_tests.py starts the server of the tests without waiting for the disk.
    assert durable.weak_values() == {"fsync": "off"}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert durable.weak_values() == {"fsync": "off", "synchronous_commit": "off"}


@pytest.mark.parametrize("value", ["0", "1"])
def test_sqlite_that_does_not_wait_for_the_disk_is_weak(value):
    found = {"synchronous": value, "journal_mode": "wal"}
    assert durable.weak_among(durable.SQLITE, found) == {"synchronous": value}


@pytest.mark.parametrize("mode", ["memory", "off"])
def test_sqlite_without_a_journal_on_the_disk_is_weak(mode):
    found = {"synchronous": "2", "journal_mode": mode}
    assert durable.weak_among(durable.SQLITE, found) == {"journal_mode": mode}


def test_an_operators_house_does_not_start_so_and_a_demonstration_says_it(
    monkeypatch, settings, capsys
):
    monkeypatch.setattr(durable, "weak_values", lambda: {"fsync": "off"})
    settings.HAS_DEMO_ACCOUNTS = False
    with pytest.raises(ImproperlyConfigured, match="fsync = off"):
        durable.check_durable()
    settings.HAS_DEMO_ACCOUNTS = True
    durable.check_durable()
    assert "kann Gespeichertes verloren gehen: fsync = off." in capsys.readouterr().err


def test_a_safe_house_says_nothing(monkeypatch, settings, capsys):
    monkeypatch.setattr(durable, "weak_values", dict)
    settings.HAS_DEMO_ACCOUNTS = False
    durable.check_durable()
    assert capsys.readouterr().err == ""


def test_a_server_of_the_operators_own_choice_does_not_start_so_either(machine):
    house = machine("new")
    house.begin()
    said = house.python("""
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from rueckhalt.config import durable
        settings.HAS_DEMO_ACCOUNTS = False
        durable.weak_values = lambda: {"fsync": "off"}
        try:
            import rueckhalt.config.wsgi
        except ImproperlyConfigured as refusal:
            print(refusal)
    """)
    assert "fsync = off" in said


def test_what_the_operator_asks_of_postgresql_holds_besides_how_long_a_lock_is_waited_for(machine):
    house = machine("new")
    house.environment["DATABASE_URL"] = (
        "postgres://nobody@127.0.0.1:1/none?options=-c%20search_path%3Dhouse"
    )
    asked = "from django.conf import settings\nprint(settings.DATABASES['default']['OPTIONS']['options'])"
    assert house.python(asked) == "-c lock_timeout=20s -c search_path=house\n"
