"""The only ways to a case: a guide who holds its key, and the person herself with her secret."""

import uuid
from dataclasses import dataclass

from django.http import Http404

from rueckhalt.foundation.vault.api import NotHeldError, OpenRecord, Unlocked, opened_record
from rueckhalt.support.cases.models import Case


@dataclass(frozen=True)
class OpenCase:
    """A case that somebody has open for this request."""

    row: Case
    opened: OpenRecord


def case_for(by: Unlocked, reference: str) -> OpenCase:
    """Returns a case that somebody holds; for others, and where there is none, the same 404."""
    row = Case.objects.filter(reference=reference).first()
    if row is None:
        raise Http404
    try:
        return OpenCase(row, opened_record(by, row.id))
    except NotHeldError as error:
        raise Http404 from error


def own_case(opened: OpenRecord) -> OpenCase:
    """Returns the case of the person who opened its record with her own secret."""
    row = Case.objects.filter(id=uuid.UUID(opened.record)).first()
    if row is None:
        raise Http404
    return OpenCase(row, opened)
