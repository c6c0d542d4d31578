"""Who works on cases."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from rueckhalt.foundation.accounts.api import (
    Account,
    DutyPerson,
    accounts_by_number,
    duty_of,
    names_of,
)
from rueckhalt.foundation.vault.api import on_inbox_duty
from rueckhalt.support.cases.rules.arriving import kept_out
from rueckhalt.support.cases.rules.contents import Told
from rueckhalt.support.cases.rules.reading import Reading, parse_reading


def guides_on_duty() -> list[Account]:
    """Returns everybody on inbox duty."""
    return accounts_by_number(on_inbox_duty())


def kept_out_of_inbox(told: Told) -> frozenset[int]:
    """Returns who on inbox duty must not see a case; a closed account too, for it may open again."""
    names = names_of(on_inbox_duty())
    return kept_out(told.keep_from, [_Named(number, name) for number, name in names.items()])


def guides_for(by: Account, told: Told | None) -> tuple[DutyPerson, ...]:
    """Returns the guides of one's own organisation who have a key and may see what was told."""
    found = duty_of(by)
    out = kept_out(told.keep_from, [_Named(one.number, one.name) for one in found]) if told else ()
    return tuple(one for one in found if one.has_key and one.number not in out)


def stand_ins(by: Account, told: Told | None) -> tuple[DutyPerson, ...]:
    """Returns those of them who can stand in for her."""
    return others_than(by, guides_for(by, told))


def others_than(by: Account, people: Iterable[DutyPerson]) -> tuple[DutyPerson, ...]:
    """Returns the people without herself."""
    return tuple(one for one in people if one.number != by.pk)


@dataclass(slots=True)
class _Named:
    pk: int
    name: str


def reading_hours() -> Reading:
    """Returns the hours in which the operator says that somebody reads."""
    return parse_reading(settings.READING_HOURS, settings.READING_LAND)
