"""Who works on a case: taking it out of the inbox, handing it on."""

from datetime import datetime

from django.db import transaction

from rueckhalt.foundation.accounts.api import Account
from rueckhalt.foundation.directory.api import BERLIN
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault import api as vault
from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.actions.entries import author, move, note, say
from rueckhalt.support.cases.rules.contents import Handed
from rueckhalt.support.cases.rules.states import State, due_after


def take_case(
    *, case: OpenCase, by: Account, unlocked: vault.Unlocked, stand_in: Account, now: datetime
) -> None:
    """Takes a case out of the inbox; from now on two people hold it.

    Raises:
        Refused: somebody was faster, or the stand-in is herself or has no key.
    """
    if case.row.state != State.NEW:
        raise Refused("taken", gettext_noop("Den Fall hat gerade jemand übernommen."))
    on = now.astimezone(BERLIN).date()
    due = due_after(State.TAKEN, on=on, first_answer=on)
    with transaction.atomic():
        vault.take_over(by=unlocked, record=case.row.id, stand_in=stand_in.pk, now=now)
        handed = Handed(by.pk, stand_in.pk)
        say(case=case.row.id, key=case.opened.key(), content=handed, by=author(by), now=now)
        # The answer that was promised stays due; the review comes after it.
        move(case.row, now=now, state=State.TAKEN.value, assigned=by, stand_in=stand_in,
             due_on=case.row.due_on or due, is_confirmed=True)  # fmt: skip
        note(author(by), "case.take", case.row, now=now)
