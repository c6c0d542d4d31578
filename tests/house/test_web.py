"""No template brings script, style or a foreign resource; each class exists."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from rueckhalt.foundation.web import assets, sheet

SOURCE = Path(__file__).parents[2] / "src"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
LOADING = {"src", "srcset", "poster", "data", "background", "action", "formaction"}
# The only page parts with a script: allauth's own files for passkeys (docs/entscheidungen/0011), and
# ours that keeps what is typed during a meeting.
HOUSE = SOURCE / "rueckhalt"
SCRIPTED = {
    HOUSE / "foundation/accounts/templates/account/parts/passkey_scripts.html": [
        "mfa/js/webauthn-json.js", "mfa/js/webauthn.js", "account/js/onload.js",
    ],
    HOUSE / "dialogue/exchange/templates/exchange/meetings/notes_script.html": ["exchange/notes.js"],
}  # fmt: skip
DATA = re.compile(
    r'<script data-allauth-onload="[\w.]+" type="application/json">\{"ids": .*?</script>'
)
TAG = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)


class Finder(HTMLParser):
    """Collects what a template must not have, and the classes it names."""

    def __init__(self) -> None:
        super().__init__()
        self.forbidden: list[str] = []
        self.classes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        if tag in {"script", "style", "iframe", "object", "embed", "base"}:
            self.forbidden.append(f"<{tag}>")
        for name, value in attrs:
            self._look_at(tag, name, value or "")

    def _look_at(self, tag: str, name: str, value: str) -> None:
        loads = name in LOADING or (tag == "link" and name == "href")
        outside = loads and re.match(r"(?i)\s*(https?:)?//", value)
        if name == "style" or name.startswith("on") or outside or "javascript:" in value.lower():
            self.forbidden.append(f'{name}="{value}"')
        if name == "class":
            self.classes |= set(value.split())


def read(text: str) -> Finder:
    """Reads a template: its tags go, its variables become a star."""
    finder = Finder()
    finder.feed(re.sub(r"\{\{.*?\}\}", "*", TAG.sub(" ", text)))
    finder.close()
    return finder


def exists(name: str, known: set[str]) -> bool:
    """Says whether a class, with a star for a variable part, stands in the sheet."""
    pattern = re.compile(re.escape(name).replace(r"\*", r"[\w-]+"))
    return any(pattern.fullmatch(one) for one in known)


@pytest.fixture(scope="module")
def known() -> set[str]:
    return {
        name
        for head, body in sheet.blocks(assets.style_sheet())
        for name in sheet.classes(head if not head.startswith("@media") else body)
    }


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_has_no_script_no_style_and_loads_nothing_from_outside(path):
    # A block of JSON tells a script what it works on; a browser runs nothing of it.
    found = read(DATA.sub("", path.read_text())).forbidden
    assert found == ["<script>"] * len(SCRIPTED.get(path, []))


@pytest.mark.parametrize("path", SCRIPTED, ids=lambda path: path.name)
def test_the_only_scripts_are_files_of_ours_served_from_here(path):
    sources = re.findall(
        r'<script src="\{% static \'([\w/.-]+)\' %\}"(?: defer)?></script>', path.read_text()
    )
    assert sources == SCRIPTED[path]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_each_class_of_a_template_is_kern_or_ours_and_stands_in_the_sheet(path, known):
    assert [name for name in read(path.read_text()).classes if not exists(name, known)] == []


def test_our_own_rules_are_for_our_own_classes_and_use_no_colour_of_their_own():
    for path in (SOURCE / "rueckhalt/foundation/web/css").glob("*.css"):
        css = sheet.minified(path.read_text())
        own = {name for name in sheet.classes(css) if not name.startswith(("kern-", "app-"))}

        assert {name for name in own if not name.startswith("woff2")} == set(), path.name
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl|oklch", css) == [], path.name


@pytest.mark.parametrize(
    "evil",
    [
        "<p onclick='x()'>",
        "<p style='color:red'>",
        "<script src='/static/x.js'></script>",
        "<img src='//far.example/x.png'>",
        "<link rel='stylesheet' href='https://far.example/x.css'>",
        "<a href='javascript:x()'>",
        "<form action='https://far.example/'>",
    ],
)
def test_the_walk_sees_what_it_forbids(evil):
    assert read(evil).forbidden


def test_a_class_that_the_sheet_lacks_is_seen(known):
    assert not exists("kern-tabs", known)
    assert exists("kern-alert--*", known)
