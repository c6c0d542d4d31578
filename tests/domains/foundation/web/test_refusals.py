"""Below /api/ nobody gets a page: each refusal is JSON of one shape."""

import json

import pytest
from django.core.exceptions import RequestDataTooBig

from rueckhalt.foundation.web import errors
from rueckhalt.foundation.web.refusals import as_json, is_for_machines

HANDLERS = [
    (400, errors.bad_request, ValueError()),
    (413, errors.bad_request, RequestDataTooBig()),
    (403, errors.forbidden, PermissionError()),
    (404, errors.not_found, KeyError()),
]


@pytest.mark.parametrize(("status", "handler", "exception"), HANDLERS)
def test_machines_get_json_and_people_get_a_page(rf, status, handler, exception):
    to_machine = handler(rf.get("/api/v1/geheim"), exception)
    to_person = handler(rf.get("/geheim/"), exception)

    assert (to_machine.status_code, to_person.status_code) == (status, status)
    assert set(json.loads(to_machine.content)) == {"code", "message"}
    assert b"geheim" not in to_machine.content
    assert b"<html" in to_person.content


def test_a_mistake_of_ours_is_json_for_machines_too(rf):
    assert json.loads(errors.server_error(rf.get("/api/x")).content)["code"] == "server_error"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/api/", False), ("/api/v1/x", True), ("/api/x", True), ("/apis/", False), ("/", False)],
)
def test_only_what_lies_below_the_root_is_for_machines(rf, path, expected):
    assert is_for_machines(rf.get(path)) is expected


@pytest.mark.parametrize("host", ["fremd.example", "a b", "<script>"])
def test_a_foreign_host_is_refused_in_json(client, host):
    answer = client.get("/api/v1/places", headers={"host": host})

    assert (answer.status_code, json.loads(answer.content)["code"]) == (400, "bad_request")


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "options", "head"])
@pytest.mark.parametrize("path", ["/api/x", "/api/v1", "/api/v1/", "/api/v1/<script>", "/api/%00"])
def test_an_unknown_address_is_refused_in_json(client, method, path):
    answer = getattr(client, method)(path)

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json; charset=utf-8")


def test_a_refused_method_says_which_ones_there_are(client):
    answer = client.delete("/api/v1/places")

    assert (answer.status_code, set(answer["Allow"].split(", "))) == (405, {"GET", "HEAD"})
    assert json.loads(answer.content)["code"] == "method_not_allowed"


def test_json_is_harmless_in_a_page_and_holds_half_of_a_pair():
    text = as_json({"ü": "</script>&\ud800\u2028"})

    assert text.startswith('{"ü": "'.encode())
    assert not {b"<", b">", b"&"} & {bytes([one]) for one in text}
    assert json.loads(text) == {"ü": "</script>&\ud800\u2028"}
