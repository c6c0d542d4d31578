"""Two guides give a person a new secret: one makes sure who asks, the other gives it out."""

import uuid
from datetime import datetime

from django.db import transaction

from rueckhalt.foundation.accounts.api import Account
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.api import StretchedSecret, keep_secret
from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.actions.entries import author, move, note, say
from rueckhalt.support.cases.models import Case
from rueckhalt.support.cases.queries.entries import entries_of
from rueckhalt.support.cases.rules.contents import SecondView, SecretProposal
from rueckhalt.support.cases.rules.disclosing import check_second
from rueckhalt.support.cases.rules.renewing import check_way, open_secret_proposal

GONE = gettext_noop(
    "Das ist schon erledigt. Hat jemand anderes neue Wörter ausgegeben, gelten nur diese."
)


def propose_secret(*, case: OpenCase, checked: str, words: str, by: Account, now: datetime) -> None:
    """A guide says how she made sure who asks; the old secret still holds.

    Raises:
        Refused: the person left nothing by which somebody could know her again.
    """
    way = check_way(entries_of(case), checked)
    proposal = SecretProposal(way.value, words)
    with transaction.atomic():
        say(case=case.row.id, key=case.opened.key(), content=proposal, by=author(by), now=now)
        move(case.row, now=now)
        note(author(by), "case.propose-secret", case.row, now=now)


def renew_secret(
    *, case: OpenCase, entry: uuid.UUID, secret: StretchedSecret, by: Account, now: datetime
) -> None:
    """A second guide gives out a new secret, one of them; from now on the old one opens nothing.

    The secret was stretched before, outside of every transaction.

    Raises:
        Refused: there is no such proposal or no such case any more, or it is her own.
    """
    with transaction.atomic():
        # Two may say yes in the same moment: the second waits here, and then reads what the first did.
        if Case.objects.select_for_update().filter(id=case.row.id).first() is None:
            raise Refused("not-open", GONE)  # the person has erased it
        _check_renewal(case, entry, by)
        keep_secret(record=case.row.id, half=case.opened.half, secret=secret, now=now)
        view = SecondView(entry, agrees=True)
        say(case=case.row.id, key=case.opened.key(), content=view, by=author(by), now=now)
        move(case.row, now=now)
        note(author(by), "case.renew-secret", case.row, now=now)


def note_repeat(*, case: OpenCase, by: Account, now: datetime) -> None:
    """Writes down that somebody read the new secret once more, before the person came back with it."""
    with transaction.atomic():
        note(author(by), "case.repeat-secret", case.row, now=now)


def _check_renewal(case: OpenCase, entry: uuid.UUID, by: Account) -> None:
    proposal = open_secret_proposal(entries_of(case))
    if proposal is None or proposal.id != entry:
        raise Refused("not-open", GONE)
    check_second(proposal.by, author(by))
