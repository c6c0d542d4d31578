"""The secretariat joins topics and gives them to other bodies; members read what happened."""

import re
from http import HTTPStatus

import pytest

from rueckhalt.dialogue.exchange.actions.topics import answer_topic, close_topic, join_topic
from rueckhalt.dialogue.exchange.models import Topic
from rueckhalt.dialogue.exchange.rules.topic import TopicState
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from tests.exchange import NOW, seat, taken_up, topic_of

pytestmark = pytest.mark.django_db
BODY = "Konferenz der Länder"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def other(
    visibility: Visibility = Visibility.INTERNAL, title: str = "Geld für Wahlhelfer"
) -> Topic:
    """A topic that asks something else."""
    return topic_of("jonas", visibility, title=title, description="Die Summe reicht kaum.")


def way(topic: Topic, last: str = "") -> str:
    return f"/austausch/themen/{topic.reference}/{last}"


def offered(page: str) -> list[str]:
    return re.findall(r'name="goes_on" value="([^"]+)"', page)


def test_those_that_ask_the_same_are_offered_with_what_joining_means(as_person):
    topic, same, unlike = topic_of("katrin"), topic_of("jonas"), other()
    page = as_person("aylin").get(way(topic, "zusammenlegen/")).content.decode()
    assert offered(page) == [same.reference]
    assert unlike.title not in page
    assert "Beide Themen sind intern." in page


@pytest.mark.parametrize("words", ["Geld Wahlhelfer", "{reference}", " {REFERENCE} "])
def test_others_are_found_by_their_words_or_their_reference_and_searching_stores_nothing(
    as_person, words
):
    topic, unlike = topic_of("katrin"), other()
    search = words.format(reference=unlike.reference, REFERENCE=unlike.reference.upper())
    answer = as_person("aylin").post(way(topic, "zusammenlegen/"), {"search": search, "ask": "1"})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert offered(page) == [unlike.reference]
    assert "Bitte wählen Sie ein Thema." not in page
    topic.refresh_from_db()
    assert topic.state == TopicState.RAISED


def test_a_topic_that_cannot_take_it_is_shown_with_the_reason_and_not_offered(as_person):
    topic = topic_of("katrin")
    hidden = other(Visibility.CONFIDENTIAL)
    page = (
        as_person("aylin")
        .post(way(topic, "zusammenlegen/"), {"search": hidden.title, "ask": "1"})
        .content.decode()
    )
    assert offered(page) == []
    assert "Mit einem vertraulichen Thema lässt sich keines zusammenlegen." in page
    assert "Wir haben kein Thema gefunden, das passt." in page


def test_what_has_ended_is_not_offered(as_person):
    topic, closed, joined, third = (topic_of("katrin") for _ in range(4))
    answer_topic(topic=closed, text="Ja.", by=seat("aylin"), now=NOW)
    close_topic(topic=closed, by=seat("aylin"), now=NOW)
    join_topic(topic=joined, goes_on=third, by=seat("aylin"), now=NOW)
    page = as_person("aylin").get(way(topic, "zusammenlegen/")).content.decode()
    assert offered(page) == [third.reference]


def test_both_pages_tell_members_that_a_topic_was_joined(as_person):
    topic, same = topic_of("katrin"), topic_of("jonas", title="Auskunftssperre: lange Wartezeit")
    answer = as_person("aylin").post(
        way(topic, "zusammenlegen/"), {"search": "", "goes_on": same.reference}, follow=True
    )
    assert "Gespeichert" in answer.content.decode()
    katrin = as_person("katrin")
    assert f'href="{way(same)}"' in katrin.get(way(topic)).content.decode()
    assert f'href="{way(topic)}"' in katrin.get(way(same)).content.decode()


def test_a_confidential_topic_stays_unnamed_where_it_goes_on(as_person):
    topic, same = topic_of("katrin", Visibility.CONFIDENTIAL), topic_of("jonas")
    aylin = as_person("aylin")
    page = aylin.get(way(topic, "zusammenlegen/")).content.decode()
    assert "Den Text von hier liest weiter nur, wer ihn eingebracht hat." in page
    aylin.post(way(topic, "zusammenlegen/"), {"goes_on": same.reference})
    assert way(topic) not in as_person("jonas").get(way(same)).content.decode()


@pytest.mark.parametrize("chosen", ["", "zzzzzzzz", "../etc"])
def test_no_topic_and_one_that_was_not_offered_are_refused_and_the_search_stays(as_person, chosen):
    topic, unlike = topic_of("katrin"), other()
    told = {"search": "Geld Wahlhelfer", "goes_on": chosen}
    answer = as_person("aylin").post(way(topic, "zusammenlegen/"), told)
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="Geld Wahlhelfer"' in page
    assert offered(page) == [unlike.reference]
    assert not Topic.objects.filter(state=TopicState.JOINED.value).exists()


@pytest.mark.parametrize("words", ["\x00", "'; --", "%", "_", "<b>", "x" * 5000, "wort " * 1000])
def test_a_search_that_finds_nothing_says_so(as_person, words):
    topic = topic_of("katrin")
    other()
    told = {"search": words, "ask": "1"}
    answer = as_person("aylin").post(way(topic, "zusammenlegen/"), told)
    assert answer.status_code == HTTPStatus.OK
    assert "Wir haben kein Thema gefunden, das passt." in answer.content.decode()


def test_members_read_which_body_has_a_topic_and_its_way_keeps_it(as_person):
    topic = taken_up(topic_of("katrin"))
    aylin, katrin = as_person("aylin"), as_person("katrin")
    aylin.post(way(topic, "weitergeben/"), {"referred_to": BODY, "until": "2027-02-01"})
    page = katrin.get(way(topic)).content.decode()
    assert f"Das Thema liegt bei: {BODY}. Wir warten bis 1. Februar 2027." in page

    answer_topic(topic=Topic.objects.get(), text="Sie sagt Nein.", by=seat("aylin"), now=NOW)
    page = katrin.get(way(topic)).content.decode()
    assert "Eine andere Stelle ist dran" not in page
    assert BODY in page.partition("Der ganze Weg")[2]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"referred_to": " "}, "Bitte schreiben Sie, welche Stelle es ist."),
        ({"referred_to": "x" * 201}, "Höchstens 200 Zeichen."),
        ({"until": "2026-11-30"}, "Das Datum liegt schon zurück."),
        ({"until": "bald"}, "Das ist kein Datum."),
    ],
)
def test_a_body_or_a_day_that_is_not_sound_is_refused_and_what_was_typed_stays(
    as_person, changes, says
):
    topic = topic_of("katrin")
    told = {"referred_to": BODY, "until": "2027-02-01"} | changes
    answer = as_person("aylin").post(way(topic, "weitergeben/"), told)
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert says in page
    assert all(one.strip() in page for one in told.values())
    topic.refresh_from_db()
    assert topic.state == TopicState.RAISED


def test_a_topic_that_was_answered_is_not_given_away_and_the_page_says_so(as_person):
    topic = topic_of("katrin")
    answer_topic(topic=topic, text="Ja.", by=seat("aylin"), now=NOW)
    aylin = as_person("aylin")
    assert "weitergeben/" not in aylin.get(way(topic)).content.decode()
    answer = aylin.post(way(topic, "weitergeben/"), {"referred_to": BODY, "until": "2027-02-01"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Das geht von hier nicht." in answer.content.decode()
