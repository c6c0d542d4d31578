"""Compiles the catalogue: German sentences of the interface and what they are in English.

Babel is loaded only where a catalogue is compiled: a house that is up to date does without it.
"""

import io
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

SOURCE = Path(__file__).parents[2] / "locale/en/LC_MESSAGES/django.po"
# Where Django looks for it, below a folder of LOCALE_PATHS.
COMPILED = "en/LC_MESSAGES"


def catalogue() -> "Catalog":
    """Returns the catalogue as it is written; a line that is no catalogue is an error."""
    from babel.messages.pofile import read_po

    with SOURCE.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def compiled() -> bytes:
    """Returns the catalogue as Django reads it: same bytes for the same text."""
    from babel.messages.mofile import write_mo

    target = io.BytesIO()
    write_mo(target, catalogue())
    return target.getvalue()
