"""What will soon be erased, and whose desk it lies on; and what is to be erased now."""

import uuid
from datetime import date

from django.db.models import Q

from rueckhalt.support.cases.models import Case
from rueckhalt.support.cases.rules.keeping import (
    Retention,
    last_change_erased,
    last_change_warned,
)


def soon_erased(on: date) -> Q:
    """Returns which cases somebody is warned of on a day: a condition for a query of cases."""
    return _changed_by({one: last_change_warned(one, on) for one in Retention})


def warned_people(on: date) -> list[int]:
    """Returns the accounts of those on whose desk something lies that will soon be erased."""
    held = Case.objects.filter(soon_erased(on), assigned__isnull=False)
    pairs = held.values_list("assigned", "stand_in").distinct()
    return sorted({one for pair in pairs for one in pair if one})


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
