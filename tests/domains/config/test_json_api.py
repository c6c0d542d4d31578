"""The JSON API as a whole: one document that leaves nothing out, and no request breaks it."""

import json
import re
import shlex
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from rueckhalt.config.api_page import calls
from rueckhalt.config.json_api import document, operations_of
from rueckhalt.support.guidance.urls import SITUATION
from tests.build import store_places
from tests.fuzzing import Answered, Asked, Fuzz
from tests.house.plain import faults

FUZZ = Fuzz(document())
OPERATIONS = list(operations_of(document()))
IDS = [operation["operationId"] for operation in OPERATIONS]
ALWAYS = {"400", "405"}
LIST_OF_MATTERS = "notruf: "
WITH_BODY = {"413", "415", "422"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    store_places("Kiel", "Erfurt", "Neustadt")


def test_the_document_is_what_it_says_it_is(client):
    answer = client.get("/api/v1/openapi.json")
    sent = json.loads(answer.content)

    assert (answer.status_code, sent["openapi"]) == (200, "3.1.0")
    assert sent == FUZZ.document
    for schema in sent["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    assert len(IDS) == len(set(IDS))


def test_every_reference_of_the_document_leads_somewhere():
    names = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document())))
    assert names <= set(document()["components"]["schemas"])


@pytest.mark.parametrize("operation", OPERATIONS, ids=IDS)
def test_every_status_that_can_come_is_documented_with_the_same_shape(operation):
    refusals = {str(status): one for status, one in operation["responses"].items() if status != 200}
    needed = ALWAYS | (WITH_BODY if "requestBody" in operation else set())
    in_path = [one for one in operation["parameters"] if one["in"] == "path"]

    assert needed | ({"404", "422"} if in_path else set()) <= set(refusals)
    assert {one["content"]["application/json"]["schema"]["$ref"] for one in refusals.values()} == {
        "#/components/schemas/Refusal"
    }


def texts(value: object):
    """Every text of the document that a person reads."""
    if isinstance(value, dict):
        yield from (
            value[key] for key in ("summary", "description") if isinstance(value.get(key), str)
        )
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from texts(one)


# Who writes programs knows these; other readers never see the document.
TECHNICAL = {"abbreviation"}


def test_the_document_is_plain_german_and_holds_no_docstring_of_ours():
    schemas = {
        **document()["components"]["schemas"],
        SITUATION: {},
    }  # questions are tested as content
    found = set(texts({**document(), "components": schemas}))
    own = {text for text in found if LIST_OF_MATTERS not in text}
    wrong = [fault for text in own for fault in faults(text) if fault.rule not in TECHNICAL]

    assert len(own) > 60
    assert wrong == []
    assert not re.search(r"\b(the|what|which)\b", " ".join(found))


def test_every_integer_of_a_request_has_bounds():
    parameters = [one["schema"] for operation in OPERATIONS for one in operation["parameters"]]
    numbers = [one for one in parameters if one.get("type") == "integer"]

    assert numbers
    assert [one for one in numbers if not {"minimum", "maximum"} <= set(one)] == []


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("call", list(calls("http://testserver")), ids=lambda call: call.path)
def test_every_example_of_the_page_works(client, call):
    words = shlex.split(call.example)
    if call.method == "GET":
        answer = client.get(words[-1])
    else:
        body = words[words.index("-d") + 1]
        answer = client.post(words[-1], body, content_type="application/json")

    assert answer.status_code == 200
    asked = Asked(call.method, call.path, words[-1])
    answered = Answered(200, answer["Content-Type"], answer.content)
    assert list(FUZZ.faults(asked, answered)) == []


def test_the_page_shows_every_call_and_leads_to_the_document(client):
    page = client.get("/api/").content.decode()

    assert [path for path in document()["paths"] if path not in page] == []
    assert 'href="/api/v1/openapi.json"' in page
    assert "POST /api/v1/plan" in page


def test_no_other_site_may_ask_from_a_browser(client):
    answer = client.options(
        "/api/v1/plan",
        headers={"Origin": "https://fremd.example", "Access-Control-Request-Method": "POST"},
    )
    assert answer.status_code == 405
    assert [name for name in answer.headers if name.startswith("Access-Control")] == []


@pytest.mark.usefixtures("places")
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(asked=FUZZ.requests())
def test_no_request_breaks_anything_and_every_answer_is_documented(client, asked):
    answer = client.generic(
        asked.method, asked.address, asked.body, content_type=asked.headers.get("Content-Type", "")
    )
    answered = Answered(answer.status_code, answer.get("Content-Type", ""), answer.content)
    assert list(FUZZ.faults(asked, answered)) == []


SOUND = Answered(404, "application/json; charset=utf-8", b'{"code": "x", "message": "y"}')


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, 0),
        ({"status": 500}, 2),
        ({"status": 418}, 1),
        ({"media_type": "text/html"}, 1),
        ({"body": b'{"code": "<b>", "message": "y"}'}, 1),
        ({"body": b'{"code": 1}'}, 2),
    ],
)
def test_the_judge_sees_what_it_looks_for(change, expected):
    asked = Asked("GET", "/api/v1/places/{ags}", "/api/v1/places/99999999")
    assert len(list(FUZZ.faults(asked, replace(SOUND, **change)))) == expected
