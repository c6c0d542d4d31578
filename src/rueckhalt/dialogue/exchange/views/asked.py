"""What all pages of the exchange need: the clock, a new reference, the page that is asked for."""

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from http import HTTPStatus

from django.core.validators import slug_re
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from rueckhalt.dialogue.exchange.rules.topic import REFERENCE_LENGTH, REFERENCE_SIGNS
from rueckhalt.foundation.lib.refusal import Refused


def now() -> datetime:
    """Returns this moment."""
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on


def today() -> date:
    """Returns the day in Germany."""
    return timezone.localdate(now())


def new_reference() -> str:
    """Returns a reference that nobody can guess or count."""
    return "".join(secrets.choice(REFERENCE_SIGNS) for _ in range(REFERENCE_LENGTH))


def named_by(told: QueryDict, key: str) -> str:
    """Returns the reference that a page was asked with, or nothing; what can be none is 404.

    No table is asked for it: one of PostgreSQL takes no control characters.
    """
    word = told.get(key, "")
    if word and not slug_re.fullmatch(word):
        raise Http404
    return word


def page_number(request: HttpRequest) -> int:
    """Returns the page that is asked for; what is no number is the first."""
    told = request.GET.get("seite", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 1


def done(form: Form, act: Callable[[], object], field: str) -> bool:
    """Acts if what was sent is sound; a refusal stands in the form, at the field it is about."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        place = refusal.code.partition("-")[0]
        form.add_error(place if place in form.fields else field, str(refusal))
        return False
    return True


def refusal_of(act: Callable[[], object]) -> str:
    """Acts, and returns why not."""
    try:
        act()
    except Refused as refusal:
        return str(refusal)
    return ""


def shown(
    request: HttpRequest, template: str, context: dict[str, object], form: Form | None = None
) -> HttpResponse:
    """Returns a page; 422 if something that was sent was refused."""
    is_refused = bool(context.get("refusal") or (form and form.errors))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    told = {"form": form, **context, "is_saved": "gespeichert" in request.GET}
    return render(request, template, told, status=status)


def saved(name: str, *values: str) -> HttpResponse:
    """Leads to a page that says that something was saved."""
    answer = redirect(name, *values)
    answer["Location"] += "?gespeichert"
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer
