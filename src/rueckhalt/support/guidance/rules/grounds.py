"""What an advice rests on: how sure it is, and the pages that say it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict

STRICT: ConfigDict = ConfigDict(extra="forbid")


class Mark(StrEnum):
    """How sure a step is. Shown on every step."""

    ATTESTED = "belegt"
    PRACTICE = "Praxis"
    OPEN = "offen"


@dataclass(frozen=True)
class Source:
    """A page of a body or a court on which a step rests; `on` as that page dates itself."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    text: str
    on: str
    url: str = ""
