"""The conversation: whose turn it is, and what a guide writes."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from rueckhalt.foundation.accounts.api import Account
from rueckhalt.foundation.directory.api import BERLIN
from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.actions.entries import author, move, note, say
from rueckhalt.support.cases.queries.entries import entries_of
from rueckhalt.support.cases.rules.contents import Content, Message, Step
from rueckhalt.support.cases.rules.keeping import Retention
from rueckhalt.support.cases.rules.reading import Reading, answer_by
from rueckhalt.support.cases.rules.states import (
    State,
    check_move,
    due_after,
    state_after_message,
)
from rueckhalt.support.cases.rules.tasks import next_day


def turn_to_contact_point(*, case: OpenCase, reading: Reading, now: datetime) -> None:
    """The person did something: the contact point is next, within the caller's transaction."""
    state = state_after_message(State(case.row.state))
    due = earliest(case.row.due_on, answer_by(reading, now))
    move(case.row, now=now, state=state.value, due_on=due, is_confirmed=True,
         retention=_kept_as(case, state).value)  # fmt: skip


def write_as_guide(*, case: OpenCase, content: Content, by: Account, now: datetime) -> None:
    """A guide writes something that changes nobody's turn."""
    with transaction.atomic():
        say(case=case.row.id, key=case.opened.key(), content=content, by=author(by), now=now)
        move(case.row, now=now)
        note(author(by), f"case.{content.kind}", case.row, now=now)


@dataclass(frozen=True)
class Answered:
    """What a guide answers: her text, whose turn it is, what was done, and the id of that."""

    text: str
    state: State
    said: str
    entry: uuid.UUID


def answer(
    *, case: OpenCase, given: Answered, by: Account, now: datetime, files: Iterable[uuid.UUID] = ()
) -> None:
    """A guide answers and says whose turn it is.

    An open task or clock that comes earlier stays the next day of the case.

    Raises:
        Refused: the case cannot come into this state, or somebody else was faster.
    """
    state = given.state
    check_move(State(case.row.state), state)
    on = now.astimezone(BERLIN).date()
    due = due_after(state, on=on, first_answer=on)
    with transaction.atomic():
        key, who = case.opened.key(), author(by)
        if given.text:
            message = Message(given.text, tuple(files))
            say(case=case.row.id, key=key, content=message, by=who, now=now)
        step = Step(state.value, given.said, due)
        say(case=case.row.id, key=key, content=step, by=who, now=now, entry=given.entry)
        next_on = None if state is State.CLOSED else earliest(due, next_day(entries_of(case)))
        move(case.row, now=now, state=state.value, due_on=next_on,
             retention=_kept_as(case, state).value)  # fmt: skip
        note(who, "case.answer", case.row, now=now)


def earliest(*days: date | None) -> date | None:
    """Returns the first of some days; None counts as none."""
    return min((day for day in days if day is not None), default=None)


def _kept_as(case: OpenCase, state: State) -> Retention:
    """A question stays a question; a case is kept by whether it is closed."""
    if case.row.retention == Retention.QUESTION:
        return Retention.QUESTION
    return Retention.CLOSED if state is State.CLOSED else Retention.CASE
