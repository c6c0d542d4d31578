"""German words in code are few and explained: the glossary and the code name the same ones."""

import ast
import re
from collections.abc import Iterator

from tests.house.repository import DOCS, HOUSE, SOURCE, first_column

# Stems that betray a German word. English words hold none of them.
STEMS = (
    "amt", "anschrift", "ansprech", "antrag", "anwalt", "anzeige", "auskunft", "beamt", "behoerde",
    "beleg", "beratung", "buerger", "dienst", "frist", "gefahr", "gemeinde", "gericht", "gesetz",
    "hilfe", "kommunal", "kreis", "land", "lotse", "meister", "melde", "notruf", "opfer", "polizei",
    "praxis", "recht", "rettung", "sperre", "staats", "stadt", "stelle", "straf", "telefon", "verein",
    "verzeichnis", "wache", "wahl", "zeuge",
)  # fmt: skip
PRODUCT = "rueckhalt"


def identifiers(text: str) -> Iterator[str]:
    """Names, keys and the words of enums of a module."""
    for node in ast.walk(ast.parse(text)):
        for field in ("id", "name", "attr", "arg"):
            if isinstance(value := getattr(node, field, None), str):
                yield value
        match node:
            case ast.Subscript(slice=ast.Constant(value=str(key))):
                yield key
            case ast.ClassDef(bases=bases) if any("Enum" in ast.unparse(base) for base in bases):
                yield from enum_words(node)


def enum_words(node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        match line:
            case ast.Assign(value=ast.Constant(value=str(word))):
                yield word


def words_of(identifier: str) -> list[str]:
    """The parts of a name: `strafantrag_frist` and `KreisKind` have two each."""
    return [part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", identifier)]


def words_in_code() -> set[str]:
    files = list(HOUSE.rglob("*.py"))
    names = {part for file in files for part in file.relative_to(SOURCE).with_suffix("").parts}
    names |= {name for file in files for name in identifiers(file.read_text("utf-8"))}
    return {word for name in names for word in words_of(name)} - {PRODUCT}


def glossary() -> set[str]:
    return first_column(DOCS / "glossar.md")


def forms_of(word: str) -> set[str]:
    """A German word and its plurals."""
    return {word + ending for ending in ("", "e", "n", "en", "s")}


def test_every_word_of_the_glossary_stands_in_the_code():
    code = words_in_code()
    assert [word for word in glossary() if code.isdisjoint(forms_of(word))] == []


def test_every_german_word_in_the_code_stands_in_the_glossary():
    german = {word for word in words_in_code() if any(stem in word for stem in STEMS)}
    assert {"strafantrag", "kreise", "landkreis"} <= german
    assert german - {form for word in glossary() for form in forms_of(word)} == set()


def test_the_walk_sees_names_keys_and_words_of_enums():
    text = "class A(StrEnum):\n    X = 'meldebehoerde'\nb['sperre_frist'] = c(dienstStelle=1)"
    words = {word for name in identifiers(text) for word in words_of(name)}
    assert {"meldebehoerde", "sperre", "frist", "dienst", "stelle"} <= words
