"""Records that are no cases, with a number all the same: accounts and keys are tested without cases."""

import uuid

from rueckhalt.foundation.vault.models import Record

RECORDS = f"{__name__}.Records"


def number_of(record: uuid.UUID) -> str:
    """The number of a record, as people read it."""
    return f"{record.hex[:4]}-{record.hex[4:8]}".upper()


class Records:
    """Stands where a house says that its records are cases; it keeps nobody out."""

    def record_of(self, reference):
        """Returns the record with a number."""
        known = Record.objects.values_list("id", flat=True)
        return next((one for one in known if number_of(one) == reference), None)

    def references_of(self, records):
        """Returns the numbers of records."""
        return {one: number_of(one) for one in records}

    def subject_of(self, record):
        """Returns how the trail names a record."""
        return f"record:{record}"

    def check_receiver(self, opened, receiver):
        """Is against nobody."""
