"""Writes PDF by typst: PDF/A-3a and PDF/UA-1 in one file, the same bytes for the same input."""

import json
from collections.abc import Mapping, Sequence, Set
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from rueckhalt.foundation.web import assets, fonts
from rueckhalt.foundation.web.apart import apart
from rueckhalt.foundation.web.signs import readable
from rueckhalt.foundation.web.typesetting import Sheet, typeset

_HOUSE = Path(__file__).parents[2]

Value = str | int | bool | None | Sequence["Value"] | Mapping[str, "Value"]


def render(template: str, data: Mapping[str, Value], *, title: str, on: date) -> bytes:
    """Returns a PDF of a typst template with `data`.

    The texts of `data` reach typst as values and never as markup; a sign that the font lacks is
    named in brackets.

    Args:
        template: path of the .typ file below `rueckhalt`; "/foundation/web/…" may be imported.
        data: what `paper.data` holds in the template.
        title: stands in the metadata, so it is neutral: "Blatt", never a place or a reason.
        on: the date of the document.
    """
    return typeset(_sheet(template, data, title, on))


def render_apart(template: str, data: Mapping[str, Value], *, title: str, on: date) -> bytes:
    """Returns the same as `render`, made in a process of its own.

    For what may have hundreds of pages, and for what must not outlive its answer in memory.
    """
    return apart(typeset, _sheet(template, data, title, on))


def _sheet(template: str, data: Mapping[str, Value], title: str, on: date) -> Sheet:
    folder = _folder()
    return Sheet(
        template=str(_HOUSE / template),
        root=str(_HOUSE),
        fonts=str(folder),
        inputs={"title": title, "data": json.dumps(_readable(data, _signs(folder)))},
        timestamp=int(datetime.combine(on, time(), UTC).timestamp()),
    )


def printable(text: str) -> str:
    """The text as it stands on paper, so that a page can show the same."""
    return readable(text, _signs(_folder()))


def _folder() -> Path:
    return Path(settings.ASSETS_DIR) / "fonts"


def _readable(value: Value, known: Set[int]) -> Value:
    """The same value with every text in it made fit for paper."""
    match value:
        case str():
            return readable(value, known)
        case Mapping():
            return {key: _readable(one, known) for key, one in value.items()}
        case Sequence():
            return [_readable(one, known) for one in value]
    return value


@lru_cache(maxsize=2)
def _signs(folder: Path) -> frozenset[int]:
    """The code points that all fonts for paper can draw."""
    return frozenset.intersection(*(fonts.signs(folder / name) for name in assets.PAPER_FONTS))
