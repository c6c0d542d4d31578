"""The calendar feed, and the page on which somebody gets its secret address."""

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rueckhalt.dialogue.exchange.access import Seat, takes_part
from rueckhalt.dialogue.exchange.actions.calendar import drop_calendar_key, make_calendar_key
from rueckhalt.dialogue.exchange.documents.calendar import feed_as_calendar
from rueckhalt.dialogue.exchange.queries.calendar import feed_for, has_calendar_key, seat_by_word
from rueckhalt.dialogue.exchange.views.asked import now, saved, shown, today
from rueckhalt.dialogue.exchange.views.papers import CALENDAR, as_file, page_of

WORD_BYTES = 32


@takes_part
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Says what the feed is; a POST makes a new address, which is shown this once."""
    context: dict[str, object] = {"has_key": has_calendar_key(seat)}
    if request.method != "POST":
        return shown(request, "exchange/meetings/calendar.html", context)
    word = secrets.token_urlsafe(WORD_BYTES)
    make_calendar_key(word=word, by=seat, now=now())
    address = f"{settings.ADDRESS}{reverse('feed', args=[word])}"
    made = {"address": address, "has_key": True}
    return render(request, "exchange/meetings/calendar.html", made)


@takes_part
@require_POST
def drop_calendar(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Takes the address away."""
    del request
    drop_calendar_key(by=seat, now=now())
    return saved("exchange:calendar")


@require_safe
def feed(request: HttpRequest, word: str) -> HttpResponse:
    """The meetings, for a program that knows the secret address; for any other nothing is there (404)."""
    del request
    seat = seat_by_word(word, on=today())
    if seat is None:
        raise Http404
    return as_file(
        feed_as_calendar(feed_for(seat, now=now()), page_of=page_of), CALENDAR, "termine.ics"
    )
