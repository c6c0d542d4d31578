"""The form "Diese Angabe stimmt nicht": only where somebody answers for the house."""

import pytest

from rueckhalt.foundation.directory.queries import reports
from tests.domains.foundation.directory.pages import HOSTILE, text

pytestmark = pytest.mark.django_db

BODY, REPORT = "/stellen/starke-stelle/", "/stellen/starke-stelle/hinweis/"
HINT = {"message": "Dort geht niemand ans Telefon."}


@pytest.fixture
def operator(settings):
    settings.OPERATOR = {**settings.OPERATOR, "name": "Musterstelle"}


def test_without_an_operator_there_is_no_form_and_nothing_is_kept(client):
    assert "<textarea" not in text(client.get(BODY))
    response = client.post(REPORT, HINT)
    assert response.status_code == 422
    assert "Hier liest niemand. Die Nachricht ist nicht gespeichert." in text(response)
    assert reports() == ()


@pytest.mark.usefixtures("operator")
def test_a_hint_is_kept_without_its_sender(client):
    assert f'action="{REPORT}"' in text(client.get(BODY))
    response = client.post(REPORT, HINT, headers={"user-agent": "Spur"})
    assert "Danke für Ihren Hinweis" in text(response)
    assert HINT["message"] not in text(response)
    assert not response.cookies
    (kept,) = reports()
    assert (kept.entry_id, kept.message) == ("starke-stelle", HINT["message"])


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("", "Bitte schreiben Sie, was nicht stimmt."),
        (" \n ", "zwischen 1 und 1.000 Zeichen"),
        ("x" * 1001, "zwischen 1 und 1.000 Zeichen"),
        ("a\x00b", "Nullzeichen"),
        ("a\x1bb", "Zeichen, die man nicht lesen kann"),
    ],
)
def test_what_is_refused_gets_a_sentence_and_stays_in_the_form(client, message, sentence):
    response = client.post(REPORT, {"message": message})
    assert response.status_code == 422
    assert sentence in text(response)
    assert message.strip()[:20].replace("\x00", "") in response.content.decode().replace("\x00", "")
    assert reports() == ()


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_kept_as_words_or_refused(client, words):
    response = client.post(REPORT, {"message": words})
    assert response.status_code in {200, 422}
    assert b"<script>alert" not in response.content


@pytest.mark.usefixtures("operator")
def test_a_hint_to_nobody_is_a_404_and_reading_the_address_leads_back(client):
    assert client.post("/stellen/gibt-es-nicht/hinweis/", HINT).status_code == 404
    assert client.get(REPORT).headers["Location"] == BODY
    assert client.post(REPORT, {"message": "x" * 270_000}).status_code == 413
    assert reports() == ()
