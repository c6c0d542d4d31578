"""What a guide sees of one case that she has open."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from rueckhalt.foundation.accounts.api import Account, DutyPerson
from rueckhalt.foundation.audit.api import lines
from rueckhalt.foundation.lib.refusal import gettext_noop
from rueckhalt.foundation.vault.api import readers_of
from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.models import Case, GivenDisclosure
from rueckhalt.support.cases.queries.desk import WAITS, names_in
from rueckhalt.support.cases.queries.entries import entries_of, summary_of
from rueckhalt.support.cases.queries.files import files_of
from rueckhalt.support.cases.queries.people import guides_for, others_than
from rueckhalt.support.cases.rules.arriving import told_in
from rueckhalt.support.cases.rules.consents import ConsentOf, consents
from rueckhalt.support.cases.rules.contents import (
    Assessment,
    Disclosure,
    Incident,
    Message,
    Note,
    Said,
    SecondView,
    Step,
    Told,
)
from rueckhalt.support.cases.rules.disclosing import (
    open_proposals,
    replies_to,
)
from rueckhalt.support.cases.rules.files import FileAbout
from rueckhalt.support.cases.rules.judging import (
    THREATS,
    Frequency,
    frequency,
    incident_days,
    last_assessment,
    must_judge_again,
    second_view_of,
)
from rueckhalt.support.cases.rules.keeping import RETENTIONS, Retention, erased_on
from rueckhalt.support.cases.rules.renewing import Checked, open_secret_proposal, ways_to_check
from rueckhalt.support.cases.rules.states import STATES, URGENCIES, State, Urgency
from rueckhalt.support.cases.rules.tasks import ToDo, to_dos

MOST_LINES = 200
ACTIONS: dict[str, str] = {
    "case.begin": gettext_noop("hat den Fall begonnen"),
    "case.read": gettext_noop("hat gelesen"),
    "case.print": gettext_noop("hat gedruckt"),
    "case.file": gettext_noop("hat eine Datei geöffnet"),
    "case.export": gettext_noop("hat alles mitgenommen"),
    "case.take": gettext_noop("hat übernommen"),
    "case.take-alone": gettext_noop(
        "hat allein übernommen: Sonst darf hier niemand den Fall lesen"
    ),
    "case.hand": gettext_noop("hat weitergegeben"),
    "case.share": gettext_noop("hat jemanden dazugeholt"),
    "case.unshare": gettext_noop("hat jemandem den Fall genommen"),
    "case.answer": gettext_noop("hat geantwortet"),
    "case.message": gettext_noop("hat geschrieben"),
    "case.incident": gettext_noop("hat einen Vorfall aufgeschrieben"),
    "case.note": gettext_noop("hat eine Notiz geschrieben"),
    "case.task": gettext_noop("hat eine Aufgabe angelegt"),
    "case.clock": gettext_noop("hat eine Frist angelegt"),
    "case.done": gettext_noop("hat etwas erledigt"),
    "case.urgency": gettext_noop("hat die Dringlichkeit geändert"),
    "case.confirm": gettext_noop("hat den Fall bestätigt"),
    "case.hold": gettext_noop("hat das Löschen angehalten"),
    "case.release": gettext_noop("hat das Löschen wieder erlaubt"),
    "case.judge": gettext_noop("hat die Gefahr eingeschätzt"),
    "case.second-view": gettext_noop("hat als zweite Person geschaut"),
    "case.consent": gettext_noop("hat eine Einwilligung aufgeschrieben"),
    "case.withdrawal": gettext_noop("hat eine Einwilligung zurückgenommen"),
    "case.disclose": gettext_noop("hat etwas weitergegeben"),
    "case.propose": gettext_noop("will etwas ohne Einwilligung weitergeben"),
    "case.override": gettext_noop("hat einer Weitergabe ohne Einwilligung zugestimmt"),
    "case.decline": gettext_noop("hat eine Weitergabe ohne Einwilligung abgelehnt"),
    "case.emergency": gettext_noop("hat im Notfall weitergegeben"),
    "case.review": gettext_noop("hat den Notfall angesehen"),
    "case.reply": gettext_noop("hat die Antwort einer Stelle aufgeschrieben"),
    "case.propose-secret": gettext_noop("will neue Wörter ausgeben"),
    "case.renew-secret": gettext_noop("hat neue Wörter ausgegeben"),
    "case.repeat-secret": gettext_noop("hat die Wörter noch einmal gesehen"),
    "recovery.begin": gettext_noop("hat eine Wiederherstellung begonnen"),
    "recovery.finish": gettext_noop(
        "hat die Wiederherstellung beendet: Jemand kann den Fall wieder öffnen"
    ),
    "recovery.give": gettext_noop(
        "hat mit dem Schlüssel vom Papier den Fall für jemanden geöffnet"
    ),
}


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of the case by its name."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that the person and the contact point said to each other."""

    who: str
    at: datetime
    text: str
    files: tuple[FileLine, ...] = ()
    state: str = ""
    when: str = ""  # of an incident


@dataclass(frozen=True, slots=True)
class DiaryLine:
    """An incident of the diary, in her words."""

    when: str
    what: str
    files: tuple[FileLine, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note among guides."""

    who: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ToDoLine:
    """A task or a clock in the list."""

    id: uuid.UUID
    title: str
    reason: str
    due_on: date
    is_clock: bool
    is_done: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgement of danger that holds, and what a second person said of it."""

    id: uuid.UUID
    who: str
    at: datetime
    words: str
    threats: tuple[str, ...]
    escalates: bool
    repeats: bool
    proposal: str
    second: str
    second_agrees: bool
    second_words: str
    may_look: bool


@dataclass(frozen=True, slots=True)
class GivenLine:
    """Something that went out, on what ground, and what came back."""

    id: uuid.UUID
    who: str
    given: Disclosure
    ground: str
    review_until: datetime | None
    is_review_late: bool
    may_review: bool
    replies: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A disclosure without consent that waits for a second person."""

    id: uuid.UUID
    who: str
    told: object
    may_answer: bool


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Who did what and when; how often, where she did it again and again."""

    who: str
    what: str
    at: datetime
    times: int


@dataclass(frozen=True)
class CasePage:
    """Everything that the pages of one case show."""

    reference: str
    title: str
    arrived_at: datetime
    row: Case
    state: str
    waits_for: str
    urgency: str
    is_new: bool
    is_late: bool
    is_question: bool
    kept_as: str
    erased_on: date | None
    guide: str
    stand_in: str
    told: Told | None
    turns: tuple[Turn, ...]
    diary: tuple[DiaryLine, ...]
    notes: tuple[NoteLine, ...]
    to_dos: tuple[ToDoLine, ...]
    judgement: Judgement | None
    must_judge: bool
    frequency: Frequency
    consents: tuple[ConsentOf, ...]
    given: tuple[GivenLine, ...]
    proposals: tuple[ProposalLine, ...]
    secret_proposal: uuid.UUID | None
    is_own_secret_proposal: bool
    ways_to_check: tuple[Checked, ...]
    colleagues: tuple[DutyPerson, ...]
    everybody: tuple[DutyPerson, ...]
    readers: tuple[tuple[int, str, bool], ...]
    next_states: tuple[tuple[str, str], ...]


def case_page(case: OpenCase, by: Account, *, now: datetime, on: date) -> CasePage:
    """Returns what a guide sees of a case; a fixed number of queries."""
    row, entries = case.row, entries_of(case)
    holders = readers_of([row.id]).get(row.id)
    people = sorted(holders.people) if holders else []
    told = told_in(entries)
    people_here = guides_for(by, told)
    accounts = [f"account:{one}" for one in (row.assigned_id, row.stand_in_id, *people) if one]
    names = names_in([*(one.by for one in entries), *accounts])
    summary, me = summary_of(row, case.opened), f"account:{by.pk}"
    state, kept = State(row.state), Retention(row.retention)
    waiting, files = open_secret_proposal(entries), files_of(case)
    return CasePage(
        reference=row.reference, title=summary.title, arrived_at=summary.arrived_at, row=row,
        state=STATES[state].title, waits_for=WAITS[STATES[state].waits_for],
        urgency=URGENCIES[Urgency(row.urgency)], is_new=state is State.NEW,
        is_late=row.due_on is not None and row.due_on < on,
        is_question=kept is Retention.QUESTION, kept_as=RETENTIONS[kept].title,
        erased_on=erased_on(kept, row.changed_on, is_on_hold=row.is_on_hold),
        guide=names.get(f"account:{row.assigned_id}", ""),
        stand_in=names.get(f"account:{row.stand_in_id}", ""),
        told=told, turns=_turns(entries, names, files), diary=_diary(entries, files),
        notes=_notes(entries, names), to_dos=_to_dos(entries, on),
        judgement=_judgement(entries, names, me), must_judge=must_judge_again(entries),
        frequency=frequency(incident_days(entries), on=on), consents=consents(entries)[::-1],
        given=_given(case, entries, names, me, now), proposals=_proposals(entries, names, me),
        secret_proposal=waiting.id if waiting else None,
        is_own_secret_proposal=bool(waiting and waiting.by == me),
        ways_to_check=ways_to_check(entries), colleagues=others_than(by, people_here), everybody=people_here,
        readers=tuple(
            (one, names[f"account:{one}"], one not in {row.assigned_id, row.stand_in_id})
            for one in people
        ),
        next_states=tuple((one.value, STATES[one].title) for one in State if one in STATES[state].next),
    )  # fmt: skip


def history_of(row: Case) -> tuple[HistoryLine, ...]:
    """Returns who read and did what in a case, newest first; the same thing in a row is one line."""
    found = lines(subject=f"case:{row.reference}", limit=MOST_LINES)
    names = names_in(line.by for line in found)
    groups = [list(group) for _, group in groupby(found, key=lambda line: (line.by, line.action))]
    return tuple(
        HistoryLine(
            names[one[0].by], ACTIONS.get(one[0].action, one[0].action), one[0].at, len(one)
        )
        for one in groups
    )


def _turns(
    entries: Iterable[Said], names: dict[str, str], known: Mapping[uuid.UUID, FileAbout]
) -> tuple[Turn, ...]:
    found = []
    for one in entries:
        match one.content:
            case Message(text=text, files=files):
                found.append(Turn(names[one.by], one.at, text, _files(files, known)))
            case Incident(when=when, what=what, files=files):
                told = _files(files, known)
                found.append(Turn(names[one.by], one.at, what, told, when=when))
            case Step(state=state, said=said):
                found.append(Turn(names[one.by], one.at, said, state=STATES[State(state)].title))
    return tuple(found)


def _diary(entries: Iterable[Said], known: Mapping[uuid.UUID, FileAbout]) -> tuple[DiaryLine, ...]:
    found: list[DiaryLine] = []
    for one in entries:
        match one.content:
            case Told(incidents=incidents):
                found += [DiaryLine(told.when, told.what) for told in incidents]
            case Incident(when=when, what=what, files=files):
                found.append(DiaryLine(when, what, _files(files, known)))
    return tuple(found)


def _files(
    files: Iterable[uuid.UUID], known: Mapping[uuid.UUID, FileAbout]
) -> tuple[FileLine, ...]:
    return tuple(FileLine(one, known[one].name) for one in files if one in known)


def _notes(entries: Iterable[Said], names: dict[str, str]) -> tuple[NoteLine, ...]:
    return tuple(
        NoteLine(names[one.by], one.at, text)
        for one in entries
        if isinstance(one.content, Note | SecondView)
        and (text := one.content.text if isinstance(one.content, Note) else one.content.words)
    )


def _to_dos(entries: Iterable[Said], on: date) -> tuple[ToDoLine, ...]:
    return tuple(_to_do(one, on) for one in to_dos(entries))


def _to_do(one: ToDo, on: date) -> ToDoLine:
    what = one.what
    is_clock = what.kind == "clock"
    reason = getattr(what, "reason", "")
    return ToDoLine(
        one.said.id, what.title, reason, what.due_on, is_clock, one.is_done, one.is_late(on)
    )


def _judgement(entries: list[Said], names: dict[str, str], me: str) -> Judgement | None:
    last = last_assessment(entries)
    if last is None or not isinstance(last.content, Assessment):
        return None
    told, second = last.content, second_view_of(entries, last)
    view = second.content if second and isinstance(second.content, SecondView) else None
    return Judgement(
        last.id, names[last.by], last.at, told.words,
        tuple(THREATS[one] for one in told.visible if one in THREATS), told.escalates,
        told.repeats, told.proposal, names[second.by] if second else "",
        view.agrees if view else False, view.words if view else "",
        may_look=second is None and last.by != me,
    )  # fmt: skip


def _given(
    case: OpenCase, entries: list[Said], names: dict[str, str], me: str, now: datetime
) -> tuple[GivenLine, ...]:
    rows = {row.id: row for row in GivenDisclosure.objects.filter(case=case.row)}
    return tuple(
        _given_line(one, one.content, rows[one.id], entries, names[one.by], me, now)
        for one in reversed(entries)
        if isinstance(one.content, Disclosure)
    )


def _given_line(
    said: Said, given: Disclosure, row: GivenDisclosure, entries: list[Said], who: str, me: str,
    now: datetime,
) -> GivenLine:  # fmt: skip
    waits = row.due_on is not None and row.assigned_id is None
    ground = (
        gettext_noop("mit Einwilligung") if row.consent_id
        else gettext_noop("im Notfall") if row.due_on
        else gettext_noop("ohne Einwilligung, zu zweit entschieden")
    )  # fmt: skip
    return GivenLine(
        said.id, who, given, ground, row.due_on if waits else None,
        is_review_late=bool(waits and row.due_on and row.due_on < now),
        may_review=waits and said.by != me, replies=replies_to(entries, said.id),
    )  # fmt: skip


def _proposals(entries: list[Said], names: dict[str, str], me: str) -> tuple[ProposalLine, ...]:
    return tuple(
        ProposalLine(one.id, names[one.by], one.content, one.by != me)
        for one in open_proposals(entries)
    )
