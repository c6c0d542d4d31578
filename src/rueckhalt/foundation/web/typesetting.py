"""Runs typst, and nothing else: no Django, so that a process of its own starts at once.

`python -m rueckhalt.foundation.web.typesetting` reads a sheet as JSON and writes its PDF.
"""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass

NAME = "rueckhalt.foundation.web.typesetting"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What typst is given: a template and the folders it may read, its values, and its moment (Unix)."""

    template: str
    root: str
    fonts: str
    inputs: dict[str, str]
    timestamp: int


def typeset(sheet: Sheet) -> bytes:
    """Returns the PDF of a sheet (PDF/A-3a, PDF/UA-1)."""
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


def typeset_apart(sheet: Sheet) -> bytes:
    """Returns the same PDF from a process that ends with it.

    typst remembers the layouts of its last ten runs, about a megabyte for each page of them; what
    ends with its process takes no memory from the pages and leaves no text in it.

    Raises:
        subprocess.CalledProcessError: typst refused; the reason is in the log of the house.
    """
    command = [sys.executable, "-m", NAME]
    told = json.dumps(asdict(sheet)).encode()
    return subprocess.run(command, input=told, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603 -- our own command


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(Sheet(**json.load(sys.stdin.buffer))))
