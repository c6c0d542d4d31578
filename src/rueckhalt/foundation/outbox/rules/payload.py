"""What a message may hold: ids and short labels, so that no text about a person lies in it."""

import json
from collections.abc import Mapping

from rueckhalt.foundation.outbox.rules.delivery import Payload

LONGEST_LABEL = 200  # signs
LARGEST_PAYLOAD = 2000  # bytes
LONGEST_NAME = 40
LONGEST_KIND = 40
LONGEST_KEY = 200


def payload_as_text(payload: Mapping[str, object]) -> str:
    """The payload as JSON.

    Raises:
        ValueError: a name that is none, a value other than str, int or bool, a text over 200 signs
            or with control characters, more than 2,000 bytes together. This is a mistake of the
            caller, nothing that a person is told; the message names no value.
    """
    for name, value in payload.items():
        if not (name.isidentifier() and len(name) <= LONGEST_NAME):
            raise ValueError("A name in a payload is no short identifier.")
        if not isinstance(value, str | int):
            raise ValueError(f"{name}: a payload holds str, int and bool only.")
        if isinstance(value, str) and not is_label(value):
            raise ValueError(f"{name}: a payload holds ids and short labels, no text.")
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    if len(text.encode()) > LARGEST_PAYLOAD:
        raise ValueError("A payload holds at most 2,000 bytes.")
    return text


def payload_from_text(text: str) -> Payload:
    """Reads what `payload_as_text` wrote; a dropped payload is an empty one."""
    found: Payload = json.loads(text or "{}")
    return found


def is_label(value: str) -> bool:
    """Says whether a text is short and stays on one line."""
    return len(value) <= LONGEST_LABEL and value.isprintable()


def check_names(kind: str, key: str) -> None:
    """Refuses, with a ValueError, a kind or key that is empty, too long, or not one line."""
    for name, value, most in (("kind", kind, LONGEST_KIND), ("key", key, LONGEST_KEY)):
        if not value or len(value) > most or not value.isprintable():
            raise ValueError(f"The {name} of a message has 1 to {most} signs on one line.")
