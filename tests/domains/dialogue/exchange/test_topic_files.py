"""Files of a topic: who lays them there, who reads them, and who takes them back."""

from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rueckhalt.dialogue.exchange.models import Material, Topic
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from tests.exchange import material_of, topic_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 Probe"


@pytest.fixture(autouse=True)
def drawer(settings, tmp_path):
    settings.EXCHANGE_DIR = tmp_path / "exchange"
    return settings.EXCHANGE_DIR


def way(topic: Topic, last: str = "") -> str:
    return f"/austausch/themen/{topic.reference}/{last}"


def sent(client: Client, topic: Topic, **changes):
    file = SimpleUploadedFile("brief.pdf", PDF)
    return client.post(way(topic, "dateien/"), {"title": "Brief", "file": file} | changes)


@pytest.mark.parametrize("person", ["katrin", "aylin"])
def test_who_raised_a_topic_and_the_secretariat_lay_a_file_there(as_person, person):
    topic = topic_of("katrin")
    answer = sent(as_person(person), topic)
    assert (answer.status_code, answer["Location"]) == (303, f"{way(topic)}?gespeichert")
    page = as_person("jonas").get(way(topic)).content.decode()
    address = f"/austausch/dateien/{Material.objects.get().reference}/"
    assert f'href="{address}"' in page
    assert as_person("jonas").get(address).content == PDF


def test_others_read_the_topic_and_lay_nothing_there(as_person, drawer):
    topic, jonas = topic_of("katrin"), as_person("jonas")
    assert "Unterlage dazulegen" not in jonas.get(way(topic)).content.decode()
    answer = sent(jonas, topic)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Das macht nur die Geschäftsstelle." in answer.content.decode()
    assert not drawer.exists()


def test_a_file_of_a_confidential_topic_is_as_confidential(as_person):
    topic, jonas = topic_of("katrin", Visibility.CONFIDENTIAL), as_person("jonas")
    assert sent(as_person("katrin"), topic).status_code == HTTPStatus.SEE_OTHER
    address = f"/austausch/dateien/{Material.objects.get().reference}/"
    nowhere = jonas.get("/austausch/dateien/gibtsnicht/")
    for answer in (jonas.get(address), sent(jonas, topic)):
        assert (answer.status_code, answer.content) == (404, nowhere.content)
    for person in ("katrin", "aylin"):
        assert as_person(person).get(address).content == PDF


def test_no_file_and_no_name_are_said_and_what_was_typed_stays(as_person, drawer):
    topic, katrin = topic_of("katrin"), as_person("katrin")
    without = katrin.post(way(topic, "dateien/"), {"title": "Brief vom Mai"})
    unnamed = sent(katrin, topic, title=" ")
    for answer, said in (
        (without, "Bitte wählen Sie eine Datei."), (unnamed, "Bitte schreiben Sie einen Namen."),
    ):  # fmt: skip
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert said in answer.content.decode()
    assert 'value="Brief vom Mai"' in without.content.decode()
    assert not drawer.exists()


def test_the_secretariat_takes_a_file_of_a_topic_back_and_comes_to_the_topic(as_person):
    topic = topic_of("katrin")
    file = material_of(topic)
    answer = as_person("aylin").post(f"/austausch/dateien/{file.reference}/zurueck/")
    assert (answer.status_code, answer["Location"]) == (303, f"{way(topic)}?gespeichert")
    assert file.title not in as_person("katrin").get(way(topic)).content.decode()
