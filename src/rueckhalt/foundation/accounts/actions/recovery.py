"""A case that nobody can open any more is given to somebody, by two people one after the other."""

import uuid
from datetime import datetime

from django.db import transaction

from rueckhalt.foundation.accounts.queries.recovery import recoverable
from rueckhalt.foundation.audit.api import append
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault import api as vault

NOT_THERE = gettext_noop("Diesen Fall gibt es nicht, oder er ist gelöscht.")
NOT_WAITING = gettext_noop("Hier wartet nichts mehr auf Sie. Vielleicht ist es schon getan.")
CHANGED = gettext_noop(
    "An den Schlüsseln dieses Falls hat jemand etwas geändert. Sagen Sie es bitte gleich dem Betreiber."
)


def begin_recovery(
    *, by: vault.Unlocked, second: int, reference: str, receiver: int, now: datetime
) -> None:
    """Takes the first step for the case with a number; the second person then has a day.

    Refused: a case that does not exist or is erased, and a receiver without a passphrase.
    """
    record = recoverable().record_of(reference)
    if record is None:
        raise Refused("record-not-there", NOT_THERE)
    try:
        with transaction.atomic():
            vault.begin_recovery(by=by, second=second, record=record, receiver=receiver, now=now)
            _note(by, "recovery.begin", recoverable().subject_of(record), now)
    except vault.NotHeldError as error:
        raise Refused("record-not-there", NOT_THERE) from error


def finish_recovery(*, by: vault.Unlocked, record: uuid.UUID, now: datetime) -> None:
    """Takes the second step: the named person can open the case.

    Refused: what does not wait for this person, what waited over a day, a receiver who must not see
    the case, and changed keys.
    """
    known = recoverable()
    try:
        with transaction.atomic():
            receiver = vault.finish_recovery(
                by=by, record=record, now=now, check=known.check_receiver
            )
            _note(by, "recovery.finish", known.subject_of(record), now)
            _note(by, "recovery.receive", f"account:{receiver}", now)
    except vault.NotHeldError as error:
        raise Refused("not-waiting", NOT_WAITING) from error
    except vault.TamperedError as error:
        raise Refused("changed", CHANGED) from error


def _note(by: vault.Unlocked, action: str, subject: str, now: datetime) -> None:
    append(by=f"account:{by.holder}", action=action, subject=subject, now=now)
