"""Answers for what went wrong: people get one clear sentence and the way on, machines JSON."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rueckhalt.foundation.web.crowd import crowd
from rueckhalt.foundation.web.refusals import is_for_machines, refused


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answers what cannot be read (400), or what is too large (413)."""
    if isinstance(exception, RequestDataTooBig):
        return _answer(request, 413)
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answers what nobody may do here (403)."""
    return _answer(request, 403)


def form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answers a form without its token (403): it came from elsewhere, or its session is over."""
    return _answer(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answers an address without a page (404); it never repeats the address."""
    return _answer(request, 404)


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Answers a page that was called the wrong way (405), for example a plan by its address."""
    response = _answer(request, 405)
    response["Allow"] = allowed
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answers a mistake of ours (500)."""
    return _answer(request, 500)


def busy(request: HttpRequest) -> HttpResponse:
    """Answers while too many log-ins are under way (503), and says when to come again."""
    response = _answer(request, 503)
    response["Retry-After"] = "10"
    # Django would write a line for each; the crowd is counted instead.
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    crowd.count()
    return response


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    if is_for_machines(request):
        return refused(status)
    return render(request, f"{status}.html", status=status)
