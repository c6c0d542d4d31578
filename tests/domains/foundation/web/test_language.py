"""The address alone names the language: German at the root, English below /en/."""

import pytest
from django.test import RequestFactory, override_settings
from django.utils import translation

from rueckhalt.foundation.web import errors
from rueckhalt.foundation.web.middleware import LanguageOfAddress

pytestmark = pytest.mark.django_db

PAIRS = {"/": "/en/", "/lotse/": "/en/what-to-do-now/"}
FRAME = ["Skip to content", "Quick exit", "Main navigation", "Start page", "Accessibility"]


def text_of(client, path: str, **more) -> str:
    return client.get(path, **more).content.decode()


def language_link(code: str, name: str, path: str) -> str:
    return f'href="{path}" lang="{code}" hreflang="{code}">{name}</a>'


@pytest.mark.parametrize("path", [*PAIRS.values(), "/en/gibt-es-nicht/"])
def test_below_en_the_frame_is_english_and_says_so(client, path):
    text = text_of(client, path)

    assert '<html lang="en">' in text
    assert [words for words in FRAME if words not in text] == []
    assert "Seite schnell verlassen" not in text


@pytest.mark.parametrize(("german", "english"), PAIRS.items())
def test_the_language_link_leads_to_the_page_that_says_the_same(client, german, english):
    assert language_link("en", "English", english) in text_of(client, german)
    assert language_link("de", "Deutsch", german) in text_of(client, english)


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/impressum/", language_link("en", "English", "/en/")),
        ("/gibt-es-nicht/", language_link("en", "English", "/en/")),
        ("/en/gibt-es-nicht/", language_link("de", "Deutsch", "/")),
    ],
)
def test_without_such_a_page_it_leads_to_the_start_page(client, path, link):
    assert link in text_of(client, path)


@pytest.mark.parametrize("path", PAIRS.values())
def test_an_english_page_has_a_neutral_title_sets_no_cookie_and_takes_nothing(client, path):
    answer = client.get(path)
    title = answer.content.decode().split("<title>")[1].split("</title>")[0]

    assert title.endswith("– Rückhalt")
    assert "threat" not in title.lower()
    assert not answer.cookies
    assert client.post(path).status_code == 405


def test_neither_header_nor_cookie_changes_the_language(client):
    client.cookies["django_language"] = "en"
    wanted = {"accept-language": "en"}

    assert '<html lang="de">' in text_of(client, "/", headers=wanted)
    assert '<html lang="en">' in text_of(client, "/en/", headers={"accept-language": "de"})


def test_the_language_ends_with_the_answer_even_when_something_breaks(rf: RequestFactory):
    def broken(_request):
        assert translation.get_language() == "en"
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        LanguageOfAddress(broken)(rf.get("/en/"))
    assert translation.get_language() == "de"


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 500])
def test_what_went_wrong_is_told_in_english_with_the_way_on(rf: RequestFactory, status):
    with translation.override("en"):
        text = errors._answer(rf.get("/en/"), status).content.decode()

    assert 'href="/en/"' in text
    assert "Call 110." in text
    assert "Sind Sie in Gefahr?" not in text


def test_a_refused_method_is_told_in_the_language_of_its_address(client):
    assert "Please start again." in client.post("/en/").content.decode()
    assert "Beginnen Sie bitte von vorn." in client.post("/").content.decode()


def test_without_a_compiled_catalogue_the_frame_is_german_and_the_house_stands(client, tmp_path):
    with override_settings(LOCALE_PATHS=[tmp_path]):
        answer = client.get("/en/what-to-do-now/")

    assert answer.status_code == 200
    assert "Seite schnell verlassen" in answer.content.decode()
