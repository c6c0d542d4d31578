"""A case is forgotten: when its time has come, or because somebody who may asks for it."""

import uuid
from datetime import date, datetime

from django.db import transaction

from rueckhalt.foundation.accounts.api import accounts_by_number
from rueckhalt.foundation.directory.api import BERLIN
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.outbox.api import put_mail
from rueckhalt.foundation.vault.api import drop_file, erase_record, half_erased
from rueckhalt.support.cases.actions.entries import note
from rueckhalt.support.cases.models import Case, CaseFile, GivenDisclosure
from rueckhalt.support.cases.queries.keeping import erasable_cases, warned_people
from rueckhalt.support.cases.rules.contents import HOUSE
from rueckhalt.support.cases.rules.keeping import Retention, is_erasable


def erase_case(*, case: uuid.UUID, by: str, now: datetime) -> None:
    """Takes a case away for everybody and for ever; once more changes nothing.

    Broken off halfway it stays closed to everybody, and a second call or the next day finishes it.

    Raises:
        Refused: it must be kept for now (legal hold).
    """
    with transaction.atomic():
        row = _locked(case)
        if row is None:
            return
        if row.is_on_hold:
            raise Refused(
                "on-hold",
                gettext_noop(
                    "Wir dürfen diesen Fall gerade nicht löschen. Fragen Sie uns hier nach dem Grund."
                ),
            )
        _erase(row, by, now)


def erase_due(*, now: datetime) -> int:
    """Takes away every case whose time has come; returns how many. Once more changes nothing.

    Each in a transaction of its own, so that nobody waits for all of them. An erasure that broke
    off is finished first, whoever began it.
    """
    on = now.astimezone(BERLIN).date()
    finished = sum(_finish(case, now) for case in half_erased())
    return finished + sum(_erase_if_due(case, on, now) for case in erasable_cases(on))


def warn_of_erasure(*, now: datetime) -> int:
    """Tells everybody with a case that will soon be erased, once a week; returns how many.

    The mail says that something waits, and nothing more.
    """
    on = now.astimezone(BERLIN).date()
    year, week, _ = on.isocalendar()
    with transaction.atomic():
        return sum(
            put_mail(
                template="desk_erasing", to=account.email, now=now, values={},
                key=f"desk-erasing:{account.pk}:{year}-{week}", path="/arbeit/?korb=loeschung",
            )
            for account in accounts_by_number(warned_people(on))
        )  # fmt: skip


def _finish(case: uuid.UUID, now: datetime) -> bool:
    with transaction.atomic():
        row = _locked(case)
        # A hold may stand on it where an old backup came back: then the row stays, closed.
        may_go = row is not None and not row.is_on_hold
        if row is not None and may_go:
            _erase(row, HOUSE, now)
        return may_go


def _erase_if_due(case: uuid.UUID, on: date, now: datetime) -> bool:
    with transaction.atomic():
        row = _locked(case)
        # Somebody may have written since the list was read, or stopped it.
        is_due = row is not None and is_erasable(
            Retention(row.retention), row.changed_on, on=on, is_on_hold=row.is_on_hold
        )
        if row is not None and is_due:
            _erase(row, HOUSE, now)
        return is_due


def _locked(case: uuid.UUID) -> Case | None:
    """The row of a case that nobody changes until the transaction ends."""
    return Case.objects.select_for_update().filter(id=case).first()


def _erase(row: Case, by: str, now: datetime) -> None:
    """First what a rollback cannot bring back: whatever fails later, nobody opens the case again."""
    erase_record(record=row.id, now=now)
    for file in CaseFile.objects.filter(case=row).values_list("id", flat=True):
        drop_file(file)
    GivenDisclosure.objects.filter(case=row).delete()  # it holds on to the consent
    row.delete()
    note(by, "case.erase", row, now=now)
