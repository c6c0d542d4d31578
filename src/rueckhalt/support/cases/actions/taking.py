"""Who works on a case: taking it out of the inbox, handing it on, a second pair of eyes."""

import uuid
from datetime import datetime

from django.db import transaction

from rueckhalt.foundation.accounts.api import (
    Account,
    Right,
    accounts_by_number,
    accounts_with,
    has_right,
)
from rueckhalt.foundation.directory.api import BERLIN
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.outbox.api import put_mail
from rueckhalt.foundation.vault import api as vault
from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.actions.entries import author, move, note, say
from rueckhalt.support.cases.models import Case
from rueckhalt.support.cases.queries.entries import entries_of
from rueckhalt.support.cases.queries.people import stand_ins
from rueckhalt.support.cases.rules.arriving import kept_out, told_in
from rueckhalt.support.cases.rules.contents import Handed, SecondView, Told
from rueckhalt.support.cases.rules.keeping import Retention
from rueckhalt.support.cases.rules.states import State, due_after


def take_case(
    *, case: OpenCase, by: Account, unlocked: vault.Unlocked, stand_in: Account, now: datetime
) -> None:
    """Takes a case out of the inbox; from now on two people hold it.

    Raises:
        Refused: somebody was faster, or the stand-in is herself, has no key or must not see it.
    """
    _check_is_new(case)
    check_not_kept_out(case, stand_in)
    with transaction.atomic():
        hold_by_two(by=unlocked, record=case.row.id, stand_in=stand_in.pk, now=now)
        _taken(case, by, stand_in, now)
        note(author(by), "case.take", case.row, now=now)


def take_alone(*, case: OpenCase, by: Account, unlocked: vault.Unlocked, now: datetime) -> None:
    """Takes a case that nobody else here may read; the administrators are asked to find somebody.

    Raises:
        Refused: somebody was faster, or somebody could stand in.
    """
    _check_is_new(case)
    check_nobody_else(by, told_in(entries_of(case)))
    with transaction.atomic():
        vault.hold_alone(by=unlocked, record=case.row.id, now=now)
        _taken(case, by, None, now)
        ask_for_somebody(case.row, now)
        note(author(by), "case.take-alone", case.row, now=now)


def check_nobody_else(by: Account, told: Told | None) -> None:
    """Refuses to leave a case with one person where somebody could stand in for her."""
    if stand_ins(by, told):
        raise Refused("somebody-can", gettext_noop("Bitte wählen Sie eine Vertretung."))


def check_stand_in(by: Account, stand_in: int, told: Told) -> None:
    """Refuses somebody who cannot stand in: the person named her, or she has no key here."""
    if stand_in not in {one.number for one in stand_ins(by, told)}:
        raise Refused(
            "not-for-her",
            gettext_noop("Diese Person kann Sie hier nicht vertreten. Wählen Sie jemand anderen."),
        )


def _check_is_new(case: OpenCase) -> None:
    if case.row.state != State.NEW:
        raise Refused("taken", gettext_noop("Den Fall hat gerade jemand übernommen."))


def _taken(case: OpenCase, by: Account, stand_in: Account | None, now: datetime) -> None:
    on = now.astimezone(BERLIN).date()
    due = due_after(State.TAKEN, on=on, first_answer=on)
    handed = Handed(by.pk, stand_in.pk if stand_in else None)
    say(case=case.row.id, key=case.opened.key(), content=handed, by=author(by), now=now)
    # The answer that was promised stays due; the review comes after it.
    move(case.row, now=now, state=State.TAKEN.value, assigned=by, stand_in=stand_in,
         due_on=case.row.due_on or due, is_confirmed=True,
         retention=confirmed_as(case).value)  # fmt: skip


def ask_for_somebody(case: Case, now: datetime) -> None:
    """Asks who manages accounts for one more guide; the mail names no case and nobody."""
    for account in accounts_with(Right.MANAGE_ACCOUNTS):
        put_mail(
            template="guide_missing", to=account.email, now=now, path="/verwaltung/menschen/",
            key=f"guide-missing:{account.pk}:{case.reference}",
        )  # fmt: skip


def hold_by_two(*, by: vault.Unlocked, record: uuid.UUID, stand_in: int, now: datetime) -> None:
    """Lets exactly two people hold a record that waits in the inbox, or with each of those on duty.

    Raises:
        Refused: the stand-in has no key or is she herself.
        NotHeldError: she does not hold it.
    """
    readers = vault.readers_of([record]).get(record)
    if readers is not None and readers.on_duty:
        vault.take_over(by=by, record=record, stand_in=stand_in, now=now)
    else:  # somebody on duty must not see it: each of the others holds it herself
        vault.hand_over(by=by, record=record, people=(by.holder, stand_in), now=now)


def hand_on(
    *, case: OpenCase, by: Account, unlocked: vault.Unlocked, guide: Account, stand_in: Account,
    now: datetime,
) -> None:  # fmt: skip
    """Gives a case to another guide and a stand-in: from now on exactly these two hold it.

    Raises:
        Refused: nobody has taken it, somebody was faster, or one of the two may not have it.
    """
    if case.row.state == State.NEW:
        raise Refused("not-taken", gettext_noop("Übernehmen Sie den Fall zuerst."))
    for one in (guide, stand_in):
        check_not_kept_out(case, one)
    people = (guide.pk, stand_in.pk)
    with transaction.atomic():
        vault.hand_over(by=unlocked, record=case.row.id, people=people, now=now)
        handed = Handed(*people)
        say(case=case.row.id, key=case.opened.key(), content=handed, by=author(by), now=now)
        move(case.row, now=now, assigned=guide, stand_in=stand_in)
        note(author(by), "case.hand", case.row, now=now)


def share_case(
    *, case: OpenCase, by: Account, unlocked: vault.Unlocked, eyes: Account, now: datetime
) -> None:
    """Lets one more guide read a case and say what she thinks.

    Raises:
        Refused: nobody has taken it, or she has no key or must not see it.
    """
    if case.row.state == State.NEW:
        raise Refused("not-taken", gettext_noop("Übernehmen Sie den Fall zuerst."))
    check_not_kept_out(case, eyes)
    with transaction.atomic():
        vault.give_access(by=unlocked, record=case.row.id, holder=eyes.pk, now=now)
        note(author(by), "case.share", case.row, now=now)


def unshare_case(*, case: OpenCase, by: Account, eyes: Account, now: datetime) -> None:
    """Takes a case from a second pair of eyes again.

    Raises:
        Refused: she works on it or stands in; then the case is handed on instead.
    """
    if eyes.pk in {case.row.assigned_id, case.row.stand_in_id}:
        raise Refused("works-on-it", gettext_noop("Geben Sie den Fall stattdessen weiter."))
    with transaction.atomic():
        vault.take_access(record=case.row.id, holder=eyes.pk)
        note(author(by), "case.unshare", case.row, now=now)


def say_second_view(*, case: OpenCase, by: Account, words: str, now: datetime) -> None:
    """Somebody who does not work on a case says what she thinks of it."""
    view = SecondView(case.row.id, agrees=True, words=words)
    with transaction.atomic():
        say(case=case.row.id, key=case.opened.key(), content=view, by=author(by), now=now)
        move(case.row, now=now)
        note(author(by), "case.second-view", case.row, now=now)


def check_not_kept_out(case: OpenCase, account: Account) -> None:
    """Refuses somebody whom the person named as one who must not see her case."""
    if _is_kept_out(case, account):
        raise Refused(
            "kept-out", gettext_noop("%(name)s soll diesen Fall nicht sehen."), name=account.name
        )


def check_receiver(opened: vault.OpenRecord, receiver: int) -> None:
    """Refuses to give a recovered case to somebody whom the person named, or who is no guide here now.

    Both in the same words: who recovers a case may not read what it says.

    Raises:
        Refused: as said. A record without a case names nobody.
    """
    row = Case.objects.filter(id=uuid.UUID(opened.record)).first()
    if row is None:
        return
    account = next(iter(accounts_by_number([receiver])), None)
    if (
        account is None
        or not has_right(account, Right.WORK_ON_CASES)
        or _is_kept_out(OpenCase(row, opened), account)
    ):
        raise Refused(
            "not-for-her",
            gettext_noop("Diese Person kann den Fall nicht bekommen. Wählen Sie jemand anderen."),
        )


def _is_kept_out(case: OpenCase, account: Account) -> bool:
    told = told_in(entries_of(case))
    return told is not None and bool(kept_out(told.keep_from, (account,)))


def confirmed_as(case: OpenCase) -> Retention:
    """Returns how long a case is kept once a guide has seen that it is one."""
    kept = Retention(case.row.retention)
    return Retention.CASE if kept is Retention.UNCONFIRMED else kept
