"""The way of a topic: its states, who is waited for in each, until when, and what may follow."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rueckhalt.dialogue.exchange.rules.visibility import Visibility, Words
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

LONGEST_TITLE, LONGEST_TEXT = 150, 4000
# After so long somebody asks about a promise that has no day.
HALF_A_YEAR = timedelta(days=182)
# So long an answer may take once nothing that was promised is open.
ANSWER_WITHIN = timedelta(days=14)
# Eight of 31 signs that nobody mistakes for each other: no count, no order and no guess in it.
REFERENCE_SIGNS, REFERENCE_LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 8
_REFERENCE = re.compile(rf"[{REFERENCE_SIGNS}]{{{REFERENCE_LENGTH}}}")


class WaitsFor(StrEnum):
    """Whose turn it is."""

    SECRETARIAT = "secretariat"
    MEETING = "meeting"
    OWNER = "owner"  # the office that gave the promise
    BOTH_SIDES = "both-sides"
    BODY = "body"  # where the topic was referred to
    RAISER = "raiser"
    NOBODY = "nobody"


WAITS_FOR: dict[WaitsFor, str] = {
    WaitsFor.SECRETARIAT: gettext_noop("die Geschäftsstelle"),
    WaitsFor.MEETING: gettext_noop("das nächste Treffen"),
    WaitsFor.OWNER: gettext_noop("die Stelle, die zugesagt hat"),
    WaitsFor.BOTH_SIDES: gettext_noop("beide Seiten"),
    WaitsFor.BODY: gettext_noop("die andere Stelle"),
    WaitsFor.RAISER: gettext_noop("wer das Thema eingebracht hat"),
    WaitsFor.NOBODY: gettext_noop("niemanden"),
}


class TopicState(StrEnum):
    """Where a topic stands."""

    RAISED = "raised"
    TAKEN_UP = "taken-up"
    ANSWERED_AT_ONCE = "answered-at-once"  # without a meeting
    ON_AGENDA = "on-agenda"
    DISCUSSED = "discussed"
    PROMISED = "promised"
    DISSENT = "dissent"
    REFERRED = "referred"
    ANSWERED = "answered"
    CLOSED = "closed"
    JOINED = "joined"  # goes on in another topic


@dataclass(frozen=True, slots=True)
class StateEntry:
    """A state in words, whom it waits for, and what may follow.

    `days` is how long the wait may take; none means that whoever changes the state says until when.
    """

    words: Words
    waits_for: WaitsFor
    days: int | None
    next: frozenset[TopicState]


_S = TopicState
STATES: dict[TopicState, StateEntry] = {
    _S.RAISED: StateEntry(
        Words(gettext_noop("Eingebracht"), gettext_noop("Die Geschäftsstelle hat es noch nicht aufgenommen.")),
        WaitsFor.SECRETARIAT, 14,
        frozenset({_S.TAKEN_UP, _S.ANSWERED_AT_ONCE, _S.REFERRED, _S.JOINED}),
    ),
    _S.TAKEN_UP: StateEntry(
        Words(gettext_noop("Aufgenommen"), gettext_noop("Es kommt auf eine Tagesordnung.")),
        WaitsFor.SECRETARIAT, 90,
        frozenset({_S.ON_AGENDA, _S.ANSWERED_AT_ONCE, _S.REFERRED, _S.JOINED}),
    ),
    _S.ANSWERED_AT_ONCE: StateEntry(
        Words(gettext_noop("Ohne Treffen beantwortet"), gettext_noop("Wer es eingebracht hat, prüft die Antwort.")),
        WaitsFor.RAISER, 30, frozenset({_S.TAKEN_UP, _S.CLOSED}),
    ),
    _S.ON_AGENDA: StateEntry(
        Words(gettext_noop("Auf der Tagesordnung"), gettext_noop("Das Treffen berät darüber.")),
        WaitsFor.MEETING, None, frozenset({_S.DISCUSSED, _S.TAKEN_UP}),
    ),
    _S.DISCUSSED: StateEntry(
        Words(gettext_noop("Beraten"), gettext_noop("Das Treffen hat beraten. Was folgt, hält die Geschäftsstelle fest.")),
        WaitsFor.SECRETARIAT, 14,
        frozenset({_S.ON_AGENDA, _S.TAKEN_UP, _S.PROMISED, _S.DISSENT, _S.REFERRED, _S.ANSWERED}),
    ),
    _S.PROMISED: StateEntry(
        Words(gettext_noop("Zusage läuft"), gettext_noop("Eine Stelle hat etwas zugesagt.")),
        WaitsFor.OWNER, None, frozenset({_S.ON_AGENDA, _S.ANSWERED}),
    ),
    _S.DISSENT: StateEntry(
        Words(gettext_noop("Kein Einvernehmen"), gettext_noop("Beide Seiten haben ihre Haltung gesagt. Ein neuer Versuch hat ein Datum.")),
        WaitsFor.BOTH_SIDES, None, frozenset({_S.ON_AGENDA, _S.ANSWERED}),
    ),
    _S.REFERRED: StateEntry(
        Words(gettext_noop("An eine andere Stelle gegeben"), gettext_noop("Eine andere Stelle ist dafür da.")),
        WaitsFor.BODY, None, frozenset({_S.TAKEN_UP, _S.ANSWERED}),
    ),
    _S.ANSWERED: StateEntry(
        Words(gettext_noop("Beantwortet"), gettext_noop("Wer es eingebracht hat, prüft die Antwort.")),
        WaitsFor.RAISER, 30, frozenset({_S.TAKEN_UP, _S.CLOSED}),
    ),
    _S.CLOSED: StateEntry(
        Words(gettext_noop("Geschlossen"), gettext_noop("Das Thema ist beantwortet und abgeschlossen.")),
        WaitsFor.NOBODY, 0, frozenset(),
    ),
    _S.JOINED: StateEntry(
        Words(gettext_noop("Zusammengelegt"), gettext_noop("Es geht in einem anderen Thema weiter.")),
        WaitsFor.NOBODY, 0, frozenset(),
    ),
}  # fmt: skip
# Whose turn is the secretariat's to remember; who waits for an owner is told of the promise.
OF_SECRETARIAT = frozenset(
    {WaitsFor.SECRETARIAT, WaitsFor.MEETING, WaitsFor.BOTH_SIDES, WaitsFor.BODY}
)
ENDED = frozenset({TopicState.CLOSED, TopicState.JOINED})
# From here a topic can still come onto an agenda.
BACKLOG = frozenset(state for state, entry in STATES.items() if TopicState.ON_AGENDA in entry.next)


@dataclass(frozen=True, slots=True)
class TopicDraft:
    """What somebody types to raise a topic."""

    title: str
    description: str
    visibility: Visibility
    is_for_organisation: bool


@dataclass(frozen=True, slots=True)
class TopicSearch:
    """Which topics a list shows: those that go on or those that have ended, and with which words."""

    words: str = ""
    has_ended: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """Who is waited for, and until when; nobody is waited for without end only when all is done."""

    waits_for: WaitsFor
    due_on: date | None


def wait_of(state: TopicState, *, on: date, until: date | None = None) -> Wait:
    """Returns who is waited for once a topic enters a state on a day.

    Refused: a state that needs a date without one, and a date that lies before that day.
    """
    entry = STATES[state]
    if entry.waits_for is WaitsFor.NOBODY:
        return Wait(entry.waits_for, None)
    if until is not None and until < on:
        raise Refused("until-past", gettext_noop("Das Datum liegt schon zurück."))
    if until is not None:
        return Wait(entry.waits_for, until)
    if entry.days is None:
        raise Refused("until-missing", gettext_noop("Bitte sagen Sie, bis wann wir warten."))
    return Wait(entry.waits_for, on + timedelta(days=entry.days))


def wait_of_promises(due: Collection[date | None], old: Wait, *, on: date) -> Wait:
    """Returns who is waited for while promises of a topic run; `due` are the days of those still open.

    It is the owner of what is due first. Once nothing is open it is the secretariat: who asked gets
    an answer. A wait that has no day of its own goes on as it was.
    """
    days = [day for day in due if day is not None]
    if days:
        return Wait(WaitsFor.OWNER, min(days))
    turn = WaitsFor.OWNER if due else WaitsFor.SECRETARIAT
    if old.waits_for is turn:
        return old
    return Wait(turn, on + (HALF_A_YEAR if due else ANSWER_WITHIN))


def check_change(old: TopicState, new: TopicState, *, has_answer: bool) -> None:
    """Refuses a step that the way of a topic does not have, and an end without an answer."""
    if new not in STATES[old].next:
        raise Refused(
            "topic-step",
            gettext_noop("Das geht von hier nicht. Das Thema ist: %(state)s."),
            state=STATES[old].words.title,
        )
    if new is TopicState.CLOSED and not has_answer:
        raise Refused("topic-unanswered", gettext_noop("Erst antworten, dann schließen."))


def is_overdue(due_on: date | None, *, on: date) -> bool:
    """Says whether a wait has lasted too long; on the due day itself it has not."""
    return due_on is not None and due_on < on


def checked_topic(draft: TopicDraft) -> TopicDraft:
    """Returns a topic as it is stored: without spaces around its words.

    Refused: no title or a long one, no description or a long one.
    """
    title, text = " ".join(draft.title.split()), draft.description.strip()
    check_length("title", title, LONGEST_TITLE)
    check_length("description", text, LONGEST_TEXT)
    return TopicDraft(title, text, draft.visibility, draft.is_for_organisation)


def check_length(code: str, text: str, longest: int) -> None:
    """Refuses an empty text and one that is too long."""
    if not text.strip():
        raise Refused(f"{code}-empty", gettext_noop("Hier fehlt noch Text."))
    if len(text) > longest:
        raise Refused(
            f"{code}-long", gettext_noop("Höchstens %(longest)s Zeichen."), longest=longest
        )


def check_reference(reference: str) -> None:
    """Refuses a reference that this house would not make."""
    if not _REFERENCE.fullmatch(reference):
        raise Refused(
            "reference", gettext_noop("Diese Kennung passt nicht. Öffnen Sie die Seite neu.")
        )
