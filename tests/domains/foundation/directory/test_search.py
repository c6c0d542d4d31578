"""The search as Birgit meets it: place and concern go in by POST, cards come out."""

import dataclasses

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rueckhalt.foundation.directory.rules import Competence, Gap, Source, SourceKind, Way
from rueckhalt.foundation.places.rules import Land
from tests.domains.foundation.directory.pages import (
    HOSTILE,
    RESULTS,
    SEARCH,
    THURSDAY_EVENING,
    text,
)
from tests.rules.directory.bodies import a_body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

HELP = {"place": "Kiel", "concern": "opferhilfe"}


def test_the_form_has_110_before_any_question_and_sends_nothing_in_an_address(client):
    page = text(client.get(SEARCH))
    assert page.index("tel:110") < page.index("<fieldset")
    assert f'method="post" action="{RESULTS}"' in page
    assert page.count('type="radio"') == 16


@time_machine.travel(THURSDAY_EVENING)
def test_a_card_says_whom_for_what_when_and_on_what_ground(client):
    page = text(client.post(RESULTS, HELP))
    for words in ("Ort: Kiel (kreisfreie Stadt, Schleswig-Holstein)", 'href="tel:116006"',
                  "jetzt erreichbar, bis 22:00 Uhr", "Hilfe nach einer Tat", "weisser-ring.de",
                  "Kostenfrei, auf Wunsch ohne Namen", "Belegt am 4. September 2026",
                  "Adresse aus zweiter Hand, bitte prüfen"):  # fmt: skip
        assert words in page


@time_machine.travel(THURSDAY_EVENING)
def test_older_statements_stand_apart_and_never_come_first(client):
    page = text(client.post(RESULTS, HELP))
    assert page.index("Opfer-Telefon") < page.index("Ältere Angaben") < page.index("verband-brg.de")


@time_machine.travel(THURSDAY_EVENING)
def test_where_all_is_old_somebody_fresh_comes_first(client):
    page = text(client.post(RESULTS, {"place": "Kiel", "concern": "fonds"}))
    assert page.index("nur ältere Angaben") < page.index("starke Stelle") < page.index("CURA")


def test_where_nobody_is_known_the_gap_is_said_and_somebody_helps_on(client):
    page = text(client.post(RESULTS, {"place": "Kiel", "concern": "ansprechstelle_polizei"}))
    assert page.index("Für Schleswig-Holstein ist keine eigene Ansprechstelle") < page.index(
        "starke Stelle"
    )


def test_an_open_helper_comes_before_a_closed_one(client, hold):
    closed = a_body("zu", competences=(Competence.MUNICIPAL_CONTACT,))
    hold(closed, a_body("offen", always_open=True))
    page = text(client.post(RESULTS, {"concern": "fonds"}))
    assert page.index(">offen<") < page.index(">zu<")


def test_a_body_without_a_way_is_named_and_is_no_card(client, hold):
    hold(a_body("versteckt", phone="", way=Way.UNKNOWN, note="Geheim"))
    page = text(client.post(RESULTS, {"concern": "opferhilfe"}))
    assert "Diese Stelle gibt es. Ein Weg dorthin ist nicht belegt." in page
    assert "app-card" not in page


def test_press_alone_says_press(client, hold):
    press = Source("Zeitung", SourceKind.PRESS)
    hold(dataclasses.replace(a_body("Blatt", attested_on="2026-06"), source=press))
    assert "Quelle: Presse, Juni 2026" in text(client.post(RESULTS, {"concern": "opferhilfe"}))


def test_the_prosecutor_is_derived_and_says_so(client):
    page = text(client.post(RESULTS, {"place": "Kiel", "concern": "strafverfolgung"}))
    assert "Staatsanwaltschaft Kiel" in page
    assert "Abgeleitet, bitte prüfen." in page
    assert "Abgeleitet" not in text(client.post(RESULTS, {"concern": "strafverfolgung"}))


def test_without_a_place_only_bodies_for_all_of_germany_are_shown(client, hold):
    hold(a_body("überall"), a_body("hier", land=Land.SH))
    page = text(client.post(RESULTS, {"concern": "opferhilfe"}))
    assert "nur Stellen für ganz Deutschland" in page
    assert "überall" in page
    assert ">hier<" not in page


def test_homonyms_are_asked_back_and_a_choice_counts(client):
    asked = {**HELP, "place": "Neustadt"}
    page = text(client.post(RESULTS, asked))
    assert "Welcher Ort ist gemeint?" in page
    assert "Opfer-Telefon" in page
    chosen = {**asked, "place_ags": "07316000"}
    assert "Ort: Neustadt an der Weinstraße" in text(client.post(RESULTS, chosen))
    assert "Ort: Kiel" in text(client.post(RESULTS, {**chosen, "place": "Kiel"}))
    assert "Ohne Ort" in text(client.post(RESULTS, {**chosen, "place": ""}))


def test_an_unknown_place_is_said_and_federal_bodies_are_shown(client):
    page = text(client.post(RESULTS, {**HELP, "place": "Xyzzyhausen am Nirgendwo"}))
    assert "Diesen Ort haben wir nicht gefunden" in page
    assert "Opfer-Telefon" in page


def test_going_back_returns_to_the_filled_form(client):
    page = text(client.post(RESULTS, {**HELP, "change": "1"}))
    assert 'value="Kiel"' in page
    assert 'value="opferhilfe" id="f_concern_5" checked' in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("concern", "", "Bitte wählen Sie eine Zeile."),
        ("concern", "notruf", "Diese Antwort kennen wir nicht"),
        ("concern", "'; DROP TABLE", "Diese Antwort kennen wir nicht"),
        ("place", "x" * 101, "Bitte nur den Namen der Gemeinde"),
        ("place", "Kiel\x00", "Nullzeichen"),
        ("place_ags", "1234", "Diesen Ort kennen wir nicht"),
        ("place_ags", "٠٧٣١٦٠٠٠", "Opfer-Telefon"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_the_rest_is_kept(client, field, value, sentence):
    response = client.post(RESULTS, {**HELP, field: value})
    assert response.status_code == (422 if "Telefon" not in sentence else 200)
    assert sentence in text(response)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_for_the_place_are_shown_as_words_or_refused(client, words):
    response = client.post(RESULTS, {**HELP, "place": words})
    assert response.status_code in {200, 422}
    assert b"<script>alert" not in response.content
    assert "Set-Cookie" not in response.headers


def test_too_much_is_refused_with_a_page(client):
    assert client.post(RESULTS, {**HELP, "place": "x" * 270_000}).status_code == 413


def test_results_have_no_address_of_their_own(client):
    assert client.get(RESULTS).headers["Location"] == SEARCH
    assert client.put(RESULTS).status_code == 405


def test_no_cookie_is_set_and_nothing_may_be_kept(client):
    for response in (client.get(SEARCH), client.post(RESULTS, HELP)):
        assert not response.cookies
        assert response.headers["Cache-Control"] == "no-store"


def test_a_search_costs_as_many_queries_for_many_bodies_as_for_one(client, hold):
    client.post(RESULTS, HELP)
    counts = set()
    for number in (1, 60):
        hold(*(a_body(f"s{one}") for one in range(number)))
        with CaptureQueriesContext(connection) as seen:
            client.post(RESULTS, HELP)
        counts.add(len(seen))
    assert len(counts) == 1
    assert counts.pop() <= 4


def test_a_gap_of_another_land_is_not_told(client, hold):
    gap = Gap(
        "lücke", Competence.VICTIM_SUPPORT, "In Hessen fehlt etwas.", "Rufen Sie 110 an.", Land.HE
    )
    hold(gaps=[gap])
    assert "In Hessen fehlt" not in text(client.post(RESULTS, HELP))
