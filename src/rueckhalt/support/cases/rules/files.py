"""What is known of a file: sealed like everything else, because a name can tell a lot."""

import re
from dataclasses import dataclass
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter

NAME_LENGTH = 120
MOST_FILES = 10  # at once
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})\Z")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069/\\]+")


@dataclass(frozen=True)
class FileAbout:
    """What its sender called a file, and its size in bytes."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: str
    size: int


_ABOUT = TypeAdapter(FileAbout)


def about_as_text(about: FileAbout) -> str:
    """Returns it as the text that is sealed."""
    return _ABOUT.dump_json(about).decode()


def about_from_text(text: str) -> FileAbout:
    """Returns it from the text that was sealed."""
    return _ABOUT.validate_json(text)


def shown_name(name: str) -> str:
    """Returns a name without what cannot be seen, turns the line around or looks like a path."""
    shown = " ".join(_UNSEEN.sub(" ", name).split())
    return shown[-NAME_LENGTH:] or "Datei"


def device_name(name: str) -> str:
    """Returns what a file is called on somebody's device: it tells nothing but its kind."""
    found = _ENDING.search(name)
    return f"datei.{found[1].lower()}" if found else "datei"
