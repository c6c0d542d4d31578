"""What somebody does with her own key: make it, open it, change its passphrase, close it."""

import hashlib
import os
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


def make_holder_key(*, holder: int, passphrase: str, now: datetime) -> None:
    """Makes the key pair of somebody who will work with records.

    Raises:
        Refused: she has one, or the passphrase is too easy to guess.
        PoolFullError: too many derivations are waiting.
    """
    _check_passphrase(passphrase)
    keys = key_pair(os.urandom(SIZE))
    wrapped = wrap_private(keys.private, passphrase, holder)
    _, is_new = HolderKey.objects.get_or_create(
        holder=holder, defaults={**_columns(wrapped), "public": keys.public, "made_at": now}
    )
    if not is_new:
        raise Refused("key_exists", gettext_noop("Sie haben schon eine Passphrase."))


def replace_holder_key(*, holder: int, passphrase: str, now: datetime) -> None:
    """Makes a new key pair for somebody who lost her passphrase. She then holds nothing any more.

    Raises: as `make_holder_key`.
    """
    _check_passphrase(passphrase)
    keys = key_pair(os.urandom(SIZE))
    wrapped = wrap_private(keys.private, passphrase, holder)
    with transaction.atomic():
        forget_holder(holder)
        HolderKey.objects.create(
            holder=holder, public=keys.public, made_at=now, **_columns(wrapped)
        )


def forget_holder(holder: int) -> None:
    """Takes away everything that was sealed to somebody, and her key; within a transaction."""
    OpenVault.objects.filter(holder=holder).delete()
    Wrap.objects.filter(holder=holder).delete()
    InboxHold.objects.filter(holder=holder).delete()
    RecoveryHold.objects.filter(first=holder).delete()
    RecoveryHold.objects.filter(second=holder).delete()
    HolderKey.objects.filter(holder=holder).delete()


def open_vault(*, holder: int, passphrase: str, session: str, now: datetime) -> bytes:
    """Opens a vault for one session; returns the secret of the cookie, which is kept nowhere.

    Raises:
        Refused: the passphrase is wrong, or none was made.
        TamperedError: the public half in the database is not hers.
        PoolFullError: too many derivations are waiting.
    """
    private = _private_half(holder, passphrase)
    cookie, digest = os.urandom(SIZE), session_digest(session)
    sealed = lock(cookie, private, bindings.open_vault(digest, holder))
    OpenVault.objects.update_or_create(
        session=digest, defaults={"holder": holder, "private": sealed, "used_at": now}
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


def change_passphrase(*, holder: int, old: str, new: str, now: datetime) -> None:
    """Puts the private half under a new passphrase and closes the vault everywhere.

    Raises:
        Refused: the old passphrase is wrong, or the new one is too easy to guess.
        PoolFullError: too many derivations are waiting.
    """
    _check_passphrase(new)
    private = _private_half(holder, old)
    wrapped = wrap_private(private, new, holder)
    with transaction.atomic():
        HolderKey.objects.filter(holder=holder).update(**_columns(wrapped), made_at=now)
        OpenVault.objects.filter(holder=holder).delete()


def session_digest(session: str) -> str:
    """Returns what stands for a session here: who reads this table cannot take it over."""
    return hashlib.sha256(session.encode()).hexdigest()


def _private_half(holder: int, passphrase: str) -> bytes:
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
    return private


def _check_passphrase(passphrase: str) -> None:
    if not is_hard_to_guess(guesses(passphrase, words())):
        raise Refused(
            "weak_passphrase",
            gettext_noop(
                "Diese Passphrase ist zu leicht zu erraten. Nehmen Sie die sechs Wörter, oder mehr eigene."
            ),
        )


def _columns(wrapped: Wrapped) -> dict[str, object]:
    return {
        "private": wrapped.private,
        "salt": wrapped.salt,
        "memory": wrapped.cost.memory,
        "passes": wrapped.cost.passes,
    }
