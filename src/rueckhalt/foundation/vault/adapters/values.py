"""What a domain does with values of a record: seal them, read them, and the same for its files."""

import uuid
from collections.abc import Iterator

from rueckhalt.foundation.vault.adapters.disk import make_folder, sync_folder
from rueckhalt.foundation.vault.adapters.sealing import seal_text, seal_to, unseal, unseal_text
from rueckhalt.foundation.vault.adapters.streams import unsealed
from rueckhalt.foundation.vault.adapters.uploads import ArrivedFile, incoming, kept
from rueckhalt.foundation.vault.rules.keys import OpenRecord, RecordKey
from rueckhalt.foundation.vault.rules.sealed import Place, Sealed, place_context


def seal(key: RecordKey, place: Place, text: str) -> Sealed:
    """Seals a text into a record, for exactly this place."""
    return seal_text(key.public, text, place_context(key.record, place))


def read(opened: OpenRecord, place: Place, sealed: Sealed) -> str:
    """Returns a text of a record. Raises DoesNotOpenError if it was changed or moved."""
    return unseal_text(opened.keys.private, sealed, place_context(opened.record, place))


def keep_file(key: RecordKey, place: Place, arrived: ArrivedFile) -> Sealed:
    """Takes an arrived file into a record; returns its sealed key for the row of the file."""
    make_folder(kept())
    (incoming() / arrived.id.hex).replace(kept() / arrived.id.hex)
    sync_folder(kept())
    return seal_to(key.public, arrived.key, place_context(key.record, place))


def read_file(opened: OpenRecord, place: Place, sealed: Sealed, file: uuid.UUID) -> Iterator[bytes]:
    """Yields a file of a record in the clear. Raises DoesNotOpenError if it was changed or moved."""
    key = unseal(opened.keys.private, sealed, place_context(opened.record, place))
    return unsealed(kept() / file.hex, key)


def drop_file(file: uuid.UUID) -> None:
    """Removes a file of a record, or one that never got there; once more changes nothing."""
    for folder in (incoming(), kept()):
        if (folder / file.hex).exists():
            (folder / file.hex).unlink(missing_ok=True)
            sync_folder(folder)
