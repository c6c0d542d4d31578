"""What somebody does with her own key: make it, open it, change its passphrase, close it."""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.adapters.derivation import Cost
from rueckhalt.foundation.vault.adapters.passphrase import (
    Wrapped,
    guesses,
    unwrap_private,
    wrap_private,
)
from rueckhalt.foundation.vault.adapters.sealing import DoesNotOpenError, lock, unlock
from rueckhalt.foundation.vault.models import HolderKey, InboxHold, OpenVault, RecoveryHold, Wrap
from rueckhalt.foundation.vault.queries.opening import TamperedError
from rueckhalt.foundation.vault.queries.words import words
from rueckhalt.foundation.vault.rules import bindings
from rueckhalt.foundation.vault.rules.keys import SIZE, Unlocked, key_pair
from rueckhalt.foundation.vault.rules.readers import IDLE, is_idle
from rueckhalt.foundation.vault.rules.words import (
    BYTES_PER_WORD,
    PASSPHRASE_WORDS,
    chosen,
    is_hard_to_guess,
)

WRONG = gettext_noop("Diese Passphrase öffnet den Tresor nicht. Bitte prüfen Sie jedes Wort.")


def new_passphrase() -> str:
    """Returns six random words (77 bits), separated by spaces."""
    while True:  # words that happen to stand at the head of the list are drawn again
        text = " ".join(chosen(words(), os.urandom(PASSPHRASE_WORDS * BYTES_PER_WORD)))
        if is_hard_to_guess(guesses(text, words())):
            return text


@dataclass(frozen=True)
class PreparedKey:
    """A key pair under a passphrase, derived before the transaction that stores it."""

    holder: int
    public: bytes
    wrapped: Wrapped


def prepare_key(*, holder: int, passphrase: str) -> PreparedKey:
    """Makes a key pair under a passphrase; nothing is stored yet.

    Raises:
        Refused: the passphrase is too easy to guess.
        PoolFullError: too many derivations are waiting.
    """
    _check_passphrase(passphrase)
    keys = key_pair(os.urandom(SIZE))
    return PreparedKey(holder, keys.public, wrap_private(keys.private, passphrase, holder))


def prepare_change(*, holder: int, old: str, new: str) -> PreparedKey:
    """Puts the private half of somebody under a new passphrase; nothing is stored yet.

    Raises:
        Refused: the old passphrase is wrong, or the new one is too easy to guess.
        PoolFullError, TamperedError: as `unlock_vault`.
    """
    _check_passphrase(new)
    unlocked = unlock_vault(holder=holder, passphrase=old)
    public = key_pair(unlocked.private).public
    return PreparedKey(holder, public, wrap_private(unlocked.private, new, holder))


def keep_first_key(prepared: PreparedKey, *, now: datetime) -> None:
    """Stores the key pair of somebody who had none. Raises Refused when she has one."""
    defaults = {**_columns(prepared), "made_at": now}
    if not HolderKey.objects.get_or_create(holder=prepared.holder, defaults=defaults)[1]:
        raise Refused("key_exists", gettext_noop("Sie haben schon eine Passphrase."))


def keep_new_key(prepared: PreparedKey, *, now: datetime) -> None:
    """Stores a new key pair of somebody who lost her passphrase. She then holds nothing any more."""
    with transaction.atomic():
        forget_holder(prepared.holder)
        HolderKey.objects.create(holder=prepared.holder, made_at=now, **_columns(prepared))


def keep_change(prepared: PreparedKey, *, now: datetime) -> None:
    """Stores the same key pair under its new passphrase, and closes the vault everywhere."""
    with transaction.atomic():
        HolderKey.objects.filter(holder=prepared.holder, public=prepared.public).update(
            **_columns(prepared), made_at=now
        )
        OpenVault.objects.filter(holder=prepared.holder).delete()


def forget_holder(holder: int) -> None:
    """Takes away everything that was sealed to somebody, and her key; within a transaction."""
    OpenVault.objects.filter(holder=holder).delete()
    Wrap.objects.filter(holder=holder).delete()
    InboxHold.objects.filter(holder=holder).delete()
    RecoveryHold.objects.filter(first=holder).delete()
    RecoveryHold.objects.filter(second=holder).delete()
    HolderKey.objects.filter(holder=holder).delete()


def unlock_vault(*, holder: int, passphrase: str) -> Unlocked:
    """Returns the open vault of somebody who knows her passphrase; for this request only.

    Raises:
        Refused: the passphrase is wrong, or none was made.
        TamperedError: the public half in the database is not hers.
        PoolFullError: too many derivations are waiting.
    """
    key = HolderKey.objects.filter(holder=holder).first()
    if key is None:
        raise Refused("no_key", gettext_noop("Sie haben noch keine Passphrase."))
    wrapped = Wrapped(key.private, bytes(key.salt), Cost(key.memory, key.passes))
    try:
        private = unwrap_private(wrapped, passphrase, holder)
    except DoesNotOpenError as error:
        raise Refused("wrong_passphrase", WRONG) from error
    if key_pair(private).public != bytes(key.public):
        raise TamperedError
    return Unlocked(holder, private)


def keep_open(unlocked: Unlocked, *, session: str, now: datetime) -> bytes:
    """Keeps a vault open for one session; returns the secret of its cookie, which is kept nowhere."""
    cookie, digest = os.urandom(SIZE), session_digest(session)
    sealed = lock(cookie, unlocked.private, bindings.open_vault(digest, unlocked.holder))
    OpenVault.objects.update_or_create(
        session=digest, defaults={"holder": unlocked.holder, "private": sealed, "used_at": now}
    )
    return cookie


def use_vault(*, holder: int, session: str, cookie: bytes, now: datetime) -> Unlocked | None:
    """Returns the open vault of a session, and starts its quarter of an hour anew.

    Returns None when it is closed, was left alone too long, or belongs to another session.
    """
    digest = session_digest(session)
    found = OpenVault.objects.filter(session=digest, holder=holder).first()
    if found is None or len(cookie) != SIZE:
        return None
    if is_idle(found.used_at, now):
        close_vault(session=session)
        return None
    try:
        private = unlock(cookie, found.private, bindings.open_vault(digest, holder))
    except DoesNotOpenError:
        return None
    OpenVault.objects.filter(pk=found.pk, used_at__lt=now).update(used_at=now)
    return Unlocked(holder, private)


def close_vault(*, session: str) -> None:
    """Closes the vault of a session; once more changes nothing."""
    OpenVault.objects.filter(session=session_digest(session)).delete()


def close_idle_vaults(*, now: datetime) -> int:
    """Closes what was left alone too long; returns how many."""
    return OpenVault.objects.exclude(used_at__gt=now - IDLE, used_at__lte=now).delete()[0]


def session_digest(session: str) -> str:
    """Returns what stands for a session here: who reads this table cannot take it over."""
    return hashlib.sha256(session.encode()).hexdigest()


def _check_passphrase(passphrase: str) -> None:
    if not is_hard_to_guess(guesses(passphrase, words())):
        raise Refused(
            "weak_passphrase",
            gettext_noop(
                "Diese Passphrase ist zu leicht zu erraten. Nehmen Sie die sechs Wörter, oder mehr eigene."
            ),
        )


def _columns(prepared: PreparedKey) -> dict[str, object]:
    wrapped = prepared.wrapped
    return {
        "public": prepared.public,
        "private": wrapped.private,
        "salt": wrapped.salt,
        "memory": wrapped.cost.memory,
        "passes": wrapped.cost.passes,
    }
