"""The page of those who recover a case together. For everybody else it does not exist."""

import uuid
from datetime import UTC, datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from rueckhalt.foundation.accounts.access import logged_in, needs_recovery
from rueckhalt.foundation.accounts.actions import begin_recovery, finish_recovery
from rueckhalt.foundation.accounts.forms.recovery import RecoveryForm
from rueckhalt.foundation.accounts.queries import Recoveries, recoveries_of
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import Unlocked


@needs_recovery
@require_safe
def recovery_page(request: HttpRequest, _: Unlocked) -> HttpResponse:
    """Shows what was begun, and the first step."""
    found = _found(request)
    return _page(request, found, _form(found))


@needs_recovery
@require_POST
def begin_recovery_page(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Takes the first step."""
    found = _found(request)
    form = RecoveryForm(request.POST, receivers=found.receivers, partners=found.partners)
    if form.is_valid():
        told = form.cleaned_data
        try:
            begin_recovery(
                by=unlocked, second=told["second"], reference=told["reference"],
                receiver=told["receiver"], now=_now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("receiver" if refusal.code == "no_key" else "reference", str(refusal))
        else:
            return _back("begonnen")
    return _page(request, found, form)


@needs_recovery
@require_POST
def finish_recovery_page(
    request: HttpRequest, unlocked: Unlocked, record: uuid.UUID
) -> HttpResponse:
    """Takes the second step."""
    try:
        finish_recovery(by=unlocked, record=record, now=_now())
    except Refused as refusal:
        found = _found(request)
        return _page(request, found, _form(found), str(refusal))
    return _back("fertig")


def _found(request: HttpRequest) -> Recoveries:
    return recoveries_of(logged_in(request), now=_now())


def _page(
    request: HttpRequest, found: Recoveries, form: RecoveryForm, refusal: str = ""
) -> HttpResponse:
    is_refused = bool(refusal or form.errors)
    context = {
        "found": found,
        "form": form,
        "refusal": refusal,
        "is_begun": "begonnen" in request.GET,
        "is_finished": "fertig" in request.GET,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render(request, "accounts/recovery.html", context, status=status)


def _form(found: Recoveries) -> RecoveryForm:
    return RecoveryForm(receivers=found.receivers, partners=found.partners)


def _back(done: str) -> HttpResponse:
    answer = redirect("account_recovery")
    answer["Location"] += f"?{done}"
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on
