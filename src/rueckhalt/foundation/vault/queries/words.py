"""The words of passphrases and return secrets."""

import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import Final

from rueckhalt.foundation.lib.content import ContentError, parse_entries
from rueckhalt.foundation.vault.rules.words import Unwanted, kept

# A secret that people hold is checked with this list: it must never change under them.
LIST_SHA256: Final = "bd23f5921b63555d905462fb9bcb8b2e3f93011a2d841f7321c6b86676d49d53"
UNWANTED: Final = "unwanted.toml"


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """Returns the kept words: xkcdpass's long German list without those that could hurt or hint.

    Raises:
        ContentError: the list is not the one that secrets were made with.
    """
    text = files("xkcdpass").joinpath("static/ger-long").read_text("utf-8")
    found = kept(text.split(), unwanted())
    if hashlib.sha256("\n".join(found).encode()).hexdigest() != LIST_SHA256:
        raise ContentError(
            "Die Liste der Wörter hat sich geändert. Alte Schlüssel passen nicht mehr zu ihr."
        )
    return found


@lru_cache(maxsize=1)
def unwanted() -> tuple[str, ...]:
    """Returns parts of words that no secret of ours may contain."""
    text = files("rueckhalt.content").joinpath("words").joinpath(UNWANTED).read_text("utf-8")
    entries = parse_entries({UNWANTED: text}, "unwanted", Unwanted)
    return tuple(part for entry in entries for part in entry.parts)
