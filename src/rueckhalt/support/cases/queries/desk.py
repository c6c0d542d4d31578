"""What a desk shows: rows of cases that somebody can open, 25 a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, F, Q, QuerySet

from rueckhalt.foundation.accounts.api import Account, names_of
from rueckhalt.foundation.lib.refusal import gettext_noop
from rueckhalt.foundation.vault.api import OpenRecord, Unlocked, openable_by, opened_records
from rueckhalt.support.cases.models import Case, GivenDisclosure
from rueckhalt.support.cases.queries.entries import summary_of
from rueckhalt.support.cases.queries.keeping import soon_erased
from rueckhalt.support.cases.rules.keeping import Retention, erased_on, is_warned
from rueckhalt.support.cases.rules.states import (
    STATES,
    URGENCIES,
    State,
    Urgency,
    WaitsFor,
)

PAGE_SIZE = 25
MOST_PAGES = 10_000
MOST_EMERGENCIES = 25
WAITS: dict[WaitsFor, str] = {
    WaitsFor.CONTACT_POINT: gettext_noop("wir"),
    WaitsFor.PERSON: gettext_noop("die Person"),
    WaitsFor.AUTHORITY: gettext_noop("eine Stelle"),
    WaitsFor.NOBODY: gettext_noop("niemand"),
}


class Tray(StrEnum):
    """A heap of cases on the desk, by its word in the address."""

    INBOX = "eingang"
    MINE = "meine"
    STAND_IN = "vertretung"
    OVERDUE = "ueberfaellig"
    SECOND = "zweiter-korb"
    CLOSED = "abgeschlossen"
    SOON_ERASED = "loeschung"


TRAYS: dict[Tray, str] = {
    Tray.INBOX: gettext_noop("Eingang"),
    Tray.MINE: gettext_noop("Meine Fälle"),
    Tray.STAND_IN: gettext_noop("Vertretung"),
    Tray.OVERDUE: gettext_noop("Überfällig"),
    Tray.SECOND: gettext_noop("Zweiter Korb"),
    Tray.CLOSED: gettext_noop("Abgeschlossen"),
    Tray.SOON_ERASED: gettext_noop("Bald gelöscht"),
}


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A case in a list. `title` is empty where its keys were changed and nothing opens it."""

    reference: str
    title: str
    arrived_at: datetime | None
    state: str
    urgency: str
    is_urgent: bool
    waits_for: str
    due_on: date | None
    is_late: bool
    guide: str
    is_question: bool
    is_on_hold: bool
    erased_on: date | None


@dataclass(frozen=True, slots=True)
class TrayLink:
    """The way to a tray, with how many cases lie there."""

    word: str
    title: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Emergency:
    """Something that one guide gave out alone and nobody has looked at yet."""

    reference: str
    until: datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One page of a tray, the ways to all trays, and what is red."""

    tray: Tray
    title: str
    rows: tuple[DeskRow, ...]
    trays: tuple[TrayLink, ...]
    emergencies: tuple[Emergency, ...]
    number: int
    has_next: bool

    @property
    def before(self) -> str:
        """Returns where the page before stands; nothing if this is the first."""
        return f"?korb={self.tray}&seite={self.number - 1}" if self.number > 1 else ""

    @property
    def after(self) -> str:
        """Returns where the next page stands; nothing if this is the last."""
        return f"?korb={self.tray}&seite={self.number + 1}" if self.has_next else ""


def desk_page(
    by: Account, unlocked: Unlocked, tray: Tray, *, number: int, now: datetime, on: date
) -> DeskPage:
    """Returns a page of the desk; as many queries for one case as for ten thousand."""
    number = min(max(number, 1), MOST_PAGES)
    first = (number - 1) * PAGE_SIZE
    cases = _openable(by).filter(_filters(by, on)[tray]).order_by(*_ORDER[tray])
    found = list(cases[first : first + PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    opened = opened_records(unlocked, [row.id for row in shown])
    names = names_of({row.assigned_id for row in shown if row.assigned_id})
    return DeskPage(
        tray, TRAYS[tray], tuple(_row(row, opened.get(row.id), names, on) for row in shown),
        _trays(by, tray, on), _emergencies(by, now), number, len(found) > PAGE_SIZE,
    )  # fmt: skip


def _openable(by: Account) -> QuerySet[Case]:
    return Case.objects.filter(id__in=openable_by(by.pk))


def _filters(by: Account, on: date) -> dict[Tray, Q]:
    is_new, is_closed = Q(state=State.NEW.value), Q(state=State.CLOSED.value)
    seen = Q(is_confirmed=True)
    return {
        Tray.INBOX: is_new & seen,
        Tray.MINE: Q(assigned=by) & ~is_closed,
        Tray.STAND_IN: ~is_new & ~is_closed & ~Q(assigned=by),
        Tray.OVERDUE: Q(due_on__lt=on) & ~is_closed & seen,
        Tray.SECOND: Q(is_confirmed=False),
        Tray.CLOSED: is_closed,
        Tray.SOON_ERASED: soon_erased(on),
    }


_BY_DAY = (F("due_on").asc(nulls_last=True), "reference")
_ORDER = {
    # The promised day of the first answer follows the day of arrival: who waits longest comes first.
    Tray.INBOX: ("urgency", *_BY_DAY),
    Tray.MINE: _BY_DAY,
    Tray.STAND_IN: _BY_DAY,
    Tray.OVERDUE: _BY_DAY,
    Tray.SECOND: ("changed_on", "reference"),
    Tray.CLOSED: ("-changed_on", "reference"),
    Tray.SOON_ERASED: ("changed_on", "reference"),
}


def _trays(by: Account, current: Tray, on: date) -> tuple[TrayLink, ...]:
    counts = {tray.name: Count("id", filter=one) for tray, one in _filters(by, on).items()}
    found = _openable(by).aggregate(**counts)
    return tuple(
        TrayLink(tray.value, title, found[tray.name], tray is current)
        for tray, title in TRAYS.items()
    )


def _emergencies(by: Account, now: datetime) -> tuple[Emergency, ...]:
    waiting = GivenDisclosure.objects.filter(
        consent=None, assigned=None, due_on__isnull=False, case__in=openable_by(by.pk)
    ).order_by("due_on")
    rows = waiting.values_list("case__reference", "due_on")[:MOST_EMERGENCIES]
    return tuple(Emergency(ref, until, until < now) for ref, until in rows if until)


def _row(row: Case, opened: OpenRecord | None, names: dict[int, str], on: date) -> DeskRow:
    summary = summary_of(row, opened) if opened else None
    state, urgency, kept = STATES[State(row.state)], Urgency(row.urgency), Retention(row.retention)
    warned = is_warned(kept, row.changed_on, on=on, is_on_hold=row.is_on_hold)
    return DeskRow(
        reference=row.reference,
        title=summary.title if summary else "",
        arrived_at=summary.arrived_at if summary else None,
        state=state.title,
        urgency=URGENCIES[urgency],
        is_urgent=urgency is Urgency.TODAY,
        waits_for=WAITS[state.waits_for],
        due_on=row.due_on,
        is_late=row.due_on is not None and row.due_on < on,
        guide=names.get(row.assigned_id or 0, ""),
        is_question=kept is Retention.QUESTION,
        is_on_hold=row.is_on_hold,
        erased_on=erased_on(kept, row.changed_on, is_on_hold=row.is_on_hold) if warned else None,
    )


def names_in(bys: Iterable[str]) -> dict[str, str]:
    """Returns who wrote something in words, by how an entry or a line names its author."""
    told = set(bys)
    numbers = {int(by.partition(":")[2]) for by in told if by.startswith("account:")}
    named = names_of(numbers)
    found = {f"account:{number}": name for number, name in named.items()}
    return {by: found.get(by, "Die Person" if by == "person" else "Rückhalt") for by in told}
