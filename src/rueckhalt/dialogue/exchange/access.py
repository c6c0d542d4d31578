"""The only way to a thing of the exchange for a person; for strangers nothing is there (404).

Whoever takes part has a membership that holds today, or runs the exchange. No role is enough by
itself: an administrator or a guide without a membership finds nothing here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from rueckhalt.dialogue.exchange.models import (
    AgendaItem,
    Material,
    Meeting,
    Membership,
    Milestone,
    Partner,
    Promise,
    Result,
    Topic,
)
from rueckhalt.dialogue.exchange.rules.partner import Term, may_speak_for
from rueckhalt.dialogue.exchange.rules.visibility import (
    ItemVisibility,
    Reader,
    Visibility,
    may_read_item,
    may_read_topic,
)
from rueckhalt.foundation.accounts.api import (
    Account,
    Right,
    account_for,
    has_right,
    needs_account,
)

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at the table: her account, her memberships of today, and whether she runs the exchange.

    `ever` are the numbers of all her memberships, also of those that ended: what she raised is hers.
    """

    account: Account
    memberships: tuple[Membership, ...]
    is_secretariat: bool
    ever: frozenset[int]

    @property
    def reader(self) -> Reader:
        """Returns what rules need to know of her."""
        today = frozenset(one.pk for one in self.memberships)
        return Reader(today, self.is_secretariat, self.ever)

    @property
    def partners(self) -> frozenset[int]:
        """Returns the partners for which she speaks."""
        return frozenset(one.partner_id for one in self.memberships)


SeatPage = Callable[Concatenate[HttpRequest, Seat, P], HttpResponse]


def seat_of(account: Account | None, *, on: date) -> Seat | None:
    """Returns the seat of somebody on a day; none if she has none, or if her account is closed."""
    if account is None or not account.is_active or not account.organisation.is_active:
        return None
    ever = Membership.objects.filter(account=account).values_list("pk", flat=True)
    seat = Seat(
        account,
        tuple(memberships_on(on).filter(account=account).order_by("pk")),
        has_right(account, Right.RUN_DIALOGUE),
        frozenset(ever),
    )
    return seat if seat.memberships or seat.is_secretariat else None


def memberships_on(on: date) -> QuerySet[Membership]:
    """Returns the memberships that hold on a day, of partners that take part, with their people."""
    holds = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    rows = Membership.objects.filter(holds, valid_from__lte=on, partner__withdrawn_at__isnull=True)
    return rows.select_related("account", "partner__organisation")


def takes_part(page: SeatPage[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hands a page the seat of who asks; for others logged in the page does not exist (404)."""

    @wraps(page)
    @needs_account
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return page(request, _seated(request), *args, **kwargs)

    return guarded


def runs_exchange(page: SeatPage[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hands a page the seat of the secretariat; for others logged in the page does not exist (404)."""

    @wraps(page)
    @needs_account
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        seat = _seated(request)
        if not seat.is_secretariat:
            raise Http404
        return page(request, seat, *args, **kwargs)

    return guarded


def topics_for(seat: Seat) -> QuerySet[Topic]:
    """Returns the topics that somebody may read (the same as `may_read_topic`, asked of the table)."""
    rows = Topic.objects.filter(withdrawn_at__isnull=True)
    if seat.is_secretariat:
        return rows
    hers = Q(raised_by__in=seat.ever)
    return rows.filter(~Q(visibility=Visibility.CONFIDENTIAL.value) | hers)


def topic_for(seat: Seat, reference: str) -> Topic:
    """Returns a topic that somebody may read; one that she may not is not there (404)."""
    rows = Topic.objects.filter(reference=reference, withdrawn_at__isnull=True)
    found = rows.select_related(
        "raised_by__account",
        "raised_by__partner__organisation",
        "raised_for__organisation",
        "joined_to",
    ).first()
    if found is None or not _may_read(seat, found):
        raise Http404
    return found


def _may_read(seat: Seat, topic: Topic) -> bool:
    return may_read_topic(Visibility(topic.visibility), topic.raised_by_id, seat.reader)


def meetings_for(seat: Seat) -> QuerySet[Meeting]:
    """Returns the meetings of the exchange; everybody who takes part may read that they are."""
    del seat  # that somebody has one is enough
    return Meeting.objects.filter(withdrawn_at__isnull=True)


def meeting_for(seat: Seat, reference: str) -> Meeting:
    """Returns a meeting; one that is not there is 404."""
    found = meetings_for(seat).filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def items_for(seat: Seat) -> QuerySet[AgendaItem]:
    """Returns the items of agendas that somebody may read."""
    rows = AgendaItem.objects.filter(withdrawn_at__isnull=True)
    return rows if seat.is_secretariat else rows.exclude(visibility=ItemVisibility.HIDDEN.value)


def item_for(seat: Seat, reference: str) -> AgendaItem:
    """Returns an item of an agenda that somebody may read; else 404."""
    rows = AgendaItem.objects.filter(reference=reference, withdrawn_at__isnull=True)
    found = rows.select_related("meeting", "topic").first()
    if found is None or not may_read_item(ItemVisibility(found.visibility), seat.reader):
        raise Http404
    return found


def promises_for(seat: Seat) -> QuerySet[Promise]:
    """Returns the promises that somebody may read: never one that comes from a topic she may not."""
    rows = Promise.objects.filter(withdrawn_at__isnull=True)
    if seat.is_secretariat:
        return rows
    hidden = Q(result__item__visibility=ItemVisibility.HIDDEN.value)
    hers = Q(topic__isnull=True) | Q(topic__in=topics_for(seat))
    return rows.filter(hers).exclude(hidden)


def promise_for(seat: Seat, reference: str) -> Promise:
    """Returns a promise that somebody may read; else 404."""
    rows = promises_for(seat).filter(reference=reference)
    found = rows.select_related(
        "topic", "result__item__meeting", "owner_partner", "asked_by__account"
    ).first()
    if found is None:
        raise Http404
    return found


def milestone_of(promise: Promise, number: int) -> Milestone:
    """Returns a step of a promise that somebody may read; else 404."""
    found = Milestone.objects.filter(promise=promise, pk=number).select_related("promise").first()
    if found is None:
        raise Http404
    return found


def result_for(seat: Seat, number: int) -> Result:
    """Returns what came of an item that somebody may read; else 404."""
    found = Result.objects.filter(pk=number).select_related("item__topic", "item__meeting").first()
    if found is None or not may_read_item(ItemVisibility(found.item.visibility), seat.reader):
        raise Http404
    return found


def material_for(seat: Seat, reference: str) -> Material:
    """Returns a file whose meeting, item or topic somebody may read; else 404."""
    rows = Material.objects.filter(reference=reference, withdrawn_at__isnull=True)
    found = rows.select_related("meeting", "item__meeting", "topic").first()
    if found is None:
        raise Http404
    if found.topic is not None and not _may_read(seat, found.topic):
        raise Http404
    if found.item is not None:
        item_for(seat, found.item.reference)
    return found


def membership_of(seat: Seat, reference: str) -> Membership:
    """Returns one of somebody's own memberships of today; else 404."""
    for one in seat.memberships:
        if one.reference == reference:
            return one
    raise Http404


def speaker_for(seat: Seat, reference: str, *, on: date) -> Membership:
    """Returns a membership under which somebody may raise a topic on a day (`may_speak_for`); else 404."""
    found = memberships_on(on).filter(reference=reference).first()
    if found is None:
        raise Http404
    term = Term(found.valid_from, found.valid_until)
    if not may_speak_for(found.pk, term, seat.reader, on=on):
        raise Http404
    return found


def managed_membership(seat: Seat, reference: str) -> Membership:
    """Returns any membership for the secretariat; else 404."""
    rows = Membership.objects.select_related("account", "partner__organisation")
    found = rows.filter(reference=reference).first()
    if found is None or not seat.is_secretariat:
        raise Http404
    return found


def managed_partner(seat: Seat, reference: str) -> Partner:
    """Returns any partner for the secretariat; else 404."""
    rows = Partner.objects.select_related("organisation")
    found = rows.filter(reference=reference).first()
    if found is None or not seat.is_secretariat:
        raise Http404
    return found


def _seated(request: HttpRequest) -> Seat:
    seat = seat_of(account_for(request), on=timezone.localdate(_now()))
    if seat is None:
        raise Http404
    return seat


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- a guard of pages reads the clock for them
