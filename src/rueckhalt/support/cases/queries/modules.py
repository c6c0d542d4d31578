"""The texts that a guide can put into her answer."""

from functools import cache
from importlib.resources import files

from rueckhalt.foundation.lib.content import parse_entries
from rueckhalt.support.cases.rules.modules import TextModule


@cache
def text_modules() -> tuple[TextModule, ...]:
    """Returns the shipped texts.

    Raises:
        ContentError: an entry has a fault; it names file, entry and field.
    """
    file = files("rueckhalt") / "content" / "cases" / "modules.toml"
    return parse_entries({"modules.toml": file.read_text("utf-8")}, "module", TextModule)
