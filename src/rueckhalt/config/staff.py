"""Log-in and CSRF check, only where people with an account work.

The rule: below `STAFF_PATHS` there are sessions, and each POST needs its token. Everywhere else no
cookie is read and none is set, so there is nothing that another site's form could abuse.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from rueckhalt.foundation.accounts.api import account_for, lacks_second_factor
from rueckhalt.foundation.web.locked import comes_from_lock
from rueckhalt.foundation.web.waiting import database_is_busy

# What somebody can do who must set up a second factor first.
BEFORE_SECOND_FACTOR = frozenset({
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes",
    "account_reauthenticate", "account_logout",
})  # fmt: skip


def is_for_staff(request: HttpRequest) -> bool:
    """Says whether an address lies where people with an account work."""
    return request.path_info.startswith(settings.STAFF_PATHS)


class Sessions(SessionMiddleware):
    """Django's sessions, below the staff paths."""

    def process_request(self, request: HttpRequest) -> None:
        """Gives the request its session."""
        if is_for_staff(request):
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Stores the session, and sets its cookie where there is one to set."""
        if not is_for_staff(request):
            return response
        try:
            return super().process_response(request, response)
        except (OperationalError, SessionInterrupted) as error:
            if not comes_from_lock(error):
                raise
            return database_is_busy(request, is_answered=True)


class Csrf(CsrfViewMiddleware):
    """Django's check of the token, below the staff paths."""

    def process_request(self, request: HttpRequest) -> None:
        """Reads the token of the session."""
        if is_for_staff(request):
            super().process_request(request)

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[object, ...],
        callback_kwargs: dict[str, object],
    ) -> HttpResponseForbidden | None:
        """Refuses a POST without its token."""
        if not is_for_staff(request):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Lets the browser tell us, and nobody else, that a form is ours.

        With `no-referrer`, as on every other page, it says that a form comes from nowhere.
        """
        if not is_for_staff(request):
            return response
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return super().process_response(request, response)


class LogIn(AuthenticationMiddleware):
    """Who is logged in, below the staff paths."""

    def process_request(self, request: HttpRequest) -> None:
        """Gives the request its account, asked for when somebody looks."""
        if is_for_staff(request):
            super().process_request(request)


class OurFrame:
    """Keeps allauth's own `site` out of pages: there it is the word for our frame."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Returns the answer."""
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        """Returns the page, to be drawn with our frame."""
        if is_for_staff(request) and response.context_data:
            response.context_data.pop("site", None)
        return response


class SecondFactorFirst:
    """Leads whoever must have a second factor, and has none, to set one up before any other page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Returns the answer."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Returns the way to the second factor instead of the page, where that comes first."""
        match = request.resolver_match
        if match is None or not is_for_staff(request) or match.view_name in BEFORE_SECOND_FACTOR:
            return None
        account = account_for(request)
        if account is None or not lacks_second_factor(account):
            return None
        return redirect("mfa_index")
