"""The public side: the only reads that public pages, OParl, feeds, report and search may use.

They give the values of `rules.public` and nothing else; which rows may leave the house is asked of
its rules row by row, after the table has been asked for the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from rueckhalt.dialogue.exchange.models import (
    AgendaItem,
    Evidence,
    Meeting,
    Milestone,
    OtherView,
    Promise,
    Result,
    Topic,
    Update,
)
from rueckhalt.dialogue.exchange.queries.content import side_of
from rueckhalt.dialogue.exchange.queries.pages import Page, page_of
from rueckhalt.dialogue.exchange.queries.public_files import FilesByHome, files_by_home
from rueckhalt.dialogue.exchange.rules.meeting import MeetingState, ResultKind
from rueckhalt.dialogue.exchange.rules.partner import is_other_side
from rueckhalt.dialogue.exchange.rules.promise import (
    Difference,
    PromiseKind,
    Said,
    Status,
    current,
    difference_to_all,
)
from rueckhalt.dialogue.exchange.rules.public import (
    PublicFile,
    PublicItem,
    PublicMeeting,
    PublicMilestone,
    PublicOrigin,
    PublicPromise,
    PublicResult,
    PublicSource,
    PublicTopic,
    PublicUpdate,
    PublicView,
    is_public,
    is_public_item,
    is_public_meeting,
)
from rueckhalt.dialogue.exchange.rules.topic import TopicState
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility


def public_promises(number: int, *, now: datetime) -> Page[PublicPromise]:
    """Returns a page of all public promises, those with the nearest day first."""
    rows = public_promise_rows().order_by(F("due_on").asc(nulls_last=True), "given_on", "pk")
    return page_of(rows, number, lambda found: _told_promises(found, now))


def public_promise(reference: str, *, now: datetime) -> PublicPromise | None:
    """Returns a public promise; none where there is none."""
    told = _told_promises(list(public_promise_rows().filter(reference=reference)), now)
    return told[0] if told else None


def public_topic(reference: str) -> PublicTopic | None:
    """Returns a public topic; none where there is none."""
    told = _told_topics(list(_topics().filter(reference=reference)))
    return told[0] if told else None


def public_topics(number: int) -> Page[PublicTopic]:
    """Returns a page of all public topics, the newest first."""
    return page_of(_topics().order_by("-created_at", "-pk"), number, _told_topics)


def public_meetings(number: int, *, now: datetime) -> Page[PublicMeeting]:
    """Returns a page of all public meetings, the newest first; none that lies ahead unreleased."""
    rows = _meetings(now).order_by("-starts_at", "-pk")
    return page_of(rows, number, lambda found: _told_meetings(found, now))


def public_meeting(reference: str, *, now: datetime) -> PublicMeeting | None:
    """Returns a public meeting; none where there is none."""
    told = _told_meetings(list(_meetings(now).filter(reference=reference)), now)
    return told[0] if told else None


def public_file(meeting: str, reference: str, *, now: datetime) -> PublicFile | None:
    """Returns a public file of a public meeting or of one of its public items; none if there is none."""
    found = public_meeting(meeting, now=now)
    return (
        next((one for one in found.all_files if one.reference == reference), None)
        if found
        else None
    )


def promises_from(meeting: PublicMeeting, *, now: datetime) -> tuple[PublicPromise, ...]:
    """Returns the public promises that came of a meeting's public items, the oldest first."""
    items = [item.reference for item in meeting.items]
    rows = public_promise_rows().filter(result__item__reference__in=items)
    return _told_promises(list(rows.order_by("given_on", "pk")), now)


def promises_about(topic: PublicTopic, *, now: datetime) -> tuple[PublicPromise, ...]:
    """Returns the public promises that came of a public topic, the oldest first."""
    rows = public_promise_rows().filter(topic__reference=topic.reference)
    return _told_promises(list(rows.order_by("given_on", "pk")), now)


def meetings_about(topic: PublicTopic, *, now: datetime) -> tuple[PublicMeeting, ...]:
    """Returns the public meetings of which a public topic is or was a public item, the newest first."""
    rows = AgendaItem.objects.filter(
        topic__reference=topic.reference, visibility=ItemVisibility.PUBLIC.value
    )
    items = rows.select_related("meeting", "topic").order_by("-meeting__starts_at", "-pk")
    found = dict.fromkeys(item.meeting for item in items if item_is_public(item, now))
    return _told_meetings(list(found), now)


def promises_named(references: Iterable[str], *, now: datetime) -> dict[str, PublicPromise]:
    """Returns those of some promises that are public, by reference."""
    rows = list(public_promise_rows().filter(reference__in=list(references)))
    return {one.reference: one for one in _told_promises(rows, now)}


def topics_named(references: Iterable[str]) -> dict[str, PublicTopic]:
    """Returns those of some topics that are public, by reference."""
    rows = list(_topics().filter(reference__in=list(references)))
    return {one.reference: one for one in _told_topics(rows)}


def meetings_named(references: Iterable[str], *, now: datetime) -> dict[str, PublicMeeting]:
    """Returns those of some meetings that are public, by reference."""
    rows = list(_meetings(now).filter(reference__in=list(references)))
    return {one.reference: one for one in _told_meetings(rows, now)}


# --- Topics


def _topics() -> QuerySet[Topic]:
    return Topic.objects.filter(
        visibility=Visibility.PUBLIC.value, released_at__isnull=False, withdrawn_at__isnull=True
    )


def _is_public_topic(topic: Topic) -> bool:
    return is_public(
        Visibility(topic.visibility),
        is_released=topic.released_at is not None,
        is_withdrawn=topic.withdrawn_at is not None,
    )


def _told_topics(found: list[Topic]) -> tuple[PublicTopic, ...]:
    shown = [topic for topic in found if _is_public_topic(topic)]
    return tuple(_told_topic(topic) for topic in shown)


def _told_topic(topic: Topic) -> PublicTopic:
    return PublicTopic(
        reference=topic.reference,
        title=topic.title,
        description=topic.description,
        state=TopicState(topic.state),
        raised_on=topic.source_on or timezone.localdate(topic.created_at),
        source=_source(topic),
    )


# --- Promises


def public_promise_rows() -> QuerySet[Promise]:
    """Returns the rows of promises that may leave the house; only the public side reads them."""
    rows = Promise.objects.select_related("topic", "result__item__meeting", "result__item__topic")
    return rows.filter(
        visibility=Visibility.PUBLIC.value, released_at__isnull=False, withdrawn_at__isnull=True
    )


def _told_promises(found: list[Promise], now: datetime) -> tuple[PublicPromise, ...]:
    shown = [one for one in found if is_public_promise(one)]
    updates, views, steps = updates_of(shown), views_of(shown), _milestones(shown)
    return tuple(
        _told_promise(one, updates[one.pk], views[one.pk], steps[one.pk], now) for one in shown
    )


def is_public_promise(promise: Promise) -> bool:
    """Says whether a promise may leave the house; asked of each row once more."""
    return is_public(
        Visibility(promise.visibility),
        is_released=promise.released_at is not None,
        is_withdrawn=promise.withdrawn_at is not None,
    )


def _told_promise(
    promise: Promise,
    updates: list[PublicUpdate],
    views: list[PublicView],
    milestones: list[PublicMilestone],
    now: datetime,
) -> PublicPromise:
    own = newest_of(updates)
    topic = promise.topic if promise.topic and _is_public_topic(promise.topic) else None
    return PublicPromise(
        reference=promise.reference,
        kind=PromiseKind(promise.kind),
        sentence=promise.sentence,
        owner=promise.owner,
        given_on=promise.given_on,
        due_on=promise.due_on,
        status=own,
        updates=tuple(updates),
        views=tuple(views),
        difference=difference_of(own, views),
        milestones=tuple(milestones),
        source=_source(promise),
        topic=PublicOrigin(topic.reference, topic.title) if topic else None,
        meeting=_origin_meeting(promise, now),
    )


def newest_of(said: Iterable[PublicUpdate]) -> Status | None:
    """Returns the newest of dated states; none if nobody has said anything."""
    newest = current(Said(one.status, one.on, number) for number, one in enumerate(said))
    return newest.status if newest else None


def difference_of(own: Status | None, views: Iterable[PublicView]) -> Difference:
    """Compares a state with the newest view of each partner of the other side; the oldest comes first."""
    newest = {one.partner: one.status for one in views if one.is_other_side}
    return difference_to_all(own, newest.values())


def _origin_meeting(promise: Promise, now: datetime) -> PublicOrigin | None:
    item = promise.result.item if promise.result else None
    if item is None or not item_is_public(item, now):
        return None
    return PublicOrigin(item.meeting.reference, item.meeting.name)


def updates_of(promises: list[Promise]) -> defaultdict[int, list[PublicUpdate]]:
    """Returns the updates of promises with their evidence, the oldest first, by number."""
    rows = list(Update.objects.filter(promise__in=promises).order_by("on", "pk"))
    evidence: defaultdict[int, list[PublicSource]] = defaultdict(list)
    for one in Evidence.objects.filter(update__in=rows).order_by("on", "pk"):
        evidence[one.update_id].append(PublicSource(one.label, one.url, one.on))
    told: defaultdict[int, list[PublicUpdate]] = defaultdict(list)
    for row in rows:
        shown = PublicUpdate(Status(row.status), row.text, row.on, tuple(evidence[row.pk]))
        told[row.promise_id].append(shown)
    return told


def views_of(promises: list[Promise]) -> defaultdict[int, list[PublicView]]:
    """Returns how partners see promises, the oldest first, by number."""
    rows = OtherView.objects.filter(promise__in=promises)
    rows = rows.select_related("partner__organisation", "promise__owner_partner")
    told: defaultdict[int, list[PublicView]] = defaultdict(list)
    for row in rows.order_by("on", "pk"):
        owner = row.promise.owner_partner
        is_other = is_other_side(
            owner=side_of(owner.group if owner else None), viewer=side_of(row.partner.group)
        )
        name = row.partner.organisation.name
        shown = PublicView(name, is_other, Status(row.status), row.text, row.on)
        told[row.promise_id].append(shown)
    return told


def _milestones(promises: list[Promise]) -> defaultdict[int, list[PublicMilestone]]:
    told: defaultdict[int, list[PublicMilestone]] = defaultdict(list)
    rows = Milestone.objects.filter(promise__in=promises)
    for row in rows.order_by(F("due_on").asc(nulls_last=True), "pk"):
        told[row.promise_id].append(PublicMilestone(row.title, row.due_on, row.reached_on))
    return told


# --- Meetings


def _meetings(now: datetime) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(visibility=Visibility.PUBLIC.value, withdrawn_at__isnull=True)
    return rows.filter(Q(released_at__isnull=False) | Q(ends_at__lte=now))


def meeting_is_public(meeting: Meeting, now: datetime) -> bool:
    """Says whether a meeting may leave the house; asked of each row once more."""
    return is_public_meeting(
        Visibility(meeting.visibility),
        MeetingState(meeting.state),
        ends_at=meeting.ends_at,
        is_released_ahead=meeting.released_at is not None,
        is_withdrawn=meeting.withdrawn_at is not None,
        now=now,
    )


def item_is_public(item: AgendaItem, now: datetime) -> bool:
    """Says whether an item may leave the house; asked of each row once more."""
    return item.withdrawn_at is None and is_public_item(
        ItemVisibility(item.visibility),
        meeting=meeting_is_public(item.meeting, now),
        topic=_is_public_topic(item.topic) if item.topic else None,
    )


def _told_meetings(found: list[Meeting], now: datetime) -> tuple[PublicMeeting, ...]:
    shown = [one for one in found if meeting_is_public(one, now)]
    items: defaultdict[int, list[AgendaItem]] = defaultdict(list)
    rows = AgendaItem.objects.filter(meeting__in=shown).select_related("meeting", "topic")
    for item in rows.order_by("position", "pk"):
        if item_is_public(item, now):
            items[item.meeting_id].append(item)
    every = [item for group in items.values() for item in group]
    results, files = _results(every), files_by_home(shown, every)
    return tuple(_told_meeting(one, items[one.pk], results, files) for one in shown)


def _results(items: list[AgendaItem]) -> defaultdict[int, list[PublicResult]]:
    """What came of items, once the minutes stand and where there are words that may leave the house."""
    told: defaultdict[int, list[PublicResult]] = defaultdict(list)
    rows = Result.objects.filter(
        item__in=items, item__meeting__state=MeetingState.APPROVED.value
    ).exclude(public_text="")
    for row in rows.order_by("pk"):
        told[row.item_id].append(PublicResult(ResultKind(row.kind), row.public_text))
    return told


def _told_meeting(
    meeting: Meeting,
    items: list[AgendaItem],
    results: defaultdict[int, list[PublicResult]],
    files: FilesByHome,
) -> PublicMeeting:
    return PublicMeeting(
        reference=meeting.reference,
        name=meeting.name,
        state=MeetingState(meeting.state),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        items=tuple(
            _told_item(item, number, results[item.pk], files.items[item.pk])
            for number, item in enumerate(items, start=1)
        ),
        files=tuple(files.meetings[meeting.pk]),
        changed_at=meeting.changed_at,
    )


def _told_item(
    item: AgendaItem, number: int, results: list[PublicResult], files: list[PublicFile]
) -> PublicItem:
    topic = item.topic
    return PublicItem(
        reference=item.reference,
        number=number,
        title=item.title or (topic.title if topic else ""),
        topic=PublicOrigin(topic.reference, topic.title) if topic else None,
        results=tuple(results),
        files=tuple(files),
    )


# --- What all of them have


def _source(row: Topic | Promise) -> PublicSource | None:
    if row.source_on is None:
        return None
    return PublicSource(row.source_label, row.source_url, row.source_on)
