"""Writes an entry into a case; only its public half is needed, so anybody can."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from django.db import IntegrityError, transaction

from rueckhalt.foundation.accounts.api import Account
from rueckhalt.foundation.audit.api import append
from rueckhalt.foundation.directory.api import BERLIN
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.api import RecordKey, Sealed, seal
from rueckhalt.support.cases.models import Case, Entry, GivenConsent, GivenDisclosure
from rueckhalt.support.cases.queries.entries import content_place, was_said
from rueckhalt.support.cases.rules.contents import PERSON, Content, Said, said_as_text

Row = TypeVar("Row", Entry, GivenConsent, GivenDisclosure)


def author(account: Account | None) -> str:
    """Returns how an entry names who wrote it."""
    return f"account:{account.pk}" if account else PERSON


def sealed_content(table: type[Row], key: RecordKey, said: Said) -> Sealed:
    """Seals an entry for its row in a table."""
    return seal(key, content_place(table, said.id), said_as_text(said))


def say(
    *, case: uuid.UUID, key: RecordKey, content: Content, by: str, now: datetime,
    entry: uuid.UUID | None = None,
) -> Said:  # fmt: skip
    """Writes one entry, within the caller's transaction; `entry` is the id of one sent by a form."""
    said = Said(entry or uuid.uuid4(), now, by, content)
    Entry.objects.create(id=said.id, case_id=case, content=sealed_content(Entry, key, said))
    return said


def once(entry: uuid.UUID, write: Callable[[], None]) -> bool:
    """Writes what a form says, in one transaction; says no where that form was faster already.

    Both halves of a double click may come this far: the second meets the id of the first.
    """
    if was_said(entry):
        return False
    try:
        with transaction.atomic():
            write()
    except (IntegrityError, Refused):
        if not was_said(entry):
            raise
        return False
    return True


def move(case: Case, *, now: datetime, **values: object) -> None:
    """Changes the row of a case that still is as it was read, within the caller's transaction.

    Raises:
        Refused: somebody else was faster.
    """
    on: date = now.astimezone(BERLIN).date()
    values = {"changed_on": on, **values}
    same = Case.objects.filter(id=case.id, state=case.state, assigned=case.assigned_id)
    if same.update(**values) != 1:
        raise Refused(
            "changed-meanwhile",
            gettext_noop("Jemand hat den Fall gerade geändert. Sehen Sie ihn noch einmal an."),
        )


def note(by: str, action: str, case: Case, *, now: datetime) -> None:
    """Writes the line of an act into the trail, as the last thing of its transaction."""
    append(by=by, action=action, subject=f"case:{case.reference}", now=now)
