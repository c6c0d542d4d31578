"""Lists and the page of a body: what is shown, what is not, and what does not exist."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rueckhalt.foundation.directory.documents import LAND_LINKS
from rueckhalt.foundation.directory.queries import shipped_entries
from rueckhalt.foundation.directory.rules import Competence, Gap, Way
from rueckhalt.foundation.directory.urls import urlpatterns
from rueckhalt.foundation.places.rules import Land
from tests.domains.foundation.directory.pages import THURSDAY_EVENING, text
from tests.rules.directory.bodies import a_body

pytestmark = pytest.mark.django_db

GAPS = "/stellen/luecken/"


@pytest.mark.parametrize("link", LAND_LINKS, ids=lambda link: link.code)
def test_each_land_lists_its_bodies_with_110_at_the_head(client, link):
    page = text(client.get(f"/stellen/land/{link.code}/"))
    land = None if link.code == "bund" else Land(link.code.upper())
    at_home = [b for b in shipped_entries().bodies if b.land is land and not b.valid_until]
    assert at_home
    assert [body.id for body in at_home if f"/stellen/{body.id}/" not in page] == []
    assert page.index("tel:110") < page.index("app-entries")


@pytest.mark.parametrize("path", ["land/xx/", "land/SH/", "land/", "gibt-es-nicht/", "land/..%2f/"])
def test_what_does_not_exist_gets_our_frame(client, path):
    response = client.get(f"/stellen/{path}")
    assert response.status_code == 404
    assert "Diese Seite gibt es nicht" in text(response)


def test_a_land_shows_only_its_own_and_says_its_gaps(client, hold):
    gap = Gap("l", Competence.FUND, "In Hessen fehlt etwas.", "Rufen Sie 110 an.", Land.HE)
    hold(a_body("hier", land=Land.HE), a_body("dort", land=Land.SH), a_body("bund"), gaps=[gap])
    page = text(client.get("/stellen/land/he/"))
    assert ">hier<" in page
    assert "In Hessen fehlt etwas. Rufen Sie 110 an." in page
    assert not {">dort<", ">bund<"} & {word for word in (">dort<", ">bund<") if word in page}


@pytest.mark.parametrize("path", ["/stellen/land/bund/", GAPS, "/stellen/s0/"])
def test_a_page_costs_as_many_queries_for_many_bodies_as_for_one(client, hold, path):
    counts = set()
    for number in (1, 60):
        hold(*(a_body(f"s{one}") for one in range(number)))
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        counts.add(len(seen))
    assert len(counts) == 1
    assert counts.pop() <= 2


def test_gaps_are_told_for_each_land(client):
    page = text(client.get(GAPS))
    assert "Für Schleswig-Holstein ist keine eigene Ansprechstelle" in page
    assert "Es soll eine Datenbank mit Hilfen für Opfer geben" in page


@pytest.mark.parametrize("body", shipped_entries().bodies, ids=lambda body: body.id)
def test_each_body_has_its_page_with_its_source(client, body):
    response = client.get(f"/stellen/{body.id}/")
    assert response.status_code == 200
    assert body.name in text(response)
    assert not response.cookies


def test_no_body_has_the_id_of_another_page():
    taken = {str(one.pattern).strip("/") for one in urlpatterns}
    assert taken & {body.id for body in shipped_entries().bodies} == set()


@time_machine.travel(THURSDAY_EVENING)
def test_a_body_says_all_that_is_known_of_it(client):
    page = text(client.get("/stellen/starke-stelle/"))
    for words in ('href="tel:08003009944"', "öffnet morgen, 9:00 Uhr", "ganz Deutschland",
                  "Montag bis Freitag: 9 bis 16 Uhr", "info@starkestelle.de", "Belegt: 2025.",
                  "Medieninfo 141/2024", "Noch kein Mensch hat diese Angabe geprüft"):  # fmt: skip
        assert words in page


def test_a_checked_body_says_when(client, hold):
    hold(a_body("x", checked_on=date(2026, 3, 1)))
    page = text(client.get("/stellen/x/"))
    assert "Geprüft am 1. März 2026." in page
    assert "Noch kein Mensch" not in page


def test_a_closed_body_shows_its_successor_and_none_of_its_ways(client, hold):
    ended = {"valid_until": date(2026, 1, 1), "phone": "0123 456"}
    hold(a_body("alt", successor="neu", **ended), a_body("neu"), a_body("ende", **ended))
    page = text(client.get("/stellen/alt/"))
    assert "Diese Stelle gibt es nicht mehr" in page
    assert '<a href="/stellen/neu/">neu</a>' in page
    assert "0123" not in page
    assert "haben wir nicht belegt" in text(client.get("/stellen/ende/"))


def test_a_body_of_tomorrow_says_when_it_begins(client, hold):
    hold(a_body("neu", valid_from=date(2999, 1, 2), phone="0123 456"))
    page = text(client.get("/stellen/neu/"))
    assert "Sie beginnt am 2. Januar 2999" in page
    assert "0123" not in page


def test_a_body_that_sleeps_or_serves_partners_has_no_button(client, hold):
    hold(a_body("schläft", phone="0123 456", way=Way.DORMANT))
    page = text(client.get("/stellen/schläft/"))
    assert "Erreichbar ist sie nur nach einem Anschlag." in page
    assert "0123 456" in page
    assert "tel:0123456" not in page


def test_pages_that_are_read_refuse_to_be_written_to(client):
    for path in ("/stellen/", GAPS, "/stellen/starke-stelle/", "/stellen/land/sh/"):
        assert client.post(path).status_code == 405


def test_hostile_words_of_an_operator_are_shown_as_words(client, hold):
    hold(a_body("x", note="<script>alert(1)</script>{{ 7*7 }}"))
    page = text(client.get("/stellen/x/"))
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7*7 }}" in page
