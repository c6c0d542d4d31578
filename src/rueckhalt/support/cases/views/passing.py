"""What leaves the house from a case: consents, disclosures, the emergency, and what came back."""

import uuid
from collections.abc import Callable
from http import HTTPStatus

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from rueckhalt.foundation.accounts.api import needs_vault
from rueckhalt.foundation.vault.api import Unlocked
from rueckhalt.support.cases.actions.disclosing import (
    answer_proposal,
    disclose,
    disclose_in_emergency,
    keep_reply,
    propose_disclosure,
    record_consent,
    review_emergency,
)
from rueckhalt.support.cases.actions.working import note_reading
from rueckhalt.support.cases.forms.passing import (
    ConsentForm,
    DecideForm,
    DiscloseForm,
    EmergencyForm,
    OverrideForm,
    ReplyForm,
    ReviewForm,
)
from rueckhalt.support.cases.queries.bodies import body_named
from rueckhalt.support.cases.queries.case import GivenLine
from rueckhalt.support.cases.rules.consents import ConsentOf
from rueckhalt.support.cases.rules.contents import Reply
from rueckhalt.support.cases.views.at import At, act, at, press, show

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@needs_vault
@require_safe
def passing(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Everything that left the house, and on what ground."""
    return _read(at(request, unlocked, reference), "passing")


@needs_vault
@read_or_send
def consent(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Asks the person for her consent, or writes down what she said."""
    here = at(request, unlocked, reference)
    if request.method != "POST":
        return _read(here, "consent")
    form = ConsentForm(request.POST, today=here.on)
    return act(here, "consent", "consent", form, lambda: record_consent(
        case=here.case, consent=form.asked(_body(here, form)), by=here.account, now=here.now,
    ), to="passing")  # fmt: skip


@needs_vault
@read_or_send
def give(
    request: HttpRequest, unlocked: Unlocked, reference: str, consent: uuid.UUID
) -> HttpResponse:
    """Writes down what went out on the ground of a consent."""
    here = at(request, unlocked, reference)
    given = next((one for one in here.page().consents if one.id == consent), None)
    if given is None:
        raise Http404
    if request.method != "POST":
        note_reading(case=here.case, by=here.account, now=here.now)
        return _give_page(here, given, DiscloseForm(consent=given.consent))
    form = DiscloseForm(request.POST, consent=given.consent)
    if not form.is_valid():
        return _give_page(here, given, form, status=422)
    return press(here, "passing", lambda: disclose(
        case=here.case, disclosure=form.asked(here.on), consent=consent, by=here.account,
        now=here.now,
    ))  # fmt: skip


@needs_vault
@read_or_send
def override(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Proposes to a second person that something goes out without consent."""
    here = at(request, unlocked, reference)
    if request.method != "POST":
        return _read(here, "override")
    form = OverrideForm(request.POST)
    return act(here, "override", "override", form, lambda: propose_disclosure(
        case=here.case, proposal=form.asked(_body(here, form)),
        by=here.account, now=here.now,
    ), to="passing")  # fmt: skip


@needs_vault
@read_or_send
def decide(
    request: HttpRequest, unlocked: Unlocked, reference: str, entry: uuid.UUID
) -> HttpResponse:
    """A second person agrees to a disclosure without consent, or not."""
    here = at(request, unlocked, reference)
    found = next((one for one in here.page().proposals if one.id == entry), None)
    form = DecideForm(request.POST if request.method == "POST" else None)
    return _one(here, "decide", found, form, lambda: answer_proposal(
        case=here.case, entry=entry, agrees=form.is_yes(), words=form.cleaned_data["words"],
        by=here.account, now=here.now,
    ))  # fmt: skip


@needs_vault
@read_or_send
def emergency(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Acute danger: one guide alone tells police or rescue, at once."""
    here = at(request, unlocked, reference)
    if request.method != "POST":
        return _read(here, "emergency")
    form = EmergencyForm(request.POST)
    return act(here, "emergency", "emergency", form, lambda: disclose_in_emergency(
        case=here.case, recipient=form.cleaned_data["recipient"],
        reason=form.cleaned_data["reason"], by=here.account, now=here.now,
    ), to="passing")  # fmt: skip


@needs_vault
@read_or_send
def review(
    request: HttpRequest, unlocked: Unlocked, reference: str, entry: uuid.UUID
) -> HttpResponse:
    """A second person has looked at an emergency."""
    here = at(request, unlocked, reference)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    return _one(here, "review", _given_line(here, entry), form, lambda: review_emergency(
        case=here.case, entry=entry, words=form.cleaned_data["words"], by=here.account,
        now=here.now,
    ))  # fmt: skip


@needs_vault
@read_or_send
def reply(
    request: HttpRequest, unlocked: Unlocked, reference: str, entry: uuid.UUID
) -> HttpResponse:
    """Writes down what a recipient answered."""
    here = at(request, unlocked, reference)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    return _one(here, "reply", _given_line(here, entry), form, lambda: keep_reply(
        case=here.case, by=here.account, now=here.now,
        reply=Reply(entry, form.cleaned_data["text"], form.cleaned_data["file_number"]),
    ))  # fmt: skip


def _body(here: At, form: Form) -> str:
    return body_named(form.cleaned_data["recipient"], on=here.on)


def _given_line(here: At, entry: uuid.UUID) -> GivenLine | None:
    return next((one for one in here.page().given if one.id == entry), None)


def _one(here: At, name: str, found: object, form: Form, do: Callable[[], None]) -> HttpResponse:
    """A page about one thing that went out, or should; a POST says something about it.

    It may be gone meanwhile: whoever has typed all of it reads why, for others there is no page.
    """
    if form.is_valid():
        return press(here, "passing", do)
    if found is None:
        raise Http404
    if not form.is_bound:
        note_reading(case=here.case, by=here.account, now=here.now)
    context = {"case": here.page(), "area": "passing", "found": found, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(here.request, f"cases/desk/{name}.html", context, status=status)


def _read(here: At, page: str) -> HttpResponse:
    note_reading(case=here.case, by=here.account, now=here.now)
    return show(here, page)


def _give_page(
    here: At, given: ConsentOf, form: DiscloseForm, *, status: int = 200
) -> HttpResponse:
    context = {"case": here.page(), "area": "passing", "given": given, "form": form}
    return render(here.request, "cases/desk/give.html", context, status=status)
