"""The recovery key on paper: groups of signs that can be typed, with a check at the end."""

import base64
import hashlib
import re

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.rules.keys import SIZE

GROUP = 4
CHECK = 3  # bytes of the check: one slip in 16 million stays unseen


def offline_text(private: bytes) -> str:
    """Returns 32 bytes as base32 (RFC 4648) in groups of four."""
    signs = base64.b32encode(private + _check(private)).decode().rstrip("=")
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def offline_key(text: str) -> bytes:
    """Returns the key of a typed text; case, spaces and hyphens do not matter.

    Raises:
        Refused: a sign is wrong or missing.
    """
    signs = re.sub(r"[\s-]", "", text).upper()
    try:
        data = base64.b32decode(signs + "=" * (-len(signs) % 8))
    except ValueError:
        data = b""
    private, check = data[:SIZE], data[SIZE:]
    if len(private) != SIZE or check != _check(private):
        raise Refused(
            "offline_key",
            gettext_noop(
                "Der Schlüssel vom Papier stimmt nicht. Bitte vergleichen Sie jedes Zeichen."
            ),
        )
    return private


def _check(private: bytes) -> bytes:
    return hashlib.sha256(b"recovery key" + private).digest()[:CHECK]
