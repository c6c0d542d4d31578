"""The list of topics: those that go on, those that have ended, and the search in both."""

import re

import pytest

from rueckhalt.dialogue.exchange.actions.topics import answer_topic, close_topic, join_topic
from rueckhalt.dialogue.exchange.models import Topic
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from tests.exchange import NOW, seat, topic_of

pytestmark = pytest.mark.django_db
LIST = "/austausch/themen/"
ENDED = {"stand": "beendet"}


def topic(title: str, visibility: Visibility = Visibility.INTERNAL, name: str = "katrin") -> Topic:
    return topic_of(name, visibility, title=title, description="Mehr steht hier kaum.")


def closed(found: Topic) -> Topic:
    answer_topic(topic=found, text="Ja.", by=seat("aylin"), now=NOW)
    close_topic(topic=found, by=seat("aylin"), now=NOW)
    return found


def listed(client, **asked: str) -> list[str]:
    page = client.get(LIST, asked).content.decode()
    return re.findall(r'href="/austausch/themen/[a-z2-9]{8}/">([^<]+)<', page)


def test_a_topic_that_has_ended_is_found_among_the_ended_ones(as_person):
    running, gone, joined = topic("Wahlkampf"), closed(topic("Geld")), topic("Noch ein Wahlkampf")
    join_topic(topic=joined, goes_on=running, by=seat("aylin"), now=NOW)
    katrin = as_person("katrin")
    assert listed(katrin) == ["Wahlkampf"]
    assert set(listed(katrin, **ENDED)) == {gone.title, joined.title}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Wahlhelfer", ["Geld für Wahlhelfer"]),
        ("wahl", ["Geld für Wahlhelfer", "Wahlkampf"]),
        ("Wahlhelfern Geld", ["Geld für Wahlhelfer"]),
        ("BMG", ["Was das BMG sagt"]),
        ("bmg", ["Was das BMG sagt"]),
        ("Schnee", []),
        ("%", []),
        ("_", []),
        ("", ["Geld für Wahlhelfer", "Wahlkampf", "Was das BMG sagt"]),
    ],
)
def test_a_search_finds_the_topics_with_all_of_its_words(as_person, words, found):
    for title in ("Wahlkampf", "Geld für Wahlhelfer", "Was das BMG sagt"):
        topic(title)
    assert sorted(listed(as_person("jonas"), suche=words)) == found


def test_a_search_tells_nobody_of_a_confidential_topic(as_person):
    hidden = topic("Geheimer Plan", Visibility.CONFIDENTIAL)
    for asked in ({"suche": "Geheimer Plan"}, {"suche": "Geh"}):
        assert listed(as_person("jonas"), **asked) == []
        assert listed(as_person("katrin"), **asked) == [hidden.title]
    closed(hidden)
    assert listed(as_person("jonas"), suche="Plan", **ENDED) == []
    assert listed(as_person("aylin"), suche="Plan", **ENDED) == [hidden.title]


def test_the_next_page_keeps_what_was_searched_for(as_person):
    for number in range(27):
        topic(f"Wahlkampf {number}")
    topic("Geld")
    page = as_person("jonas").get(LIST, {"suche": "Wahlkampf & Co"}).content.decode()
    assert 'href="?seite=2&amp;suche=Wahlkampf%20%26%20Co"' in page
    assert len(listed(as_person("jonas"), suche="Wahlkampf", seite="2")) == 2


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("x" * 151, 422, "Höchstens 150 Zeichen."),
        ("\x00", 422, "Mindestens ein Zeichen können wir nicht suchen."),
        ("\u202e", 200, "Wir haben kein Thema gefunden, das passt."),
        ("' OR 1=1; --", 200, "Wir haben kein Thema gefunden, das passt."),
    ],
)
def test_words_that_nobody_can_search_for_are_said(as_person, words, status, said):
    topic("Wahlkampf")
    answer = as_person("jonas").get(LIST, {"suche": words})
    assert answer.status_code == status
    assert said in answer.content.decode()
