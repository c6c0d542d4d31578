"""What OParl names: everything that is public or was, since when, and when it changed last.

What an entry says comes from `queries.public` alone. An entry of which that knows nothing any more
has been taken back; of it only the reference and two moments remain. Something counts as created
when it became public, so that whoever asks for news misses nothing that was let out later.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest

from rueckhalt.dialogue.exchange.models import (
    AgendaItem,
    Material,
    Meeting,
    Partner,
    Promise,
    Topic,
)
from rueckhalt.dialogue.exchange.queries.content import groups
from rueckhalt.dialogue.exchange.queries.public import (
    meetings_named,
    promises_named,
    topics_named,
)
from rueckhalt.dialogue.exchange.rules.meeting import MeetingState
from rueckhalt.dialogue.exchange.rules.oparl import (
    Asked,
    Entry,
    PublicPartner,
)
from rueckhalt.dialogue.exchange.rules.public import (
    PublicFile,
    PublicItem,
    PublicMeeting,
    PublicPromise,
    PublicTopic,
)
from rueckhalt.dialogue.exchange.rules.visibility import Visibility

Value = TypeVar("Value")
# Rows of any table, with `since` and `modified`.
Rows = QuerySet[Any]
Moments = tuple[str, datetime, datetime]
PUBLIC = Visibility.PUBLIC.value  # of an item as well


@dataclass(frozen=True, slots=True)
class ItemAt:
    """A public item and the reference of its meeting."""

    item: PublicItem
    meeting: str


@dataclass(frozen=True, slots=True)
class FileAt:
    """A public file with the references of its meeting, and of its item if it is of one."""

    file: PublicFile
    meeting: str
    item: str


@dataclass(frozen=True, slots=True)
class Inside:
    """Since when items and files are public and when they changed last, by reference."""

    items: Mapping[str, tuple[datetime, datetime]]
    files: Mapping[str, tuple[datetime, datetime]]


class Entries(Generic[Value]):
    """Everything of one kind that OParl names.

    `rows` says what ever was public by a moment, with `since` and `modified`; `out` is true for what
    still is; `told` gives what may be said of some of it, by reference.
    """

    def __init__(
        self,
        rows: Callable[[datetime], Rows],
        out: Q,
        told: Callable[[Iterable[str], datetime], Mapping[str, Value]],
    ) -> None:
        self._rows, self._out, self._told = rows, out, told

    def page(
        self, asked: Asked, start: int, stop: int, *, now: datetime
    ) -> tuple[int, tuple[Entry[Value], ...]]:
        """Returns how many were asked for, and some of them, first what became public first."""
        every = self._rows(now)
        found = every.filter(_window(asked))
        if not asked.shows_withdrawn:
            found = found.filter(self._out)
        # First which, then what: the last change of each is asked only of those that are shown.
        keys = list(found.order_by("since", "pk").values_list("pk", flat=True)[start:stop])
        shown = _moments(every.filter(pk__in=keys).order_by("since", "pk"))
        return found.count(), self._entries(shown, now)

    def one(self, reference: str, *, now: datetime) -> Entry[Value] | None:
        """Returns one of them, also if it was taken back; none if it never was public."""
        found = _moments(self._rows(now).filter(reference=reference))
        return next(iter(self._entries(found, now)), None)

    def _entries(self, found: list[Moments], now: datetime) -> tuple[Entry[Value], ...]:
        told = self._told([reference for reference, _, _ in found], now)
        return tuple(
            Entry(reference, since, modified, told.get(reference))
            for reference, since, modified in found
        )


def _window(asked: Asked) -> Q:
    ends = {
        "since__gte": asked.created_since,
        "since__lte": asked.created_until,
        "modified__gte": asked.modified_since,
        "modified__lte": asked.modified_until,
    }
    return Q(**{name: end for name, end in ends.items() if end is not None})


def _moments(rows: Rows) -> list[Moments]:
    return list(rows.values_list("reference", "since", "modified"))


def _newest(rows: Rows) -> Subquery:
    return Subquery(rows.order_by("-modified").values("modified")[:1])


# --- Topics and promises


def _topics(now: datetime) -> Rows:
    rows = Topic.objects.filter(released_at__lte=now)
    newest = _newest(_consulted(now).filter(topic=OuterRef("pk")))
    changed = Greatest("changed_at", "released_at", Coalesce(newest, "released_at"))
    return rows.annotate(since=F("released_at"), modified=changed)


def _promises(now: datetime) -> Rows:
    rows = Promise.objects.filter(released_at__lte=now)
    return rows.annotate(since=F("released_at"), modified=Greatest("changed_at", "released_at"))


# --- Meetings and their items


def _was_out(meeting: str = "") -> Q:
    """Says of a meeting that it was public once; `meeting` leads to it from an item.

    One that was cancelled without having been let out was public only if it was over by then.
    """
    at = {
        "was_released": Q(**{f"{meeting}released_at__isnull": False}),
        "is_public": Q(**{f"{meeting}visibility": PUBLIC}),
        "is_planned": Q(**{f"{meeting}state": MeetingState.PLANNED.value}),
        "is_cancelled": Q(**{f"{meeting}state": MeetingState.CANCELLED.value}),
        "changed_after": Q(**{f"{meeting}changed_at__gte": F(f"{meeting}ends_at")}),
    }
    took_place = at["is_public"] & (~at["is_cancelled"] | at["changed_after"])
    return ~at["is_planned"] & (at["was_released"] | took_place)


def _is_out(meeting: str = "") -> Q:
    """Says of a meeting that was public that it still is."""
    return (
        Q(**{f"{meeting}visibility": PUBLIC, f"{meeting}withdrawn_at__isnull": True})
        & (
            Q(**{f"{meeting}released_at__isnull": False})
            | ~Q(**{f"{meeting}state": MeetingState.CANCELLED.value})
        )
    )  # fmt: skip


def _since(meeting: str = "") -> Combinable:
    """Since when a meeting is public: it was let out or is over, stored, and people were invited."""
    let_out = Coalesce(f"{meeting}released_at", f"{meeting}ends_at")
    return Greatest(
        let_out, f"{meeting}created_at", Coalesce(f"{meeting}invited_at", f"{meeting}created_at")
    )


def _stayed(past: str) -> Q:
    """Says that something was not taken back before its item became public."""
    return Q(**{f"{past}withdrawn_at__isnull": True}) | Q(**{f"{past}withdrawn_at__gt": F("since")})


def _meetings(now: datetime) -> Rows:
    """Meetings that ever were public; one changes with what stands in it."""
    item = _newest(_items(now).filter(meeting=OuterRef("pk")))
    file = _newest(_files_of_meetings(now).filter(meeting=OuterRef("pk")))
    changed = Greatest("changed_at", "since", Coalesce(item, "since"), Coalesce(file, "since"))
    rows: Rows = _meetings_by_then(now).annotate(modified=changed)
    return rows


def _meetings_by_then(now: datetime) -> Rows:
    rows: Rows = Meeting.objects.filter(_was_out()).annotate(since=_since())
    return rows.filter(_stayed(""), since__lte=now)


_ITEM_CHANGED = (
    "since", "changed_at", "meeting__changed_at", Coalesce("topic__changed_at", "since"),
)  # fmt: skip


def _items(now: datetime) -> Rows:
    """Items that ever were public; one changes with its meeting, its topic and its files."""
    file = _newest(_files_of_items(now).filter(item=OuterRef("pk")))
    rows: Rows = _items_by_then(now).annotate(
        modified=Greatest(*_ITEM_CHANGED, Coalesce(file, "since"))
    )
    return rows


def _consulted(now: datetime) -> Rows:
    """The same items as consultations name them: without their files."""
    rows: Rows = _items_by_then(now).annotate(modified=Greatest(*_ITEM_CHANGED))
    return rows


def _items_by_then(now: datetime) -> Rows:
    rows: Rows = AgendaItem.objects.filter(_item_was_out()).annotate(since=_item_since())
    return rows.filter(_stayed(""), _stayed("meeting__"), _stayed("topic__"), since__lte=now)


def _item_was_out(item: str = "") -> Q:
    """Says that an item was public at some time; `item` leads to it from a file."""
    topic = Q(**{f"{item}topic__isnull": True}) | Q(**{f"{item}topic__released_at__isnull": False})
    was_public = Q(**{f"{item}visibility": PUBLIC}) | Q(**{f"{item}released_at__isnull": False})
    return _was_out(f"{item}meeting__") & was_public & topic


def _item_since(item: str = "") -> Combinable:
    """Since when an item is public: its meeting is, it was stored, and its topic was let out."""
    stored = f"{item}created_at"
    return Greatest(
        _since(f"{item}meeting__"), stored, Coalesce(f"{item}topic__released_at", stored)
    )


# --- Files that were let out


def _files_of_meetings(now: datetime) -> Rows:
    changed = Greatest("since", "changed_at", "meeting__changed_at")
    rows: Rows = _files(_was_out("meeting__"), _since("meeting__")).annotate(modified=changed)
    return rows.filter(_stayed(""), _stayed("meeting__"), since__lte=now)


def _files_of_items(now: datetime) -> Rows:
    changed = Greatest(
        "since", "changed_at", "item__changed_at", "item__meeting__changed_at",
        Coalesce("item__topic__changed_at", "since"),
    )  # fmt: skip
    rows: Rows = _files(_item_was_out("item__"), _item_since("item__")).annotate(modified=changed)
    homes = ("item__", "item__meeting__", "item__topic__")
    return rows.filter(_stayed(""), *map(_stayed, homes), since__lte=now)


def _files(home_was_out: Q, begin: Combinable) -> Rows:
    """Files that were let out, of what was public at some time, `begin` says since when."""
    rows = Material.objects.filter(home_was_out, released_at__isnull=False)
    return rows.annotate(since=Greatest(begin, "released_at"))


def _told_files(references: Iterable[str], now: datetime) -> dict[str, FileAt]:
    rows = Material.objects.filter(reference__in=list(references))
    ways = rows.values_list("meeting__reference", "item__meeting__reference")
    meetings = {one for way in ways for one in way if one}
    asked, found = set(references), meetings_named(meetings, now=now)
    return {
        file.reference: FileAt(file, meeting.reference, item)
        for meeting in found.values()
        for item, file in _files_in(meeting)
        if file.reference in asked
    }


def _files_in(meeting: PublicMeeting) -> Iterator[tuple[str, PublicFile]]:
    yield from (("", file) for file in meeting.files)
    yield from ((item.reference, file) for item in meeting.items for file in item.files)


_TOPIC_OUT = Q(visibility=PUBLIC, withdrawn_at__isnull=True)


def _item_is_out(item: str = "") -> Q:
    """Says of an item that was public that it still is; `item` leads to it from a file."""
    topic_out = Q(
        **{f"{item}topic__visibility": PUBLIC, f"{item}topic__withdrawn_at__isnull": True}
    )
    return (
        _is_out(f"{item}meeting__")
        & Q(**{f"{item}visibility": PUBLIC, f"{item}withdrawn_at__isnull": True})
        & (Q(**{f"{item}topic__isnull": True}) | topic_out)
    )


_ITEM_OUT = _item_is_out()
_FILE_OUT = Q(withdrawn_at__isnull=True)


def _told_places(references: Iterable[str], now: datetime) -> dict[str, PublicMeeting]:
    found = meetings_named(references, now=now)
    return {reference: one for reference, one in found.items() if one.place}


def _told_items(references: Iterable[str], now: datetime) -> dict[str, ItemAt]:
    rows = AgendaItem.objects.filter(reference__in=list(references))
    homes = dict(rows.values_list("reference", "meeting__reference"))
    meetings = meetings_named(set(homes.values()), now=now)
    return {
        item.reference: ItemAt(item, meeting.reference)
        for meeting in meetings.values()
        for item in meeting.items
        if item.reference in homes
    }


# --- Partners


def _partners(now: datetime) -> Rows:
    rows = Partner.objects.filter(created_at__lte=now)
    return rows.annotate(since=F("created_at"), modified=Greatest("changed_at", "created_at"))


def _told_partners(references: Iterable[str], now: datetime) -> dict[str, PublicPartner]:
    del now  # a partner is public from its first moment
    rows = Partner.objects.filter(reference__in=list(references), withdrawn_at__isnull=True)
    return {
        row.reference: PublicPartner(row.reference, row.organisation.name, groups()[row.group].name)
        for row in rows.select_related("organisation")
    }


PAPERS_OF_TOPICS = Entries[PublicTopic](_topics, _TOPIC_OUT, lambda found, _: topics_named(found))
PAPERS_OF_PROMISES = Entries[PublicPromise](
    _promises, _TOPIC_OUT, lambda found, now: promises_named(found, now=now)
)
MEETINGS = Entries[PublicMeeting](
    _meetings, _is_out(), lambda found, now: meetings_named(found, now=now)
)
ITEMS = Entries[ItemAt](_items, _ITEM_OUT, _told_items)
ITEMS_OF_TOPICS = Entries[ItemAt](
    lambda now: _consulted(now).filter(topic__isnull=False), _ITEM_OUT, _told_items
)
PLACES = Entries[PublicMeeting](_meetings, _is_out() & ~Q(place=""), _told_places)
FILES_OF_MEETINGS = Entries[FileAt](
    _files_of_meetings, _FILE_OUT & _is_out("meeting__"), _told_files
)
FILES_OF_ITEMS = Entries[FileAt](_files_of_items, _FILE_OUT & _item_is_out("item__"), _told_files)
PARTNERS = Entries[PublicPartner](_partners, Q(withdrawn_at__isnull=True), _told_partners)


def items_of_topics(
    references: Iterable[str], *, now: datetime
) -> Mapping[str, list[Entry[ItemAt]]]:
    """Returns the public items about some topics, by the topic's reference."""
    rows: Rows = _consulted(now).filter(_ITEM_OUT, topic__reference__in=list(references))
    found = list(rows.order_by("since", "pk").values_list(
        "reference", "since", "modified", "topic__reference"
    ))  # fmt: skip
    told = _told_items([reference for reference, *_ in found], now)
    items: defaultdict[str, list[Entry[ItemAt]]] = defaultdict(list)
    for reference, since, modified, topic in found:
        items[topic].append(Entry(reference, since, modified, told.get(reference)))
    return items


def moments_inside(
    items: Iterable[PublicItem], files: Iterable[PublicFile], *, now: datetime
) -> Inside:
    """Returns the moments of public items and files that stand in something else."""
    item, file = [one.reference for one in items], [one.reference for one in files]
    of_files = [*_moments(_files_of_meetings(now).filter(reference__in=file)),
                *_moments(_files_of_items(now).filter(reference__in=file))]  # fmt: skip
    return Inside(
        _by_reference(_moments(_items(now).filter(reference__in=item))), _by_reference(of_files)
    )


def _by_reference(found: Iterable[Moments]) -> dict[str, tuple[datetime, datetime]]:
    return {reference: (since, modified) for reference, since, modified in found}
