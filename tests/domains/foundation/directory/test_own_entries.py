"""What an operator says of entries takes precedence, survives, and can be taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from rueckhalt.foundation.directory import queries
from rueckhalt.foundation.directory.actions import set_entries
from rueckhalt.foundation.directory.models import OwnEntry
from rueckhalt.foundation.directory.queries import all_entries, findings_at, own_states
from rueckhalt.foundation.directory.rules import (
    Competence,
    Entries,
    Gap,
    as_text,
    from_text,
    parse_changes,
)
from rueckhalt.foundation.directory.rules.checking import PAGE_NAMES
from rueckhalt.foundation.directory.urls import urlpatterns
from rueckhalt.foundation.lib.content import ContentError
from rueckhalt.foundation.lib.refusal import Refused
from tests.domains.foundation.directory.test_hsds import FULL
from tests.rules.directory.bodies import a_body

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
OWN = """
[[body]]
id = "polizei-bb"
name = "Polizei Musterland"
competences = ["ansprechstelle_polizei"]
land = "BB"
phone = "0331 1234567"
attested_on = "2026-11-20"
checked_on = 2026-11-20
source = { text = "Anruf", kind = "stelle", on = "2026-11-20" }
"""


def set_from(text: str, by: str = "Leitstelle") -> tuple[str, ...]:
    return set_entries(changes=parse_changes("eigene.toml", text), by=by, now=NOW)


def entry(entry_id: str):
    return all_entries().by_id().get(entry_id)


def test_an_own_entry_takes_the_place_of_the_shipped_one_and_says_what_changed():
    lines = set_from(OWN)
    assert "polizei-bb: phone: 0331 283-4040 → 0331 1234567" in lines
    assert "polizei-bb: checked_on: – → 2026-11-20" in lines
    assert (entry("polizei-bb").name, entry("polizei-bb").url) == ("Polizei Musterland", "")
    assert [(one.entry_id, one.set_by) for one in own_states()] == [("polizei-bb", "Leitstelle")]


def test_a_new_entry_is_added_and_a_second_time_changes_nothing():
    text = OWN.replace("polizei-bb", "polizei-muster")
    assert set_from(text) == ("polizei-muster: neu",)
    assert set_from(text) == ()
    assert OwnEntry.objects.count() == 1


def test_an_entry_is_hidden_and_the_shipped_one_comes_back():
    assert set_from('[[hidden]]\nid = "ezra"') == ("ezra: nicht mehr da",)
    assert entry("ezra") is None
    assert set_from('[[shipped]]\nid = "ezra"') == ("ezra: neu",)
    assert OwnEntry.objects.count() == 0


def test_a_body_becomes_a_gap():
    gap = '[[gap]]\nid = "ezra"\ncompetence = "opferberatung"\nland = "TH"\ntext = "Fehlt."\nask = "110."'
    assert set_from(gap) == ("ezra: von Stelle zu Lücke",)
    assert isinstance(entry("ezra"), Gap)


def test_an_own_entry_survives_an_update_that_ships_another_text(monkeypatch):
    set_from(OWN)
    shipped = queries.shipped_entries()
    newer = Entries(
        tuple(replace(b, name="Neu", phone="110") for b in shipped.bodies if b.id == "polizei-bb")
    )
    monkeypatch.setattr(queries, "shipped_entries", lambda: newer)
    queries._merged.cache_clear()
    assert entry("polizei-bb").name == "Polizei Musterland"
    queries._merged.cache_clear()


def test_a_stored_entry_that_a_newer_version_cannot_read_gives_way_and_is_reported():
    set_from(OWN)
    OwnEntry.objects.update(text='{"body": {"id": "polizei-bb", "colour": "blue"}}')
    assert entry("polizei-bb").phone == "0331 283-4040"
    assert [one.entry_id for one in findings_at(NOW) if one.is_error] == ["polizei-bb"]
    set_from('[[shipped]]\nid = "polizei-bb"')
    assert [one for one in findings_at(NOW) if one.is_error] == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[[body]", r"eigene\.toml: kein gültiges TOML"),
        (OWN.replace("name =", "nam ="), r"eigene\.toml.*polizei-bb.*nam"),
        (OWN.replace("0331 1234567", ""), "Kein Weg"),
        (OWN + OWN, "zweimal"),
        (OWN + '[[hidden]]\nid = "polizei-bb"', "zweimal"),
        ('[[bodies]]\nid = "x"', r"\[\[bodies\]\] gibt es hier nicht"),
        ('[[hidden]]\nid = "ezra"\nwhy = "x"', "why"),
    ],
)
def test_a_file_with_a_fault_is_refused_with_its_place(text, named):
    with pytest.raises(ContentError, match=named):
        set_from(text)
    assert OwnEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[[hidden]]\nid = "gibt-es-nicht"', "unknown"),
        ('[[shipped]]\nid = "gibt-es-nicht"', "unknown"),
        ('[[hidden]]\nid = "notruf-110"', "emergency"),
        ('[[hidden]]\nid = "notruf-112"', "emergency"),
        ('[[hidden]]\nid = "beratung-bei-hass"', "errors"),  # a closed body points to it
        (OWN.replace("0331 1234567", "12345"), "errors"),
        (OWN.replace("0331 1234567", "0800 300 99 44"), "errors"),  # that of another body
        (OWN.replace("polizei-bb", "Polizei BB"), "errors"),
        (OWN.replace("polizei-bb", "p" * 81), "errors"),
        (OWN.replace('"2026-11-20"\nchecked', '"2027"\nchecked'), "errors"),
        (OWN + '[[hidden]]\nid = "notruf-110"', "emergency"),
    ],
)
def test_what_would_break_the_directory_changes_nothing(text, code):
    with pytest.raises(Refused) as refusal:
        set_from(text)
    assert refusal.value.code == code
    assert OwnEntry.objects.count() == 0


@pytest.mark.parametrize("by", ["", "  ", "x" * 81])
def test_who_changes_something_is_named(by):
    with pytest.raises(Refused, match="80 Zeichen"):
        set_from(OWN, by=by)


@pytest.mark.parametrize("stored", [FULL, a_body(), Gap("a", Competence.FUND, "Fehlt.", "Fragen.")])
def test_what_is_stored_comes_back_as_it_was(stored):
    assert from_text(as_text(stored)) == stored


@pytest.mark.parametrize(
    "values",
    [
        {"is_hidden": True, "text": "{}", "set_by": "x"},
        {"is_hidden": False, "text": "", "set_by": "x"},
        {"is_hidden": True, "text": "", "set_by": ""},
    ],
)
def test_the_table_refuses_half_an_entry(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnEntry.objects.create(entry_id="x", set_at=NOW, **values)


def test_reading_costs_one_query_however_many_own_entries_there_are(django_assert_num_queries):
    for n in range(3):
        set_from(OWN.replace("polizei-bb", f"eigene-{n}").replace("4567", f"{n}567"))
        with django_assert_num_queries(1):
            assert entry(f"eigene-{n}").checked_on == date(2026, 11, 20)


def test_no_entry_can_take_the_address_of_a_page():
    first = {str(one.pattern).partition("/")[0] for one in urlpatterns}
    assert {name for name in first if name and not name.startswith("<")} == PAGE_NAMES
