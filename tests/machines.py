"""Asks the JSON API as another program does, and looks at each answer as that program may."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from rueckhalt.config.json_api import document

ROOT = "/api/v1/"
JSON = "application/json"


def get(client: Client, path: str, **query: object) -> tuple[int, Any]:
    """Status and value of an answer that is what the document says."""
    return checked("get", path, client.get(ROOT + path, query))


def post(client: Client, path: str, body: object, **more: Any) -> tuple[int, Any]:
    """The same for a body: a value is written as JSON, bytes are sent as they are."""
    raw = body if isinstance(body, bytes) else json.dumps(body)
    answer = client.generic("POST", ROOT + path, raw, **{"content_type": JSON, **more})
    return checked("post", path, answer)


def checked(method: str, path: str, answer: HttpResponse) -> tuple[int, Any]:
    value = json.loads(answer.content)
    assert answer["Content-Type"] == f"{JSON}; charset=utf-8"
    assert b"<" not in answer.content
    assert faults(method, path, answer.status_code, value) == []
    return answer.status_code, value


def faults(method: str, path: str, status: int, value: object) -> list[str]:
    """What an answer breaks of the OpenAPI document; an undocumented status is a fault."""
    documented = operation_for(method, path)["responses"]
    if status not in documented:
        return [f"{method} {path}: {status}"]
    schema = documented[status]["content"][JSON]["schema"]
    whole = {**schema, "components": document()["components"]}
    validator = Draft202012Validator(whole, format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(value)]


def operation_for(method: str, path: str) -> dict[str, Any]:
    """The operation of the document that a path means; a fixed path wins over one with a name."""
    paths = document()["paths"]
    fixed = f"{ROOT}{path}"
    named = [one for one in paths if "{" in one and one.partition("{")[0] == parent(fixed)]
    return paths[fixed if fixed in paths else named[0]][method]


def parent(path: str) -> str:
    return path.rpartition("/")[0] + "/"
