"""The secret with which a person without an account comes back: a number, five words, a check word."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.rules.keys import SIZE, derived
from rueckhalt.foundation.vault.rules.sealed import context
from rueckhalt.foundation.vault.rules.words import BYTES_PER_WORD, as_typed, check_word, chosen

WORDS = 5
DIGITS = 7  # ten million numbers: a hundred for each of 100,000 records


@dataclass(frozen=True)
class ReturnSecret:
    """What a person keeps. The number is the salt's seed, the five words are the secret."""

    number: str
    words: tuple[str, ...] = field(repr=False)
    check: str = field(repr=False)

    def text(self) -> str:
        """As it is read out and written down."""
        return " ".join((self.number, *self.words, self.check))

    def salt(self) -> bytes:
        """16 bytes: no guess can be tried against more than the records of one number."""
        return hashlib.sha256(context("return secret", self.number)).digest()[:16]

    def password(self) -> bytes:
        """What goes into Argon2id."""
        return as_typed(" ".join(self.words)).encode()


def secret_from(form_value: bytes, words: Sequence[str]) -> ReturnSecret:
    """Returns the secret of a form: the same random value gives the same secret again."""
    size = (WORDS + 1) * BYTES_PER_WORD
    blocks = (size + SIZE - 1) // SIZE
    chance = b"".join(
        derived(form_value, purpose="return secret", bound_to=(str(block),))
        for block in range(blocks)
    )
    number = f"{int.from_bytes(chance[:BYTES_PER_WORD], 'big') % 10**DIGITS:0{DIGITS}d}"
    return _whole(number, chosen(words, chance[BYTES_PER_WORD:size]), words)


def secret_typed(text: str, words: Sequence[str]) -> ReturnSecret:
    """Returns the secret that somebody typed; case, spaces and hyphens do not matter.

    Raises:
        Refused: parts are missing, or the check word shows a slip.
    """
    parts = as_typed(text).split()
    number = "".join(part for part in parts if part.isascii() and part.isdecimal())
    own = tuple(part for part in parts if not (part.isascii() and part.isdecimal()))
    if len(number) != DIGITS or len(own) != WORDS + 1:
        raise Refused(
            "secret_incomplete",
            gettext_noop(
                "Ihr Schlüssel hat eine Zahl mit sieben Ziffern und sechs Wörter. Bitte prüfen Sie, was fehlt."
            ),
        )
    secret = _whole(number, own[:WORDS], words)
    if own[WORDS] != secret.check:
        raise Refused(
            "secret_slip",
            gettext_noop(
                "Ein Wort oder eine Ziffer stimmt nicht. Bitte vergleichen Sie alles noch einmal."
            ),
        )
    return secret


def _whole(number: str, own: tuple[str, ...], words: Sequence[str]) -> ReturnSecret:
    return ReturnSecret(number, own, check_word(words, " ".join((number, *own))))


def lookup_and_key(stretched: bytes) -> tuple[bytes, bytes]:
    """Returns what finds the record and what opens its wrap, both from the one run of Argon2id."""
    return derived(stretched, purpose="return lookup"), derived(stretched, purpose="return key")


def form_digest(form_value: bytes) -> bytes:
    """Returns what is kept of a form's random value, to know a repeat again."""
    return hashlib.sha256(context("form value") + form_value).digest()
