"""Rules of plain language (Einfache Sprache), each a small function: a text goes in, faults come out.

A new rule is a new function in RULES and a row of examples in test_plain.py. The rules know no
file and no entry; `prose.py` finds the texts. Names of sources and of bodies are not read by them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LONGEST_SENTENCE = 20  # words
EASY_SENTENCE = 15  # words; most sentences keep within it

# After these a full stop ends no sentence; everybody knows them who reads a notice of an office.
KEPT = r"(?<!\bAbs)(?<!\bNr)(?<!\bArt)(?<!\d)(?<!\b\w)"
ENDS = re.compile(rf"{KEPT}[.!?:]+[“\"]?\s+|\n+")
WORD = re.compile(r"\w[\w.-]*")
COMMAS = re.compile(r"[,;–]")
CLAUSES = re.compile(r"[,;–]| und | oder | aber | denn ")
NOUN = r"[A-ZÄÖÜ]\w+"


@dataclass(frozen=True)
class Fault:
    """What is wrong with one sentence: the name of the rule, the words that break it."""

    rule: str
    sentence: str
    words: str


Rule = Callable[[str], Iterator[str]]


def sentences(text: str) -> list[str]:
    """Cuts a text at the ends of its sentences; a colon ends one, too."""
    return [part for part in ENDS.split(text) if part.strip()]


def length(sentence: str) -> int:
    """How many words a sentence has; a number with its points is one word."""
    return len(WORD.findall(sentence))


def long_sentence(sentence: str) -> Iterator[str]:
    """A sentence that needs two breaths."""
    if length(sentence) > LONGEST_SENTENCE:
        yield f"{length(sentence)} words"


# --- Passive: nobody is named who does it

BECOME = r"(?:wird|werden|wurde|wurden|worden|würde|würden)"
PREFIX = (
    r"(?:ab|an|auf|aus|bei|bekannt|durch|ein|fest|frei|her|heraus|hin|hinzu|mit|nach|statt|"
    r"teil|über|um|unter|vor|weg|weiter|zu|zurück|zusammen)"
)
PARTICIPLE = (
    rf"(?:{PREFIX}?ge(?!hör|nüg)\w{{2,}}(?:t|en)|{PREFIX}?(?:be|ver|ent|emp|zer|er|miss)\w{{2,}}(?:t|en)|"
    r"(?:unter|über|wider|hinter)\w{3,}(?:t|en)|\w{2,}iert)"
)
# "wird … getan", "… getan wird", "muss getan werden"; the participle closes its clause.
PASSIVE = re.compile(
    rf"\b{BECOME}\b.*\b{PARTICIPLE}\W*$|\b{PARTICIPLE} {BECOME}\b|^\W*(?i:{PARTICIPLE}) {BECOME}\b"
)
# "ist anzuordnen", "sind zu melden": a duty of nobody.
BARE_DUTY = re.compile(r"\b(?:ist|sind)\b.*\b(?:zu [a-zäöü]+n|[a-zäöü]{2,}zu[a-zäöü]{3,}en)\W*$")
FUTURE = re.compile(r"\b(?:ich|du|wir|Sie) werden\b|\b[Ww]erden (?:wir|Sie)\b")


def passive(sentence: str) -> Iterator[str]:
    """A sentence that hides who acts."""
    # "wird gelobt oder belohnt" needs the whole of it, "gelobt wird und" only its part.
    for clause in (*COMMAS.split(sentence), *CLAUSES.split(sentence)):
        found = PASSIVE.search(clause) or BARE_DUTY.search(clause)
        if found and not FUTURE.search(clause):
            yield found[0].strip()
            return


# --- Sentences of nouns

OF = r"(?:des|der|eines|einer|Ihres|Ihrer|seines|seiner|dieses|dieser|aller)"
BEFORE = r"(?!(?:Auf|Aus|An|Bei|Für|In|Mit|Nach|Über|Unter|Von|Vor|Wegen|Zu) )"
CHAIN = re.compile(rf"\b{BEFORE}{NOUN} {OF} (?:[a-zäöü]\w+ )?{NOUN} {OF} (?:[a-zäöü]\w+ )?{NOUN}")


def genitive_chain(sentence: str) -> Iterator[str]:
    """Two genitives in a row: "die Kosten der Anordnung des Gerichts"."""
    yield from (found[0] for found in CHAIN.finditer(sentence))


# Everybody knows these as things and places; they hide no verb.
THINGS = {
    "Abteilung", "Behinderung", "Beratung", "Einrichtung", "Heizung", "Kleidung", "Leitung",
    "Meinung", "Ordnung", "Orientierung", "Regierung", "Richtung", "Sitzung", "Stiftung",
    "Verwaltung", "Weltanschauung", "Wohnung", "Zeitung",
    # offences, which have no other name
    "Bedrohung", "Beleidigung", "Beschädigung", "Körperverletzung", "Nachstellung", "Nötigung",
}  # fmt: skip
MADE_NOUN = re.compile(r"\b[A-ZÄÖÜ]\w*(?:ung|ungen|ierung|ierungen)\b")
NOUN_OF_NOUN = re.compile(
    r"\b[A-ZÄÖÜ]\w*ung(?:en)? (?:der|des|von|zur|zum|einer|eines|für die|über die) (?:[a-zäöü]\w+ )?"
    r"[A-ZÄÖÜ]\w*ung(?:en)?\b"
)
MOST_MADE_NOUNS = 2  # in one sentence


def nominal_style(sentence: str) -> Iterator[str]:
    """Nouns made of verbs in a chain: "die Durchführung der Prüfung"."""
    made = [word for word in MADE_NOUN.findall(sentence) if not _is_thing(word)]
    if len(set(made)) > MOST_MADE_NOUNS:
        yield ", ".join(made)
    for found in NOUN_OF_NOUN.finditer(sentence):
        if not any(_is_thing(word) for word in MADE_NOUN.findall(found[0])):
            yield found[0]


def _is_thing(word: str) -> bool:
    """A thing, or a compound of one: "Verwaltung", "Gemeindeverwaltung", "Sitzungen"."""
    return word.removesuffix("en").lower().endswith(tuple(thing.lower() for thing in THINGS))


# --- Words

ABBREVIATION = re.compile(
    r"\b(?:z\. ?B|d\. ?h|u\. ?a|o\. ?ä|i\. ?d\. ?R|s\. ?o|s\. ?u|u\. ?U|v\. ?a|i\. ?S|o\. ?g|z\. ?T)\."
    r"|\b(?:ggf|bzw|usw|etc|evtl|inkl|vgl|ca|sog|max|min|Tel|Str|Std|Mio|gem|lt|bspw|exkl|insb)\.",
    re.IGNORECASE,
)
SHORT_NAME = re.compile(r"(?<![\w.-])[A-ZÄÖÜ][a-zäöü]*[A-ZÄÖÜ]+\w*")
# Known by their short name better than by their long one, or a name without a long form.
KNOWN_SHORT = {
    "AA", "EUPL", "HTML", "IP", "JAWS", "JSON", "JavaScript", "KERN", "NVDA", "OpenAPI", "PDF",
    "POST", "REspect", "SIL", "TelefonSeelsorge", "UTF", "UX", "VoiceOver", "W3C", "WCAG",
}  # fmt: skip
CITATION = re.compile(
    r"(?:§§?|Artikel)\s\d+\w*(?:,? (?:(?:und|bis|Abs\.|Absatz|Nr\.|Satz) )?\d+\w*)*(?: [A-ZÄÖÜ][\w-]+)?"
)


def abbreviation(sentence: str) -> Iterator[str]:
    """An abbreviation without its long form; § Abs. Nr. stay, because norms are cited so."""
    yield from (found[0] for found in ABBREVIATION.finditer(sentence))
    cited = CITATION.sub("", sentence)
    for found in SHORT_NAME.finditer(cited):
        is_explained = f"({found[0]})" in sentence
        if found[0] not in KNOWN_SHORT and not is_explained:
            yield found[0]


CONJUNCTIVE = re.compile(
    r"\b(?:[Ww]äre|[Hh]ätte|[Kk]önnte|[Mm]üsste|[Dd]ürfte|[Ss]ollte|würde|[Kk]äme|[Gg]äbe|ließe|"
    r"bräuchte|wüsste|stünde|möge)(?:n|st|t)?\b|\bWürden\b|\bsei(?:en)?\b"
)


def conjunctive(sentence: str) -> Iterator[str]:
    """What could be instead of what is."""
    yield from (found[0] for found in CONJUNCTIVE.finditer(sentence))


# What to say instead. A word that a law or a body uses as a name goes on the list of exceptions.
FOREIGN = {
    "Account": "Konto", "Adressat": "wer es bekommt", "adäquat": "passend",
    "Deepfake": "gefälschtes Video", "Delikt": "Tat", "diffamier": "schlecht machen",
    "dokumentier": "aufschreiben", "Dokumentation": "Aufschreiben", "Doxing": "private Daten verbreiten",
    "eskalier": "schlimmer werden", "evident": "klar", "explizit": "ausdrücklich", "fakultativ": "freiwillig",
    "Feedback": "Rückmeldung", "Hater": "Menschen, die hassen", "Hate Speech": "Hass im Netz",
    "Hotline": "Telefon", "identifizier": "erkennen", "Implikation": "Folge", "initiier": "beginnen",
    "Instanz": "Gericht", "Institution": "Stelle", "Intervention": "Eingreifen", "kommunizier": "sagen",
    "Kompensation": "Ersatz", "Kontext": "Zusammenhang", "legitimier": "berechtigen", "Livestream": "Übertragung",
    "Monitoring": "Beobachtung", "obligatorisch": "Pflicht", "Posting": "Beitrag", "Prävention": "Vorbeugen",
    "präventiv": "vorbeugend", "primär": "zuerst", "Provider": "Anbieter", "psychosozial": "seelisch",
    "Regress": "Ersatz", "relevant": "wichtig", "Repression": "Druck", "Ressource": "Mittel", "Screenshot": "Bildschirmfoto",
    "sekundär": "danach", "sensibilisier": "aufmerksam machen", "Shitstorm": "viele böse Nachrichten",
    "signifikant": "deutlich", "subsidiär": "danach", "temporär": "für einige Zeit",
    "Tool": "Werkzeug", "User": "wer es nutzt", "verifizier": "prüfen",
}  # fmt: skip
FOREIGN_WORD = re.compile(rf"\b(?:{'|'.join(FOREIGN)})\w*\b", re.IGNORECASE)


def foreign_word(sentence: str) -> Iterator[str]:
    """A word that not everybody knows, though there is one that everybody does."""
    yield from (found[0] for found in FOREIGN_WORD.finditer(sentence))


# --- Signs and negations

NEGATION = re.compile(
    r"\b(?:nicht(?! öffentlich)|nie|niemals|niemand(?:em|en|es)?|nichts|kein(?:e|en|em|er|es)?|ohne|"
    r"un(?:begründet|berechtigt|erlaubt|möglich|nötig|wahr|wirksam|zulässig|zumutbar)\w*)\b",
    re.IGNORECASE,
)
NOBODY_WHO_NOT = re.compile(
    r"\b(?:niemand(?:em|en)?|nichts|kein\w*)\b[^.,]*, (?:d|w)(?:er|ie|as|en|em)\b[^.,]*\b(?:nicht|kein\w*)\b",
    re.IGNORECASE,
)
MOST_NEGATIONS = 1  # in one clause


def double_negation(sentence: str) -> Iterator[str]:
    """Two negations that lift each other."""
    for clause in CLAUSES.split(sentence):
        found = NEGATION.findall(clause)
        if len(found) > MOST_NEGATIONS:
            yield " … ".join(found)
    yield from (found[0] for found in NOBODY_WHO_NOT.finditer(sentence))


BRACKET = re.compile(r"\((?!§|Artikel \d|Stand )[^)]*\)")


def bracket(sentence: str) -> Iterator[str]:
    """A thought inside a thought. A norm or the state of a source may stand in brackets."""
    yield from (found[0] for found in BRACKET.finditer(sentence))


def shouting(sentence: str) -> Iterator[str]:
    """An exclamation mark: whoever is afraid needs a calm voice."""
    yield from ["!"] * ("!" in sentence)


# --- Wrong or dangerous in an advice, wherever it stands

NEVER = (
    "Sie haben Zeit", "noch Zeit", "vier Jahre", "hessengegenhetze", "an das BKA", "ans BKA",
    "absolut", "garantiert", "hundertprozentig", "völlig sicher", "völlig vertraulich",
)  # fmt: skip
# Who calls an act a crime has judged it; only a possibility may be named.
POSSIBLE = re.compile(r"\b(?:kann|können|könnte|ob|vielleicht|Verdacht)\b", re.IGNORECASE)


def forbidden(sentence: str) -> Iterator[str]:
    """A phrase that must never be said."""
    yield from (phrase for phrase in NEVER if phrase.lower() in sentence.lower())


def judged(sentence: str) -> Iterator[str]:
    """A sentence that calls something a crime instead of a possible one."""
    if "Straftat" in sentence and not POSSIBLE.search(sentence):
        yield "Straftat"


RULES: tuple[Rule, ...] = (
    long_sentence, passive, genitive_chain, nominal_style, abbreviation, conjunctive, foreign_word,
    double_negation, bracket, shouting, forbidden, judged,
)  # fmt: skip


def faults(text: str) -> list[Fault]:
    """All that is wrong with a text, sentence by sentence."""
    return [
        Fault(rule.__name__, sentence.strip(), words)
        for sentence in ENDS.sub(lambda end: end[0].strip() + "\n", text).split("\n")
        if sentence.strip()
        for rule in RULES
        for words in rule(sentence)
    ]
