"""Compiles the catalogue: German sentences of the interface and what they are in English."""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[2] / "locale/en/LC_MESSAGES/django.po"
# Where Django looks for it, below a folder of LOCALE_PATHS.
COMPILED = "en/LC_MESSAGES"


def catalogue() -> Catalog:
    """Returns the catalogue as it is written; a line that is no catalogue is an error."""
    with SOURCE.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def compiled() -> bytes:
    """Returns the catalogue as Django reads it: same bytes for the same text."""
    target = io.BytesIO()
    write_mo(target, catalogue())
    return target.getvalue()
