"""The secret with which the person herself comes back to her record."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from rueckhalt.foundation.vault.adapters.derivation import stretched
from rueckhalt.foundation.vault.adapters.sealing import lock
from rueckhalt.foundation.vault.models import OpenReturn, ReturnKey
from rueckhalt.foundation.vault.queries.words import words
from rueckhalt.foundation.vault.rules import bindings
from rueckhalt.foundation.vault.rules.return_secret import (
    ReturnSecret,
    form_digest,
    lookup_and_key,
    secret_from,
)


@dataclass(frozen=True)
class StretchedSecret:
    """A secret after its one derivation, which must lie outside of every transaction."""

    secret: ReturnSecret
    form: bytes
    lookup: bytes
    key: bytes = field(repr=False)


def stretch_secret(form_value: bytes) -> StretchedSecret:
    """Derives the secret of a form. The same form gives the same secret again.

    Raises:
        PoolFullError: too many derivations are waiting.
    """
    secret = secret_from(form_value, words())
    lookup, key = lookup_and_key(stretched(secret.password(), secret.salt()))
    return StretchedSecret(secret, form_digest(form_value), lookup, key)


def known_record(stretched_secret: StretchedSecret) -> uuid.UUID | None:
    """Returns the record that this form has already made, until the person has come back once."""
    found = ReturnKey.objects.filter(form=stretched_secret.form).first()
    return found.record_id if found else None


def keep_secret(*, record: uuid.UUID, half: bytes, secret: StretchedSecret, now: datetime) -> None:
    """Gives a record this secret instead of any other; within the caller's transaction."""
    sealed = lock(secret.key, half, bindings.half_for_return(str(record)))
    OpenReturn.objects.filter(record=record).delete()  # who came in with the old one is out
    ReturnKey.objects.update_or_create(
        record_id=record,
        defaults={
            "lookup": secret.lookup, "half": sealed, "form": secret.form, "made_at": now
        },
    )  # fmt: skip


def forget_form(*, record: uuid.UUID) -> None:
    """The person has come back: from now on a repeat of the form shows nothing."""
    ReturnKey.objects.filter(record=record).update(form=None)
