"""The page behind the link of an invitation."""

from datetime import UTC, datetime
from http import HTTPStatus

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from rueckhalt.foundation.accounts.access import invitation_by_token
from rueckhalt.foundation.accounts.actions import accept_invitation
from rueckhalt.foundation.accounts.forms.invitation import AcceptForm
from rueckhalt.foundation.lib.refusal import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Greets who was invited, takes her password, and lets her in; any other link looks the same."""
    found = invitation_by_token(token, now=_now())
    if found is None:
        return _gone(request)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _accept(request, token, form.cleaned_data["password"])
    context = {"form": form, "invitation": found}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/invitation.html", context, status=status)


def _accept(request: HttpRequest, token: str, password: str) -> HttpResponse:
    try:
        account = accept_invitation(token=token, password=password, now=_now())
    except Refused:
        return _gone(request)
    # As after a log-in with this password: what her role must have follows by itself.
    answer: HttpResponse = perform_password_login(
        request, {"email": account.email}, Login(user=account, email=account.email)
    )
    return answer


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/invitation_gone.html", status=HTTPStatus.NOT_FOUND)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on
