"""What the two people of a recovery see: whom they can choose, and what waits for whom."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from rueckhalt.foundation.accounts.models import Account
from rueckhalt.foundation.accounts.queries.vault import duty_of
from rueckhalt.foundation.vault.api import BegunRecovery, begun_recoveries, recovery_people

Named = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Step:
    """A recovery that was begun; `may_finish` says that it waits for whoever looks at it."""

    record: uuid.UUID
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


def may_recover(account: Account) -> bool:
    """Says whether somebody is one of those who recover together."""
    return account.pk in recovery_people()


def recoveries_of(by: Account, *, now: datetime) -> Recoveries:
    """Returns what one of these people can choose, and what is under way."""
    begun = begun_recoveries(by.pk, now=now)
    others = recovery_people() - {by.pk}
    numbers = {number for one in begun for number in (one.first, one.second, one.receiver)}
    people = Account.objects.filter(pk__in=others | numbers).order_by("name", "pk")
    rows = list(people.values_list("pk", "name", "is_active"))
    names = {number: name for number, name, _ in rows}
    return Recoveries(
        partners=tuple((number, name) for number, name, is_open in rows if is_open and number in others),
        receivers=tuple((one.number, one.name) for one in duty_of(by) if one.has_key),
        steps=tuple(_step(by.pk, one, names) for one in begun),
    )  # fmt: skip


def _step(by: int, begun: BegunRecovery, names: dict[int, str]) -> Step:
    return Step(
        record=begun.record,
        first=names[begun.first],
        second=names[begun.second],
        receiver=names[begun.receiver],
        ends_at=begun.ends_at(),
        may_finish=begun.second == by,
    )
