"""What will soon be erased, and what is to be erased now."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from rueckhalt.support.cases.models import Case
from rueckhalt.support.cases.rules.keeping import (
    Retention,
    erased_on,
    last_change_erased,
    last_change_warned,
)


@dataclass(frozen=True)
class SoonErased:
    """A case of somebody's desk, and the day on which it is erased unless somebody writes."""

    case: Case
    on: date


def soon_erased(holder: int, *, on: date) -> list[SoonErased]:
    """Returns the cases of a guide or of whom she stands in for, the next to be erased first.

    One that is on hold is not among them.
    """
    changed = {one: last_change_warned(one, on) for one in Retention}
    rows = Case.objects.filter(Q(assigned=holder) | Q(stand_in=holder), _changed_by(changed))
    found = [
        SoonErased(row, end)
        for row in rows
        if (end := erased_on(Retention(row.retention), row.changed_on, is_on_hold=row.is_on_hold))
    ]
    return sorted(found, key=lambda soon: (soon.on, soon.case.reference))


def erasable_cases(on: date) -> list[uuid.UUID]:
    """Returns the cases whose time has come, the longest silent first."""
    changed = {one: last_change_erased(one, on) for one in Retention}
    rows = Case.objects.filter(_changed_by(changed)).order_by("changed_on", "id")
    return list(rows.values_list("id", flat=True))


def _changed_by(changed: dict[Retention, date | None]) -> Q:
    """Not on hold, and last changed by the day of its retention class."""
    chosen = Q()
    for retention, day in changed.items():
        if day is not None:
            chosen |= Q(retention=retention.value, changed_on__lte=day)
    return Q(is_on_hold=False) & chosen
