"""Who of a contact point can be on inbox duty, and what the one who asks may do about it."""

from dataclasses import dataclass

from rueckhalt.foundation.accounts.models import Account, AccountRole
from rueckhalt.foundation.accounts.rules import Right, Role, rights_of
from rueckhalt.foundation.vault.api import keys_of, on_inbox_duty


@dataclass(frozen=True, slots=True)
class DutyPerson:
    """A guide, and what can be done about her inbox duty."""

    number: int
    name: str
    has_key: bool
    is_on_duty: bool
    may_begin: bool
    may_end: bool


def duty_of(by: Account) -> tuple[DutyPerson, ...]:
    """Returns the guides of one's own organisation by name; three queries, however many they are."""
    guides = [role.value for role in Role if Right.WORK_ON_CASES in rights_of([role])]
    own = AccountRole.objects.filter(role__in=guides, account__organisation=by.organisation)
    people = Account.objects.filter(pk__in=own.values("account_id"), is_active=True)
    named = list(people.order_by("name", "pk").values_list("pk", "name"))
    on_duty, with_key = on_inbox_duty(), keys_of(number for number, _ in named)
    return tuple(_person(by.pk, number, name, on_duty, with_key) for number, name in named)


def _person(
    by: int, number: int, name: str, on_duty: frozenset[int], with_key: frozenset[int]
) -> DutyPerson:
    takes_in = by in on_duty or (not on_duty and number == by)
    is_on_duty, has_key = number in on_duty, number in with_key
    return DutyPerson(
        number=number,
        name=name,
        has_key=has_key,
        is_on_duty=is_on_duty,
        may_begin=takes_in and has_key and not is_on_duty,
        may_end=by in on_duty and is_on_duty and number != by,
    )
