"""Keeps the page of a person open without an account: one cookie, below /fall/ alone."""

import base64
import binascii
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from rueckhalt.foundation.vault.api import use_returned
from rueckhalt.support.cases.access import OpenCase, own_case

COOKIE, COOKIE_PATH = "return", "/fall/"
# What a browser says of a form that stands on a page of ours, or that she sent again herself.
OWN_SITES = frozenset({"same-origin", "none", ""})

OwnView = Callable[..., HttpResponseBase]
View = Callable[..., HttpResponseBase]


def opened_case(request: HttpRequest, at: datetime) -> OpenCase | None:
    """Returns the case that this browser has open, and keeps it open for a quarter of an hour more."""
    cookie = cookie_of(request)
    opened = use_returned(cookie, now=at) if cookie else None
    return own_case(opened) if opened else None


def cookie_of(request: HttpRequest) -> bytes:
    """Returns what the cookie holds; nothing where it is none of ours."""
    try:
        return base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
    except (ValueError, binascii.Error):
        return b""


def with_cookie(answer: HttpResponse, cookie: bytes) -> HttpResponse:
    """Gives an answer the cookie; it goes when the browser closes, and no other site can send it."""
    answer.set_cookie(
        COOKIE, base64.urlsafe_b64encode(cookie).decode(), path=COOKIE_PATH, httponly=True,
        samesite="Strict", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return answer


def without_cookie(answer: HttpResponse) -> HttpResponse:
    """Takes the cookie away."""
    answer.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Strict")
    return answer


def refuse_other_sites(request: HttpRequest) -> None:
    """Refuses a form that stands on a page of another site.

    The cookie is Strict, so a form from elsewhere comes without it; this says no once more.
    """
    if request.headers.get("Sec-Fetch-Site", "") not in OWN_SITES:
        raise PermissionDenied


def own(view: OwnView) -> View:
    """Gives a view the person's open case; where it is closed, the way to the secret."""

    @wraps(view)
    def guarded(request: HttpRequest, **named: object) -> HttpResponseBase:
        if request.method == "POST":
            refuse_other_sites(request)
        case = opened_case(request, now())
        return view(request, case, **named) if case else redirect("case:door")

    return guarded


def now() -> datetime:
    """Returns the moment of a request."""
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on
