"""Promises: what stands in an update, what counts as state, and whether both sides agree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rueckhalt.dialogue.exchange.rules.topic import check_length
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

LONGEST_SENTENCE, LONGEST_OWNER, LONGEST_UPDATE = 300, 200, 2000


class PromiseKind(StrEnum):
    """What is open: a promise, a question that somebody answers, or an order to review something."""

    PROMISE = "promise"
    QUESTION = "question"
    REVIEW = "review"


PROMISE_KINDS: dict[PromiseKind, str] = {
    PromiseKind.PROMISE: gettext_noop("Zusage"),
    PromiseKind.QUESTION: gettext_noop("Offene Frage"),
    PromiseKind.REVIEW: gettext_noop("Prüfauftrag"),
}


class Status(StrEnum):
    """How far a promise is; the steps are those of the Open Government Partnership's reviews."""

    NO_EVIDENCE = "no-evidence"
    NOT_STARTED = "not-started"
    LIMITED = "limited"
    SUBSTANTIAL = "substantial"
    COMPLETE = "complete"
    DROPPED = "dropped"


STATUSES: dict[Status, str] = {
    Status.NO_EVIDENCE: gettext_noop("Kein Beleg"),
    Status.NOT_STARTED: gettext_noop("Nicht begonnen"),
    Status.LIMITED: gettext_noop("Zum kleinen Teil erfüllt"),
    Status.SUBSTANTIAL: gettext_noop("Zum großen Teil erfüllt"),
    Status.COMPLETE: gettext_noop("Erfüllt"),
    Status.DROPPED: gettext_noop("Aufgegeben"),
}
NOT_ASSESSED = gettext_noop("Stand nicht erhoben")
DONE = frozenset({Status.COMPLETE, Status.DROPPED})
# How far each is; two that cannot be compared have none.
_FAR = {Status.NOT_STARTED: 0, Status.LIMITED: 1, Status.SUBSTANTIAL: 2, Status.COMPLETE: 3}


class Difference(StrEnum):
    """How the other side's view compares with the state."""

    NONE = "none"  # one of both has said nothing
    SAME = "same"
    SEES_LESS = "sees-less"
    SEES_MORE = "sees-more"
    OTHER = "other"  # not on one scale


DIFFERENCES: dict[Difference, str] = {
    Difference.NONE: "",
    Difference.SAME: gettext_noop("Beide Seiten sehen es gleich."),
    Difference.SEES_LESS: gettext_noop("Die andere Seite sieht weniger erfüllt."),
    Difference.SEES_MORE: gettext_noop("Die andere Seite sieht mehr erfüllt."),
    Difference.OTHER: gettext_noop("Beide Seiten sehen es verschieden."),
}


@dataclass(frozen=True, slots=True)
class PromiseDraft:
    """What somebody types about a promise; sentence and owner may leave the house."""

    kind: PromiseKind
    sentence: str
    owner: str
    visibility: Visibility
    given_on: date
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """What shows that something happened: its name, where it can be read, and of which day it is."""

    label: str
    url: str
    on: date


@dataclass(frozen=True, slots=True)
class UpdateDraft:
    """What somebody types about a promise: how far it is on a day, in words that may leave the house."""

    status: Status
    text: str
    on: date
    evidence: tuple[EvidenceDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A dated view of how far a promise is; `number` orders those of one day."""

    status: Status
    on: date
    number: int


def checked_update(draft: UpdateDraft, *, given_on: date, on: date) -> UpdateDraft:
    """Returns an update as it is stored, of a promise that was given on a day.

    Refused: no text (for what was dropped it is the reason); a day before the promise or ahead;
    "complete" without evidence; evidence without a name, with a day ahead, or with another link than
    https or http.
    """
    check_length("text", draft.text, LONGEST_UPDATE)
    check_day(draft.on, since=given_on, on=on)
    if draft.status is Status.COMPLETE and not draft.evidence:
        raise Refused(
            "evidence-missing",
            gettext_noop("„Erfüllt“ braucht einen Beleg: eine Quelle mit Datum."),
        )
    for one in draft.evidence:
        checked_source(one, on=on)
    return draft


def checked_source(source: EvidenceDraft, *, on: date, name: str = "evidence") -> EvidenceDraft:
    """Returns a source as it is stored; `name` is what it is a source of, for the code of a refusal.

    Refused: no name or a long one, a day ahead, and another link than https or http.
    """
    label, url = " ".join(source.label.split()), source.url.strip()
    check_length(name, label, 200)
    if url and not url.startswith(("https://", "http://")):
        raise Refused(f"{name}_url-link", gettext_noop("Ein Link beginnt mit https://."))
    if source.on > on:
        raise Refused(
            f"{name}_on-ahead", gettext_noop("Eine Quelle kann nicht in der Zukunft liegen.")
        )
    return EvidenceDraft(label, url, source.on)


def check_given(given_on: date, due_on: date | None, *, on: date) -> None:
    """Refuses a promise that was given ahead of today, and one that is due before it was given."""
    if given_on > on:
        raise Refused("given_on-ahead", gettext_noop("Eine Zusage liegt nicht in der Zukunft."))
    if due_on is not None and due_on < given_on:
        raise Refused("due_on-early", gettext_noop("Das Datum liegt vor der Zusage."))


def check_day(day: date, *, since: date, on: date) -> None:
    """Refuses a day before the promise, and one that lies ahead."""
    if day > on:
        raise Refused("on-ahead", gettext_noop("Der Stand kann nicht in der Zukunft liegen."))
    if day < since:
        raise Refused("on-early", gettext_noop("Der Stand liegt vor der Zusage."))


def current(said: Iterable[Said]) -> Said | None:
    """Returns the newest view; none means that nobody has assessed it."""
    return max(said, key=lambda one: (one.on, one.number), default=None)


def status_in_words(status: Status | None) -> str:
    """Returns the German words for a state, also for none."""
    return STATUSES[status] if status else NOT_ASSESSED


def difference(own: Status | None, other: Status | None) -> Difference:
    """Compares the other side's view with the state."""
    if own is None or other is None:
        return Difference.NONE
    if own is other:
        return Difference.SAME
    if own not in _FAR or other not in _FAR:
        return Difference.OTHER
    return Difference.SEES_LESS if _FAR[other] < _FAR[own] else Difference.SEES_MORE


def difference_to_all(own: Status | None, others: Iterable[Status]) -> Difference:
    """Compares the views of several of the other side with the state; they say one thing or differ."""
    found = {difference(own, other) for other in others}
    if not found:
        return Difference.NONE
    return found.pop() if len(found) == 1 else Difference.OTHER


def is_late(due_on: date | None, status: Status | None, *, on: date) -> bool:
    """Says whether a promise is overdue: its day is over, and it is neither complete nor dropped."""
    return due_on is not None and due_on < on and status not in DONE


@dataclass(frozen=True, slots=True)
class Step:
    """A step on the way of a promise: what it is, its day, and whether it was reached."""

    title: str
    due_on: date | None
    is_reached: bool


def next_step(steps: Iterable[Step]) -> Step | None:
    """Returns the step whose day comes first of those that were not reached; none without a day."""
    waiting = [one for one in steps if one.due_on is not None and not one.is_reached]
    return min(waiting, key=lambda one: one.due_on or date.max, default=None)


def checked_sentence(sentence: str) -> str:
    """Returns the sentence of a promise as it is stored; refuses none, and one that is too long."""
    clean = " ".join(sentence.split())
    check_length("sentence", clean, LONGEST_SENTENCE)
    return clean


def checked_owner(owner: str) -> str:
    """Returns the office that owns a promise as it is stored; refuses none, and a long one."""
    clean = " ".join(owner.split())
    check_length("owner", clean, LONGEST_OWNER)
    return clean
