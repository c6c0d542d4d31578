"""The pages on which the secretariat joins a topic into another, or gives it to another body."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rueckhalt.dialogue.exchange.access import Seat, runs_exchange, topic_for
from rueckhalt.dialogue.exchange.actions.topics import join_topic, refer_topic
from rueckhalt.dialogue.exchange.forms.topic_moves import LONGEST_SEARCH, JoinForm, ReferForm
from rueckhalt.dialogue.exchange.queries.joining import join_choices
from rueckhalt.dialogue.exchange.queries.topics import topic_way
from rueckhalt.dialogue.exchange.views.asked import done, now, saved, shown, today


@runs_exchange
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, seat: Seat, topic: str) -> HttpResponse:
    """Joins a topic into one that asks the same; a search shows more of them.

    Searching is no mistake, even if nothing has been chosen yet.
    """
    found, has_asked = topic_for(seat, topic), "ask" in request.POST
    choices = join_choices(seat, found, request.POST.get("search", "")[:LONGEST_SEARCH])
    is_sent = request.method == "POST" and not has_asked
    form = JoinForm(
        request.POST if is_sent else None,
        choices=[one for one in choices if not one.refusal],
        initial=request.POST.dict(),
    )
    if done(form, lambda: _join(seat, topic, form), "goes_on"):
        return saved("exchange:topic", topic)
    context: dict[str, object] = {
        "way": topic_way(seat, found, on=today()),
        "refused": [one for one in choices if one.refusal],
        "has_choice": any(not one.refusal for one in choices),
    }
    return shown(request, "exchange/topic_join.html", context, form)


def _join(seat: Seat, topic: str, form: JoinForm) -> None:
    goes_on = topic_for(seat, form.cleaned_data["goes_on"])
    join_topic(topic=topic_for(seat, topic), goes_on=goes_on, by=seat, now=now())


@runs_exchange
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, seat: Seat, topic: str) -> HttpResponse:
    """Gives a topic to another body."""
    found = topic_for(seat, topic)
    form = ReferForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: _refer(seat, topic, form), "referred_to"):
        return saved("exchange:topic", topic)
    context: dict[str, object] = {"way": topic_way(seat, found, on=today())}
    return shown(request, "exchange/topic_refer.html", context, form)


def _refer(seat: Seat, topic: str, form: ReferForm) -> None:
    told = form.cleaned_data
    refer_topic(
        topic=topic_for(seat, topic), body=told["referred_to"], until=told["until"], by=seat,
        now=now(),
    )  # fmt: skip
