"""What machines are told when something cannot be done: below /api/ each refusal has one shape."""

import json

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from ninja.responses import NinjaJSONEncoder
from pydantic import ConfigDict, Field

# The page that explains the API stands at the root itself; everything below it is for machines.
API_ROOT = "/api/"
CODES = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "not_json",
    422: "invalid",
    500: "server_error",
    503: "busy",
}
SENTENCES = {
    400: "Das konnten wir nicht lesen. Senden Sie gültiges JSON in UTF-8.",
    403: "Das ist hier nicht erlaubt.",
    404: "Das gibt es hier nicht.",
    405: "Diese Adresse lässt sich so nicht aufrufen. Der Kopf Allow nennt, wie.",
    413: "Das ist zu groß. Erlaubt sind 256 kB.",
    415: "Senden Sie JSON mit dem Kopf Content-Type: application/json.",
    422: "Eine Angabe passt nicht. Die Nachricht nennt, welche.",
    500: "Bei uns ist etwas schiefgegangen. Versuchen Sie es später noch einmal.",
    503: "Gerade ist viel zu tun. Versuchen Sie es gleich noch einmal.",
}
_ESCAPED = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026"})


class Refusal(Schema):
    """What every refusal says: a word for machines and a German sentence for people."""

    model_config = ConfigDict(
        title="Absage", json_schema_extra={"examples": [{"code": CODES[404], "message": SENTENCES[404]}]}
    )  # fmt: skip

    code: str = Field(description="Ein festes Wort für Programme.")
    message: str = Field(description="Ein deutscher Satz für Menschen.")


# Whoever may read may also ask for the head alone.
READ = ["GET", "HEAD"]
# What can be refused, by kind of operation; each operation names its own in the document.
READING: dict[int, type[Refusal]] = dict.fromkeys((400, 405), Refusal)
ASKING: dict[int, type[Refusal]] = {**READING, 422: Refusal}
FINDING: dict[int, type[Refusal]] = {**ASKING, 404: Refusal}
SENDING: dict[int, type[Refusal]] = {**ASKING, 413: Refusal, 415: Refusal}


def is_for_machines(request: HttpRequest) -> bool:
    """Says whether whoever asks reads JSON and no page."""
    return request.path_info.startswith(API_ROOT) and request.path_info != API_ROOT


def refused(status: int, *, code: str = "", message: str = "") -> HttpResponse:
    """The refusal with a status; word and sentence are those of the status, if none are given."""
    said = {"code": code or CODES[status], "message": message or SENTENCES[status]}
    return HttpResponse(
        as_json(said), status=status, content_type="application/json; charset=utf-8"
    )


def as_json(value: object) -> bytes:
    """JSON in UTF-8 that is also harmless inside a page; half of a character pair stays escaped."""
    text = json.dumps(value, cls=NinjaJSONEncoder, ensure_ascii=False)
    return text.translate(_ESCAPED).encode("utf-8", "backslashreplace")
