"""Reads promises as the alliance sees them; the public side stands in `queries.public`."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from rueckhalt.dialogue.exchange.access import (
    Seat,
    items_for,
    memberships_on,
    promises_for,
    topics_for,
)
from rueckhalt.dialogue.exchange.models import Milestone, Partner, Promise, Topic
from rueckhalt.dialogue.exchange.queries.content import side_of
from rueckhalt.dialogue.exchange.queries.pages import Page, page_of
from rueckhalt.dialogue.exchange.queries.public import (
    difference_of,
    newest_of,
    updates_of,
    views_of,
)
from rueckhalt.dialogue.exchange.queries.statuses import with_status
from rueckhalt.dialogue.exchange.rules.partner import may_see_otherwise
from rueckhalt.dialogue.exchange.rules.promise import (
    DIFFERENCES,
    DONE,
    PROMISE_KINDS,
    PromiseKind,
    Status,
    Step,
    is_late,
    next_step,
    status_in_words,
)
from rueckhalt.dialogue.exchange.rules.public import PublicUpdate, PublicView
from rueckhalt.dialogue.exchange.rules.visibility import VISIBILITIES, Visibility


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise in a list of the alliance."""

    reference: str
    kind: str
    sentence: str
    owner: str
    due_on: date | None
    status: str
    is_late: bool
    is_released: bool
    asked_by: str


def promise_list(seat: Seat, number: int, *, on: date) -> Page[PromiseRow]:
    """Returns a page of the promises that somebody may read, those with the nearest day first."""
    return page_of(_rows(seat), number, lambda found: tuple(_row(one, on) for one in found))


def promises_of_topic(seat: Seat, topic: Topic, *, on: date) -> tuple[PromiseRow, ...]:
    """Returns the promises that came of a topic and that somebody may read, with their state."""
    return tuple(_row(one, on) for one in _rows(seat).filter(topic=topic))


def _rows(seat: Seat) -> QuerySet[Promise]:
    """The promises that somebody may read with their state, those with the nearest day first."""
    rows = with_status(promises_for(seat))
    return rows.select_related("asked_by__account").order_by(
        F("due_on").asc(nulls_last=True), "given_on", "pk"
    )


def _row(promise: Promise, on: date) -> PromiseRow:
    told = getattr(promise, "status", None)  # of the annotation above
    return _told(promise, Status(told) if told else None, on)


def _told(promise: Promise, status: Status | None, on: date) -> PromiseRow:
    asked = promise.asked_by
    return PromiseRow(
        reference=promise.reference,
        kind=PROMISE_KINDS[PromiseKind(promise.kind)],
        sentence=promise.sentence,
        owner=promise.owner,
        due_on=promise.due_on,
        status=status_in_words(status),
        is_late=is_late(promise.due_on, status, on=on),
        is_released=promise.released_at is not None,
        asked_by=asked.account.name if asked else "",
    )


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A step on the way of a promise."""

    number: int
    title: str
    due_on: date | None
    reached_on: date | None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Another thing that belongs here, for a link."""

    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class PromiseWay:
    """A promise whole, as the alliance sees it; updates and views are the public ones."""

    row: PromiseRow
    given_on: date
    visibility: Visibility
    visibility_title: str
    asked_by: str
    source_label: str
    source_url: str
    source_on: date | None
    topic: LinkRow | None
    meeting: LinkRow | None
    updates: tuple[PublicUpdate, ...]
    views: tuple[PublicView, ...]
    difference: str
    milestones: tuple[MilestoneRow, ...]
    next_step: Step | None
    is_step_late: bool


def promise_way(seat: Seat, promise: Promise, *, on: date) -> PromiseWay:
    """Returns a promise whole, as somebody who may read it sees it (`access.promise_for`)."""
    updates, views = updates_of([promise])[promise.pk], views_of([promise])[promise.pk]
    own, asked, milestones = newest_of(updates), promise.asked_by, _milestones(promise)
    step = next_step(Step(one.title, one.due_on, one.reached_on is not None) for one in milestones)
    return PromiseWay(
        row=_told(promise, own, on),
        given_on=promise.given_on,
        visibility=Visibility(promise.visibility),
        visibility_title=VISIBILITIES[Visibility(promise.visibility)].title,
        asked_by=f"{asked.account.name}, {asked.mandate}" if asked else "",
        source_label=promise.source_label,
        source_url=promise.source_url,
        source_on=promise.source_on,
        topic=_topic(seat, promise),
        meeting=_meeting(seat, promise),
        updates=tuple(reversed(updates)),
        views=tuple(reversed(views)),
        difference=DIFFERENCES[difference_of(own, views)],
        milestones=milestones,
        next_step=step if own not in DONE else None,
        is_step_late=is_late(step.due_on if step else None, own, on=on),
    )


def _topic(seat: Seat, promise: Promise) -> LinkRow | None:
    found = topics_for(seat).filter(pk=promise.topic_id).first() if promise.topic_id else None
    return LinkRow(found.reference, found.title) if found else None


def _meeting(seat: Seat, promise: Promise) -> LinkRow | None:
    if promise.result is None:
        return None
    item = items_for(seat).filter(pk=promise.result.item_id).select_related("meeting").first()
    return LinkRow(item.meeting.reference, item.meeting.name) if item else None


def _milestones(promise: Promise) -> tuple[MilestoneRow, ...]:
    rows = Milestone.objects.filter(promise=promise)
    rows = rows.order_by(F("due_on").asc(nulls_last=True), "pk")
    return tuple(MilestoneRow(one.pk, one.title, one.due_on, one.reached_on) for one in rows)


@dataclass(frozen=True, slots=True)
class Choice:
    """A partner or a member that can be chosen in a form."""

    reference: str
    name: str


def partner_choices() -> tuple[Choice, ...]:
    """Returns the partners that take part, by name."""
    rows = Partner.objects.filter(withdrawn_at__isnull=True).select_related("organisation")
    found = rows.order_by("organisation__name")
    return tuple(Choice(one.reference, one.organisation.name) for one in found)


def member_choices(*, on: date) -> tuple[Choice, ...]:
    """Returns everybody who speaks for a partner on a day, by name."""
    rows = memberships_on(on).order_by("account__name", "pk")
    return tuple(
        Choice(one.reference, f"{one.account.name}, {one.partner.organisation.name}")
        for one in rows
    )


def speakers_for(seat: Seat, promise: Promise) -> tuple[Choice, ...]:
    """Returns the partners for which somebody can say how their side sees a promise."""
    owner = promise.owner_partner
    side = side_of(owner.group if owner else None)
    partners = {one.partner_id: one.partner for one in seat.memberships}
    return tuple(
        Choice(one.reference, one.organisation.name)
        for one in partners.values()
        if may_see_otherwise(owner=side, viewer=side_of(one.group))
    )


def raiser_today(topic: Topic, *, on: date) -> str:
    """Returns the mandate under which who raised a topic takes part on a day; nothing if she does not."""
    if topic.raised_by is None:
        return ""
    rows = memberships_on(on).filter(account=topic.raised_by.account_id).order_by("pk")
    living = {one.pk: one.reference for one in rows}
    return living.get(topic.raised_by.pk) or next(iter(living.values()), "")
