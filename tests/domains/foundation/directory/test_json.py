"""The directory as other programs get it: the same choice, order and marks as on pages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine

from rueckhalt.foundation.directory.actions import set_entries
from rueckhalt.foundation.directory.documents import Asked, directory_as_hsds, found_for
from rueckhalt.foundation.directory.queries import all_entries, shipped_entries
from rueckhalt.foundation.directory.rules import Change, Competence
from tests.build import store_places
from tests.machines import get, post

THURSDAY_EVENING = datetime(2026, 11, 26, 19, 30, tzinfo=UTC)
KIEL = "01002000"

pytestmark = pytest.mark.usefixtures("at_thursday_evening")


@pytest.fixture
def at_thursday_evening(db):
    store_places("Kiel", "Neustadt", "Wiesbaden")
    with time_machine.travel(THURSDAY_EVENING, tick=False):
        yield


@pytest.mark.parametrize("competence", Competence)
@pytest.mark.parametrize("ags", ["", KIEL, "06414000"])
def test_the_search_gives_what_the_page_shows_in_its_order(client, competence, ags):
    page = found_for(Asked(competence, "", ags), THURSDAY_EVENING)
    status, found = post(
        client, "bodies/search", {"competence": competence.value, "place_ags": ags}
    )

    assert status == 200
    shown = {"offers": page.cards, "general": page.general, "older": page.older, "pathless": page.pathless}  # fmt: skip
    for name, cards in shown.items():
        assert [body["id"] for body in found[name]] == [card.body.id for card in cards]
        assert [body["is_older"] for body in found[name]] == [card.is_older for card in cards]
    assert [gap["text"] for gap in found["gaps"]] == [gap.text for gap in page.gaps]


def test_words_for_the_place_mean_what_they_mean_on_pages(client):
    asked = {"competence": "opferhilfe", "place": "Kiel"}
    _, found = post(client, "bodies/search", asked)
    _, by_key = post(client, "bodies/search", {**asked, "place_ags": KIEL})

    assert found["place"] == {
        "ags": KIEL, "label": "Kiel (kreisfreie Stadt, Schleswig-Holstein)", "land": "SH"
    }  # fmt: skip
    assert found == by_key


def test_homonyms_are_given_to_choose_from_and_federal_bodies_are_there(client):
    _, found = post(client, "bodies/search", {"competence": "opferhilfe", "place": "Neustadt"})

    assert found["place"] is None
    assert len(found["place_choices"]) > 1
    assert {body["reach"]["land"] for body in found["offers"]} == {None}


def test_a_body_says_when_it_opens_and_how_old_its_source_is(client):
    status, body = get(client, "bodies/starke-stelle")

    assert (status, body["opening"]["text"]) == (200, "öffnet morgen, 9:00 Uhr")
    assert body["opening"]["changes_at"] == "2026-11-27T09:00:00+01:00"
    assert body["checked_on"] is None  # nobody of ours ever filled this


def test_marks_of_a_body_are_those_of_pages(client):
    _, listed = get(client, "bodies")
    marks = {body["id"]: body["marks"] for body in listed["bodies"]}
    second_hand = {body.id for body in all_entries().bodies if body.second_hand}

    assert {
        name for name, said in marks.items() if "Adresse aus zweiter Hand, bitte prüfen" in said
    } == second_hand & marks.keys()
    assert all(("Ältere Angabe" in body["marks"]) is body["is_older"] for body in listed["bodies"])
    assert all(
        any(mark.startswith("Quelle: Presse") for mark in body["marks"])
        is (body["source"]["kind"] == "presse")
        for body in listed["bodies"]
    )


def test_a_list_can_be_of_a_land_and_of_a_matter(client):
    _, listed = get(client, "bodies", land="HE", competence="meldeportal")

    assert listed["bodies"]
    assert all(body["reach"]["land"] == "HE" for body in listed["bodies"])
    assert all("meldeportal" in body["competences"] for body in listed["bodies"])


def test_the_prosecutor_is_called_derived(client):
    _, found = post(client, "bodies/search", {"competence": "strafverfolgung", "place": "Kiel"})

    assert found["prosecutor"]["mark"] == "abgeleitet, bitte prüfen"
    assert "Kiel" in found["prosecutor"]["name"]


def test_what_an_operator_corrected_counts_at_once(client):
    own = replace(shipped_entries().by_id()["starke-stelle"], name="Andere Stelle")
    set_entries(changes=[Change(own.id, own)], by="x", now=THURSDAY_EVENING)

    assert get(client, "bodies/starke-stelle")[1]["name"] == "Andere Stelle"


def test_the_export_is_the_one_of_the_command_line(client):
    assert get(client, "bodies.hsds.json") == (200, directory_as_hsds(all_entries()))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "competence: Diese Angabe fehlt."),
        ({"competence": "zauberei"}, "competence: Dieses Wort kennen wir hier nicht."),
        ({"competence": ["notruf"]}, "competence: Dieses Wort kennen wir hier nicht."),
        ({"competence": "notruf", "place": 7}, "place: Hier gehört ein Text hin."),
        ({"competence": "notruf", "place": "x" * 101}, "place: Der Text ist zu lang, höchstens 100 Zeichen."),
        ({"competence": "notruf", "place_ags": "1"}, "place_ags: Der Text hat nicht die verlangte Form."),
        ({"competence": "notruf", "place": "\ud800"}, "place: Der Text enthält Zeichen, die es nicht gibt."),
        ({"competence": "notruf", "<b>": 1}, "*: Diese Angabe kennen wir nicht."),
        ({"competence": "notruf", "place_ags": "99999999"}, "Diesen Ort kennen wir nicht."),
    ],
)  # fmt: skip
def test_a_search_that_does_not_fit_is_refused_with_a_sentence(client, body, said):
    status, refusal = post(client, "bodies/search", body)
    assert (status, refusal["message"]) == (422, said)


@pytest.mark.parametrize(
    "place", ["", "\x00", "<script>alert(1)</script>", "../../etc/passwd", "\u202eleiK", "{{ 7 }}"]
)
def test_hostile_words_mean_no_place_and_nothing_breaks(client, place):
    status, found = post(client, "bodies/search", {"competence": "notruf", "place": place})
    assert (status, found["place"]) == (200, None)


@pytest.mark.parametrize("query", [{"land": "XX"}, {"land": ""}, {"competence": "x\x00"}])
def test_a_filter_that_does_not_exist_is_refused(client, query):
    assert get(client, "bodies", **query)[0] == 422


@pytest.mark.parametrize(
    ("name", "status"), [("gibt-es-nicht", 404), ("%00", 404), ("..", 404), ("x" * 81, 422)]
)
def test_an_id_that_does_not_exist_is_refused(client, name, status):
    assert get(client, f"bodies/{name}")[0] == status


def test_a_list_costs_the_same_few_queries_however_long_it_is(client, django_assert_num_queries):
    get(client, "bodies")
    for query in ({}, {"land": "HE", "competence": "meldeportal"}):
        with django_assert_num_queries(1):
            get(client, "bodies", **query)
