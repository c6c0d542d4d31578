"""The pages of meetings: the list, plan one or a series, one meeting, and its steps."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rueckhalt.dialogue.exchange.access import (
    Seat,
    meeting_for,
    result_for,
    runs_exchange,
    takes_part,
)
from rueckhalt.dialogue.exchange.actions.dates import cancel_rest, change_meeting, plan_series
from rueckhalt.dialogue.exchange.actions.inviting import cancel_meeting, invite_to, tell_change
from rueckhalt.dialogue.exchange.actions.meetings import (
    change_meeting_state,
    plan_meeting,
    release_meeting,
)
from rueckhalt.dialogue.exchange.actions.taking_back import blank_public_words, take_meeting_back
from rueckhalt.dialogue.exchange.forms.materials import MaterialForm
from rueckhalt.dialogue.exchange.forms.meetings import (
    MeetingForm,
    SeriesForm,
    meeting_values,
)
from rueckhalt.dialogue.exchange.queries.agenda import agenda_rows
from rueckhalt.dialogue.exchange.queries.materials import materials_of_meeting
from rueckhalt.dialogue.exchange.queries.meetings import meeting_list, meeting_way
from rueckhalt.dialogue.exchange.queries.presence import own_presence, presence_rows
from rueckhalt.dialogue.exchange.queries.public import meeting_is_public
from rueckhalt.dialogue.exchange.rules.meeting import MeetingState
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from rueckhalt.dialogue.exchange.views.asked import (
    done,
    new_reference,
    now,
    page_number,
    refusal_of,
    saved,
    shown,
    today,
)

# Something that the secretariat does with a meeting as it stands: `meeting`, `by`, `now`.
Step = Callable[..., object]
READ_AND_SEND = ["GET", "HEAD", "POST"]
AS_USUAL: dict[str, object] = {"visibility": Visibility.INTERNAL.value}


@takes_part
@require_safe
def meetings(request: HttpRequest, seat: Seat) -> HttpResponse:
    """All meetings, the newest first."""
    context: dict[str, object] = {"page": meeting_list(seat, page_number(request)), "seat": seat}
    return shown(request, "exchange/meetings/list.html", context)


@runs_exchange
@require_http_methods(READ_AND_SEND)
def new_meeting(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Plans a meeting."""
    form = MeetingForm(sent(request), initial=AS_USUAL)
    reference = request.POST.get("reference") or new_reference()
    if done(
        form,
        lambda: plan_meeting(draft=form.asked(), reference=reference, by=seat, now=now()),
        "name",
    ):
        return saved("exchange:meeting", reference)
    context: dict[str, object] = {"reference": reference}
    return shown(request, "exchange/meetings/new.html", context, form)


@runs_exchange
@require_http_methods(READ_AND_SEND)
def new_series(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Plans a series."""
    form = SeriesForm(sent(request), initial=AS_USUAL)
    reference = request.POST.get("reference") or new_reference()
    if done(form, lambda: _plan_series(form, reference, seat), "name"):
        return saved("exchange:meetings")
    context: dict[str, object] = {"reference": reference}
    return shown(request, "exchange/meetings/series.html", context, form)


def _plan_series(form: SeriesForm, reference: str, seat: Seat) -> None:
    draft = form.asked()
    each = [new_reference() for _ in range(draft.count)]
    plan_series(draft=draft, reference=reference, references=each, by=seat, now=now())


@takes_part
@require_safe
def meeting_page(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """A meeting with its agenda, its files and its people."""
    return shown_meeting(request, seat, meeting)


@runs_exchange
@require_http_methods(READ_AND_SEND)
def change(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """Changes when, where or how a meeting is."""
    found = meeting_for(seat, meeting)
    form = MeetingForm(sent(request), initial=meeting_values(meeting_way(found).draft))
    if done(
        form, lambda: change_meeting(meeting=found, draft=form.asked(), by=seat, now=now()), "name"
    ):
        return saved("exchange:meeting", meeting)
    context: dict[str, object] = {"way": meeting_way(found)}
    return shown(request, "exchange/meetings/change.html", context, form)


@runs_exchange
@require_POST
def invite(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """Invites everybody with a mandate."""
    return _step(request, seat, meeting, invite_to)


@runs_exchange
@require_POST
def tell(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """Tells everybody that a meeting has changed."""
    return _step(request, seat, meeting, tell_change)


@runs_exchange
@require_POST
def cancel(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """Cancels a meeting."""
    return _step(request, seat, meeting, cancel_meeting)


@runs_exchange
@require_POST
def cancel_series(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """Cancels what lies ahead of the series of a meeting."""
    return _step(request, seat, meeting, cancel_rest)


@runs_exchange
@require_POST
def release(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """Lets place and time out before the meeting."""
    return _step(request, seat, meeting, release_meeting)


@runs_exchange
@require_POST
def take_back(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """Takes a meeting back that everybody could read."""
    return _step(request, seat, meeting, take_meeting_back)


@runs_exchange
@require_POST
def blank_result(request: HttpRequest, seat: Seat, result: int) -> HttpResponse:
    """Takes the public words of a result away."""
    found = result_for(seat, result)
    refusal = refusal_of(lambda: blank_public_words(result=found, by=seat, now=now()))
    meeting = found.item.meeting.reference
    if refusal:
        return shown_meeting(request, seat, meeting, refusal=refusal)
    return saved("exchange:meeting", meeting)


@runs_exchange
@require_POST
def held(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """Notes that a meeting took place."""
    return _step(request, seat, meeting, partial(change_meeting_state, new=MeetingState.HELD))


@runs_exchange
@require_POST
def approve(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """Makes the minutes stand."""
    return _step(request, seat, meeting, partial(change_meeting_state, new=MeetingState.APPROVED))


def _step(request: HttpRequest, seat: Seat, reference: str, step: Step) -> HttpResponse:
    """Takes a step with a meeting; what was refused stands on its page."""
    found = meeting_for(seat, reference)
    refusal = refusal_of(lambda: step(meeting=found, by=seat, now=now()))
    if refusal:
        return shown_meeting(request, seat, reference, refusal=refusal)
    return saved("exchange:meeting", reference)


def shown_meeting(
    request: HttpRequest,
    seat: Seat,
    reference: str,
    *,
    material_form: MaterialForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    """Returns the page of a meeting, with what was refused."""
    found = meeting_for(seat, reference)
    agenda = agenda_rows(seat, found)
    context: dict[str, object] = {
        "way": meeting_way(found),
        "seat": seat,
        "agenda": agenda,
        "materials": materials_of_meeting(seat, found),
        "people": presence_rows(seat, found),
        "own": own_presence(seat, found, now=now()),
        "material_form": material_form
        or MaterialForm(homes=homes_of(reference, [(one.reference, one.title) for one in agenda])),
        "refusal": refusal,
        "is_out": meeting_is_public(found, now()),
        "is_over": meeting_way(found).day < today(),
    }
    return shown(request, "exchange/meetings/meeting.html", context, material_form)


def homes_of(meeting: str, items: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Returns to what a file of a meeting can belong: the meeting, or one of its items."""
    return [(meeting, "Das ganze Treffen"), *items]


def sent(request: HttpRequest) -> QueryDict | None:
    """Returns what was sent; none when the page is only read."""
    return request.POST if request.method == "POST" else None
