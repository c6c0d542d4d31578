"""Pages of the guide that say the same to everybody: evidence and household sheet."""

import io
import re

import pikepdf
import pytest
import time_machine

from tests.domains.support.guidance.pages import (
    EVIDENCE,
    HOUSEHOLD,
    HOUSEHOLD_FILE,
    PLAN,
    READ,
    THREAT,
    THURSDAY_EVENING,
    text,
)
from tests.paper import archive_faults, font_faults, metadata_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(client):
    """The household sheet as it is downloaded."""
    with time_machine.travel(THURSDAY_EVENING):
        return client.get(HOUSEHOLD_FILE)


@pytest.mark.parametrize("path", READ)
def test_danger_comes_first_and_the_title_says_nothing(client, path):
    page = text(client.get(path))
    assert page.index("tel:110") < page.index("Noch nicht juristisch geprüft")
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert title in {"Liste – Rückhalt", "Blatt – Rückhalt"}


@pytest.mark.parametrize("path", [*READ, HOUSEHOLD_FILE])
def test_nothing_is_stored_and_nothing_is_taken(client, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    assert client.post(path, {"place": "Kiel"}).status_code == 405


@pytest.mark.parametrize("path", READ)
def test_the_pages_ask_for_nothing(client, path):
    page = text(client.get(path))
    assert not re.search("<form|<input|<script", page)


def test_what_nobody_preserves_stands_before_what_one_preserves(client):
    page = text(client.get(EVIDENCE))
    warned = max(page.index("Ein verdächtiger Gegenstand"), page.index("Sexuelle Bilder"))
    assert warned < page.index("Das gilt immer") < page.index("Brief oder Zettel")


def test_a_list_to_tick_off_follows_the_ways(client):
    boxes = text(client.get(EVIDENCE)).partition("Liste zum Abhaken</h2>")[2]
    assert boxes.count("<li>") > 15
    assert "Bildschirmfoto mit Datum, Uhrzeit und Profil." in boxes


def test_a_norm_is_told_in_our_words_and_a_source_with_its_date(client):
    page = text(client.get(EVIDENCE))
    assert "StGB § 201 (Vertraulichkeit des gesprochenen Wortes):" in page
    assert "Stand 2025-06-25" in page


@pytest.mark.usefixtures("places")
def test_the_plan_and_the_start_page_lead_there(client):
    plan = text(client.post(PLAN, {**THREAT, "home": "yes"}))
    start = text(client.get("/"))
    for path in READ:
        assert f'<a href="{path}">' in plan
        assert f'<a href="{path}">' in start


@pytest.mark.usefixtures("places")
def test_a_plan_with_a_thing_that_nobody_touches_leads_to_no_collecting(client):
    assert EVIDENCE not in text(client.post(PLAN, {"happened": "parcel"}))


def test_the_sheet_leads_to_its_file(client):
    assert f'href="{HOUSEHOLD_FILE}"' in text(client.get(HOUSEHOLD))


def test_the_sheet_is_one_page_for_archives_and_for_everybody(sheet):
    assert sheet["Content-Disposition"] == 'attachment; filename="blatt.pdf"'
    with pikepdf.open(io.BytesIO(sheet.content)) as pdf:
        assert len(pdf.pages) == 1
        assert list(archive_faults(pdf)) == []
        assert list(font_faults(pdf)) == []
        assert str(pdf.docinfo["/Title"]) == "Blatt"
        assert not re.search("Droh|Polizei|Rückhalt", metadata_of(pdf))


def test_the_sheet_says_the_same_as_its_page(client, sheet):
    said = words_of(sheet.content)
    page = text(client.get(HOUSEHOLD))
    for words in ("Für alle zu Hause", "Für Kinder", "Für das Büro", "Es klingelt",
                  "Mach die Tür nicht auf.", "Polizei vor Ort:", "Mensch unseres Vertrauens"):  # fmt: skip
        assert words in said
        assert words in page
    assert said.index("110") < said.index("Es klingelt")


def test_the_same_day_gives_the_same_bytes(client, sheet):
    with time_machine.travel("2026-11-26T21:00:00+00:00"):
        assert client.get(HOUSEHOLD_FILE).content == sheet.content
