"""What the two people of a recovery see: whom they can choose, and what waits for whom."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from rueckhalt.foundation.accounts.models import Account
from rueckhalt.foundation.accounts.queries.vault import duty_of
from rueckhalt.foundation.vault.api import (
    BegunRecovery,
    OpenRecord,
    begun_recoveries,
    recovery_people,
)

Named = tuple[int, str]


class Recoverable(Protocol):
    """What the house above knows of records: their numbers, and who must not have one."""

    def record_of(self, reference: str) -> uuid.UUID | None:
        """Returns the record with a number that people read."""

    def references_of(self, records: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
        """Returns the numbers of records."""

    def subject_of(self, record: uuid.UUID) -> str:
        """Returns how the trail names a record."""

    def check_receiver(self, opened: OpenRecord, receiver: int) -> None:
        """Raises Refused for somebody who must not have an opened record."""


def recoverable() -> Recoverable:
    """Returns what `RECOVERABLE` names; keys know no cases."""
    found: Recoverable = import_string(settings.RECOVERABLE)()
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """A recovery that was begun; `may_finish` says that it waits for whoever looks at it."""

    record: uuid.UUID
    reference: str
    first: str
    second: str
    receiver: str
    ends_at: datetime
    may_finish: bool


@dataclass(frozen=True, slots=True)
class Recoveries:
    """All that the page shows.

    Args:
        partners: the others of whom each can take the second step.
        receivers: guides of the own organisation with a passphrase.
    """

    partners: tuple[Named, ...]
    receivers: tuple[Named, ...]
    steps: tuple[Step, ...]


def recoveries_of(by: Account, *, now: datetime) -> Recoveries:
    """Returns what one of these people can choose, and what is under way."""
    begun = begun_recoveries(by.pk, now=now)
    others = recovery_people() - {by.pk}
    numbers = {number for one in begun for number in (one.first, one.second, one.receiver)}
    people = Account.objects.filter(pk__in=others | numbers).order_by("name", "pk")
    rows = list(people.values_list("pk", "name", "is_active"))
    names = {number: name for number, name, _ in rows}
    references = recoverable().references_of(one.record for one in begun)
    return Recoveries(
        partners=tuple((number, name) for number, name, is_open in rows if is_open and number in others),
        receivers=tuple((one.number, one.name) for one in duty_of(by) if one.has_key),
        steps=tuple(
            _step(by.pk, one, names, references[one.record])
            for one in begun if one.record in references  # erased meanwhile: nothing waits
        ),
    )  # fmt: skip


def _step(by: int, begun: BegunRecovery, names: dict[int, str], reference: str) -> Step:
    return Step(
        record=begun.record,
        reference=reference,
        first=names[begun.first],
        second=names[begun.second],
        receiver=names[begun.receiver],
        ends_at=begun.ends_at(),
        may_finish=begun.second == by,
    )
