"""The page that explains the JSON API to people, made from its own document."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rueckhalt.config.json_api import JSON, document


@dataclass(frozen=True)
class Call:
    """One way to ask: how, where, what for, and a line to try it."""

    method: str
    path: str
    summary: str
    description: str
    example: str


@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """Every operation with a line for the terminal, and the way to the document."""
    here = request.build_absolute_uri("/").rstrip("/")
    return render(request, "web/pages/api.html", {"calls": list(calls(here))})


def calls(here: str) -> Iterator[Call]:
    """The operations of the document, with examples for a house at an address."""
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            address = here + _filled(path, operation["parameters"])
            line = _line(address, example_of(operation) if method == "post" else None)
            yield Call(method.upper(), path, operation["summary"], operation["description"], line)


def example_of(operation: dict[str, Any]) -> object:
    """What the document gives as an example of the body of an operation."""
    name = operation["requestBody"]["content"][JSON]["schema"]["$ref"].rpartition("/")[2]
    return document()["components"]["schemas"][name]["examples"][0]


def _filled(path: str, parameters: list[dict[str, Any]]) -> str:
    """The path with the examples of what it needs."""
    given = [one for one in parameters if "example" in one]
    for one in given:
        path = path.replace(f"{{{one['name']}}}", one["example"])
    query = urlencode({one["name"]: one["example"] for one in given if one["in"] == "query"})
    return f"{path}?{query}" if query else path


def _line(address: str, body: object) -> str:
    if body is None:
        return f"curl '{address}'"
    return f"curl -H 'Content-Type: {JSON}' -d '{json.dumps(body, ensure_ascii=False)}' '{address}'"
