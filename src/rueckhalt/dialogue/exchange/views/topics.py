"""The pages of topics: what waits for me, the list, and the whole way of one.

The guard stands first: others do not even learn how a page wants to be asked.
"""

from dataclasses import replace
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from rueckhalt.dialogue.exchange.access import (
    Seat,
    runs_exchange,
    takes_part,
    topic_for,
)
from rueckhalt.dialogue.exchange.actions.taking_back import take_topic_back
from rueckhalt.dialogue.exchange.actions.topics import (
    answer_topic,
    ask_again,
    close_topic,
    release_topic,
    take_up,
)
from rueckhalt.dialogue.exchange.forms.materials import FileForm
from rueckhalt.dialogue.exchange.forms.topics import (
    ENDED_WORD,
    AnswerForm,
    AskAgainForm,
    TopicSearchForm,
)
from rueckhalt.dialogue.exchange.queries.materials import materials_of_topic
from rueckhalt.dialogue.exchange.queries.topics import topic_list, topic_way
from rueckhalt.dialogue.exchange.queries.waiting import next_meeting, overdue_elsewhere, waiting_for
from rueckhalt.dialogue.exchange.rules.topic import ENDED, STATES, TopicState
from rueckhalt.dialogue.exchange.rules.visibility import Visibility, has_raised
from rueckhalt.dialogue.exchange.views.asked import (
    done,
    now,
    page_number,
    refusal_of,
    saved,
    shown,
    today,
)


@takes_part
@require_safe
def start(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What waits for who asks, and the next meeting."""
    context: dict[str, object] = {
        "tasks": waiting_for(seat, on=today()),
        "meeting": next_meeting(seat, now=now()),
        "overdue": overdue_elsewhere(seat, on=today()),
        "seat": seat,
    }
    return shown(request, "exchange/start.html", context)


@takes_part
@require_safe
def topics(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The topics that she may read: those that go on, or those that have ended."""
    form = TopicSearchForm(request.GET)
    search = form.asked()
    page = topic_list(seat, search, page_number(request), on=today())
    asked = {"stand": ENDED_WORD if search.has_ended else "", "suche": search.words}
    kept = "".join(f"&{key}={quote(word)}" for key, word in asked.items() if word)
    context: dict[str, object] = {
        "page": replace(page, kept=kept),
        "search": search,
        "ended": ENDED_WORD,
        "seat": seat,
    }
    return shown(request, "exchange/topics.html", context, form)


@takes_part
@require_safe
def topic_page(request: HttpRequest, seat: Seat, topic: str) -> HttpResponse:
    """A topic with its whole way, and what can be done with it."""
    return shown_topic(request, seat, topic)


@runs_exchange
@require_POST
def take_topic_up(request: HttpRequest, seat: Seat, topic: str) -> HttpResponse:
    """Takes a topic up."""
    found = topic_for(seat, topic)
    refusal = refusal_of(lambda: take_up(topic=found, by=seat, now=now()))
    return after_topic(request, seat, topic, refusal)


@runs_exchange
@require_POST
def release(request: HttpRequest, seat: Seat, topic: str) -> HttpResponse:
    """Lets a public topic out."""
    found = topic_for(seat, topic)
    refusal = refusal_of(lambda: release_topic(topic=found, by=seat, now=now()))
    return after_topic(request, seat, topic, refusal)


@runs_exchange
@require_POST
def take_back(request: HttpRequest, seat: Seat, topic: str) -> HttpResponse:
    """Takes a topic back that was let out."""
    found = topic_for(seat, topic)
    refusal = refusal_of(lambda: take_topic_back(topic=found, by=seat, now=now()))
    return after_topic(request, seat, topic, refusal)


@runs_exchange
@require_POST
def answer(request: HttpRequest, seat: Seat, topic: str) -> HttpResponse:
    """Answers who raised a topic."""
    found, form = topic_for(seat, topic), AnswerForm(request.POST)
    if done(
        form,
        lambda: answer_topic(topic=found, text=form.cleaned_data["text"], by=seat, now=now()),
        "text",
    ):
        return saved("exchange:topic", topic)
    return shown_topic(request, seat, topic, answer_form=form)


@takes_part
@require_POST
def close(request: HttpRequest, seat: Seat, topic: str) -> HttpResponse:
    """Closes an answered topic."""
    found = topic_for(seat, topic)
    refusal = refusal_of(lambda: close_topic(topic=found, by=seat, now=now()))
    return after_topic(request, seat, topic, refusal)


@takes_part
@require_POST
def again(request: HttpRequest, seat: Seat, topic: str) -> HttpResponse:
    """Says that an answer is not enough."""
    found, form = topic_for(seat, topic), AskAgainForm(request.POST)
    if done(
        form,
        lambda: ask_again(topic=found, text=form.cleaned_data["text"], by=seat, now=now()),
        "text",
    ):
        return saved("exchange:topic", topic)
    return shown_topic(request, seat, topic, again_form=form)


def after_topic(request: HttpRequest, seat: Seat, reference: str, refusal: str) -> HttpResponse:
    """Leads back to the page of a topic, or shows it with what was refused."""
    if refusal:
        return shown_topic(request, seat, reference, refusal=refusal)
    return saved("exchange:topic", reference)


def shown_topic(
    request: HttpRequest,
    seat: Seat,
    reference: str,
    *,
    answer_form: AnswerForm | None = None,
    again_form: AskAgainForm | None = None,
    file_form: FileForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    """Returns the page of a topic, with what was refused."""
    found = topic_for(seat, reference)
    way = topic_way(seat, found, on=today())
    following = STATES[way.state].next
    is_hers = has_raised(found.raised_by_id, seat.reader)
    context: dict[str, object] = {
        "way": way,
        "seat": seat,
        "materials": materials_of_topic(found),
        "may_take_up": seat.is_secretariat and way.state is TopicState.RAISED,
        "may_join": seat.is_secretariat and TopicState.JOINED in following,
        "may_refer": seat.is_secretariat and TopicState.REFERRED in following,
        "may_answer": seat.is_secretariat
        and bool(following & {TopicState.ANSWERED, TopicState.ANSWERED_AT_ONCE}),
        "may_close": TopicState.CLOSED in following and (is_hers or seat.is_secretariat),
        "may_ask_again": TopicState.CLOSED in following and is_hers,
        "may_add_file": (is_hers or seat.is_secretariat) and way.state not in ENDED,
        "may_release": seat.is_secretariat
        and way.visibility is Visibility.PUBLIC
        and not way.is_released,
        "may_take_back": seat.is_secretariat
        and way.visibility is Visibility.PUBLIC
        and way.is_released,
        "answer_form": answer_form or AnswerForm(),
        "again_form": again_form or AskAgainForm(),
        "file_form": file_form or FileForm(),
        "refusal": refusal,
    }
    return shown(request, "exchange/topic.html", context, answer_form or again_form or file_form)
