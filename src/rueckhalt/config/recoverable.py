"""Tells the recovery, which knows keys only, what a record is: a case, by the number that people read."""

import uuid
from collections.abc import Iterable

from rueckhalt.foundation.vault.api import OpenRecord
from rueckhalt.support.cases.api import (
    case_by_reference,
    check_receiver,
    references_of,
    subject_of,
)


class Cases:
    """What `RECOVERABLE` names: the records of this house are cases."""

    def record_of(self, reference: str) -> uuid.UUID | None:
        """Returns the record of a case."""
        return case_by_reference(reference)

    def references_of(self, records: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
        """Returns the number of each record that is a case."""
        return references_of(records)

    def subject_of(self, record: uuid.UUID) -> str:
        """Returns how the trail names a record."""
        return subject_of(record)

    def check_receiver(self, opened: OpenRecord, receiver: int) -> None:
        """Refuses somebody who must not have a case."""
        check_receiver(opened, receiver)
