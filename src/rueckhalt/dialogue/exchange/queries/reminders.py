"""Reads who is to be reminded of what on a day: promises and topics that wait for somebody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from rueckhalt.dialogue.exchange.access import memberships_on
from rueckhalt.dialogue.exchange.models import Membership, Promise, Reminder, Topic, Update
from rueckhalt.dialogue.exchange.rules.promise import Status
from rueckhalt.dialogue.exchange.rules.reminder import (
    OpenPromise,
    step_of_promise,
    step_of_wait,
)
from rueckhalt.dialogue.exchange.rules.topic import ENDED, WaitsFor
from rueckhalt.foundation.accounts.api import Account, Right, accounts_with

PROMISE, TOPIC = "promise", "topic"
# Whose turn is the secretariat's to remember; for a promise its owner is reminded.
OF_SECRETARIAT = (
    WaitsFor.SECRETARIAT, WaitsFor.MEETING, WaitsFor.BOTH_SIDES, WaitsFor.BODY,
)  # fmt: skip


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
        rows = memberships_on(on).filter(account__is_active=True)
        living = rows.filter(partner__organisation__is_active=True)
        self._by_partner: defaultdict[int, list[Membership]] = defaultdict(list)
        accounts: dict[int, Account] = {}
        for one in living.order_by("pk"):
            self._by_partner[one.partner_id].append(one)
            accounts[one.account_id] = one.account
        ever = Membership.objects.filter(account__in=accounts).values_list("pk", "account")
        self._by_membership = {number: accounts[account] for number, account in ever}
        self.secretariat = accounts_with(Right.RUN_DIALOGUE)

    def of_partner(self, partner: int | None) -> tuple[Account, ...]:
        """Returns who is reminded of a promise of a partner; without one it is the secretariat."""
        speak = self._by_partner.get(partner, []) if partner else []
        first = [one for one in speak if one.stands_in_for_id is None]
        return _accounts(first or speak) or self.secretariat

    def of_membership(self, membership: int | None) -> tuple[Account, ...]:
        """Returns who raised a topic, while she takes part; afterwards it is the secretariat."""
        account = self._by_membership.get(membership) if membership else None
        return (account,) if account else self.secretariat


def _accounts(memberships: Iterable[Membership]) -> tuple[Account, ...]:
    return tuple(dict.fromkeys(one.account for one in memberships))


def _of_promises(people: _People, on: date) -> Iterator[tuple[tuple[Account, ...], Step]]:
    newest = Update.objects.filter(promise=OuterRef("pk")).order_by("-on", "-pk")
    recorded = Update.objects.filter(promise=OuterRef("pk")).order_by("-stored_at")
    rows = Promise.objects.filter(withdrawn_at__isnull=True).annotate(
        status=Subquery(newest.values("status")[:1]),
        stored_at=Subquery(recorded.values("stored_at")[:1]),
    )
    names = ("reference", "owner_partner", "given_on", "due_on", "status", "stored_at")
    for reference, partner, given_on, due_on, status, stored_at in rows.values_list(*names):
        open_one = OpenPromise(
            given_on, due_on, Status(status) if status else None,
            timezone.localdate(stored_at) if stored_at else None,
        )  # fmt: skip
        step = step_of_promise(open_one, on=on)
        if step is not None:
            yield people.of_partner(partner), Step(f"{PROMISE}:{reference}", step)


def _of_topics(people: _People, on: date) -> Iterator[tuple[tuple[Account, ...], Step]]:
    for topic in _waiting_topics():
        step = step_of_wait(topic.due_on, on=on) if topic.due_on else None
        if step is not None:
            is_hers = topic.waits_for == WaitsFor.RAISER.value
            accounts = people.of_membership(topic.raised_by_id) if is_hers else people.secretariat
            yield accounts, Step(f"{TOPIC}:{topic.reference}", step)


def _waiting_topics() -> QuerySet[Topic]:
    turns = [one.value for one in (*OF_SECRETARIAT, WaitsFor.RAISER)]
    rows = Topic.objects.filter(withdrawn_at__isnull=True, waits_for__in=turns)
    ended = [state.value for state in ENDED]
    return rows.exclude(state__in=ended).only("reference", "due_on", "waits_for", "raised_by")
