"""Lets a passphrase open a holder's private half, and says whether an own one is good enough."""

import os
from collections.abc import Collection
from dataclasses import dataclass

from rueckhalt.foundation.vault.adapters.derivation import CURRENT, SALT, Cost, stretched
from rueckhalt.foundation.vault.adapters.sealing import lock, unlock
from rueckhalt.foundation.vault.rules.sealed import Sealed, context
from rueckhalt.foundation.vault.rules.words import as_typed

LOOKED_AT = 72  # signs of a passphrase that are judged; zxcvbn takes too long over more


@dataclass(frozen=True)
class Wrapped:
    """A private half under a passphrase, with what is needed to derive its key again."""

    private: Sealed
    salt: bytes
    cost: Cost


def wrap_private(private: bytes, passphrase: str, holder: int) -> Wrapped:
    """Puts a private half under a passphrase. One derivation; raises as `derivation.stretched`."""
    salt = os.urandom(SALT)
    key = stretched(as_typed(passphrase).encode(), salt)
    return Wrapped(lock(key, private, _bound_to(holder)), salt, CURRENT)


def unwrap_private(wrapped: Wrapped, passphrase: str, holder: int) -> bytes:
    """Returns the private half. One derivation. Raises DoesNotOpenError for a wrong passphrase."""
    key = stretched(as_typed(passphrase).encode(), wrapped.salt, wrapped.cost)
    return unlock(key, wrapped.private, _bound_to(holder))


def guesses(passphrase: str, known: Collection[str]) -> float:
    """Returns how many guesses a passphrase takes, by zxcvbn with our words as known ones.

    Spaces are left out: zxcvbn would take each for something that has to be guessed, too.
    """
    from zxcvbn import zxcvbn  # carries large lists of words, and is needed once a year

    text = as_typed(passphrase).replace(" ", "")[:LOOKED_AT]
    return float(zxcvbn(text, user_inputs=list(known))["guesses"]) if text else 0.0


def _bound_to(holder: int) -> bytes:
    return context("holder", str(holder))
