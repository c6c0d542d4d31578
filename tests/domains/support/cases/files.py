"""A file that arrives as an upload would bring it: sealed, its key only in memory."""

import os
import uuid

from rueckhalt.foundation.vault.adapters.streams import SealingWriter
from rueckhalt.foundation.vault.adapters.uploads import incoming
from rueckhalt.foundation.vault.api import ArrivedFile


def arrive(content: bytes, name: str = "brief.jpg") -> ArrivedFile:
    """A file that no case has taken in yet."""
    arrived = ArrivedFile(uuid.uuid4(), name, "image/jpeg", len(content), os.urandom(32))
    incoming().mkdir(parents=True, exist_ok=True)
    with SealingWriter(incoming() / arrived.id.hex, arrived.key) as writer:
        writer.write(content)
    return arrived
