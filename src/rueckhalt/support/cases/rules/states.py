"""Where a case stands, who is waited for, and until when."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


class State(StrEnum):
    """Where a case stands."""

    NEW = "new"
    TAKEN = "taken"
    ASKED = "asked"
    REFERRED = "referred"
    ACCOMPANIED = "accompanied"
    CLOSED = "closed"


class WaitsFor(StrEnum):
    """Whose turn it is."""

    CONTACT_POINT = "contact-point"
    PERSON = "person"
    AUTHORITY = "authority"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class StateEntry:
    """A state in words: for the desk, and one sentence for the person.

    `days` is how long it may last before somebody looks again; None: as the service level of a
    first answer says, or for ever. `next` are the states that a guide may choose from here.
    """

    title: str
    sentence: str
    waits_for: WaitsFor
    days: int | None
    next: frozenset[State]


REVIEW_DAYS = 14
_WORKING = frozenset({State.TAKEN, State.ASKED, State.REFERRED, State.ACCOMPANIED, State.CLOSED})

STATES: dict[State, StateEntry] = {
    State.NEW: StateEntry(
        gettext_noop("Eingegangen"),
        gettext_noop("Ihre Nachricht ist da. Ein Mensch liest sie und antwortet."),
        WaitsFor.CONTACT_POINT, None, frozenset(),
    ),
    State.TAKEN: StateEntry(
        gettext_noop("In Arbeit"),
        gettext_noop("Jemand von uns arbeitet daran."),
        WaitsFor.CONTACT_POINT, REVIEW_DAYS, _WORKING,
    ),
    State.ASKED: StateEntry(
        gettext_noop("Wartet auf die Person"),
        gettext_noop("Wir haben Sie etwas gefragt. Bitte antworten Sie."),
        WaitsFor.PERSON, REVIEW_DAYS, _WORKING,
    ),
    State.REFERRED: StateEntry(
        gettext_noop("Wartet auf eine Stelle"),
        gettext_noop("Eine andere Stelle ist dran. Wir fragen dort nach."),
        WaitsFor.AUTHORITY, REVIEW_DAYS, _WORKING,
    ),
    State.ACCOMPANIED: StateEntry(
        gettext_noop("Begleitet"),
        gettext_noop("Gerade ist nichts zu tun. Wir sehen wieder nach."),
        WaitsFor.NOBODY, REVIEW_DAYS, _WORKING,
    ),
    State.CLOSED: StateEntry(
        gettext_noop("Abgeschlossen"),
        gettext_noop("Der Fall ist abgeschlossen. Schreiben Sie uns, wenn wieder etwas geschieht."),
        WaitsFor.NOBODY, None, frozenset({State.TAKEN}),
    ),
}  # fmt: skip


class Urgency(StrEnum):
    """How soon somebody should look, in three steps. The person says it; a guide may change it."""

    TODAY = "1"
    THIS_WEEK = "2"
    CAN_WAIT = "3"


URGENCIES: dict[Urgency, str] = {
    Urgency.TODAY: gettext_noop("Heute"),
    Urgency.THIS_WEEK: gettext_noop("Diese Woche"),
    Urgency.CAN_WAIT: gettext_noop("Kann warten"),
}


def check_move(old: State, new: State) -> None:
    """Refuses a change of state that no guide can choose."""
    if new != old and new not in STATES[old].next:
        raise Refused("no-such-move", gettext_noop("Von hier geht das nicht."))


def due_after(state: State, *, on: date, first_answer: date) -> date | None:
    """Returns the day on which somebody must look at a case that came into a state on a day."""
    if state is State.NEW:
        return first_answer
    days = STATES[state].days
    return None if days is None else on + timedelta(days=days)


def state_after_message(state: State) -> State:
    """Returns where a case stands once the person has written: it is the contact point's turn."""
    return state if state is State.NEW else State.TAKEN
