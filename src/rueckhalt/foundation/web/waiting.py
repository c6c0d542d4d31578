"""The page that asks to wait a moment: what was typed goes along in it and on by a button."""

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import render

from rueckhalt.foundation.web.crowd import database_crowd
from rueckhalt.foundation.web.refusals import is_for_machines, refused

BUSY = 503
# Whoever waits now has had her turn by then; the page says the same in words.
SECONDS = "5"

Kept = list[tuple[str, str]]


def waiting_page(
    request: HttpRequest, *, action: str, kept: Kept, can_send: bool = True,
    may_be_stored: bool = False,
) -> HttpResponse:  # fmt: skip
    """Returns the page; `kept` are the fields of the form that goes on to `action`."""
    context = {
        "action": action, "kept": kept, "can_send": can_send, "may_be_stored": may_be_stored,
        "is_for_staff": request.path_info.startswith(settings.STAFF_PATHS),
        "had_files": request.content_type == "multipart/form-data",
    }  # fmt: skip
    return _with_hint(render(request, "web/waiting.html", context, status=BUSY))


def database_is_busy(request: HttpRequest, *, is_answered: bool = False) -> HttpResponse:
    """Answers while others keep the database busy; a page carries along whatever was typed.

    Where passwords are typed nothing goes along: no page shows one again. There, and where a page
    had its answer ready (`is_answered`), something may be stored although the end of it failed.
    """
    database_crowd.count()
    if is_for_machines(request):
        return _with_hint(refused(BUSY))
    is_sent, is_secret = (
        request.method == "POST",
        request.path_info.startswith(settings.SECRET_PATHS),
    )
    can_send = is_sent and not is_secret
    return waiting_page(
        request, action=request.get_full_path(), kept=_typed(request) if can_send else [],
        can_send=can_send, may_be_stored=is_sent and (is_secret or is_answered),
    )  # fmt: skip


def _typed(request: HttpRequest) -> Kept:
    try:
        sent = request.POST
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return []  # no page of ours sends such a form
    return [(name, value) for name in sent for value in sent.getlist(name)]


def _with_hint(answer: HttpResponse) -> HttpResponse:
    """Says when to come again; and the crowd is counted instead of a line for each."""
    answer["Retry-After"] = SECONDS
    answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    return answer
