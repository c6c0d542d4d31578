"""The guide's pages as Birgit meets them; nobody is logged in, ever."""

import re

import pytest
import time_machine

from tests.domains.support.guidance.pages import PLAN, QUESTIONS, THREAT, THURSDAY_EVENING, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


def test_the_questions_are_asked_with_110_before_any_of_them(client):
    page = text(client.get(QUESTIONS))
    assert page.index("tel:110") < page.index("<fieldset")
    assert page.count("<fieldset") == 2
    assert 'method="post"' in page


def test_a_plan_comes_from_three_answers(client):
    response = client.post(PLAN, THREAT)
    page = text(response)
    assert response.status_code == 200
    for words in ("Ort: Kiel (kreisfreie Stadt, Schleswig-Holstein)", "0800 300 99 44", "§ 77b",
                  "Antrag bei der Meldebehörde von Kiel", "Noch nicht juristisch geprüft"):  # fmt: skip
        assert words in page


def test_an_empty_form_still_gives_a_plan(client):
    response = client.post(PLAN, {})
    assert response.status_code == 200
    assert "Im Zweifel: 110" in text(response)


def test_danger_puts_110_at_the_head_of_the_plan(client):
    page = text(client.post(PLAN, {**THREAT, "danger": "yes"}))
    assert page.index("Rufen Sie jetzt 110 an") < page.index("Sichern Sie Beweise")
    assert page.index("tel:110") < page.index("Auf einen Blick")


@time_machine.travel(THURSDAY_EVENING)
def test_the_plan_says_when_somebody_can_be_reached(client):
    page = text(client.post(PLAN, THREAT))
    assert "öffnet morgen, 9:00 Uhr" in page  # starke Stelle, a Thursday after four
    assert "jetzt erreichbar, bis 22:00 Uhr" in page  # WEISSER RING


@time_machine.travel(THURSDAY_EVENING)
def test_the_clock_counts_from_the_day_she_learned_of_it(client):
    page = text(client.post(PLAN, {**THREAT, "learned_on": "2026-11-20"}))
    assert "Handeln Sie bis <strong>Samstag, 20. Februar 2027" in page


@time_machine.travel(THURSDAY_EVENING)
def test_a_passed_day_says_today_and_never_too_late(client):
    page = text(client.post(PLAN, {**THREAT, "learned_on": "2026-05-01"}))
    assert "Handeln Sie heute." in page
    assert "Es muss nicht zu spät sein" in page


def test_each_land_gets_its_own_online_police(client):
    page = text(client.post(PLAN, {"place": "Erfurt", "happened": "insult"}))
    assert "portal.onlinewache.polizei.de/de/th/andere/" in page
    assert "Adresse aus zweiter Hand, bitte prüfen" in page


def test_an_older_statement_is_called_so_and_comes_last(client):
    page = text(client.post(PLAN, {"place": "Kiel", "happened": "threat"}))
    association = page.partition("Verband der Beratungsstellen")[2]
    assert page.index("Opfer-Telefon des WEISSEN RINGS") < page.index(
        "Verband der Beratungsstellen"
    )
    assert (
        "<strong>Ältere Angabe.</strong> Belegt: 2024 oder 2025."
        in association.partition("</div>")[0]
    )


def test_homonyms_are_asked_back_and_the_plan_is_shown_all_the_same(client):
    page = text(client.post(PLAN, {**THREAT, "place": "Neustadt"}))
    assert "Welcher Ort ist gemeint?" in page
    assert '<option value="07316000">' in page
    assert "Sichern Sie Beweise" in page


def test_a_chosen_homonym_counts_and_words_changed_later_win(client):
    chosen = {**THREAT, "place": "Neustadt", "place_ags": "07316000"}
    assert "Ort: Neustadt an der Weinstraße" in text(client.post(PLAN, chosen))
    assert "Ort: Kiel" in text(client.post(PLAN, {**chosen, "place": "Kiel"}))


def test_a_place_in_an_association_is_sent_there_first(client):
    page = text(client.post(PLAN, {**THREAT, "place": "Aach, Trier-Saarburg"}))
    assert "Aach gehört zu: Verbandsgemeinde Trier-Land" in page


def test_an_unknown_place_is_said_and_does_not_stop_the_plan(client):
    page = text(client.post(PLAN, {**THREAT, "place": "Xyzzyhausen am Nirgendwo"}))
    assert "Diesen Ort haben wir nicht gefunden" in page
    assert "Sichern Sie Beweise" in page


def test_going_back_returns_to_the_filled_form(client):
    page = text(client.post(PLAN, {**THREAT, "channel": "letter", "change": "1"}))
    assert 'value="Kiel"' in page
    assert 'value="threat" id="f_happened_0" checked' in page
    assert '<input type="hidden" name="channel" value="letter"' in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("danger", "vielleicht", "Diese Antwort kennen wir nicht"),
        ("happened", "nonsense", "Diese Antwort kennen wir nicht"),
        ("place", "x" * 101, "Bitte nur den Namen der Gemeinde"),
        ("place", "Kiel\x00", "Nullzeichen"),
        ("learned_on", "2999-01-01", "liegt in der Zukunft"),
        ("learned_on", "irgendwann", "Bitte schreiben Sie den Tag so"),
        ("learned_on", "1066-10-14", "liegt sehr weit zurück"),
        ("channel", "telepathy", "Diese Antwort kennen wir nicht"),
        ("place_ags", "1234", "Diesen Ort kennen wir nicht"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_nothing_else_is_lost(client, field, value, sentence):
    response = client.post(PLAN, {**THREAT, field: value})
    assert response.status_code == 422
    assert sentence in text(response)
    assert 'value="threat"' in text(response)


@time_machine.travel(THURSDAY_EVENING)
def test_a_vague_day_is_understood_as_its_first_and_said(client):
    page = text(client.post(PLAN, {**THREAT, "learned_on": "Anfang Oktober"}))
    assert "Handeln Sie bis <strong>Freitag, 1. Januar 2027" in page
    assert "Wir rechnen ab 1. Oktober 2026." in page


def test_further_incidents_grow_one_by_one_and_count_for_the_plan(client):
    first = text(client.post(PLAN, THREAT))
    assert 'name="v2_happened"' in first
    assert 'name="v3_happened"' not in first
    page = text(client.post(PLAN, {**THREAT, "v2_happened": "attack", "v2_learned_on": "gestern"}))
    assert "Lassen Sie Verletzungen versorgen" in page
    assert 'name="v3_happened"' in page
    assert 'value="gestern"' in page


@time_machine.travel(THURSDAY_EVENING)
def test_every_further_incident_has_a_term_of_its_own(client):
    told = {**THREAT, "learned_on": "1.10.2026", "v2_happened": "insult", "v2_learned_on": "20.11."}
    page = text(client.post(PLAN, told))
    assert "Handeln Sie bis <strong>Freitag, 1. Januar 2027" in page
    assert "Vorfall vom 20. November 2026: Handeln Sie bis 20. Februar 2027." in page


def test_answers_that_do_not_fit_are_asked_back(client):
    told = {"happened": "stalking", "stalking_kind": "repeated", "frequency": "once"}
    assert "„einmal“ und „immer wieder“ angekreuzt" in text(client.post(PLAN, told))
    assert "Passt das zusammen?" not in text(client.post(PLAN, {**told, "frequency": "several"}))


def test_a_question_is_asked_only_where_an_answer_leads_to_it(client):
    assert "Womit droht die Person?" in text(client.post(PLAN, THREAT))
    assert "Womit droht die Person?" not in text(client.post(PLAN, {"happened": "damage"}))


HOSTILE = [
    "<script>alert(1)</script>", "{{ 7*7 }}{% now 'Y' %}", "' OR 1=1 --", "../../etc/passwd",
    "=cmd|' /C calc'!A0", "\u202eKiel\u202c", "😱" * 30, "Ḩ̐ĵ Łódź", "#set text(fill: red)", "%00%0a",
    "\x01\x02\x1b[31m", "A\r\nSet-Cookie: x=1",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_for_the_place_are_shown_as_words_or_refused(client, words):
    response = client.post(PLAN, {**THREAT, "place": words})
    assert response.status_code in {200, 422}
    assert b"<script>alert" not in response.content
    assert b"49" not in response.content.split(b"Diesen Ort")[-1][:200]
    assert "Set-Cookie" not in response.headers


def test_too_much_is_refused_with_a_page(client):
    assert client.post(PLAN, {**THREAT, "place": "x" * 270_000}).status_code == 413
    assert client.post(PLAN, {f"f{n}": "x" for n in range(300)}).status_code in {400, 413}


def test_the_plan_has_no_address_of_its_own(client):
    assert client.get(PLAN).headers["Location"] == QUESTIONS
    assert client.put(PLAN).status_code == 405


def test_no_cookie_is_set_and_nothing_may_be_kept(client):
    for response in (client.get(QUESTIONS), client.post(PLAN, THREAT)):
        assert not response.cookies
        assert response.headers["Cache-Control"] == "no-store"


def test_a_plan_costs_the_same_few_queries_whatever_was_told(client, django_assert_max_num_queries):
    client.post(PLAN, THREAT)
    with django_assert_max_num_queries(2):
        client.post(PLAN, {**THREAT, "channel": ["letter", "online"], "home": "yes"})


def test_questions_to_read_before_the_plan_are_few(client):
    """The issue's bound: at most 270 words from the first page to the plan."""
    main = re.search(r"<main.*?</main>", client.get(QUESTIONS).content.decode(), re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", main.group() if main else "").split()
    assert 60 < len(words) <= 270
