"""Cuts a font down to the letters of our pages, and unpacks whole ones for paper."""

import io
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

# The licence reserves the original's name for the unchanged font, so the cut one has its own.
FAMILY = "Rueckhalt Sans"

# Latin letters of DIN 91379 with the blocks around them, marks that combine, what our texts need.
_RANGES = (
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x018F, 0x018F), (0x01A0, 0x01A1), (0x01AF, 0x01B0),
    (0x01CD, 0x01FF), (0x0218, 0x021B), (0x0259, 0x0259), (0x0300, 0x0338), (0x1E00, 0x1EFF),
    (0x2010, 0x2014), (0x2018, 0x201E), (0x2190, 0x2193),
)  # fmt: skip
_SINGLE = "•…‹›€−✓\u202f"
_NAMES_TO_RENAME = (1, 3, 4, 6, 16)
_NAMES_TO_KEEP = (0, 1, 2, 3, 4, 5, 6, 13, 14, 16)


def letters() -> set[int]:
    """Returns the code points that a page may need; a font lacks some of them."""
    return {code for low, high in _RANGES for code in range(low, high + 1)} | set(map(ord, _SINGLE))


def cut(source: Path) -> bytes:
    """Returns `source` as WOFF2 with our letters only: same bytes for the same file."""
    font = TTFont(source, recalcTimestamp=False)
    font["OS/2"].fsSelection &= 0x7F  # the bits above mean nothing in this version of the table
    cutter = subset.Subsetter(_options())
    cutter.populate(unicodes=letters())
    cutter.subset(font)
    for name in font["name"].names:
        if name.nameID in _NAMES_TO_RENAME:
            name.string = FAMILY.replace(" ", "") if name.nameID == 6 else FAMILY
    font.flavor = "woff2"
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def unpacked(source: Path) -> bytes:
    """Returns `source`, a WOFF2, as TrueType with all its letters: same bytes for the same file."""
    font = TTFont(source, recalcTimestamp=False, recalcBBoxes=False)
    font.flavor = None
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def signs(font: Path) -> frozenset[int]:
    """Returns the code points that a font can draw."""
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def _options() -> subset.Options:
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = list(_NAMES_TO_KEEP)
    options.hinting = False
    return options
