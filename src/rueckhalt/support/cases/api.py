"""The door of cases: what config needs."""

from rueckhalt.support.cases.actions.keeping import erase_due, warn_of_erasure
from rueckhalt.support.cases.actions.taking import check_receiver
from rueckhalt.support.cases.queries.recovery import (
    case_by_reference,
    references_of,
    subject_of,
)

__all__ = [
    "case_by_reference",
    "check_receiver",
    "erase_due",
    "references_of",
    "subject_of",
    "warn_of_erasure",
]
