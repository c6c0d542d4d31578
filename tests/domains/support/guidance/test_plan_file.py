"""The plan as PDF, read by another library."""

import io
import re
from datetime import datetime

import pikepdf
import pytest
import time_machine

from rueckhalt.foundation.directory.api import BERLIN
from rueckhalt.support.guidance.documents import plan_as_pdf
from rueckhalt.support.guidance.queries import plan_for, rulebook
from rueckhalt.support.guidance.rules.situation import Situation
from tests.domains.support.guidance.pages import (
    PLAN,
    PLAN_FILE,
    QUESTIONS,
    THREAT,
    THURSDAY_EVENING,
    text,
)
from tests.paper import archive_faults, font_faults, metadata_of, tags, words_of
from tests.rules.guidance.situations import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

NOW = datetime(2026, 11, 26, 20, 30, tzinfo=BERLIN)
TOLD = {
    **THREAT,
    "learned_on": "Anfang Oktober",
    "v2_happened": "insult",
    "v2_learned_on": "20.11.",
}


@pytest.fixture
def answer(client):
    """The plan as it is downloaded."""
    with time_machine.travel(THURSDAY_EVENING):
        return client.post(PLAN_FILE, TOLD)


@pytest.fixture
def pdf(answer):
    """The same, read by another library."""
    with pikepdf.open(io.BytesIO(answer.content)) as opened:
        yield opened


def test_the_file_is_neutral_by_name_and_kind(answer):
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_the_file_is_for_archives_and_for_everybody(pdf):
    assert list(archive_faults(pdf)) == []
    assert list(font_faults(pdf)) == []


def test_the_file_can_be_read_by_its_structure(pdf):
    found = tags(pdf.Root.StructTreeRoot.K)
    assert found.count("/H1") == 1
    assert found.count("/H2") >= 5
    assert found.count("/H3") > 8
    assert {"/L", "/Link"} <= set(found)


def test_neither_place_nor_reason_stand_in_the_metadata(pdf):
    assert str(pdf.docinfo["/Title"]) == "Plan"
    assert not re.search("Kiel|Hass|Droh|Polizei|Straf|Rückhalt", metadata_of(pdf))


def test_the_same_input_gives_the_same_bytes_and_another_day_others(client, answer):
    with time_machine.travel(THURSDAY_EVENING):
        assert client.post(PLAN_FILE, TOLD).content == answer.content
    with time_machine.travel("2026-11-28T09:00:00+00:00"):
        assert client.post(PLAN_FILE, TOLD).content != answer.content


def test_paper_says_what_the_page_says(answer):
    said = words_of(answer.content)
    for words in (
        "Stand: 26. November 2026. Ort: Kiel (kreisfreie Stadt, Schleswig-Holstein).",
        "Noch nicht juristisch geprüft.", "Wir rechnen ab 1. Oktober 2026.",
        "Handeln Sie bis Freitag, 1. Januar 2027",
        "Vorfall vom 20. November 2026: Handeln Sie bis 20. Februar 2027.",
        "Bis wann: heute, bevor etwas verschwindet. Wer: Sie, mit einer zweiten Person.",
        "0800 300 99 44", "Montag bis Freitag: 9 bis 16 Uhr", "belegt: 2025",
        "Jemand droht Ihnen oder Ihrer Familie.", "Antrag bei der Meldebehörde von Kiel",
        "StGB § 77b", "Geprüft am Gesetzestext vom 19. August 2026",
        "Was in Betracht kommt", "Bedrohung mit einem Verbrechen",
    ):  # fmt: skip
        assert words in said


def test_danger_comes_before_everything_else(answer):
    said = words_of(answer.content)
    assert said.index("Polizei 110") < said.index("112") < said.index("1. Sichern Sie Beweise")


def test_each_step_of_the_page_stands_on_paper_under_its_number(client, answer):
    with time_machine.travel(THURSDAY_EVENING):
        page = text(client.post(PLAN, TOLD))
    titles = re.findall(r'<a href="#schritt-\d+">(.+?)</a>', page)
    said = words_of(answer.content)
    assert len(titles) > 6
    assert [f"{n}. {one}" for n, one in enumerate(titles, 1) if f"{n}. {one}" not in said] == []


def test_each_norm_is_explained_once(answer):
    said = words_of(answer.content).partition("Die Gesetze in unseren Worten")[2]
    assert said.count("StPO § 158") == 1


def test_each_word_of_the_offences_is_explained_once(answer):
    said = words_of(answer.content)
    assert said.count("Nur mit Strafantrag. Nebenklage nur aus besonderen Gründen.") > 1
    assert said.count("Die Staatsanwaltschaft verfolgt diese Tat nur mit Strafantrag.") == 1
    assert said.count("zum Beispiel bei schweren Folgen.") == 1


def test_what_is_late_says_today(client):
    with time_machine.travel(THURSDAY_EVENING):
        said = words_of(client.post(PLAN_FILE, {**THREAT, "learned_on": "31.1.2026"}).content)
    assert "Handeln Sie heute." in said
    assert "Es muss nicht zu spät sein." in said


def test_answers_that_do_not_fit_are_asked_back_on_paper(client):
    told = {"happened": "stalking", "stalking_kind": "repeated", "frequency": "once"}
    said = words_of(client.post(PLAN_FILE, told).content)
    assert "Passt das zusammen?" in said
    assert "Ohne Ort: Stellen in Ihrer Nähe fehlen." in said


@pytest.mark.parametrize("situation", [Situation(), everything(rulebook())], ids=["least", "most"])
def test_the_shortest_and_the_longest_plan_print(situation):
    content = plan_as_pdf(plan_for(situation, NOW))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert list(archive_faults(pdf)) == []
        assert len(pdf.pages) <= 16


def test_the_plan_leads_to_the_file(client):
    page = text(client.post(PLAN, TOLD))
    assert f'action="{PLAN_FILE}"' in page
    assert "Als PDF speichern" in page


def test_a_mistake_is_shown_on_the_page_where_it_can_be_mended(client):
    response = client.post(PLAN_FILE, {**THREAT, "learned_on": "irgendwann"})
    assert response.status_code == 422
    assert "Bitte schreiben Sie den Tag so" in text(response)


def test_the_file_has_no_address_of_its_own(client):
    assert client.get(PLAN_FILE).headers["Location"] == QUESTIONS
    assert client.put(PLAN_FILE).status_code == 405
