"""The vault of who works with cases: open, close, passphrase, and who is on inbox duty.

The guard stands first: others do not even learn how a page wants to be asked.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from allauth.account.decorators import reauthentication_required
from allauth.core.ratelimit import consume
from django.conf import settings
from django.db import OperationalError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rueckhalt.foundation.accounts.access import (
    VAULT_COOKIE,
    colleague,
    logged_in,
    needs_right,
    needs_vault,
    unlocked_vault,
)
from rueckhalt.foundation.accounts.actions import (
    begin_duty,
    change_passphrase,
    close_vault,
    end_duty,
    make_passphrase,
    open_vault,
    replace_passphrase,
)
from rueckhalt.foundation.accounts.forms.vault import (
    ChangePassphraseForm,
    NewPassphraseForm,
    OpenVaultForm,
)
from rueckhalt.foundation.accounts.queries import duty_of
from rueckhalt.foundation.accounts.rules import Right, cookie_text
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import Unlocked, has_key, new_passphrase
from rueckhalt.foundation.web.locked import is_locked

# What a form of ours never carries on: where to go next, and what protects this one request.
OWN_FIELDS = ("passphrase", "next", "csrfmiddlewaretoken")
BUSY = "Gerade kommen viele Menschen auf einmal. Bitte warten Sie zehn Sekunden und schreiben Sie die Passphrase noch einmal."
# Tries are counted in the database: while others keep it busy, nobody can say which of the two it is.
NOT_COUNTED = "Gerade kommen viele Menschen auf einmal, oder das waren zu viele Versuche. Warten Sie zehn Sekunden. Hilft das nicht, warten Sie fünf Minuten."
works_on_cases = needs_right(Right.WORK_ON_CASES)
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@works_on_cases
@read_or_send
def vault_page(request: HttpRequest) -> HttpResponse:
    """Shows whether the vault is open; while it is closed, asks for the passphrase.

    Here arrives what was sent to a page whose vault had closed; it is carried along.
    """
    account, target = logged_in(request), _target(request.GET)
    if not has_key(account.pk):
        return redirect("account_new_passphrase")
    if request.method == "POST" or unlocked_vault(request, now=_now()) is None:
        return _ask(request, OpenVaultForm(), target, request.POST)
    return render(request, "accounts/vault.html")


@works_on_cases
@require_POST
def open_page(request: HttpRequest) -> HttpResponse:
    """Opens the vault, and goes on with what was asked for."""
    form, account = OpenVaultForm(request.POST), logged_in(request)
    target, key = _target(request.POST), request.session.session_key
    if not form.is_valid() or key is None:
        return _ask(request, form, target, request.POST)
    try:
        if consume(request, action="open_vault", user=account):
            typed = form.cleaned_data["passphrase"]
            cookie = open_vault(account=account, passphrase=typed, session=key, now=_now())
            return _with_cookie(_go_on(request, target), cookie)
        form.add_error("passphrase", NOT_COUNTED)
    except Refused as refusal:
        form.add_error("passphrase", refusal.message)
    except OperationalError as error:  # this page itself carries along what was typed
        if not is_locked(error):
            raise
        form.add_error("passphrase", BUSY)
    return _ask(request, form, target, request.POST)


@works_on_cases
@require_POST
def close_page(request: HttpRequest) -> HttpResponse:
    """Closes the vault in this session."""
    key = request.session.session_key
    if key is not None:
        close_vault(account=logged_in(request), session=key, now=_now())
    answer = redirect("account_vault")
    answer.delete_cookie(VAULT_COOKIE, samesite="Strict")
    return answer


@works_on_cases
@read_or_send
def first_passphrase(request: HttpRequest) -> HttpResponse:
    """Makes the first passphrase, with a proposal of six words."""
    if has_key(logged_in(request).pk):
        return redirect("account_vault")
    return _new_passphrase(request, make_passphrase, "accounts/passphrase_first.html")


@works_on_cases
@read_or_send
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
def lost_passphrase(request: HttpRequest) -> HttpResponse:
    """Makes a new passphrase for somebody who lost hers, and says what that costs."""
    return _new_passphrase(request, replace_passphrase, "accounts/passphrase_lost.html")


@works_on_cases
@read_or_send
def other_passphrase(request: HttpRequest) -> HttpResponse:
    """Changes the passphrase."""
    form = ChangePassphraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = form.cleaned_data
        try:
            change_passphrase(
                account=logged_in(request), old=told["old"], new=told["passphrase"], now=_now()
            )
        except Refused as refusal:
            form.add_error(
                "old" if refusal.code == "wrong_passphrase" else "passphrase", refusal.message
            )
        else:
            return redirect("account_vault")
    return _form_page(request, "accounts/passphrase_change.html", form)


@works_on_cases
@require_safe
def duty_page(request: HttpRequest) -> HttpResponse:
    """Shows who is on inbox duty, and who could be."""
    return _duty(request, None)


@needs_vault
@require_POST
def begin_duty_page(request: HttpRequest, unlocked: Unlocked, account: int) -> HttpResponse:
    """Takes a colleague, or as the first one herself, into inbox duty."""
    return _change_duty(request, begin_duty, unlocked, account)


@needs_vault
@require_POST
def end_duty_page(request: HttpRequest, unlocked: Unlocked, account: int) -> HttpResponse:
    """Ends the inbox duty of a colleague."""
    return _change_duty(request, end_duty, unlocked, account)


def _change_duty(
    request: HttpRequest, act: Callable[..., None], unlocked: Unlocked, number: int
) -> HttpResponse:
    account = colleague(logged_in(request), number)
    try:
        act(account=account, by=unlocked, now=_now())
    except Refused as refusal:
        return _duty(request, refusal)
    return redirect("account_duty")


def _duty(request: HttpRequest, refusal: Refused | None) -> HttpResponse:
    status = HTTPStatus.OK if refusal is None else HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"people": duty_of(logged_in(request)), "refusal": refusal}
    return render(request, "accounts/duty.html", context, status=status)


def _new_passphrase(request: HttpRequest, act: Callable[..., None], template: str) -> HttpResponse:
    form = NewPassphraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            act(account=logged_in(request), passphrase=form.cleaned_data["passphrase"], now=_now())
        except Refused as refusal:
            form.add_error("passphrase", refusal.message)
        else:
            return redirect("account_vault")
    proposed = request.POST.get("proposed") or new_passphrase()
    return _form_page(request, template, form, proposed=proposed)


def _form_page(request: HttpRequest, template: str, form: Form, **more: str) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, {"form": form, **more}, status=status)


def _ask(
    request: HttpRequest, form: OpenVaultForm, target: str, carried: QueryDict
) -> HttpResponse:
    context = {"form": form, "next": target, "carried": _carried(carried)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/vault_closed.html", context, status=status)


def _go_on(request: HttpRequest, target: str) -> HttpResponse:
    carried = _carried(request.POST)
    if not carried:
        return redirect(target)
    return render(request, "accounts/vault_go_on.html", {"next": target, "carried": carried})


def _carried(told: QueryDict) -> list[tuple[str, str]]:
    return [
        (name, value) for name, values in told.lists() if name not in OWN_FIELDS for value in values
    ]


def _target(told: QueryDict) -> str:
    """Where to go on: an address of this house, whatever was sent."""
    target = told.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if is_ours and target.startswith("/") else reverse("account_vault")


def _with_cookie(answer: HttpResponse, secret: bytes) -> HttpResponse:
    answer.set_cookie(
        VAULT_COOKIE, cookie_text(secret),
        httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Strict",
    )  # fmt: skip
    return answer


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on
