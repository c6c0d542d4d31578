"""Words instead of characters: passphrases and return secrets that can be read out and typed."""

import hashlib
import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from pydantic import ConfigDict

PASSPHRASE_WORDS = 6
LEAST_BITS = 60  # of a passphrase that somebody chose herself
BYTES_PER_WORD = 8
_GAPS = re.compile(r"[\s\-‐‑‒–—_.,;]+")


@dataclass(frozen=True)
class Unwanted:
    """Parts of words that no secret of ours contains, under the reason that is their id."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: str
    parts: tuple[str, ...]


def kept(words: Sequence[str], unwanted: Sequence[str]) -> tuple[str, ...]:
    """Returns the words in which no unwanted part occurs, in their order."""
    return tuple(word for word in words if not any(part in word for part in unwanted))


def chosen(words: Sequence[str], chance: bytes) -> tuple[str, ...]:
    """Returns one word for each eight random bytes.

    2^64 is so much larger than the list that no word is likelier than another by more than 2^-51.
    """
    numbers = (
        int.from_bytes(chance[start : start + BYTES_PER_WORD], "big")
        for start in range(0, len(chance), BYTES_PER_WORD)
    )
    return tuple(words[number % len(words)] for number in numbers)


def bits(count: int, words: Sequence[str]) -> float:
    """Returns how many bits of chance lie in so many words of a list."""
    return count * math.log2(len(words))


def as_typed(text: str) -> str:
    """Returns words the way they are compared: case, spaces, hyphens and full stops do not matter."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _GAPS.sub(" ", plain).strip()


def check_word(words: Sequence[str], text: str) -> str:
    """Returns the word that shows a slip in a typed text; it says nothing that the text does not."""
    digest = hashlib.sha256(b"check word" + as_typed(text).encode()).digest()
    return words[int.from_bytes(digest[:8], "big") % len(words)]


def is_hard_to_guess(guesses: float) -> bool:
    """Says whether an own passphrase takes enough guesses (2 to the power of `LEAST_BITS`)."""
    return guesses >= 2.0**LEAST_BITS
