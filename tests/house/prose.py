"""Finds every text that people read: in the dated content and in the templates."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.repository import ROOT

CONTENT = ROOT / "src/rueckhalt/content"
TEMPLATES = ROOT / "src"
# Fields of an entry that a person reads on a page.
READ = {
    "about", "ask", "because", "begins", "by_when", "check", "complaint_note", "do", "hint", "label", "note",
    "recipient_hint", "says", "send", "shows", "subject", "text", "title", "who", "why", "words", "heading", "know",
}  # fmt: skip
# What stands in another language; the rules of plain German say nothing about it.
OTHER_LANGUAGES = {"english"}
# Fields that name something, or steer a rule. `name` is read where it is not a proper name.
NOT_READ = {
    "answer", "attested_on", "checked_on", "cited", "clock", "competence", "competences",
    "complaint", "complaint_at", "complaint_norms", "email", "fax", "guide", "id", "joint", "kind", "land",
    "mark", "norm", "norms", "owner", "page", "part", "phone", "reviewed_by", "seat", "section", "source", "sources",
    "successor", "urgency", "url", "kreise", "municipalities", "court_districts", "hours", "way",
    "address", "days", "states", "street", "when", "unless", "example", "not_privately", "clocks",
    "asks", "by", "enclosed", "needs", "parts", "recipient", "sender", "steps", "topic",
}  # fmt: skip
PROPER_NAMES = {"directory"}


@dataclass(frozen=True)
class Text:
    """A text with the file and the entry it stands in."""

    file: str
    entry: str
    text: str


def texts() -> Iterator[Text]:
    """Everything that a person reads, content first."""
    yield from content_texts()
    yield from template_texts()


def content_texts() -> Iterator[Text]:
    """The texts of all dated content in German."""
    for file in german_files():
        name = file.relative_to(CONTENT).as_posix()
        for kind, entries in tomllib.loads(file.read_text("utf-8")).items():
            for number, entry in enumerate(entries, start=1):
                place = entry.get("id", f"[[{kind}]] {number}")
                yield from (Text(name, place, text) for text in _read(entry, file.parent.name))


def german_files() -> list[Path]:
    """The files of dated content in German."""
    return [
        file for file in sorted(CONTENT.rglob("*.toml")) if file.parent.name not in OTHER_LANGUAGES
    ]


def _read(entry: dict[str, object], folder: str) -> Iterator[str]:
    for field, value in entry.items():
        if field in READ or (field == "name" and folder not in PROPER_NAMES):
            yield from _strings(value)
        elif isinstance(value, list) and field not in NOT_READ:
            for part in value:
                yield from _read(part, folder) if isinstance(part, dict) else ()


def _strings(value: object) -> Iterator[str]:
    parts = value if isinstance(value, list) else [value]
    yield from (part for part in parts if isinstance(part, str) and part)


def unknown_fields() -> set[str]:
    """Fields with text that neither list knows: somebody must say whether people read them."""
    found = set()
    for file in german_files():
        for entries in tomllib.loads(file.read_text("utf-8")).values():
            for entry in entries:
                found |= {name for name, value in entry.items() if _holds_text(value)}
    return (
        found
        - READ
        - NOT_READ
        - {"name", "options", "also", "limits", "values", "passages", "advice", "never", "secure"}
    )


def _holds_text(value: object) -> bool:
    return bool(value) and isinstance(value, str | list)


# --- Templates: what stands in them, without what is filled in

COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
# A sentence that goes through the catalogue stands there in German all the same.
MARKED = re.compile(r'\{% translate "([^"]+)" %\}')
MARKED_LITERAL = re.compile(r'_\(("[^"]+")\)')
VISIBLE_LITERAL = re.compile(r'(?:(?<!-)label=|\{% (?:details|fact) |\{% alert "\w+" )"([^"]+)"')
VISIBLE_ATTRIBUTE = re.compile(r'(?:aria-label|alt|title|placeholder)="([^"{]+)"')
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
OTHERWISE = re.compile(r"\{% (?:else|elif)\b.*?%\}")
VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
INLINE = re.compile(r"</?(?:a|abbr|b|em|i|span|strong)\b[^>]*>")
ELEMENT = re.compile(r"<[^>]*>", re.DOTALL)
FILLED = "Wert"  # stands for what a template fills in
FILLED_BRACKET = re.compile(rf"\(\s*{FILLED}\s*\)")


def template_texts() -> Iterator[Text]:
    """The texts that stand in the templates of pages."""
    for file in sorted(TEMPLATES.rglob("templates/**/*.html")):
        name = file.relative_to(ROOT / "src/rueckhalt").as_posix()
        yield from (Text(name, "", text) for text in visible(file.read_text("utf-8")))


def visible(template: str) -> Iterator[str]:
    """The sentences of a template as a reader meets them, block by block."""
    source = MARKED_LITERAL.sub(r"\1", MARKED.sub(r"\1", COMMENT.sub("", template)))
    for pattern in (VISIBLE_LITERAL, VISIBLE_ATTRIBUTE):
        yield from pattern.findall(source)
    source = TAG.sub("", OTHERWISE.sub("\n", source))
    source = FILLED_BRACKET.sub("", VALUE.sub(f" {FILLED} ", source))
    blocks = ELEMENT.sub("\n", INLINE.sub("", source)).split("\n")
    yield from (text for block in blocks if (text := " ".join(block.split())) and text != FILLED)
