"""Reads the content of the exchange: groups of partners, and what it starts with."""

from functools import lru_cache
from importlib.resources import files

from rueckhalt.dialogue.exchange.rules.partner import Group, parse_groups
from rueckhalt.dialogue.exchange.rules.start import StartContent, parse_start

GROUPS_FILE = "groups.toml"


@lru_cache(maxsize=1)
def groups() -> dict[str, Group]:
    """Returns the groups of partners by id, in their order.

    Raises:
        ContentError: the file has a fault.
    """
    return parse_groups({GROUPS_FILE: _texts()[GROUPS_FILE]})


def side_of(group: str | None) -> bool | None:
    """Returns `is_federal` of a group of partners; of none it is unknown."""
    return groups()[group].is_federal if group else None


@lru_cache(maxsize=1)
def start_content() -> StartContent:
    """Returns the topics and promises with which the exchange starts.

    Raises:
        ContentError: a file has a fault.
    """
    texts = _texts()
    return parse_start({name: text for name, text in texts.items() if name != GROUPS_FILE})


def _texts() -> dict[str, str]:
    folder = files("rueckhalt") / "content" / "exchange"
    return {file.name: file.read_text("utf-8") for file in folder.iterdir()}
