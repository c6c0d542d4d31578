"""What a recovery needs to know of cases: their numbers, and nothing that lies sealed."""

import re
import uuid
from collections.abc import Iterable

from rueckhalt.support.cases.models import Case

SIGNS = re.compile(r"[^A-Z0-9]")


def case_by_reference(typed: str) -> uuid.UUID | None:
    """Returns the case with a number, as people type it: small letters and the hyphen do not matter."""
    signs = SIGNS.sub("", typed.upper())
    found = Case.objects.filter(reference=f"{signs[:4]}-{signs[4:]}")
    return found.values_list("id", flat=True).first()


def references_of(records: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Returns the numbers of these cases."""
    return dict(Case.objects.filter(id__in=list(records)).values_list("id", "reference"))


def subject_of(record: uuid.UUID) -> str:
    """Returns how the trail names a record: as its case, so that the history of the case shows it."""
    reference = references_of([record]).get(record)
    return f"case:{reference}" if reference else f"record:{record}"
