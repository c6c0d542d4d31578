"""Turns what people type, and official names, into words and keys that can be compared."""

import re
import unicodedata
from functools import lru_cache

LONGEST_INPUT = 120  # the longest official name has 50 characters; what follows says no more

_WORD = re.compile(r"[^\W_]+")
_UMLAUTS = {"ä": ("ae", "a"), "ö": ("oe", "o"), "ü": ("ue", "u"), "ß": ("ss", "s")}
_DIGRAPHS = re.compile("(?<=[aou])e|(?<=s)s")
_APOSTROPHES = re.compile("['’‘`´ʹʼ]")
# Letters of DIN 91379 that Unicode does not take apart into a base letter and a mark.
_OTHER_LETTERS = {
    "ł": "l",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
} | {"ŋ": "n", "ħ": "h", "ŧ": "t", "ĸ": "k", "ə": "e", "ƶ": "z", "ɨ": "i", "ǥ": "g"}
# Words that join a name to its river, hill or region; people leave them out or shorten them.
FILLERS = frozenset(
    {"a", "am", "an", "auf", "b", "bei", "beim", "d", "das", "dem", "den", "der", "des", "die", "i"}
    | {"im", "in", "o", "ob", "u", "und", "unter", "v", "vom", "von", "vor", "zu", "zum", "zur"}
)
_ABBREVIATIONS = {
    "bay": "bayern",
    "dithm": "dithmarschen",
    "erzgeb": "erzgebirge",
    "gr": "groß",
    "hann": "hannoversch",
    "hl": "heilig",
    "holst": "holstein",
    "kl": "klein",
    "meckl": "mecklenburg",
    "mfr": "mittelfranken",
    "nb": "niederbayern",
    "odw": "odenwald",
    "ofr": "oberfranken",
    "oldb": "oldenburg",
    "opf": "oberpfalz",
    "rhld": "rheinland",
    "sa": "sachsen",
    "schw": "schwaben",
    "skt": "sankt",
    "sächs": "sächsische",
    "thür": "thüringen",
    "ufr": "unterfranken",
    "vogtl": "vogtland",
    "westf": "westfalen",
}


def words_of(text: str) -> tuple[str, ...]:
    """Returns the words of a text, abbreviations of official names written out ("St.", "Weinstr.").

    Small letters, digits, ä ö ü ß; other marks are taken off. Only the first `LONGEST_INPUT`
    characters are read.
    """
    words = abbreviated_words_of(text)
    last = len(words) - 1
    return tuple(_written_out(word, is_last=place == last) for place, word in enumerate(words))


def abbreviated_words_of(text: str) -> tuple[str, ...]:
    """Returns the words of a text like `words_of`, abbreviations as they stand there."""
    plain = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text[:LONGEST_INPUT])).lower()
    if not plain.isascii():
        plain = "".join(map(_without_mark, plain))
    return tuple(_WORD.findall(plain))


def as_written(text: str) -> str:
    """Returns the text with all its signs, but without what a keyboard does: case, blanks around."""
    return unicodedata.normalize("NFC", text[:LONGEST_INPUT]).strip().lower()


def keys_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the one or two spellings without blanks: umlauts written out, umlauts left bare."""
    joined = "".join(words)
    if joined.isascii():
        return (joined,)
    written_out = bare = joined
    for umlaut, (long, short) in _UMLAUTS.items():
        written_out, bare = written_out.replace(umlaut, long), bare.replace(umlaut, short)
    return (written_out, bare)


def without_fillers(words: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the words that name something; the last one always does ("Frankfurt/O.")."""
    return (*(word for word in words[:-1] if word not in FILLERS), *words[-1:])


def skeleton(word: str) -> str:
    """Returns the spelling in which ü, ue and u are one: coarser than `keys_of`, for surroundings."""
    return _DIGRAPHS.sub("", keys_of((word,))[0])


@lru_cache(maxsize=4096)
def _without_mark(letter: str) -> str:
    if letter in _UMLAUTS:
        return letter
    taken_apart = unicodedata.normalize("NFD", letter)
    bases = (sign for sign in taken_apart if not unicodedata.combining(sign))
    return "".join(_OTHER_LETTERS.get(base, base) for base in bases)


def _written_out(word: str, *, is_last: bool) -> str:
    # At the end "St" is the Bavarian title of a town ("Töging a.Inn, St").
    if word == "st" and not is_last:
        return "sankt"
    if word.endswith("str") and len(word) > 3:
        return f"{word}aße"
    return _ABBREVIATIONS.get(word, word)
