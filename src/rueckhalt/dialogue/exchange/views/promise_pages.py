"""The pages of promises for the alliance: the list, give one, and one whole with what can be done."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rueckhalt.dialogue.exchange.access import (
    Seat,
    managed_membership,
    managed_partner,
    milestone_of,
    promise_for,
    result_for,
    runs_exchange,
    takes_part,
    topic_for,
)
from rueckhalt.dialogue.exchange.actions.promises import (
    Origin,
    add_milestone,
    give_other_view,
    make_promise,
    reach_milestone,
    release_promise,
    update_promise,
)
from rueckhalt.dialogue.exchange.actions.taking_back import take_promise_back
from rueckhalt.dialogue.exchange.forms.promises import (
    MilestoneForm,
    PromiseForm,
    ReachedForm,
    UpdateForm,
    ViewForm,
)
from rueckhalt.dialogue.exchange.queries.promises import (
    member_choices,
    partner_choices,
    promise_list,
    promise_way,
    raiser_today,
    speakers_for,
)
from rueckhalt.dialogue.exchange.rules.promise import PromiseKind, UpdateDraft
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from rueckhalt.dialogue.exchange.views.asked import (
    done,
    named_by,
    new_reference,
    now,
    page_number,
    refusal_of,
    saved,
    shown,
    today,
)


@takes_part
@require_safe
def promises(request: HttpRequest, seat: Seat) -> HttpResponse:
    """All promises that she may read."""
    context = {"page": promise_list(seat, page_number(request), on=today()), "seat": seat}
    return shown(request, "exchange/promises/list.html", context)


@runs_exchange
@require_http_methods(["GET", "HEAD", "POST"])
def new_promise(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Stores a promise of a topic (`thema`), of a result (`ergebnis`), or of a source."""
    told = request.POST if request.method == "POST" else request.GET
    origin = _origin(seat, named_by(told, "thema"), told.get("ergebnis", ""))
    asking = partial(PromiseForm, partners=partner_choices(), members=member_choices(on=today()))
    reference = request.POST.get("reference") or new_reference()
    context = {"origin": origin, "reference": reference, "seat": seat}
    if request.method != "POST":
        form = asking(initial=_first(origin))
        return shown(request, "exchange/promises/new.html", context, form)
    form = asking(request.POST)
    if done(form, lambda: _make(seat, form, origin, reference), "sentence"):
        return saved("exchange:promise", reference)
    return shown(request, "exchange/promises/new.html", context, form)


def _origin(seat: Seat, topic: str, result: str) -> Origin:
    return Origin(
        topic=topic_for(seat, topic) if topic else None,
        result=result_for(seat, int(result)) if result.isdecimal() and len(result) < 16 else None,
    )


def _first(origin: Origin) -> dict[str, object]:
    topic = origin.topic or (origin.result.item.topic if origin.result else None)
    return {
        "kind": PromiseKind.PROMISE.value,
        "visibility": Visibility.INTERNAL.value,
        "given_on": today(),
        "asked_by": raiser_today(topic, on=today()) if topic else "",
    }


def _make(seat: Seat, form: PromiseForm, origin: Origin, reference: str) -> None:
    partner, asked = form.cleaned_data["owner_partner"], form.cleaned_data["asked_by"]
    make_promise(
        draft=form.asked(),
        origin=Origin(
            topic=origin.topic,
            result=origin.result,
            source=form.asked_source(),
            asked_by=managed_membership(seat, asked) if asked else None,
        ),
        owner_partner=managed_partner(seat, partner) if partner else None,
        reference=reference,
        by=seat,
        now=now(),
    )


@takes_part
@require_safe
def promise_page(request: HttpRequest, seat: Seat, promise: str) -> HttpResponse:
    """A promise with its updates, both sides' view, and what can be done with it."""
    return _page(request, seat, promise)


@runs_exchange
@require_POST
def update(request: HttpRequest, seat: Seat, promise: str) -> HttpResponse:
    """Says how far a promise is."""
    found, form = promise_for(seat, promise), UpdateForm(request.POST)
    if done(
        form,
        lambda: update_promise(promise=found, draft=form.asked(), by=seat, now=now()),
        "evidence",
    ):
        return saved("exchange:promise", promise)
    return _page(request, seat, promise, refused=form)


@takes_part
@require_POST
def other_view(request: HttpRequest, seat: Seat, promise: str) -> HttpResponse:
    """Says how far a partner sees a promise."""
    found = promise_for(seat, promise)
    form = ViewForm(request.POST, partners=speakers_for(seat, found))
    if done(form, lambda: _see(seat, promise, form), "text"):
        return saved("exchange:promise", promise)
    return _page(request, seat, promise, refused=form)


def _see(seat: Seat, reference: str, form: ViewForm) -> None:
    told = form.cleaned_data
    partner = next(
        one.partner for one in seat.memberships if one.partner.reference == told["partner"]
    )
    draft = UpdateDraft(form.asked_status(), told["text"], today())
    give_other_view(
        promise=promise_for(seat, reference), partner=partner, draft=draft, by=seat, now=now()
    )


@runs_exchange
@require_POST
def new_milestone(request: HttpRequest, seat: Seat, promise: str) -> HttpResponse:
    """Adds a step on the way of a promise."""
    found, form = promise_for(seat, promise), MilestoneForm(request.POST)
    add = partial(add_milestone, promise=found, by=seat, now=now())
    if done(form, lambda: add(**form.cleaned_data), "title"):
        return saved("exchange:promise", promise)
    return _page(request, seat, promise, refused=form)


@runs_exchange
@require_POST
def reached(request: HttpRequest, seat: Seat, promise: str, milestone: int) -> HttpResponse:
    """Says on which day a step was reached."""
    found = milestone_of(promise_for(seat, promise), milestone)
    form = ReachedForm(request.POST, number=milestone)
    reach = partial(reach_milestone, milestone=found, by=seat, now=now())
    if done(form, lambda: reach(on=form.cleaned_data["on"]), "on"):
        return saved("exchange:promise", promise)
    return _page(request, seat, promise, refused=form)


@runs_exchange
@require_POST
def release(request: HttpRequest, seat: Seat, promise: str) -> HttpResponse:
    """Lets a public promise out."""
    found = promise_for(seat, promise)
    refusal = refusal_of(lambda: release_promise(promise=found, by=seat, now=now()))
    if refusal:
        return _page(request, seat, promise, refusal=refusal)
    return saved("exchange:promise", promise)


@runs_exchange
@require_POST
def take_back(request: HttpRequest, seat: Seat, promise: str) -> HttpResponse:
    """Takes a promise back that was let out."""
    found = promise_for(seat, promise)
    refusal = refusal_of(lambda: take_promise_back(promise=found, by=seat, now=now()))
    if refusal:
        return _page(request, seat, promise, refusal=refusal)
    return saved("exchange:promise", promise)


def _page(
    request: HttpRequest,
    seat: Seat,
    reference: str,
    *,
    refused: UpdateForm | ViewForm | MilestoneForm | ReachedForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    found = promise_for(seat, reference)
    way, speakers = promise_way(seat, found, on=today()), speakers_for(seat, found)
    may_write = seat.is_secretariat
    context: dict[str, object] = {
        "way": way,
        "seat": seat,
        "may_write": may_write,
        # The secretariat records the state; how a side sees it is said by that side.
        "may_see": bool(speakers) and not may_write,
        "may_release": may_write
        and way.visibility is Visibility.PUBLIC
        and not way.row.is_released,
        "may_take_back": may_write and way.visibility is Visibility.PUBLIC and way.row.is_released,
        "update_form": refused
        if isinstance(refused, UpdateForm)
        else UpdateForm(initial={"on": today()}),
        "view_form": refused if isinstance(refused, ViewForm) else ViewForm(partners=speakers),
        "milestone_form": refused if isinstance(refused, MilestoneForm) else MilestoneForm(),
        "steps": [
            (one, _reached_form(one.number, refused))
            for one in way.milestones
            if one.reached_on is None
        ],
        "refusal": refusal,
    }
    return shown(request, "exchange/promises/page.html", context, refused)


def _reached_form(number: int, refused: object) -> ReachedForm:
    if isinstance(refused, ReachedForm) and refused.number == number:
        return refused
    return ReachedForm(number=number, initial={"on": today()})
