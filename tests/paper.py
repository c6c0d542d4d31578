"""Reads a PDF as people and as other programs do."""

import re
import shutil
import subprocess
from collections.abc import Iterator

import pikepdf
import pytest

PAPER_FONTS = {"NotoSans-Bold", "NotoSans-Regular"}


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


def metadata_of(pdf: pikepdf.Pdf) -> str:
    """Everything that a file says of itself, as one text."""
    return str(pdf.Root.Metadata.read_bytes()) + str(dict(pdf.docinfo))


def archive_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What a file lacks that it must have as PDF/A-3a and PDF/UA-1."""
    with pdf.open_metadata() as told:
        if (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) != (
            "3",
            "A",
            "1",
        ):
            yield "does not call itself PDF/A-3a and PDF/UA-1"
    root = pdf.Root
    if root.OutputIntents[0].S != "/GTS_PDFA1" or not bool(root.MarkInfo.Marked):
        yield "no output intent, or no tags"
    if not str(root.Lang).startswith("de") or not bool(root.ViewerPreferences.DisplayDocTitle):
        yield "no language, or no title"
    yield from pdf.check_pdf_syntax()


def font_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Fonts that are not embedded, not ours, or cannot be read back as letters."""
    fonts = [font for page in pdf.pages for font in page.resources.Font.values()]
    for font in fonts:
        inner = font.DescendantFonts[0].FontDescriptor
        name = re.sub(r"^/[A-Z]{6}\+", "", str(inner.FontName))
        is_embedded = "/FontFile2" in inner or "/FontFile3" in inner
        if name not in PAPER_FONTS or not is_embedded or "/ToUnicode" not in font:
            yield name
    if not fonts:
        yield "no fonts at all"
