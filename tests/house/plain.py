"""Rules of plain language, each a small function: a text goes in, what is wrong with it comes out.

A new rule is a new function in RULES. Source names and titles of works are not read by them.
"""

import re
from collections.abc import Callable, Iterator

LONGEST_SENTENCE = 20  # words
# After these a full stop ends no sentence; they are known to everybody who reads a notice of an office.
KEPT = r"(?<!\bAbs)(?<!\bNr)(?<!\bArt)(?<!\d)"
ABBREVIATIONS = re.compile(
    r"\b(z\. ?B|d\. ?h|u\. ?a|o\. ?ä|i\. ?d\. ?R|s\. ?o|s\. ?u|u\. ?U|v\. ?a|i\. ?S|o\. ?g|z\. ?T)\."
    r"|\b(ggf|bzw|usw|etc|evtl|inkl|vgl|ca|sog|max|min|Tel|Str|Std|Mio|gem|lt|bspw|exkl|insb)\.",
    re.IGNORECASE,
)
# Each is wrong or dangerous in an advice, wherever it stands.
NEVER = ("Sie haben Zeit", "noch Zeit", "vier Jahre", "hessengegenhetze", "an das BKA", "ans BKA")
# Who calls an act a crime has judged it; only a possibility may be named.
POSSIBLE = re.compile(r"\b(kann|können|könnte|ob|vielleicht|Verdacht)\b")

Rule = Callable[[str], Iterator[str]]


def sentences(text: str) -> list[str]:
    """Cuts a text at the ends of its sentences; a colon ends one, too."""
    return [part for part in re.split(rf"{KEPT}[.!?:]+[“\"]?\s+|\n+", text) if part.strip()]


def long_sentences(text: str) -> Iterator[str]:
    """A sentence that needs two breaths."""
    for sentence in sentences(text):
        if len(re.findall(r"\w[\w.-]*", sentence)) > LONGEST_SENTENCE:
            yield f"too long: {sentence}"


def abbreviations(text: str) -> Iterator[str]:
    """An abbreviation that has a long form; § Abs. Nr. stay, because norms are cited so."""
    yield from (f"abbreviation: {found[0]}" for found in ABBREVIATIONS.finditer(text))


def shouting(text: str) -> Iterator[str]:
    """An exclamation mark: whoever is afraid needs a calm voice."""
    yield from ["exclamation mark"] * ("!" in text)


def forbidden(text: str) -> Iterator[str]:
    """A phrase that must never be said."""
    yield from (f"never say: {phrase}" for phrase in NEVER if phrase.lower() in text.lower())


def judged(text: str) -> Iterator[str]:
    """A sentence that calls something a crime instead of a possible one."""
    for sentence in sentences(text):
        if "Straftat" in sentence and not POSSIBLE.search(sentence):
            yield f"asserted crime: {sentence}"


RULES: tuple[Rule, ...] = (long_sentences, abbreviations, shouting, forbidden, judged)


def faults(text: str) -> list[str]:
    """All that is wrong with a text."""
    return [fault for rule in RULES for fault in rule(text)]
