"""Finds the German sentences that templates and code send through the catalogue."""

import io
import re
from collections.abc import Iterator

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tests.house.repository import HOUSE

KEYWORDS = {"gettext": None, "gettext_lazy": None, "_": None}
PLACE = re.compile(r"%\(\w+\)s")


def sentences() -> set[str]:
    """Every sentence that a page says in the language of its address."""
    files = [*HOUSE.rglob("templates/**/*.html"), *HOUSE.rglob("*.py")]
    return {one for file in files for one in sentences_of(file.read_text("utf-8"), file.suffix)}


def sentences_of(text: str, suffix: str) -> Iterator[str]:
    """The sentences of a template (.html) or of code (.py)."""
    code = templatize(text) if suffix == ".html" else text
    for _, sentence, _, _ in extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS):
        yield str(sentence)


def places(sentence: str) -> list[str]:
    """The named places of a sentence, for example %(date)s."""
    return sorted(PLACE.findall(sentence))
