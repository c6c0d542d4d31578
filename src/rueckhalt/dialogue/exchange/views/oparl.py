"""The pages of OParl 1.1: JSON for everybody, also from other sites (CORS). No cookie, no page."""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from rueckhalt.dialogue.exchange.documents import oparl
from rueckhalt.dialogue.exchange.documents.oparl import House, Json
from rueckhalt.dialogue.exchange.documents.oparl_lists import KINDS, page, thing, things
from rueckhalt.dialogue.exchange.rules.oparl import PARAMETERS, Asked, parse_asked
from rueckhalt.dialogue.exchange.views.asked import now
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

P = ParamSpec("P")
Told = Callable[Concatenate[HttpRequest, P], Json | None]
READ = ("GET", "HEAD")
NOT_HERE = gettext_noop("Das gibt es hier nicht.")
ONLY_READ = gettext_noop("Hier lässt sich nur lesen.")


def for_machines(told: Told[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Answers with JSON, a refusal included: OParl 1.1 has a shape for it (2.9)."""

    @wraps(told)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in READ:
            answer = _refused(ONLY_READ, "method", HTTPStatus.METHOD_NOT_ALLOWED)
            answer["Allow"] = ", ".join(READ)
            return answer
        try:
            found = told(request, *args, **kwargs)
        except Refused as refusal:
            message = gettext(refusal.message) % refusal.values
            return _refused(message, refusal.code, HTTPStatus.BAD_REQUEST)
        if found is None:
            return _refused(NOT_HERE, "not-found", HTTPStatus.NOT_FOUND)
        return _json(found, HTTPStatus.OK)

    return answered


@for_machines
def system(request: HttpRequest) -> Json:  # noqa: ARG001 -- Django's signature
    """The entry point."""
    return oparl.system(_house())


@for_machines
def bodies(request: HttpRequest) -> Json:
    """The list of bodies, of which there is one."""
    house, asked = _house(), _asked(request)
    one = oparl.body(house, omits_internal=asked.omits_internal)
    is_asked = asked.takes(oparl.BODY_ENTRY)
    data = [one] if is_asked and asked.page == 1 else []
    return page(house.to("oparl:bodies"), data, int(is_asked), asked, _kept(request))


@for_machines
def body(request: HttpRequest, body: str) -> Json | None:  # noqa: ARG001 -- Django's signature
    """The alliance."""
    return oparl.body(_house()) if body == oparl.BODY else None


@for_machines
def listed(request: HttpRequest, objects: str) -> Json | None:
    """A page of one of the lists."""
    if objects not in KINDS:
        return None
    return things(_house(), objects, _asked(request), _kept(request), now=now())


@for_machines
def single(request: HttpRequest, objects: str, reference: str) -> Json | None:  # noqa: ARG001 -- Django's signature
    """One object, also one that was taken back."""
    return thing(_house(), objects, reference, now=now())


@for_machines
def missing(request: HttpRequest, rest: str) -> None:
    """Every other address, so that programs read JSON there, too."""


def _house() -> House:
    return House(settings.ADDRESS, settings.OPERATOR["name"], settings.OPERATOR["email"])


def _asked(request: HttpRequest) -> Asked:
    return parse_asked({name: request.GET[name] for name in PARAMETERS if name in request.GET})


def _kept(request: HttpRequest) -> str:
    """The filters as the next page needs them; what OParl does not know is dropped."""
    told = {name: request.GET[name] for name in PARAMETERS if request.GET.get(name)}
    told.pop("page", None)
    return urlencode(told)


def _refused(message: str, code: str, status: HTTPStatus) -> HttpResponse:
    return _json(oparl.error(gettext(message), code), status)


def _json(told: Json, status: HTTPStatus) -> HttpResponse:
    content = json.dumps(told, ensure_ascii=False)
    answer = HttpResponse(content, status=status, content_type="application/json; charset=utf-8")
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
