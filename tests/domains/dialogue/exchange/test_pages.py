"""The pages: raise a topic, see its way, read the promises."""

import re
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rueckhalt.dialogue.exchange.actions.start import load_start_content
from rueckhalt.dialogue.exchange.actions.topics import answer_topic
from rueckhalt.dialogue.exchange.models import Topic
from rueckhalt.dialogue.exchange.rules.topic import TopicState
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from tests.exchange import DRAFT, NOW, seat, topic_of

pytestmark = pytest.mark.django_db
NEW = "/austausch/themen/neu/"


def typed(client, **changes) -> dict[str, str]:
    """What Katrin types, with the hidden fields of the page that she has open."""
    page = client.get(NEW).content.decode()
    reference = re.search(r'name="reference" value="([^"]+)"', page)
    assert reference is not None
    return {
        "reference": reference[1], "title": DRAFT.title, "description": DRAFT.description,
        "visibility": "internal", "speaks": "katrin:organisation",
    } | changes  # fmt: skip


def test_a_topic_is_raised_with_one_form_and_has_its_page(as_person):
    katrin = as_person("katrin")
    answer = katrin.post(NEW, typed(katrin), follow=True)
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert DRAFT.title in page
    assert "Gespeichert" in page
    topic = Topic.objects.get()
    assert topic.raised_for is not None
    assert topic.raised_for.organisation.name == "Gemeindebund Musterland (erfunden)"


def test_who_speaks_for_herself_raises_it_for_no_organisation(as_person):
    katrin = as_person("katrin")
    katrin.post(NEW, typed(katrin, speaks="katrin:self"))
    assert Topic.objects.get().raised_for is None


def test_similar_topics_are_shown_before_a_new_one_and_nothing_typed_is_lost(as_person):
    topic_of("jonas")
    katrin = as_person("katrin")
    told = typed(katrin)
    page = katrin.post(NEW, told).content.decode()
    assert "Es gibt schon ähnliche Themen" in page
    assert told["reference"] in page
    assert told["description"] in page
    assert Topic.objects.count() == 1
    katrin.post(NEW, {**told, "seen": "1"})
    assert Topic.objects.count() == 2


def test_similar_topics_can_be_looked_for_while_writing(as_person):
    topic_of("jonas")
    katrin = as_person("katrin")
    answer = katrin.post(NEW, {"title": DRAFT.title, "ask": "1"})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert page.count(DRAFT.title) == 2  # found, and still in the field
    assert "Bitte prüfen Sie Ihre Angaben" not in page


def test_what_is_missing_is_said_and_what_was_typed_stays(as_person):
    katrin = as_person("katrin")
    answer = katrin.post(NEW, typed(katrin, title=""))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Bitte schreiben Sie, worum es geht." in answer.content.decode()
    assert DRAFT.description in answer.content.decode()
    assert not Topic.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "x" * 151}, {"description": "x" * 4001}, {"visibility": "secret"},
        {"speaks": "jonas:organisation"}, {"speaks": "katrin"}, {"reference": "../etc"},
    ],
)  # fmt: skip
def test_bad_input_is_refused_and_stores_nothing(as_person, changes):
    seat("jonas")
    katrin = as_person("katrin")
    answer = katrin.post(NEW, {**typed(katrin), **changes})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Topic.objects.exists()


def test_the_form_says_plainly_what_confidential_means(as_person):
    page = as_person("katrin").get(NEW).content.decode()
    assert "nicht verschlüsselt wie ein Fall" in page


def test_text_that_looks_like_html_is_shown_as_it_was_typed(as_person):
    topic = topic_of("katrin", title="<script>alert(1)</script>", description="{{ x }} <b>")
    page = as_person("jonas").get(f"/austausch/themen/{topic.reference}/").content.decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_secretariat_takes_up_and_answers_and_who_raised_it_closes(as_person):
    topic = topic_of("katrin")
    way = f"/austausch/themen/{topic.reference}/"
    aylin, katrin = as_person("aylin"), as_person("katrin")
    aylin.post(f"{way}aufnehmen/")
    aylin.post(f"{way}antworten/", {"text": "Wir arbeiten daran."})
    assert "Wir arbeiten daran." in katrin.get(way).content.decode()
    assert "Thema schließen" in katrin.get(way).content.decode()
    katrin.post(f"{way}schliessen/")
    topic.refresh_from_db()
    assert topic.state == TopicState.CLOSED


def test_who_finds_the_answer_thin_asks_again(as_person):
    topic = topic_of("katrin")
    answer_topic(topic=topic, text="Ja.", by=seat("aylin"), now=NOW)
    way = f"/austausch/themen/{topic.reference}/"
    as_person("katrin").post(f"{way}nachfragen/", {"text": "Ab wann?"})
    assert "Ab wann?" in as_person("aylin").get(way).content.decode()


def test_a_second_answer_at_once_is_refused_in_words(as_person):
    topic = topic_of("katrin")
    aylin = as_person("aylin")
    for _ in range(2):
        answer = aylin.post(f"/austausch/themen/{topic.reference}/antworten/", {"text": "Ja."})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Das geht von hier nicht." in answer.content.decode()


@pytest.mark.parametrize(
    "way", ["", "aufnehmen/", "antworten/", "nachfragen/", "schliessen/", "freigeben/"]
)
def test_a_confidential_topic_looks_like_one_that_does_not_exist(as_person, way):
    topic = topic_of("katrin", Visibility.CONFIDENTIAL)
    jonas = as_person("jonas")
    act = jonas.get if way == "" else jonas.post
    found, missing = (
        act(f"/austausch/themen/{word}/{way}") for word in (topic.reference, "zzzzzzzz")
    )
    assert (found.status_code, found.content) == (HTTPStatus.NOT_FOUND, missing.content)


@pytest.mark.parametrize("way", ["/austausch/", "/austausch/themen/"])
def test_a_confidential_topic_is_in_no_list_of_others(as_person, way):
    topic_of("katrin", Visibility.CONFIDENTIAL)
    assert DRAFT.title not in as_person("jonas").get(way).content.decode()


@pytest.mark.parametrize("way", ["/austausch/", "/austausch/themen/"])
def test_lists_ask_as_often_for_many_topics_as_for_one(as_person, way):
    aylin, counts = as_person("aylin"), []
    for more in (1, 4):
        for _ in range(more):
            topic_of("katrin")
        with CaptureQueriesContext(connection) as asked:
            assert DRAFT.title in aylin.get(way).content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_own_page_leads_to_the_exchange_and_only_for_those_who_take_part(as_person):
    assert 'href="/austausch/"' in as_person("katrin").get("/konto/").content.decode()
    assert "/austausch/" not in as_person("lars").get("/konto/").content.decode()


def test_promises_are_public_without_cookie_and_without_a_name():
    load_start_content(now=NOW)
    client = Client()
    page = client.get("/zusagen/")
    assert page.status_code == HTTPStatus.OK
    assert not page.cookies
    text = page.content.decode()
    assert "Stand nicht erhoben" in text
    one = client.get("/zusagen/zusage-melderecht/").content.decode()
    assert "Bundesministerium des Innern" in one
    assert "Allianz für Kommunen gegründet" in one
    assert "Muster" not in text + one


@pytest.mark.parametrize("word", ["gibt-es-nicht", "abcdefgh"])
def test_a_promise_that_is_not_public_is_not_there(word):
    assert Client().get(f"/zusagen/{word}/").status_code == HTTPStatus.NOT_FOUND
