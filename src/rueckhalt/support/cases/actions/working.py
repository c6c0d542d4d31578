"""What a guide does in a case besides talking: tasks, urgency, confirming, legal hold."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.http import Http404

from rueckhalt.foundation.accounts.api import Account
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.api import ArrivedFile
from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.actions.entries import author, move, note, once, say
from rueckhalt.support.cases.actions.files import check_files, keep_files, keep_or_drop
from rueckhalt.support.cases.actions.taking import confirmed_as
from rueckhalt.support.cases.actions.talking import Answered, answer, earliest
from rueckhalt.support.cases.queries.entries import entries_of
from rueckhalt.support.cases.queries.files import file_content
from rueckhalt.support.cases.rules.contents import Clock, Content, Done, Note, Task
from rueckhalt.support.cases.rules.files import FileAbout
from rueckhalt.support.cases.rules.states import Urgency
from rueckhalt.support.cases.rules.tasks import day_after_done, to_dos

FILES_ONLY = "Wir haben Ihnen Dateien geschickt."


def add_to_do(*, case: OpenCase, what: Task | Clock, by: Account, now: datetime) -> None:
    """Adds a task, or a day by which the person must act; the case comes up on the earlier day."""
    due = earliest(case.row.due_on, what.due_on)
    _write(case, what, f"case.{what.kind}", by, now, due_on=due)


def finish(*, case: OpenCase, entry: uuid.UUID, by: Account, now: datetime) -> None:
    """Marks a task or a clock as done.

    Raises:
        Refused: it is none of this case, or it is done.
    """
    before = entries_of(case)
    if not any(one.said.id == entry and not one.is_done for one in to_dos(before)):
        raise Refused("not-open", gettext_noop("Das ist schon erledigt."))
    with transaction.atomic():
        done = say(
            case=case.row.id, key=case.opened.key(), content=Done(entry), by=author(by), now=now
        )
        due = day_after_done([*before, done], case.row.due_on)
        move(case.row, now=now, due_on=due)
        note(author(by), "case.done", case.row, now=now)


def set_urgency(
    *, case: OpenCase, urgency: Urgency, reason: str, by: Account, now: datetime
) -> None:
    """Changes how soon somebody should look, and says why."""
    _write(case, Note(reason), "case.urgency", by, now, urgency=urgency.value)


def confirm_case(*, case: OpenCase, by: Account, now: datetime) -> None:
    """Takes something out of the second tray: a guide has seen that a person wrote it."""
    with transaction.atomic():
        move(case.row, now=now, is_confirmed=True, retention=confirmed_as(case).value)
        note(author(by), "case.confirm", case.row, now=now)


def set_hold(
    *, case: OpenCase, is_on_hold: bool, reason: str, by: Account, now: datetime
) -> None:  # fmt: skip
    """Stops erasing for a legal reason, or lets it run again; the reason stays in the case.

    Raises:
        Refused: it already is like that.
    """
    if case.row.is_on_hold == is_on_hold:
        raise Refused("same-hold", gettext_noop("Das ist schon so."))
    action = "case.hold" if is_on_hold else "case.release"
    _write(case, Note(reason), action, by, now, is_on_hold=is_on_hold)


def answer_with_files(
    *, case: OpenCase, given: Answered, arrived: list[ArrivedFile], by: Account, now: datetime
) -> None:
    """A guide answers, with files that arrived sealed; the same answer once more changes nothing.

    Raises:
        Refused: a file cannot be kept, or the answer cannot; then no file is kept.
    """
    check_files(arrived)

    def write() -> None:
        files = keep_files(case=case, arrived=arrived)
        told = replace(given, text=given.text or FILES_ONLY) if files else given
        answer(case=case, given=told, files=files, by=by, now=now)

    keep_or_drop(arrived, lambda: once(given.entry, write))


def fetch_file(
    *, case: OpenCase, file: uuid.UUID, by: Account, now: datetime
) -> tuple[FileAbout, Iterator[bytes]]:
    """Gives a guide a file of a case, and notes that she read it.

    Raises:
        Http404: the case has no such file.
    """
    found = file_content(case, file)
    if found is None:
        raise Http404
    with transaction.atomic():
        note(author(by), "case.file", case.row, now=now)
    return found


def note_print(*, case: OpenCase, by: Account, now: datetime) -> None:
    """Writes down that somebody printed a case."""
    with transaction.atomic():
        note(author(by), "case.print", case.row, now=now)


def note_reading(*, case: OpenCase, by: Account, now: datetime) -> None:
    """Writes down that somebody opened a case."""
    with transaction.atomic():
        note(author(by), "case.read", case.row, now=now)


def _write(
    case: OpenCase, content: Content, action: str, by: Account, now: datetime, **values: object
) -> None:
    with transaction.atomic():
        say(case=case.row.id, key=case.opened.key(), content=content, by=author(by), now=now)
        move(case.row, now=now, **values)
        note(author(by), action, case.row, now=now)
