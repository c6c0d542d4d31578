"""Finds topics that ask nearly the same, by the stems of their words."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MOST_SIMILAR = 5
# Candidates share a stem; two topics are alike when a fifth of all stems of both is shared.
LEAST_ALIKE = 0.2
SHORTEST_WORD, STEM = 4, 6
_WORD = re.compile(r"[a-z0-9]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# Say nothing about what a topic is about.
_EMPTY = frozenset({
    "aber", "alle", "allem", "allen", "aller", "alles", "auch", "beim", "bitte", "dass", "denn",
    "deshalb", "dies", "diese", "dieser", "dieses", "doch", "durch", "eine", "einem", "einen",
    "einer", "eines", "fuer", "gibt", "haben", "hier", "ihre", "immer", "jede", "jeder", "kann",
    "keine", "kommunen", "koennen", "mehr", "mehrere", "muss", "muessen", "nach", "nicht", "noch",
    "oder", "ohne", "sehr", "sein", "sich", "sind", "soll", "sollen", "sollte", "ueber", "unsere",
    "unter", "viel", "viele", "wann", "warum", "weil", "welche", "wenn", "werden", "wird",
    "wollen", "wurde", "zwischen",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic that may be similar: its number and its stems."""

    number: int
    stems: frozenset[str]


def stems_of(text: str) -> frozenset[str]:
    """Returns the beginnings of the words that carry a text's meaning."""
    plain = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)
    words = (word for word in _WORD.findall(plain) if len(word) >= SHORTEST_WORD)
    return frozenset(word[:STEM] for word in words if word not in _EMPTY)


def stems_as_text(stems: Iterable[str]) -> str:
    """Returns stems as a table keeps them: each between spaces, so that a whole one can be found."""
    return f" {' '.join(sorted(stems))} "


def stems_from_text(text: str) -> frozenset[str]:
    """Returns the stems that a table keeps."""
    return frozenset(text.split())


def most_similar(stems: frozenset[str], candidates: Iterable[Candidate]) -> tuple[int, ...]:
    """Returns the numbers of the topics that are most alike, best first, at most five.

    Alike is the share of common stems in all stems of both (Jaccard).
    """
    rated = ((_alike(stems, one.stems), one.number) for one in candidates)
    found = sorted((-rate, number) for rate, number in rated if rate >= LEAST_ALIKE)
    return tuple(number for _, number in found[:MOST_SIMILAR])


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
