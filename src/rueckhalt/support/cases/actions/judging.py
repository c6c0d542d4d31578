"""A guide judges the danger in her own words, and a second one looks at it."""

import uuid
from datetime import datetime

from django.db import transaction

from rueckhalt.foundation.accounts.api import Account
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.actions.entries import author, move, note, say
from rueckhalt.support.cases.queries.entries import entries_of
from rueckhalt.support.cases.rules.contents import Assessment, SecondView
from rueckhalt.support.cases.rules.disclosing import check_second
from rueckhalt.support.cases.rules.judging import last_assessment, second_view_of


def judge(*, case: OpenCase, assessment: Assessment, by: Account, now: datetime) -> None:
    """Writes down a judgement of danger; nothing follows from it by itself."""
    with transaction.atomic():
        say(case=case.row.id, key=case.opened.key(), content=assessment, by=author(by), now=now)
        move(case.row, now=now)
        note(author(by), "case.judge", case.row, now=now)


def look_at_judgement(
    *, case: OpenCase, entry: uuid.UUID, agrees: bool, words: str, by: Account, now: datetime
) -> None:
    """A second person says whether she sees the danger alike.

    Raises:
        Refused: there is a newer judgement, somebody has looked at it, or it is her own.
    """
    entries = entries_of(case)
    last = last_assessment(entries)
    if last is None or last.id != entry or second_view_of(entries, last):
        raise Refused("not-open", gettext_noop("Das ist schon erledigt."))
    check_second(last.by, author(by))
    view = SecondView(entry, agrees, words)
    with transaction.atomic():
        say(case=case.row.id, key=case.opened.key(), content=view, by=author(by), now=now)
        move(case.row, now=now)
        note(author(by), "case.second-view", case.row, now=now)
