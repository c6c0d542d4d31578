"""The pages on which the secretariat makes an agenda, and notes who is there."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from rueckhalt.dialogue.exchange.access import (
    Seat,
    item_for,
    meeting_for,
    runs_exchange,
    takes_part,
    topic_for,
)
from rueckhalt.dialogue.exchange.actions.agenda import change_visibility, move_item, take_on
from rueckhalt.dialogue.exchange.actions.meetings import add_item, take_off
from rueckhalt.dialogue.exchange.actions.presence import note_everybody, note_own_presence
from rueckhalt.dialogue.exchange.forms.meetings import ItemForm, VisibilityForm
from rueckhalt.dialogue.exchange.forms.presence import OwnPresenceForm, asked_presences
from rueckhalt.dialogue.exchange.queries.agenda import (
    agenda_day,
    agenda_rows,
    overdue_topics,
    proposals,
)
from rueckhalt.dialogue.exchange.queries.meetings import meeting_way
from rueckhalt.dialogue.exchange.queries.presence import (
    PRESENCE_CHOICES,
    PresenceRow,
    presence_rows,
)
from rueckhalt.dialogue.exchange.rules.meeting import PresenceChoice
from rueckhalt.dialogue.exchange.views.asked import (
    done,
    named_by,
    new_reference,
    now,
    refusal_of,
    saved,
    shown,
    today,
)
from rueckhalt.dialogue.exchange.views.meetings import shown_meeting

READ_AND_SEND = ["GET", "HEAD", "POST"]


@runs_exchange
@require_http_methods(READ_AND_SEND)
def agenda(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """The agenda to be worked on; a POST adds an item in words of its own."""
    found = meeting_for(seat, meeting)
    if request.method != "POST":
        return _agenda(request, seat, meeting)
    form, reference = ItemForm(request.POST), request.POST.get("reference", "")
    if done(
        form,
        lambda: add_item(
            meeting=found, draft=form.asked(), reference=reference, by=seat, now=now()
        ),
        "title",
    ):
        return saved("exchange:agenda", meeting)
    return _agenda(request, seat, meeting, form=form)


@runs_exchange
@require_POST
def take_topic(request: HttpRequest, seat: Seat, meeting: str, topic: str) -> HttpResponse:
    """Puts a topic on an agenda."""
    found, wanted = meeting_for(seat, meeting), topic_for(seat, topic)
    return _after(
        request,
        seat,
        meeting,
        lambda: take_on(
            meeting=found, topics=[wanted], references=[new_reference()], by=seat, now=now()
        ),
    )


@runs_exchange
@require_POST
def take_overdue(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """Puts everything on an agenda that is overdue by its day."""
    found = meeting_for(seat, meeting)
    topics = overdue_topics(seat, on=agenda_day(found, on=today()))
    each = [new_reference() for _ in topics]
    return _after(
        request,
        seat,
        meeting,
        lambda: take_on(meeting=found, topics=topics, references=each, by=seat, now=now()),
    )


@runs_exchange
@require_POST
def move(request: HttpRequest, seat: Seat, item: str) -> HttpResponse:
    """Moves an item one place."""
    found = item_for(seat, item)
    is_up = request.POST.get("to") == "up"
    return _after(
        request,
        seat,
        found.meeting.reference,
        lambda: move_item(item=found, is_up=is_up, by=seat, now=now()),
    )


@runs_exchange
@require_POST
def show_to(request: HttpRequest, seat: Seat, item: str) -> HttpResponse:
    """Changes who may read an item."""
    found, form = item_for(seat, item), VisibilityForm(request.POST)
    return _after(
        request,
        seat,
        found.meeting.reference,
        lambda: change_visibility(item=found, new=form.asked(), by=seat, now=now()),
    )


@runs_exchange
@require_POST
def remove(request: HttpRequest, seat: Seat, item: str) -> HttpResponse:
    """Takes an item off."""
    found = item_for(seat, item)
    return _after(
        request,
        seat,
        found.meeting.reference,
        lambda: take_off(item=found, by=seat, now=now()),
    )


@runs_exchange
@require_http_methods(READ_AND_SEND)
def presence(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """Who is there; a POST notes it for all at once."""
    found = meeting_for(seat, meeting)
    rows = presence_rows(seat, found)
    for row in rows:
        named_by(request.POST, f"deputy-{row.membership}")
    told, refusal = asked_presences(request.POST, [row.membership for row in rows]), ""
    if request.method == "POST":
        refusal = refusal_of(lambda: note_everybody(meeting=found, told=told, by=seat, now=now()))
        if not refusal:
            return saved("exchange:presence", meeting)
    context: dict[str, object] = {
        "way": meeting_way(found),
        "people": [(row, _shown(row, told.get(row.membership))) for row in rows],
        "choices": PRESENCE_CHOICES,
        "refusal": refusal,
    }
    return shown(request, "exchange/meetings/presence.html", context)


def _shown(row: PresenceRow, choice: PresenceChoice | None) -> PresenceChoice:
    """What the form shows of somebody: what was chosen, or else what is noted by now."""
    return choice if choice and choice.is_touched else PresenceChoice(row.noted, row.noted)


@takes_part
@require_POST
def own_presence(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """Somebody says that she comes, or does not."""
    found, form = meeting_for(seat, meeting), OwnPresenceForm(request.POST)
    refusal = refusal_of(
        lambda: note_own_presence(
            meeting=found, membership=form.asked_membership(), kind=form.asked(), by=seat, now=now()
        )
    )
    if refusal:
        return shown_meeting(request, seat, meeting, refusal=refusal)
    return saved("exchange:meeting", meeting)


def _after(
    request: HttpRequest, seat: Seat, meeting: str, act: Callable[[], object]
) -> HttpResponse:
    refusal = refusal_of(act)
    if refusal:
        return _agenda(request, seat, meeting, refusal=refusal)
    return saved("exchange:agenda", meeting)


def _agenda(
    request: HttpRequest,
    seat: Seat,
    meeting: str,
    *,
    form: ItemForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    found = meeting_for(seat, meeting)
    on = agenda_day(found, on=today())
    context: dict[str, object] = {
        "way": meeting_way(found),
        "agenda": agenda_rows(seat, found),
        "proposals": proposals(seat, on=on),
        "has_overdue": bool(overdue_topics(seat, on=on)),
        "item_form": form or ItemForm(),
        "reference": request.POST.get("reference") or new_reference(),
        "refusal": refusal,
    }
    return shown(request, "exchange/meetings/agenda.html", context, form)
