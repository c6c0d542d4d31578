"""Boxes: files that this server fills every night, and that only a key kept elsewhere opens."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rueckhalt.foundation.vault.adapters.sealing import DoesNotOpenError, seal_to, unseal
from rueckhalt.foundation.vault.adapters.streams import SealingWriter, unsealed
from rueckhalt.foundation.vault.rules.keys import SIZE, key_pair
from rueckhalt.foundation.vault.rules.offline import offline_key, offline_text
from rueckhalt.foundation.vault.rules.sealed import VERSION, Sealed, context

MAGIC: Final = b"RUECKHALT-BOX"
# HPKE: version, encapsulated X25519 key, the key of the file, tag of AES-GCM.
SEALED_KEY: Final = len(VERSION) + 32 + SIZE + 16
HEAD: Final = len(MAGIC) + SEALED_KEY


@dataclass(frozen=True)
class BoxKey:
    """A fresh pair: the public half stays with the server, the paper does not."""

    public: bytes
    paper: str = field(repr=False)


def new_box_key() -> BoxKey:
    """Makes the pair; its private half is kept nowhere."""
    keys = key_pair(os.urandom(SIZE))
    return BoxKey(keys.public, offline_text(keys.private))


def public_of_box(paper: str) -> bytes:
    """Returns the public half that belongs to a paper. Raises Refused for a slip."""
    return key_pair(offline_key(paper)).public


def box(path: Path, public: bytes, *, purpose: str) -> SealingWriter:
    """Opens a new box for writing. Raises FileExistsError."""
    key = os.urandom(SIZE)
    sealed = seal_to(public, key, context("box", purpose))
    return SealingWriter(path, key, head=MAGIC + sealed.data)


def unboxed(path: Path, paper: str, *, purpose: str) -> Iterator[bytes]:
    """Yields what lies in a box, piece by piece.

    Raises:
        Refused: the paper has a slip.
        DoesNotOpenError: it is no box, or one for another key or purpose, or was changed or cut;
            what was yielded before is true all the same.
    """
    private = offline_key(paper)
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.startswith(MAGIC):
        raise DoesNotOpenError
    key = unseal(private, Sealed(head[len(MAGIC) :]), context("box", purpose))
    return unsealed(path, key, head=HEAD)
