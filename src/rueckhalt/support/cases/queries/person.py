"""What the person sees on her own page: first only where it stands, and more when she asks."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.queries.entries import entries_of, for_person
from rueckhalt.support.cases.queries.files import files_of
from rueckhalt.support.cases.rules.consents import ConsentOf, given_consents, open_requests
from rueckhalt.support.cases.rules.contents import (
    PERSON,
    Clock,
    Disclosure,
    Done,
    Incident,
    Message,
    Reply,
    Said,
    Step,
    Told,
)
from rueckhalt.support.cases.rules.files import FileAbout
from rueckhalt.support.cases.rules.keeping import Retention, erased_on
from rueckhalt.support.cases.rules.states import STATES, State, WaitsFor
from rueckhalt.support.guidance.api import today

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class LastState:
    """Where it stands: a sentence, what was done, who is next, and until when."""

    sentence: str
    said: str
    waits_for: WaitsFor
    due_on: date | None
    clocks: tuple[Clock, ...]
    has_requests: bool
    is_question: bool

    @property
    def waits_for_us(self) -> bool:
        """Says whether it is the contact point's turn."""
        return self.waits_for is WaitsFor.CONTACT_POINT

    @property
    def waits_for_her(self) -> bool:
        """Says whether it is her turn."""
        return self.waits_for is WaitsFor.PERSON


@dataclass(frozen=True)
class ShownFile:
    """A file of a message; one that is gone has no name any more."""

    id: uuid.UUID
    about: FileAbout | None


@dataclass(frozen=True)
class Turn:
    """One message or incident of the conversation."""

    at: datetime
    is_own: bool
    when: str
    text: str
    files: tuple[ShownFile, ...]


@dataclass(frozen=True)
class Given:
    """Something that went to somebody, and what came back."""

    disclosure: Disclosure
    replies: tuple[Reply, ...]


@dataclass(frozen=True)
class OwnPage:
    """Everything that she sees; `erased_on` is the day on which it goes by itself, if there is one."""

    last: LastState
    told: Told
    told_at: datetime
    turns: tuple[Turn, ...]
    requests: tuple[ConsentOf, ...]
    consents: tuple[ConsentOf, ...]
    given: tuple[Given, ...]
    erased_on: date | None
    is_on_hold: bool


def last_state(case: OpenCase) -> LastState:
    """Returns where a case stands, as its page shows first."""
    return _last(case, entries_of(case))


def own_page(case: OpenCase, at: datetime) -> OwnPage:
    """Returns everything that the person sees of her case at an aware moment."""
    every = entries_of(case)
    entries, on = for_person(every), today(at)
    retention = Retention(case.row.retention)
    told_at, told = next((one.at, one.content) for one in entries if isinstance(one.content, Told))
    return OwnPage(
        last=_last(case, every), told=told, told_at=told_at,
        turns=_turns(entries, files_of(case)),
        requests=open_requests(every), consents=given_consents(every, on=on), given=_given(entries),
        erased_on=erased_on(retention, case.row.changed_on, is_on_hold=case.row.is_on_hold),
        is_on_hold=case.row.is_on_hold,
    )  # fmt: skip


def _last(case: OpenCase, entries: Sequence[Said]) -> LastState:
    state = STATES[State(case.row.state)]
    done = {one.entry for one in _of(entries, Done)}
    steps = _of(entries, Step)
    clocks = [
        one.content for one in entries if isinstance(one.content, Clock) and one.id not in done
    ]
    return LastState(
        state.sentence, steps[-1].said if steps else "", state.waits_for, case.row.due_on,
        tuple(sorted(clocks, key=lambda clock: clock.due_on)), bool(open_requests(entries)),
        case.row.retention == Retention.QUESTION,
    )  # fmt: skip


def _turns(entries: Sequence[Said], files: dict[uuid.UUID, FileAbout]) -> tuple[Turn, ...]:
    return tuple(
        _turn(one, one.content, files)
        for one in entries
        if isinstance(one.content, Message | Incident)
    )


def _turn(said: Said, content: Message | Incident, files: dict[uuid.UUID, FileAbout]) -> Turn:
    when, text = (
        ("", content.text) if isinstance(content, Message) else (content.when, content.what)
    )
    shown = tuple(ShownFile(one, files.get(one)) for one in content.files)
    return Turn(said.at, said.by == PERSON, when, text, shown)


def _given(entries: Sequence[Said]) -> tuple[Given, ...]:
    replies = _of(entries, Reply)
    return tuple(
        Given(one.content, tuple(reply for reply in replies if reply.disclosure == one.id))
        for one in entries
        if isinstance(one.content, Disclosure)
    )


def _of(entries: Sequence[Said], kind: type[Kind]) -> list[Kind]:
    return [one.content for one in entries if isinstance(one.content, kind)]
