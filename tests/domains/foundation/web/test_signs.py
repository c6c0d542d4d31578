"""Every text fits on paper: a sign prints, or it is named in brackets."""

import unicodedata

import pytest

from rueckhalt.foundation.web import assets, fonts
from rueckhalt.foundation.web.signs import readable

KNOWN = frozenset(range(0x20, 0x180)) | {0x202E, 0x200B}


@pytest.fixture(scope="module")
def faces(built) -> list[frozenset[int]]:
    return [fonts.signs(built.parent / "fonts" / name) for name in assets.PAPER_FONTS]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Größe & <b>#fett</b> *x* $1$", "Größe & <b>#fett</b> *x* $1$"),
        ("Wut 😱", "Wut [FACE SCREAMING IN FEAR]"),
        ("\u202eKiel", "[RIGHT-TO-LEFT OVERRIDE]Kiel"),
        ("a\u200bb", "a[ZERO WIDTH SPACE]b"),
        ("a\x00\x1bb", "a[U+0000][U+001B]b"),
        ("\ue000\ufdd0\ud800", "[U+E000][U+FDD0][U+D800]"),
        ("eins\r\nzwei\rdrei\u2028vier", "eins\nzwei\ndrei\nvier"),
        ("ein\tTab, Wort\u00adteil", "ein Tab, Wortteil"),
        ("Scho\u0308n", "Schön"),
        ("שלום"[0], "[HEBREW LETTER SHIN]"),
    ],
)
def test_a_sign_prints_or_is_named(text, shown):
    assert readable(text, KNOWN) == shown


def test_no_assigned_sign_is_lost():
    for code in range(0x11000):
        sign = chr(code)
        shown = readable(sign, KNOWN)
        assert shown or sign in "\u00ad\ufe0e\ufe0f", hex(code)
        assert all(one == "\n" or unicodedata.category(one)[0] != "C" for one in shown), hex(code)


def test_both_faces_know_the_letters_of_din_91379(faces):
    names = "ẞß Őrség Łódź Čapek Şahin Ğül Ďurič Nguyễn Þór Ǧ ȘȚ Ḩ C̨̆ K̄ m̂ – „“ ‚‘ … 0123456789 €§"
    for face in faces:
        assert [sign for sign in names if ord(sign) not in face] == []
