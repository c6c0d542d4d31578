import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, connection
from django.template.loader import render_to_string
from django.test import RequestFactory

from rueckhalt.foundation.web import errors, machines

PAGES = ["/", "/spuren/", "/datenschutz/", "/barrierefreiheit/", "/impressum/", "/api/"]
BAR = "Vorführsystem, keine amtliche Website"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_the_frame_and_a_neutral_title(client, path):
    answer = client.get(path)
    text = answer.content.decode()

    assert answer.status_code == 200
    assert '<html lang="de">' in text
    title = text.split("<title>")[1].split("</title>")[0]
    assert title.endswith("– Rückhalt")
    assert "droh" not in title.lower()
    assert "Seite schnell verlassen" in text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_sets_no_cookie_and_refuses_to_be_written_to(client, path):
    assert not client.get(path).cookies
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_demonstration_says_so_and_an_operator_takes_the_bar_away(client, settings, path):
    assert BAR in client.get(path).content.decode()

    settings.OPERATOR = {**settings.OPERATOR, "name": "Musterstelle"}
    assert BAR not in client.get(path).content.decode()


def test_danger_comes_before_the_questions(client):
    text = client.get("/").content.decode()

    assert text.index('href="tel:110"') < text.index("app-entry")


def test_the_quick_exit_leads_where_the_operator_says_and_tells_nothing(client, settings):
    settings.QUICK_EXIT_URL = "https://wetter.example.org/"

    assert '<a class="app-exit" href="https://wetter.example.org/" rel="noreferrer">' in (
        client.get("/").content.decode()
    )


def test_without_an_operator_the_imprint_invents_nobody(client):
    text = client.get("/impressum/").content.decode()

    assert "Kein Betreiber eingetragen" in text
    assert "<dt" not in text


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("/impressum/", ["name", "email", "phone"]),
        ("/datenschutz/", ["name", "email", "privacy_officer"]),
        ("/barrierefreiheit/", ["accessibility_contact"]),
    ],
)
def test_an_operator_is_named_where_the_law_asks_for_it(client, operator, path, keys):
    text = client.get(path).content.decode()

    assert [key for key in keys if operator[key] not in text] == []
    assert "kein Betreiber eingetragen" not in text


def test_a_source_address_stands_in_the_footer_when_there_is_one(client, settings):
    assert "Quellcode" not in client.get("/").content.decode()

    settings.SOURCE_URL = "https://code.example.org/rueckhalt"
    assert 'href="https://code.example.org/rueckhalt"' in client.get("/").content.decode()


def test_the_page_one_is_on_is_marked_in_the_navigation(client):
    assert 'href="/" aria-current="page"' in client.get("/").content.decode()
    assert "aria-current" not in client.get("/spuren/").content.decode()


def test_an_unknown_address_gets_our_frame_and_never_its_own_words_back(client):
    answer = client.get("/gibt-es-nicht-Geheimwort/")

    assert answer.status_code == 404
    assert "Diese Seite gibt es nicht" in answer.content.decode()
    assert "Geheimwort" not in answer.content.decode()


def test_a_foreign_host_gets_our_frame(client):
    answer = client.get("/", headers={"host": "fremd.example.org"})

    assert answer.status_code == 400
    assert "Das konnten wir nicht lesen" in answer.content.decode()


def test_a_refused_method_gets_our_frame_and_the_way_on(client):
    answer = client.post("/")

    assert answer["Allow"] == "GET, HEAD"
    assert "Beginnen Sie bitte von vorn" in answer.content.decode()


def test_too_much_at_once_is_told_apart_from_what_cannot_be_read(rf: RequestFactory):
    answer = errors.bad_request(rf.get("/"), RequestDataTooBig())

    assert answer.status_code == 413
    assert "zu viel auf einmal" in answer.content.decode()


@pytest.mark.parametrize("number", [400, 403, 404, 405, 413, 500])
def test_an_error_page_works_without_anything_around_it(number):
    text = render_to_string(f"{number}.html")

    assert 'href="tel:110"' in text
    assert "Zur Startseite" in text


@pytest.mark.usefixtures("operator")
def test_a_mistake_of_ours_is_told_with_the_operator_known(rf: RequestFactory):
    answer = errors.server_error(rf.get("/"))

    assert answer.status_code == 500
    assert BAR not in answer.content.decode()


@pytest.mark.django_db
def test_health_is_ok_while_the_database_answers(client):
    assert client.get("/health").content == b"ok\n"


def test_health_fails_when_the_database_does_not_answer(rf: RequestFactory, monkeypatch):
    def refuse():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)

    assert machines.health(rf.get("/health")).status_code == 503
