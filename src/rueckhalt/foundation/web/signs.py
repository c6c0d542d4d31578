"""Makes a text fit for paper: what a font cannot draw, or nobody can see, is named in brackets."""

import unicodedata
from collections.abc import Set
from functools import lru_cache

# Invisible signs can turn or hide words: they are named. A soft hyphen is only a wish of a word,
# and the two last ones only choose between a drawn and a coloured sign.
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs"}
_BREAKS = {
    "\r\n": "\n",
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\t": " ",
    "\u00ad": "",
    "\ufe0e": "",
    "\ufe0f": "",
}


def readable(text: str, known: Set[int]) -> str:
    """Returns a text of signs that a font knows; every other sign is named: "[PILE OF POO]"."""
    for sign, instead in _BREAKS.items():
        text = text.replace(sign, instead)
    composed = unicodedata.normalize("NFC", text)
    return composed.translate({ord(sign): _shown(sign, known) for sign in set(composed)})


@lru_cache(maxsize=4096)
def _shown(sign: str, known: Set[int]) -> str:
    if sign == "\n" or (ord(sign) in known and unicodedata.category(sign) not in _UNSEEN):
        return sign
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}')}]"
