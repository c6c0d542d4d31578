"""The emergency sheet: on the screen, and as PDF that a second library reads."""

import io
import re
import subprocess
import sys
from datetime import date, datetime

import pikepdf
import pytest
import time_machine

from rueckhalt.foundation.directory.documents import Sheet, emergency_sheet, sheet_as_pdf
from rueckhalt.foundation.directory.documents.sheet import Block
from rueckhalt.foundation.directory.rules import BERLIN, Competence
from rueckhalt.foundation.places.rules import Land
from tests.build import whole_directory
from tests.domains.foundation.directory.pages import (
    HOSTILE,
    SHEET,
    SHEET_FILE,
    SHEET_PAGE,
    THURSDAY_EVENING,
    text,
)
from tests.paper import archive_faults, font_faults, metadata_of, tags, words_of
from tests.rules.directory.bodies import a_body, a_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

KIEL = {"place": "Kiel"}
ON = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 20, 30, tzinfo=BERLIN)
NAMES = "Łódź Őrség ẞß Ğül Nguyễn Ďurič Șahin Γειά Київ"
# Letters that are two or more signs even in their shortest form.
COMBINED = ("Ḩ̐ĵ", "C̨̆", "K̄", "m̂")
MARKUP = '#set text(fill: red) *fett* _kursiv_ $x$ @ref <lbl> `a` \\ // /* #panic("x") = Titel'


@pytest.fixture
def answer(client):
    """The sheet of Kiel as it is downloaded."""
    with time_machine.travel(THURSDAY_EVENING):
        return client.post(SHEET_FILE, KIEL)


@pytest.fixture
def pdf(answer):
    """The same, read by another library."""
    with pikepdf.open(io.BytesIO(answer.content)) as opened:
        yield opened


def sheet_saying(words: str) -> bytes:
    """A sheet that says something instead of why there is no card."""
    return sheet_as_pdf(Sheet(a_place(), ON, (Block("Titel", (), words),), words))


def test_the_file_is_neutral_by_name_and_kind(answer):
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="blatt.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_the_file_says_that_it_is_pdf_a_3a_and_pdf_ua_1(pdf):
    assert list(archive_faults(pdf)) == []


def test_the_file_can_be_read_by_its_structure(pdf):
    found = tags(pdf.Root.StructTreeRoot.K)
    assert found.count("/H1") == 1
    assert found.count("/H2") == 8
    assert "/Link" in found


def test_all_fonts_are_embedded(pdf):
    assert list(font_faults(pdf)) == []


def test_neither_place_nor_reason_stand_in_the_metadata(pdf):
    assert str(pdf.docinfo["/Title"]) == "Blatt"
    assert not re.search("Kiel|Notfall|Hass|Droh|Polizei", metadata_of(pdf))


def test_the_same_input_gives_the_same_bytes_and_another_day_others(client, answer):
    with time_machine.travel(THURSDAY_EVENING):
        assert client.post(SHEET_FILE, KIEL).content == answer.content
    with time_machine.travel("2026-11-28T09:00:00+00:00"):
        assert client.post(SHEET_FILE, KIEL).content != answer.content


def test_the_sheet_is_one_page_and_says_whom_to_call(answer, pdf):
    said = words_of(answer.content)
    assert len(pdf.pages) == 1
    for words in ("Kiel (kreisfreie Stadt, Schleswig-Holstein)", "26. November 2026", "110", "112",
                  "0800 300 99 44", "116 006", "ältere Angabe, belegt: November 2023",
                  "Für Schleswig-Holstein ist keine eigene Ansprechstelle",
                  "Staatsanwaltschaft Kiel (abgeleitet, bitte prüfen)"):  # fmt: skip
        assert words in said


@pytest.mark.parametrize("land", Land, ids=lambda land: land.value)
def test_each_land_gets_a_sheet_of_one_page(land):
    place = next(one for one in whole_directory().places if one.land is land)
    content = sheet_as_pdf(emergency_sheet(place, NOW))
    assert len(pikepdf.open(io.BytesIO(content)).pages) == 1


def test_names_of_din_91379_and_markup_print_as_they_are():
    said = words_of(sheet_saying(NAMES))
    assert NAMES in said
    assert MARKUP in words_of(sheet_saying(MARKUP))


def test_letters_of_several_signs_print_and_are_not_named():
    said = words_of(sheet_saying(" ".join(COMBINED)))
    assert [letter for letter in COMBINED if letter not in said] == []
    assert "[" not in said


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Wut 😱", "[FACE SCREAMING IN FEAR]"),
        ("\u202eKiel", "[RIGHT-TO-LEFT OVERRIDE]Kiel"),
        ("a\x00\x1bb", "a[U+0000][U+001B]b"),
        ("שלום", "[HEBREW LETTER SHIN]"),
        ("\ue000\ud800\ufffe", "[U+E000][U+D800][U+FFFE]"),
    ],
)
def test_what_cannot_print_is_named_in_brackets(words, named):
    assert named in words_of(sheet_saying(words))


def test_an_address_of_an_operator_is_no_code(hold):
    hold(
        a_body(
            "x", competences=(Competence.MUNICIPAL_CONTACT,), phone="", url='https://a.example/"#)'
        )
    )
    said = words_of(sheet_as_pdf(emergency_sheet(a_place(), NOW)))
    assert 'https://a.example/"#)' in said


def test_the_page_says_the_same_as_the_file_and_leads_to_it(client):
    page = text(client.post(SHEET_PAGE, KIEL))
    assert f'action="{SHEET_FILE}"' in page
    assert page.index("tel:110") < page.index("0800 300 99 44")
    for words in (
        "Staatsanwaltschaft Kiel",
        "abgeleitet, bitte prüfen",
        "Montag bis Freitag: 9 bis",
    ):
        assert words in page


def test_paper_takes_older_statements_only_where_nothing_is_fresh(client, hold):
    helps = {"competences": (Competence.VICTIM_SUPPORT,)}
    hold(a_body("alt", attested_on="2019", **helps), a_body("neu", attested_on="2026", **helps))
    page = text(client.post(SHEET_PAGE, KIEL))
    assert ">neu<" in page
    assert ">alt<" not in page


def test_a_body_without_a_way_is_named_where_nobody_else_is_there(client):
    page = text(client.post(SHEET_PAGE, {"place": "Erfurt"}))
    assert "Den Weg dorthin erfahren nur Menschen, für die sie da ist." in page


@pytest.mark.parametrize("path", [SHEET_PAGE, SHEET_FILE])
@pytest.mark.parametrize(
    ("told", "status", "sentence"),
    [
        ({}, 422, "Bitte schreiben Sie den Namen der Gemeinde"),
        ({"place": "x" * 101}, 422, "Bitte nur den Namen der Gemeinde"),
        ({"place": "Xyzzyhausen am Nirgendwo"}, 422, "Diesen Ort haben wir nicht gefunden"),
        ({"place": "Kiel", "place_ags": "x"}, 422, "Diesen Ort kennen wir nicht"),
        ({"place": "Neustadt"}, 200, "Welcher Ort ist gemeint?"),
        ({"place": "Kiel", "change": "1"}, 200, 'value="Kiel"'),
    ],
)  # fmt: skip
def test_without_one_certain_place_it_is_asked_for(client, path, told, status, sentence):
    response = client.post(path, told)
    assert response.status_code == status
    assert sentence in text(response)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_for_the_place_are_shown_as_words_or_refused(client, words):
    response = client.post(SHEET_FILE, {"place": words})
    assert response.status_code in {200, 422}
    assert b"<script>alert" not in response.content


def test_the_sheet_has_no_address_of_its_own(client):
    for path in (SHEET_PAGE, SHEET_FILE):
        assert client.get(path).headers["Location"] == SHEET
        assert client.put(path).status_code == 405
    assert "tel:110" in text(client.get(SHEET))


def test_typst_is_loaded_only_where_paper_is_made():
    call = "import rueckhalt.foundation.web.pdf, sys; print('typst' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", call], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "False"
