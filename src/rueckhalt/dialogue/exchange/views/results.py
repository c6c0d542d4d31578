"""The page on which somebody types what comes of an item while the meeting goes on.

What is typed is never lost: a button keeps it on the server, and so does a small script every ten
seconds, which also keeps it in the browser while the line is broken.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from rueckhalt.dialogue.exchange.access import Seat, item_for, runs_exchange
from rueckhalt.dialogue.exchange.actions.meetings import record_result, save_notes
from rueckhalt.dialogue.exchange.forms.results import ResultForm, typed
from rueckhalt.dialogue.exchange.queries.agenda import (
    count_results,
    item_results,
    notes_of,
    title_of,
)
from rueckhalt.dialogue.exchange.queries.meetings import meeting_way
from rueckhalt.dialogue.exchange.views.asked import done, now, refusal_of, saved, shown

BY_SCRIPT = "script"
View = Callable[..., HttpResponse]


def with_notes_script(view: View) -> View:
    """Allows a page the only script of the exchange: our own file, which talks to this house alone."""
    return cast("View", csp_update({"script-src": [SELF], "connect-src": [SELF]})(view))


@runs_exchange
@require_http_methods(["GET", "HEAD", "POST"])
@with_notes_script
def result(request: HttpRequest, seat: Seat, item: str) -> HttpResponse:
    """Shows what has been typed so far; a POST records it as the result."""
    found = item_for(seat, item)
    if request.method != "POST":
        notes = notes_of(found)
        initial: dict[str, object] = dict(notes.values) if notes else {}
        return _result(request, seat, item, ResultForm(initial=initial))
    form, seen = ResultForm(request.POST), _number(request.POST.get("seen", ""))
    if done(
        form,
        lambda: record_result(item=found, draft=form.asked(), seen=seen, by=seat, now=now()),
        "text",
    ):
        return saved("exchange:meeting", found.meeting.reference)
    return _result(request, seat, item, form)


@runs_exchange
@require_POST
@with_notes_script
def keep_notes(request: HttpRequest, seat: Seat, item: str) -> HttpResponse:
    """Keeps what has been typed, whole or not; a script gets an empty answer, a person the page."""
    found = item_for(seat, item)
    values = typed(request.POST)
    refusal = refusal_of(lambda: save_notes(item=found, values=values, by=seat, now=now()))
    if request.POST.get("by") == BY_SCRIPT:
        return HttpResponse(status=HTTPStatus.CONFLICT if refusal else HTTPStatus.NO_CONTENT)
    if refusal:
        return _result(request, seat, item, ResultForm(initial=dict(values)), refusal)
    return saved("exchange:result", item)


def _result(
    request: HttpRequest, seat: Seat, item: str, form: ResultForm, refusal: str = ""
) -> HttpResponse:
    found = item_for(seat, item)
    context: dict[str, object] = {
        "way": meeting_way(found.meeting),
        "item": item,
        "title": title_of(found),
        "notes": notes_of(found),
        "results": item_results(seat, found),
        "seat": seat,
        # As many as the page shows: who reads what came meanwhile can say that hers stands beside it.
        "seen": count_results(found),
        "is_refused": bool(refusal or form.errors),
        "refusal": refusal,
    }
    return shown(request, "exchange/meetings/result.html", context, form)


def _number(told: str) -> int:
    """Returns how many results a page showed; what is no number fits no count."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else -1
