"""Mail: fixed texts of ours, filled with short values. None carries anything of a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import ClassVar

from pydantic import ConfigDict

from rueckhalt.foundation.lib.content import ContentError, parse_entries
from rueckhalt.foundation.outbox.rules.delivery import Payload
from rueckhalt.foundation.outbox.rules.payload import is_label

# What a mail message always names; `path` becomes the link.
TEMPLATE, TO, PATH, LINK = "template", "to", "path", "link"


@dataclass(frozen=True)
class Mail:
    """One mail to one person, plain text."""

    to: str
    subject: str
    body: str

    def __post_init__(self) -> None:
        if not is_address(self.to) or not is_label(self.subject):
            raise ValueError("A mail has one address and a subject of one line.")


@dataclass(frozen=True)
class MailTemplate:
    """The text of a mail. `needs` names what fills its places; `path` fills `{link}`."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: str
    subject: str
    text: str
    owner: str
    needs: tuple[str, ...] = field(default=())


def parse_templates(texts: Mapping[str, str]) -> dict[str, MailTemplate]:
    """Reads the texts of mails (file name → TOML), by id.

    Raises:
        ContentError: what `parse_entries` finds; a place that nothing fills, or a value without a
            place; a subject with a place, since subjects are read by whoever sees a mailbox.
    """
    found = parse_entries(texts, "mail", MailTemplate)
    for one in found:
        needed = {LINK if name == PATH else name for name in one.needs}
        if _places(one.text) != needed or _places(one.subject):
            raise ContentError(f"E-Mail {one.id}: Plätze im Text und needs passen nicht zusammen.")
    return {one.id: one for one in found}


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def written(template: MailTemplate, payload: Payload, address: str) -> Mail:
    """The mail that a payload asks for; `address` is the base address of this house.

    Raises:
        ValueError: the payload names other values than the template needs, no e-mail address, or
            a path that leads elsewhere.
    """
    values = {name: value for name, value in payload.items() if name not in {TEMPLATE, TO}}
    if values.keys() != set(template.needs):
        raise ValueError(f"The mail {template.id} needs: {', '.join(template.needs) or 'nothing'}.")
    if PATH in values:
        values[LINK] = link(address, str(values.pop(PATH)))
    return Mail(str(payload.get(TO, "")), template.subject, template.text.format(**values))


def link(address: str, path: str) -> str:
    """The whole address of a page of this house; refuses, with a ValueError, any other path."""
    begins_here = path.startswith("/") and not path.startswith("//")
    if not begins_here or not is_label(path) or " " in path or "\\" in path:
        raise ValueError("A path in a mail leads to a page of this house.")
    return address.rstrip("/") + path


def is_address(text: str) -> bool:
    """Says whether a text can be one bare e-mail address: no name, no list, no second line."""
    name, _, domain = text.rpartition("@")
    return (
        bool(name)
        and bool(domain)
        and is_label(text)
        and not any(sign in ' ,;:<>"()' for sign in text)
    )
