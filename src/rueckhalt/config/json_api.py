"""The JSON API: one mount for the routers of all domains, one shape of refusal, one document."""

from collections.abc import Callable, Iterator
from functools import lru_cache, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, reverse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import BaseRenderer

from rueckhalt.foundation.directory.urls import router as directory
from rueckhalt.foundation.lib.faults import fault_in_words, place_in_words
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.places.urls import router as places
from rueckhalt.foundation.web.refusals import SENTENCES, as_json, refused
from rueckhalt.support.guidance.api import letter_book, letter_schema, rulebook, situation_schema
from rueckhalt.support.guidance.urls import LETTER, SITUATION
from rueckhalt.support.guidance.urls import router as guidance

JSON = "application/json"
DESCRIPTION = (
    "Orte, Stellen und der Plan des Lotsen für andere Programme. Alles ist öffentlich. "
    "Es gibt keine Anmeldung und kein Cookie. Wir speichern nichts und schreiben nichts mit. "
    "Eine Adresse über 4.000 Zeichen weist schon der Webserver ab, mit 414 und ohne JSON. "
    "Bei Gefahr für Menschen: 110."
)
EXAMPLE = {
    "place": "Kiel",
    "answers": {"happened": ["threat"], "channel": ["letter"]},
    "days": {"learned_on": "gestern"},
}
LETTER_EXAMPLE = {
    "situation": EXAMPLE,
    "fields": {
        "recipient": "Staatsanwaltschaft Kiel",
        "name": "Erika Mustermann",
        "reach": "Rathaus Musterdorf\nDorfplatz 1\n12345 Musterdorf",
        "what": "In meinem Briefkasten am Rathaus lag ein Brief mit einer Drohung.",
        "moment": "am 20. November 2026 am Rathaus",
        "evidence": ["letters"],
    },
}
Run = Callable[..., HttpResponse]


class Renderer(BaseRenderer):
    """Writes every answer as UTF-8, harmless also inside a page."""

    media_type = JSON

    def render(self, request: HttpRequest, data: object, *, response_status: int) -> bytes:  # noqa: ARG002 -- ninja's signature
        """The bytes of an answer."""
        return as_json(data)


class HouseAPI(NinjaAPI):
    """ninja without its own root, and with a document that leaves nothing out."""

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """The addresses, without an empty one that would only say that it does not exist."""
        patterns, app, namespace = super().urls
        return [one for one in patterns if getattr(one, "name", "") != "api-root"], app, namespace

    def get_openapi_schema(self, **_: object) -> OpenAPISchema:
        """The document, made once: it changes only with the program."""
        return document()


@lru_cache(maxsize=1)
def document() -> OpenAPISchema:
    """The OpenAPI document of the API."""
    root = reverse("api:openapi-json").removesuffix("openapi.json")
    made = NinjaAPI.get_openapi_schema(api, path_prefix=root)
    schemas = made["components"]["schemas"]
    schemas[SITUATION] = situation_schema(rulebook()) | {"examples": [EXAMPLE]}
    reference = {"$ref": f"#/components/schemas/{SITUATION}"}
    letter = letter_schema(letter_book().fields.values(), reference)
    schemas[LETTER] = letter | {"examples": [LETTER_EXAMPLE]}
    for schema in schemas.values():
        # The docstring of a class is for those who change it, in English.
        schema.pop("description", None)
    for operation in operations_of(made):
        for parameter in operation["parameters"]:
            # A list is right in a schema only; beside it OpenAPI wants one example or a map.
            for example in parameter.pop("examples", [])[:1]:
                parameter["example"] = example
        for status, answer in operation["responses"].items():
            answer["description"] = SENTENCES.get(status, "Die Antwort.")
    return made


def operations_of(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every operation of a document; HEAD is left out of it, since it only repeats GET."""
    for methods in made["paths"].values():
        methods.pop("head", None)
        yield from methods.values()


def takes_json_only(run: Run) -> Run:
    """Refuses a body that does not say it is JSON, before it is read."""

    @wraps(run)
    def checked(request: HttpRequest, **values: object) -> HttpResponse:
        if request.method == "POST" and request.content_type != JSON:
            return refused(415)
        return run(request, **values)

    return checked


api = HouseAPI(
    title="Rückhalt",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    docs_decorator=require_safe,
    renderer=Renderer(),
    openapi_extra={"info": {"license": {"name": "EUPL-1.2"}}},
)
api.add_decorator(takes_json_only, mode="view")
api.add_router("", places)
api.add_router("", directory)
api.add_router("", guidance)


@api.exception_handler(Refused)
def said_no(request: HttpRequest, refusal: Refused) -> HttpResponse:  # noqa: ARG001 -- ninja's signature
    """The house said no: its own code and sentence."""
    return refused(422, code=refusal.code, message=str(refusal))


@api.exception_handler(ValidationError)
def does_not_fit(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001 -- as above
    """The first thing that does not fit, with its place."""
    first = error.errors[0]
    source, *where = first["loc"]
    # ninja puts the name of our argument before the place in a body.
    place = place_in_words(where[1:] if source == "body" else where)
    message = f"{place}: {fault_in_words(first['type'], first.get('ctx', {}))}"
    return refused(422, message=message)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001 -- as above
    """There is no such thing."""
    return refused(404)


@api.exception_handler(HttpError)
def not_readable(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001 -- as above
    """No JSON; ninja says so with the status 400."""
    return refused(error.status_code)
