"""New words for the person herself; the old ones open nothing any more."""

from datetime import datetime

from django.db import transaction

from rueckhalt.foundation.vault.api import StretchedSecret, keep_returned, keep_secret
from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.actions.entries import note
from rueckhalt.support.cases.rules.contents import PERSON


def change_secret(*, case: OpenCase, secret: StretchedSecret, now: datetime) -> bytes:
    """Gives a case new words. Every browser that had it open is out; returns the cookie of this one.

    The secret was stretched before, outside of every transaction.
    """
    with transaction.atomic():
        keep_secret(record=case.row.id, half=case.opened.half, secret=secret, now=now)
        cookie = keep_returned(case.opened, now=now)
        note(PERSON, "case.secret", case.row, now=now)
    return cookie
