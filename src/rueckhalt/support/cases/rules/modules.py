"""Texts that a guide can put into her answer; what they say is dated content."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pydantic import ConfigDict


@dataclass(frozen=True)
class TextModule:
    """A text for an answer, and who answers for it."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: str
    title: str
    text: str
    owner: str
    valid_from: date


def with_module(written: str, module: TextModule) -> str:
    """Returns what was written with a text below it; nothing written is lost."""
    return "\n\n".join(part for part in (written.strip(), module.text.strip()) if part)
