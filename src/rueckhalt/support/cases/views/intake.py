"""Somebody tells us something: a case, or a question alone. No account, no script, no cookie."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import PoolFullError, stretch_secret
from rueckhalt.foundation.web.posted import posted
from rueckhalt.foundation.web.waiting import waiting_page
from rueckhalt.support.cases.actions.arriving import count_arrival
from rueckhalt.support.cases.actions.beginning import Arrival, begin_case
from rueckhalt.support.cases.forms.intake import (
    LONGEST,
    IntakeForm,
    QuestionForm,
    as_initial,
    rows_told,
)
from rueckhalt.support.cases.forms.tokens import FormToken, form_value, new_token, token_to_show
from rueckhalt.support.cases.queries.notice import (
    AtTheDoor,
    at_the_door,
    notice_today,
    reading_hours,
)
from rueckhalt.support.cases.rules.keeping import Retention
from rueckhalt.support.cases.views.returning import now, refuse_other_sites
from rueckhalt.support.guidance.api import retold

UNPROCESSABLE = 422
Arriving = IntakeForm | QuestionForm


@dataclass(frozen=True)
class Kind:
    """What somebody can begin: its form, its page, and how long it is kept."""

    template: str
    retention: Retention
    begun: Callable[[QueryDict], Arriving]
    sent: Callable[[QueryDict], Arriving]


def _begun_case(data: QueryDict) -> Arriving:
    """The form of a case that comes from the plan, or that grows by one incident."""
    grows = "form" in data
    rows = rows_told(data) + 1 if grows else 1
    return IntakeForm(
        None, initial=as_initial(data) if grows else None, lines=retold(_pairs(data)), rows=rows
    )


CASE = Kind(
    "cases/person/new.html", Retention.CASE, _begun_case,
    lambda data: IntakeForm(data, lines=retold(_pairs(data)), rows=rows_told(data)),
)  # fmt: skip
QUESTION = Kind(
    "cases/person/question.html", Retention.QUESTION, lambda _: QuestionForm(None), QuestionForm
)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form of a case; sent, the words with which she comes back."""
    return _page(request, CASE)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest) -> HttpResponse:
    """A question without a case."""
    return _page(request, QUESTION)


@dataclass(frozen=True)
class Desk:
    """One request for such a page: when, what was sent, and whether somebody reads."""

    request: HttpRequest
    kind: Kind
    at: datetime
    data: QueryDict
    door: AtTheDoor

    def show(self, form: Arriving, token: FormToken, status: int = 200) -> HttpResponse:
        """Returns the page with a form."""
        context = {
            "form": form, "token": token.text, "door": self.door, "notice": notice_today(self.at),
        }  # fmt: skip
        return render(self.request, self.kind.template, context, status=status)


def _page(request: HttpRequest, kind: Kind) -> HttpResponse:
    at = now()
    if request.method == "POST":
        refuse_other_sites(request)
    data = posted(request, longest=LONGEST) if request.method == "POST" else QueryDict(mutable=True)
    desk = Desk(request, kind, at, data, at_the_door(at))
    if desk.door.is_shut:
        typed = "\n\n".join(text for name, text in _pairs(data) if name.startswith("c-") and text)
        context = {"door": desk.door, "typed": typed}
        return render(request, "cases/person/shut.html", context)
    if data.get("do") == "send":
        return _send(desk)
    # A form that came from the plan has no token yet; one that grows keeps its own.
    token = token_to_show(data.get("form", ""), at) if "form" in data else new_token(at)
    return desk.show(kind.begun(data), token)


def _send(desk: Desk) -> HttpResponse:
    form, sent = desk.kind.sent(desk.data), desk.data.get("form", "")
    if not form.is_valid():
        return desk.show(form, token_to_show(sent, desk.at), UNPROCESSABLE)
    try:
        return _begin(desk, form, form_value(sent, desk.at))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        used = refusal.code == "form-used"
        token = new_token(desk.at) if used else token_to_show(sent, desk.at)
    except PoolFullError:
        return waiting_page(desk.request, action=desk.request.path, kept=_pairs(desk.data))
    return desk.show(form, token, UNPROCESSABLE)


def _begin(desk: Desk, form: Arriving, value: bytes) -> HttpResponse:
    secret = stretch_secret(value)
    case = begin_case(
        told=form.told(notice_today(desk.at).version), arrival=_arrival(desk, form),
        secret=secret, reading=reading_hours(), now=desk.at,
    )  # fmt: skip
    context = {"secret": secret.secret, "case": case, "door": desk.door}
    return render(desk.request, "cases/person/secret.html", context)


def _arrival(desk: Desk, form: Arriving) -> Arrival:
    """In a flood nothing is turned away; it waits apart until its person comes back once."""
    if count_arrival(now=desk.at) <= settings.FLOOD_ARRIVALS:
        return Arrival(desk.kind.retention, form.urgency())
    is_case = desk.kind.retention is Retention.CASE
    kept_as = Retention.UNCONFIRMED if is_case else desk.kind.retention
    return Arrival(kept_as, form.urgency(), is_confirmed=False)


def _pairs(data: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name in data for value in data.getlist(name)]
