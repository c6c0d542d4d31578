"""Reads who is to be reminded of what on a day: promises and topics that wait for somebody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from rueckhalt.dialogue.exchange.models import Membership, Promise, Reminder, Topic, Update
from rueckhalt.dialogue.exchange.queries.statuses import with_status
from rueckhalt.dialogue.exchange.queries.turns import (
    promises_with_turn,
    speakers_on,
    topics_with_turn,
)
from rueckhalt.dialogue.exchange.rules.promise import Status
from rueckhalt.dialogue.exchange.rules.reminder import (
    OpenPromise,
    step_of_promise,
    step_of_wait,
)
from rueckhalt.dialogue.exchange.rules.topic import WaitsFor
from rueckhalt.foundation.accounts.api import Account, Right, accounts_with

PROMISE, TOPIC = "promise", "topic"


@dataclass(frozen=True, slots=True)
class Step:
    """That somebody is to be reminded of a thing since a day; `thing` is its kind and reference."""

    thing: str
    step: date

    @property
    def is_promise(self) -> bool:
        """Says whether the thing is a promise, a question or a review order."""
        return self.thing.startswith(f"{PROMISE}:")


def due_reminders(*, on: date) -> dict[Account, tuple[Step, ...]]:
    """Returns of what each account is to be reminded on a day, without what was put into a mail."""
    people = _People(on)
    found: defaultdict[Account, list[Step]] = defaultdict(list)
    for accounts, step in (*_of_promises(people, on), *_of_topics(people, on)):
        for account in accounts:
            found[account].append(step)
    return {account: steps for account, told in found.items() if (steps := _new(account, told))}


def _new(account: Account, steps: list[Step]) -> tuple[Step, ...]:
    rows = Reminder.objects.filter(account=account, step__in={one.step for one in steps})
    known = {Step(thing, step) for thing, step in rows.values_list("thing", "step")}
    return tuple(one for one in steps if one not in known)


class _People:
    """Who is reminded: of a partner those who speak for it, else those who stand in; the secretariat."""

    def __init__(self, on: date) -> None:
        self._by_partner: defaultdict[int, list[Membership]] = defaultdict(list)
        accounts: dict[int, Account] = {}
        for one in speakers_on(on).order_by("pk"):
            self._by_partner[one.partner_id].append(one)
            accounts[one.account_id] = one.account
        ever = Membership.objects.filter(account__in=list(accounts)).values_list("pk", "account")
        self._by_membership = {number: accounts[account] for number, account in ever}
        self.secretariat = accounts_with(Right.RUN_DIALOGUE)

    def of_partner(self, partner: int) -> tuple[Account, ...]:
        """Returns who is reminded of a promise of a partner."""
        speak = self._by_partner[partner]
        first = [one for one in speak if one.stands_in_for_id is None]
        return _accounts(first or speak)

    def of_raisers(self, memberships: Iterable[int | None]) -> tuple[Account, ...]:
        """Returns those who raised a topic, or what was joined into it, and take part."""
        known = self._by_membership
        return tuple(known[one] for one in memberships if one in known)


def _accounts(memberships: Iterable[Membership]) -> tuple[Account, ...]:
    return tuple(dict.fromkeys(one.account for one in memberships))


def _of_promises(people: _People, on: date) -> Iterator[tuple[tuple[Account, ...], Step]]:
    recorded = Update.objects.filter(promise=OuterRef("pk")).order_by("-stored_at")
    rows = with_status(Promise.objects.filter(withdrawn_at__isnull=True))
    rows = promises_with_turn(rows, on=on).annotate(
        stored_at=Subquery(recorded.values("stored_at")[:1])
    )
    names = (
        "owner_partner",
        "is_of_secretariat",
        "reference",
        "given_on",
        "due_on",
        "status",
        "stored_at",
    )
    for (
        partner,
        is_of_secretariat,
        reference,
        given_on,
        due_on,
        status,
        stored_at,
    ) in rows.values_list(*names):
        open_one = OpenPromise(
            given_on, due_on, Status(status) if status else None,
            timezone.localdate(stored_at) if stored_at else None,
        )  # fmt: skip
        step = step_of_promise(open_one, on=on)
        if step is not None:
            accounts = people.secretariat if is_of_secretariat else people.of_partner(partner)
            yield accounts, Step(f"{PROMISE}:{reference}", step)


def _of_topics(people: _People, on: date) -> Iterator[tuple[tuple[Account, ...], Step]]:
    rows = Topic.objects.filter(withdrawn_at__isnull=True, due_on__isnull=False)
    turns = Q(is_of_secretariat=True) | Q(waits_for=WaitsFor.RAISER.value)
    found, joined = topics_with_turn(rows, on=on).filter(turns), _joined()
    names = ("pk", "raised_by", "waits_for", "is_of_secretariat", "reference", "due_on")
    for number, raised_by, waits_for, is_of_secretariat, reference, due_on in found.values_list(
        *names
    ):
        step = step_of_wait(due_on, on=on)
        if step is not None:
            hers = (raised_by, *joined[number]) if waits_for == WaitsFor.RAISER.value else ()
            others = people.secretariat if is_of_secretariat else ()
            accounts = tuple(dict.fromkeys((*others, *people.of_raisers(hers))))
            yield accounts, Step(f"{TOPIC}:{reference}", step)


def _joined() -> defaultdict[int | None, list[int | None]]:
    """Who raised what was joined into a topic, by the topic's number."""
    found: defaultdict[int | None, list[int | None]] = defaultdict(list)
    rows = Topic.objects.filter(joined_to__isnull=False).order_by("pk")
    for goes_on, raised_by in rows.values_list("joined_to", "raised_by"):
        found[goes_on].append(raised_by)
    return found
