"""The pages of log-in and of the own account: allauth's views with our forms, paths and words."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import wraps
from typing import Any, cast

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.openid_connect import views as elsewhere
from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rueckhalt.foundation.accounts.access import logged_in, needs_account
from rueckhalt.foundation.accounts.actions import end_all_sessions, end_other_sessions, end_session
from rueckhalt.foundation.accounts.queries import profile_of
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.web.middleware import PERMISSIONS

View = Callable[..., HttpResponse]
WITH_PASSKEYS = PERMISSIONS.replace(
    "publickey-credentials-get=()", "publickey-credentials-get=(self)"
)


def with_passkeys(view: View) -> View:
    """Allows a page what passkeys need and no other page has: our own script files, and the keys."""

    @wraps(view)
    def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Permissions-Policy"] = WITH_PASSKEYS
        return response

    update = csp_update({"script-src": [SELF], "connect-src": [SELF]})
    return cast("View", update(allowed))


@require_safe
@needs_account
def own(request: HttpRequest) -> HttpResponse:
    """Shows who somebody is here, what she may do, and where she is logged in."""
    key, now = request.session.session_key, _now()
    profile = profile_of(logged_in(request), key=key, now=now)
    return render(request, "account/own.html", {"profile": profile})


@require_POST
@needs_account
def end_one(request: HttpRequest, handle: str) -> HttpResponse:
    """Ends one of the own sessions; one that has ended meanwhile is no mistake."""
    with suppress(Refused):
        end_session(account=logged_in(request), handle=handle, now=_now())
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_POST
@needs_account
def end_others(request: HttpRequest) -> HttpResponse:
    """Ends all of the own sessions but this one."""
    end_other_sessions(account=logged_in(request), key=request.session.session_key)
    return redirect(settings.LOGIN_REDIRECT_URL)


class ChangePassword(account.PasswordChangeView):
    """A new password ends every other session: somebody may know the old one."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Stores the password and ends the other sessions."""
        response = cast("HttpResponse", super().form_valid(form))
        end_other_sessions(account=self.request.user, key=self.request.session.session_key)
        return response


class ResetPassword(account.PasswordResetFromKeyView):
    """A password that was reset ends all sessions."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Stores the password and ends the sessions."""
        response = cast("HttpResponse", super().form_valid(form))
        end_all_sessions(account=self.reset_user)
        return response


class LogIn(account.LoginView):
    """The log-in page, which also names another house where one can log in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Returns what allauth gives, and the name of the other house if there is one."""
        elsewhere_name = settings.OIDC_NAME if settings.OIDC_URL else ""
        return {**super().get_context_data(**kwargs), "elsewhere": elsewhere_name}


class LogInByPasskey(passkeys.LoginWebAuthnView):
    """Takes a passkey instead of e-mail and password."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Says on the log-in page that the passkey does not fit."""
        return redirect(reverse("account_login", query={"passkey": "unbekannt"}))


log_in = with_passkeys(LogIn.as_view())
log_in_by_passkey = LogInByPasskey.as_view()
authenticate = with_passkeys(second_factor.authenticate)
add_passkey = with_passkeys(passkeys.add_webauthn)
reauthenticate_by_passkey = with_passkeys(passkeys.reauthenticate_webauthn)
change_password = ChangePassword.as_view()
reset_password = ResetPassword.as_view()


@require_POST
def go_elsewhere(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Shows the way to another house's log-in, as a link.

    A redirect would not do: a browser that obeys our policy sends a form to no other address, and
    that holds for what it is redirected to as well.
    """
    response = cast("HttpResponse", elsewhere.login(request, provider_id))
    if response.status_code != 302:
        return response
    values = {"address": response["Location"], "name": settings.OIDC_NAME}
    return render(request, "account/elsewhere.html", values)


def _now() -> datetime:
    return timezone.now()  # noqa: TID251 -- the clock enters here
