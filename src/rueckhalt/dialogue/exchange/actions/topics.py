"""What people do with topics; each change of state is one conditional update and one row of history."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from rueckhalt.dialogue.exchange.access import Seat
from rueckhalt.dialogue.exchange.actions.trail import check_changed, check_secretariat, note
from rueckhalt.dialogue.exchange.models import (
    AgendaItem,
    Answer,
    Dissent,
    Membership,
    Promise,
    Result,
    Topic,
    TopicEntry,
)
from rueckhalt.dialogue.exchange.queries.joining import check_joins, kinds_joined
from rueckhalt.dialogue.exchange.rules.partner import Term, may_speak_for
from rueckhalt.dialogue.exchange.rules.similar import stems_as_text, stems_of
from rueckhalt.dialogue.exchange.rules.topic import (
    HALF_A_YEAR,
    LONGEST_TEXT,
    TopicDraft,
    TopicState,
    Wait,
    WaitsFor,
    check_change,
    check_length,
    check_reference,
    checked_topic,
    wait_of,
    wait_of_promises,
)
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility, has_raised
from rueckhalt.foundation.accounts.api import Account
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


@dataclass(frozen=True, slots=True)
class Step:
    """What goes with a new state: until when is waited, where it was referred or joined to, a sentence."""

    until: date | None = None
    referred_to: str = ""
    joined_to: Topic | None = None
    words: str = ""


BARE = Step()
# What the way of a topic says that the secretariat wrote down for somebody.
WRITTEN_DOWN = gettext_noop("Die Geschäftsstelle hat das Thema eingetragen.")
PROMISES_ENDED = gettext_noop(
    "Von den Zusagen ist keine mehr offen. Die Geschäftsstelle antwortet."
)


@transaction.atomic
def raise_topic(
    *, draft: TopicDraft, membership: Membership, reference: str, by: Seat, now: datetime
) -> Topic:
    """Stores a topic that somebody raises, for herself or for her organisation.

    Whoever has the membership has raised it, also if the secretariat writes it down for her. The page
    makes `reference` before anybody types, so that a double click makes one topic: the second one
    finds the first. Refused: what `checked_topic` refuses, a membership under which she may not speak
    (`may_speak_for`), and a reference that is none or is taken.
    """
    check_reference(reference)
    told, on = checked_topic(draft), timezone.localdate(now)
    term = Term(membership.valid_from, membership.valid_until)
    if not may_speak_for(membership.pk, term, by.reader, on=on):
        raise Refused("not-own", gettext_noop("Für dieses Mandat können Sie nicht sprechen."))
    wait, is_own = wait_of(TopicState.RAISED, on=on), membership.account_id == by.account.pk
    topic, is_new = Topic.objects.get_or_create(
        reference=reference,
        defaults={
            "title": told.title, "description": told.description,
            "visibility": told.visibility.value, "state": TopicState.RAISED.value,
            "waits_for": wait.waits_for.value, "due_on": wait.due_on, "raised_by": membership,
            "raised_for": membership.partner if told.is_for_organisation else None,
            "stems": stems_as_text(stems_of(f"{told.title} {told.description}")),
            "created_at": now, "changed_at": now,
        },
    )  # fmt: skip
    if is_new:
        words = "" if is_own else WRITTEN_DOWN
        _write(topic, TopicState.RAISED, wait.waits_for, wait.due_on, by.account, now, words)
        label = "topic.raise" if is_own else "topic.raise-for"
        note(by.account, label, "topic", reference, now=now)
    elif topic.raised_by_id != membership.pk:
        raise Refused("reference-taken", gettext_noop("Bitte öffnen Sie die Seite noch einmal."))
    return topic


@transaction.atomic
def take_up(*, topic: Topic, by: Seat, now: datetime) -> None:
    """Takes a topic up: it waits for an agenda now. Refused: what `change_state` refuses."""
    check_secretariat(is_secretariat=by.is_secretariat)
    change_state(topic, TopicState.TAKEN_UP, by=by.account, now=now)
    note(by.account, "topic.take-up", "topic", topic.reference, now=now)


@transaction.atomic
def answer_topic(*, topic: Topic, text: str, by: Seat, now: datetime) -> None:
    """Answers who raised a topic; before any meeting that is an answer without one.

    Refused: who does not run the exchange, no text or a long one, and what `change_state` refuses.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    answer = text.strip()
    check_length("answer", answer, LONGEST_TEXT)
    is_early = TopicState(topic.state) in {TopicState.RAISED, TopicState.TAKEN_UP}
    state = TopicState.ANSWERED_AT_ONCE if is_early else TopicState.ANSWERED
    change_state(topic, state, by=by.account, now=now)
    Answer.objects.create(topic=topic, text=answer, given_at=now, given_by=by.account)
    note(by.account, "topic.answer", "topic", topic.reference, now=now)


@transaction.atomic
def close_topic(*, topic: Topic, by: Seat, now: datetime) -> None:
    """Closes a topic that has an answer; who raised it can, and the secretariat.

    Refused: others, a topic without an answer, and what `change_state` refuses.
    """
    if not _has_raised(topic, by):
        check_secretariat(is_secretariat=by.is_secretariat)
    change_state(topic, TopicState.CLOSED, by=by.account, now=now)
    note(by.account, "topic.close", "topic", topic.reference, now=now)


@transaction.atomic
def ask_again(*, topic: Topic, text: str, by: Seat, now: datetime) -> None:
    """Says that an answer is not enough: the topic is taken up again, and the reason stands in its way.

    Refused: who did not raise it, no reason or a long one, and what `change_state` refuses.
    """
    if not _has_raised(topic, by):
        raise Refused("not-own", gettext_noop("Das kann nur, wer das Thema eingebracht hat."))
    reason = text.strip()
    check_length("reason", reason, LONGEST_TEXT)
    change_state(topic, TopicState.TAKEN_UP, step=Step(words=reason), by=by.account, now=now)
    note(by.account, "topic.ask-again", "topic", topic.reference, now=now)


@transaction.atomic
def refer_topic(*, topic: Topic, body: str, until: date, by: Seat, now: datetime) -> None:
    """Gives a topic to another body, which is waited for until a day.

    Refused: who does not run the exchange, no body, a day that is over, what `change_state` refuses.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    step = Step(until=until, referred_to=checked_body(body))
    change_state(topic, TopicState.REFERRED, step=step, by=by.account, now=now)
    note(by.account, "topic.refer", "topic", topic.reference, now=now)


@transaction.atomic
def join_topic(*, topic: Topic, goes_on: Topic, by: Seat, now: datetime) -> None:
    """Joins a topic into one that asks the same; who raised it follows it there and gets the answer.

    Refused: who does not run the exchange, a topic into itself or into one that has ended, what
    `check_joins` and `change_state` refuse. What had been joined into it before goes along.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    if topic.pk == goes_on.pk or TopicState(goes_on.state) in {
        TopicState.CLOSED,
        TopicState.JOINED,
    }:
        raise Refused(
            "join-ended", gettext_noop("Damit lässt sich dieses Thema nicht zusammenlegen.")
        )
    check_joins(kinds_joined(topic), Visibility(goes_on.visibility))
    change_state(topic, TopicState.JOINED, step=Step(joined_to=goes_on), by=by.account, now=now)
    # What had been joined into this one goes on there, too.
    Topic.objects.filter(joined_to=topic).update(joined_to=goes_on, changed_at=now)
    note(by.account, "topic.join", "topic", topic.reference, now=now)


@transaction.atomic
def release_topic(*, topic: Topic, by: Seat, now: datetime) -> None:
    """Lets a public topic out, after somebody has read that it names nobody.

    Refused: who does not run the exchange, a topic that is not meant to be public, one that is out.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    rows = Topic.objects.filter(
        pk=topic.pk, visibility=Visibility.PUBLIC.value, released_at__isnull=True
    )
    check_changed(rows.update(released_at=now, changed_at=now))
    note(by.account, "topic.release", "topic", topic.reference, now=now)


# --- What meetings and promises do to a topic, inside their own transaction


def put_on_agenda(item: AgendaItem, topic: Topic, *, by: Account, now: datetime) -> None:
    """Moves a topic onto the agenda of an item; it waits for that meeting's day, or for today after it."""
    day = max(timezone.localdate(item.meeting.starts_at), timezone.localdate(now))
    change_state(topic, TopicState.ON_AGENDA, step=Step(until=day), by=by, now=now)


def take_back(topic: Topic, words: str = "", *, by: Account, now: datetime) -> None:
    """Moves a topic from an agenda back to the backlog; `words` say in its way why."""
    change_state(topic, TopicState.TAKEN_UP, step=Step(words=words), by=by, now=now)


def follow_result(
    topic: Topic,
    result: Result,
    state: TopicState,
    *,
    sides: tuple[str, str] = ("", ""),
    by: Account,
    now: datetime,
) -> None:
    """Moves a topic to where a result takes it; `sides` are both positions of a dissent.

    More people read the topic than a hidden item: the body it was given to stays in its result.
    """
    change_state(topic, TopicState.DISCUSSED, by=by, now=now)
    if state is TopicState.DISCUSSED:
        return
    is_told = state is TopicState.REFERRED and result.item.visibility != ItemVisibility.HIDDEN
    body = result.referred_to if is_told else ""
    change_state(topic, state, step=Step(until=result.until, referred_to=body), by=by, now=now)
    if state is TopicState.DISSENT and result.until is not None:
        Dissent.objects.create(
            topic=topic, result=result, one_side=sides[0], other_side=sides[1],
            next_try_on=result.until, at=now,
        )  # fmt: skip


def follow_promise(topic: Topic, promise: Promise, *, by: Account, now: datetime) -> None:
    """Moves a topic that was discussed to the promise that came of it; it waits for the owner.

    A promise without a day is asked about after half a year. Refused: what `change_state` refuses.
    """
    today = timezone.localdate(now)
    until = max(promise.due_on or today + HALF_A_YEAR, today)
    change_state(topic, TopicState.PROMISED, step=Step(until=until), by=by, now=now)


def wait_for_promises(
    topic: Topic, due: Collection[date | None], *, by: Account, now: datetime
) -> None:
    """Lets a promised topic wait for whose turn it is; `due` are the days of what is still open."""
    old = Wait(WaitsFor(topic.waits_for), topic.due_on)
    new = wait_of_promises(due, old, on=timezone.localdate(now))
    rows = Topic.objects.filter(pk=topic.pk, state=TopicState.PROMISED.value)
    told = {"waits_for": new.waits_for.value, "due_on": new.due_on, "changed_at": now}
    if new != old and rows.update(**told):
        words = "" if due else PROMISES_ENDED
        _write(topic, TopicState.PROMISED, new.waits_for, new.due_on, by, now, words)


def change_state(
    topic: Topic,
    new: TopicState,
    *,
    step: Step = BARE,
    by: Account | None,
    now: datetime,
) -> None:
    """Changes a topic's state inside the caller's transaction, with who is waited for and until when.

    Refused: a step that its way does not have, an end without an answer, a wait without its date,
    and a topic that somebody changed meanwhile. `topic` carries the new state afterwards.
    """
    old = TopicState(topic.state)
    check_change(old, new, has_answer=Answer.objects.filter(topic=topic).exists())
    wait = wait_of(new, on=timezone.localdate(now), until=step.until)
    rows = Topic.objects.filter(pk=topic.pk, state=old.value, withdrawn_at__isnull=True)
    check_changed(
        rows.update(
            state=new.value, waits_for=wait.waits_for.value, due_on=wait.due_on,
            referred_to=step.referred_to, joined_to=step.joined_to, changed_at=now,
        )
    )  # fmt: skip
    topic.refresh_from_db()
    _write(topic, new, wait.waits_for, wait.due_on, by, now, step.words or step.referred_to)


def checked_body(body: str) -> str:
    """Returns the name of a body as it is stored; refuses none, and a long one."""
    clean = " ".join(body.split())
    check_length("referred_to", clean, 200)
    return clean


def _has_raised(topic: Topic, by: Seat) -> bool:
    return has_raised(topic.raised_by_id, by.reader)


def _write(
    topic: Topic,
    state: TopicState,
    waits_for: WaitsFor,
    due_on: date | None,
    by: Account | None,
    now: datetime,
    words: str = "",
) -> None:
    TopicEntry.objects.create(
        topic=topic, at=now, by=by, state=state.value, waits_for=waits_for.value, due_on=due_on,
        note=words,
    )  # fmt: skip
