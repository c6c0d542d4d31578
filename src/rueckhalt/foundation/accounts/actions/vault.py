"""What people do with their vault, each act with its line in the trail."""

from datetime import datetime

from django.db import transaction

from rueckhalt.foundation.accounts.actions.accounts import note
from rueckhalt.foundation.accounts.models import Account
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault import api as vault


def make_passphrase(*, account: Account, passphrase: str, now: datetime) -> None:
    """Makes somebody's keys under her first passphrase.

    Refused: a passphrase that is easy to guess, and who has one. Raises PoolFullError.
    """
    prepared = vault.prepare_key(holder=account.pk, passphrase=passphrase)
    with transaction.atomic():
        vault.keep_first_key(prepared, now=now)
        note(account, "vault.first-key", account, now=now)


def replace_passphrase(*, account: Account, passphrase: str, now: datetime) -> None:
    """Makes new keys for somebody who lost her passphrase: she holds nothing until others give it.

    Refused: a passphrase that is easy to guess. Raises PoolFullError.
    """
    prepared = vault.prepare_key(holder=account.pk, passphrase=passphrase)
    with transaction.atomic():
        vault.keep_new_key(prepared, now=now)
        note(account, "vault.new-key", account, now=now)


def change_passphrase(*, account: Account, old: str, new: str, now: datetime) -> None:
    """Puts somebody's keys under a new passphrase and closes her vault everywhere.

    Refused: a wrong old one, and a new one that is easy to guess. Raises PoolFullError.
    """
    prepared = vault.prepare_change(holder=account.pk, old=old, new=new)
    with transaction.atomic():
        vault.keep_change(prepared, now=now)
        note(account, "vault.change", account, now=now)


def open_vault(*, account: Account, passphrase: str, session: str, now: datetime) -> bytes:
    """Opens somebody's vault in one session; returns what only her browser keeps.

    Refused: a wrong passphrase; the try stands in the trail. Raises PoolFullError.
    """
    try:
        unlocked = vault.unlock_vault(holder=account.pk, passphrase=passphrase)
    except Refused:
        with transaction.atomic():
            note(account, "vault.wrong-passphrase", account, now=now)
        raise
    with transaction.atomic():
        cookie = vault.keep_open(unlocked, session=session, now=now)
        note(account, "vault.open", account, now=now)
    return cookie


def close_vault(*, account: Account, session: str, now: datetime) -> None:
    """Closes somebody's vault in one session."""
    with transaction.atomic():
        vault.close_vault(session=session)
        note(account, "vault.close", account, now=now)


def begin_duty(*, account: Account, by: vault.Unlocked, now: datetime) -> None:
    """Takes somebody into inbox duty: the first one herself, everybody else by somebody on duty.

    Refused: who has no passphrase, who opens a second inbox, and who is not on duty.
    """
    with transaction.atomic():
        if not vault.on_inbox_duty() and by.holder == account.pk:
            vault.open_inbox(holder=account.pk, now=now)
        else:
            _on_duty(by)
            vault.join_inbox(by=by, holder=account.pk)
        note(account, f"inbox.begin.by.{by.holder}", account, now=now)


def end_duty(*, account: Account, by: vault.Unlocked, now: datetime) -> None:
    """Ends somebody's inbox duty; what waits goes over to a new key that she does not have.

    Refused: who is not on duty or ends her own, and to leave fewer than two people.
    """
    with transaction.atomic():
        _on_duty(by)
        if by.holder == account.pk:
            raise Refused(
                "own-duty", gettext_noop("Ihren eigenen Dienst beendet jemand anderes im Dienst.")
            )
        vault.leave_inbox(by=by, leaving=account.pk, now=now)
        note(account, f"inbox.end.by.{by.holder}", account, now=now)


def _on_duty(by: vault.Unlocked) -> None:
    if by.holder not in vault.on_inbox_duty():
        raise Refused("not-on-duty", gettext_noop("Das kann nur, wer selbst im Dienst ist."))
