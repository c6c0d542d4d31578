"""Looks at a PDF of ours with two other programs: what it claims to be, and what it says."""

import re
import shutil
import subprocess
from collections.abc import Iterator

import pikepdf
import pytest

FACES = {"NotoSans-Bold", "NotoSans-Regular"}


def words_of(content: bytes) -> str:
    """What can be read on the pages of a PDF, as one line."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is missing: apt-get install poppler-utils")
    call = ["pdftotext", "-layout", "-", "-"]
    told = subprocess.run(call, input=content, capture_output=True, check=True).stdout
    return " ".join(told.decode().split())


def tags(element) -> list[str]:
    """The names of all elements of the structure, in reading order."""
    if isinstance(element, pikepdf.Array):
        return [tag for one in element for tag in tags(one)]
    if not isinstance(element, pikepdf.Dictionary):
        return []
    own = [str(element.S)] if "/S" in element else []
    return own + (tags(element.K) if "/K" in element else [])


def archive_faults(pdf: pikepdf.Pdf) -> list[str]:
    """What a PDF lacks to be PDF/A-3a and PDF/UA-1, as far as pikepdf and qpdf see it."""
    return [*_marks_missing(pdf), *_fonts_missing(pdf), *map(str, pdf.check_pdf_syntax())]


def _marks_missing(pdf: pikepdf.Pdf) -> Iterator[str]:
    with pdf.open_metadata() as told:
        if (told["pdfaid:part"], told["pdfaid:conformance"]) != ("3", "A"):
            yield "PDF/A-3a"
        if told["pdfuaid:part"] != "1":
            yield "PDF/UA-1"
    root = pdf.Root
    marks = {
        "output intent": root.OutputIntents[0].S == "/GTS_PDFA1",
        "marked": bool(root.MarkInfo.Marked),
        "language": str(root.Lang).startswith("de"),
        "title": bool(root.ViewerPreferences.DisplayDocTitle),
    }
    yield from (name for name, is_there in marks.items() if not is_there)


def _fonts_missing(pdf: pikepdf.Pdf) -> Iterator[str]:
    fonts = [font for page in pdf.pages for font in page.resources.get("/Font", {}).values()]
    if not fonts:
        yield "no font"
    for font in fonts:
        inner = font.DescendantFonts[0].FontDescriptor
        name = re.sub(r"^/[A-Z]{6}\+", "", str(inner.FontName))
        is_embedded = "/FontFile2" in inner or "/FontFile3" in inner
        if name not in FACES or not is_embedded or "/ToUnicode" not in font:
            yield name
