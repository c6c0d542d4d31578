"""Meetings: their states, what can come of an item, and which topics an agenda should take."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from rueckhalt.dialogue.exchange.rules.topic import (
    BACKLOG,
    LONGEST_TEXT,
    TopicState,
    check_length,
    is_overdue,
)
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    INVITED = "invited"
    HELD = "held"  # the minutes can still change
    APPROVED = "approved"  # the minutes stand
    CANCELLED = "cancelled"


MEETING_STATES: dict[MeetingState, str] = {
    MeetingState.PLANNED: gettext_noop("Geplant"),
    MeetingState.INVITED: gettext_noop("Eingeladen"),
    MeetingState.HELD: gettext_noop("Hat stattgefunden"),
    MeetingState.APPROVED: gettext_noop("Protokoll gilt"),
    MeetingState.CANCELLED: gettext_noop("Abgesagt"),
}
_NEXT: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.PLANNED: frozenset({MeetingState.INVITED, MeetingState.CANCELLED}),
    MeetingState.INVITED: frozenset({MeetingState.HELD, MeetingState.CANCELLED}),
    MeetingState.HELD: frozenset({MeetingState.APPROVED}),
    MeetingState.APPROVED: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}
# Results and presence are written from the invitation until the minutes stand.
WRITABLE = frozenset({MeetingState.INVITED, MeetingState.HELD})
PLANNABLE = frozenset({MeetingState.PLANNED, MeetingState.INVITED})
# Topics whose date lies ahead: they do not come up before.
RUNNING = frozenset({TopicState.PROMISED, TopicState.DISSENT})


class PresenceKind(StrEnum):
    """Whether somebody was there."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    EXCUSED = "excused"
    PRESENT = "present"
    ABSENT = "absent"


PRESENCES: dict[PresenceKind, str] = {
    PresenceKind.INVITED: gettext_noop("Eingeladen"),
    PresenceKind.ACCEPTED: gettext_noop("Zugesagt"),
    PresenceKind.EXCUSED: gettext_noop("Entschuldigt"),
    PresenceKind.PRESENT: gettext_noop("War da"),
    PresenceKind.ABSENT: gettext_noop("War nicht da"),
}

# What somebody says of herself beforehand, and over what she may say it.
OWN_ANSWERS = (PresenceKind.ACCEPTED, PresenceKind.EXCUSED)
ANSWERABLE = frozenset({None, PresenceKind.INVITED, *OWN_ANSWERS})


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted of somebody, as a page shows and sends it: a kind, and who stands in for her."""

    kind: str = ""
    deputy: str = ""  # the reference of a membership


@dataclass(frozen=True, slots=True)
class PresenceChoice:
    """What a page showed of somebody, and what was chosen there."""

    seen: Noted
    chosen: Noted

    @property
    def is_touched(self) -> bool:
        """Says whether somebody chose anything else than what was noted."""
        return self.chosen != self.seen


def may_answer(
    noted: PresenceKind | None, *, state: MeetingState, starts_at: datetime, now: datetime
) -> bool:
    """Says whether somebody can still say herself whether she comes."""
    return state in PLANNABLE and now < starts_at and noted in ANSWERABLE


def check_own_answer(
    kind: PresenceKind,
    *,
    noted: PresenceKind | None,
    state: MeetingState,
    starts_at: datetime,
    now: datetime,
) -> None:
    """Refuses an answer once the meeting has begun, and over what was noted of who was there."""
    if kind not in OWN_ANSWERS:
        raise Refused("not-allowed", gettext_noop("Das macht nur die Geschäftsstelle."))
    if not may_answer(noted, state=state, starts_at=starts_at, now=now):
        raise Refused(
            "answer-late",
            gettext_noop("Dafür ist es zu spät. Schreiben Sie bitte der Geschäftsstelle."),
        )


class ResultKind(StrEnum):
    """What came of an item."""

    DECIDED = "decided"
    NOTED = "noted"
    ADJOURNED = "adjourned"
    DISSENT = "dissent"
    REFERRED = "referred"


RESULTS: dict[ResultKind, str] = {
    ResultKind.DECIDED: gettext_noop("Vereinbart"),
    ResultKind.NOTED: gettext_noop("Zur Kenntnis genommen"),
    ResultKind.ADJOURNED: gettext_noop("Vertagt"),
    ResultKind.DISSENT: gettext_noop("Kein Einvernehmen"),
    ResultKind.REFERRED: gettext_noop("An eine andere Stelle gegeben"),
}
# Where a result takes the topic of its item; what was decided or noted waits for the next step.
STATE_AFTER: dict[ResultKind, TopicState] = {
    ResultKind.DECIDED: TopicState.DISCUSSED,
    ResultKind.NOTED: TopicState.DISCUSSED,
    ResultKind.ADJOURNED: TopicState.TAKEN_UP,
    ResultKind.DISSENT: TopicState.DISSENT,
    ResultKind.REFERRED: TopicState.REFERRED,
}


@dataclass(frozen=True, slots=True)
class ResultDraft:
    """What somebody types as the result of an item.

    `text` is for the minutes, `public_text` may leave the house and names nobody. `until` is the
    day to which it was adjourned, of the next try, or until when the other body shall answer.
    """

    kind: ResultKind
    text: str
    public_text: str = ""
    one_side: str = ""
    other_side: str = ""
    referred_to: str = ""
    until: date | None = None


def checked_result(draft: ResultDraft, *, on: date) -> ResultDraft:
    """Returns a result as it is stored: without spaces around its words.

    Refused: no text; dissent without both positions; a body that is not named; adjourned, dissent or
    referred without a date; a date that does not lie ahead.
    """
    check_length("text", draft.text, LONGEST_TEXT)
    for name in ("one_side", "other_side") if draft.kind is ResultKind.DISSENT else ():
        check_length(name, getattr(draft, name), LONGEST_TEXT)
    if draft.kind is ResultKind.REFERRED:
        check_length("referred_to", draft.referred_to, 200)
    if draft.kind in {ResultKind.ADJOURNED, ResultKind.DISSENT, ResultKind.REFERRED}:
        if draft.until is None:
            raise Refused("until-missing", gettext_noop("Bitte sagen Sie, bis wann wir warten."))
        if draft.until < on:
            raise Refused("until-past", gettext_noop("Das Datum liegt schon zurück."))
    words = ("text", "public_text", "one_side", "other_side", "referred_to")
    return replace(draft, **{name: getattr(draft, name).strip() for name in words})


def check_meeting_step(old: MeetingState, new: MeetingState) -> None:
    """Refuses a step that a meeting does not take."""
    if new not in _NEXT[old]:
        raise Refused(
            "meeting-step",
            gettext_noop("Das geht von hier nicht. Das Treffen ist: %(state)s."),
            state=MEETING_STATES[old],
        )


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """What somebody types to plan a meeting; both moments carry their zone."""

    name: str
    visibility: Visibility
    starts_at: datetime
    ends_at: datetime
    place: str
    online_url: str = ""


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """Refuses a meeting that ends before it begins, or lasts longer than three days."""
    if ends_at <= starts_at:
        raise Refused("ends-early", gettext_noop("Das Ende liegt vor dem Beginn."))
    if (ends_at - starts_at).days >= 3:
        raise Refused("ends-late", gettext_noop("Ein Treffen dauert höchstens drei Tage."))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A topic that an agenda could take."""

    number: int
    state: TopicState
    due_on: date | None
    raised_on: date


def proposed(topics: Iterable[Waiting], *, on: date) -> tuple[int, ...]:
    """Returns the numbers of the topics for the next agenda on a day, in their order.

    What is overdue comes first by itself, the longest overdue before others; then what has been
    raised longest. A topic with a date still ahead (a promise, a next try) does not come up.
    """
    ready = [one for one in topics if one.state in BACKLOG and _is_ready(one, on)]
    return tuple(one.number for one in sorted(ready, key=lambda one: _rank(one, on)))


def _is_ready(one: Waiting, on: date) -> bool:
    return one.state not in RUNNING or one.due_on is None or one.due_on <= on


def _rank(one: Waiting, on: date) -> tuple[bool, date, date, int]:
    overdue = is_overdue(one.due_on, on=on)
    return (not overdue, (one.due_on or on) if overdue else on, one.raised_on, one.number)
