"""Runs typst, and nothing else: no Django, so that a process of its own starts at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """What typst is given: a template and the folders it may read, its values, and its moment (Unix)."""

    template: str
    root: str
    fonts: str
    inputs: dict[str, str]
    timestamp: int


def typeset(sheet: Sheet) -> bytes:
    """Returns the PDF of a sheet (PDF/A-3a, PDF/UA-1).

    typst remembers the layouts of its last ten runs, about a megabyte for each page of them.
    """
    import typst  # 80 MB that no other page needs

    return typst.compile(
        sheet.template,
        root=sheet.root,
        font_paths=[sheet.fonts],
        ignore_system_fonts=True,
        sys_inputs=sheet.inputs,
        pdf_standards=["a-3a", "ua-1"],
        timestamp=sheet.timestamp,
    )
