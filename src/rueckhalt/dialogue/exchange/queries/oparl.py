"""What OParl names: everything that is public or was, since when, and when it changed last.

What an entry says comes from `queries.public` alone. An entry of which that knows nothing any more
has been taken back; of it only the reference and two moments remain. Something counts as created
when it became public, so that whoever asks for news misses nothing that was let out later.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Generic, TypeVar

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from rueckhalt.dialogue.exchange.access import memberships_on
from rueckhalt.dialogue.exchange.models import (
    AgendaItem,
    ChannelConsent,
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
from rueckhalt.dialogue.exchange.rules.channel import Channel
from rueckhalt.dialogue.exchange.rules.meeting import MeetingState
from rueckhalt.dialogue.exchange.rules.oparl import (
    Asked,
    Entry,
    NamedMember,
    PublicPartner,
)
from rueckhalt.dialogue.exchange.rules.public import (
    PublicItem,
    PublicMeeting,
    PublicPromise,
    PublicTopic,
)
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility

Value = TypeVar("Value")
# Rows of any table, with `since` and `modified`.
Rows = QuerySet[Any]
Moments = tuple[str, datetime, datetime]
PUBLIC = Visibility.PUBLIC.value


@dataclass(frozen=True, slots=True)
class ItemAt:
    """A public item and the reference of its meeting."""

    item: PublicItem
    meeting: str


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

    def count(self, asked: Asked, *, now: datetime) -> int:
        """Returns how many of them were asked for."""
        return self._asked(asked, now).count()

    def some(
        self, asked: Asked, start: int, stop: int, *, now: datetime
    ) -> tuple[Entry[Value], ...]:
        """Returns some of those that were asked for, first what became public first."""
        # First which, then what: the last change of each is asked only of those that are shown.
        rows = self._asked(asked, now).order_by("since", "pk").values_list("pk", flat=True)
        shown = self._rows(now).filter(pk__in=list(rows[start:stop]))
        return self._entries(_moments(shown.order_by("since", "pk")), now)

    def one(self, reference: str, *, now: datetime) -> Entry[Value] | None:
        """Returns one of them, also if it was taken back; none if it never was public."""
        found = _moments(self._rows(now).filter(reference=reference))
        return next(iter(self._entries(found, now)), None)

    def _asked(self, asked: Asked, now: datetime) -> Rows:
        rows = self._rows(now).filter(_window(asked))
        return rows if asked.shows_withdrawn else rows.filter(self._out)

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
    newest = _newest(_items(now).filter(topic=OuterRef("pk")))
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
    rows = Meeting.objects.filter(_was_out()).annotate(since=_since())
    newest = _newest(_items(now).filter(meeting=OuterRef("pk")))
    changed = Greatest("changed_at", "since", Coalesce(newest, "since"))
    return rows.filter(_stayed(""), since__lte=now).annotate(modified=changed)


def _items(now: datetime) -> Rows:
    """Items that ever were public; one changes with its meeting and its topic, as they are in it."""
    meeting, topic = _since("meeting__"), "topic__"
    rows = AgendaItem.objects.filter(
        _was_out("meeting__"), visibility=ItemVisibility.PUBLIC.value
    ).filter(Q(topic__isnull=True) | Q(topic__released_at__isnull=False))
    rows = rows.annotate(
        since=Greatest(meeting, "created_at", Coalesce(f"{topic}released_at", "created_at"))
    )
    rows = rows.filter(_stayed(""), _stayed("meeting__"), _stayed(topic), since__lte=now)
    return rows.annotate(
        modified=Greatest(
            "since", "changed_at", "meeting__changed_at", Coalesce(f"{topic}changed_at", "since")
        )
    )


_TOPIC_OUT = Q(visibility=PUBLIC, withdrawn_at__isnull=True)
_ITEM_OUT = (
    _is_out("meeting__")
    & Q(withdrawn_at__isnull=True)
    & (Q(topic__isnull=True) | Q(topic__visibility=PUBLIC, topic__withdrawn_at__isnull=True))
)


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
    lambda now: _items(now).filter(topic__isnull=False), _ITEM_OUT, _told_items
)
PLACES = Entries[PublicMeeting](_meetings, _is_out() & ~Q(place=""), _told_places)
PARTNERS = Entries[PublicPartner](_partners, Q(withdrawn_at__isnull=True), _told_partners)


def items_of_topics(
    references: Iterable[str], *, now: datetime
) -> Mapping[str, list[Entry[ItemAt]]]:
    """Returns the public items about some topics, by the topic's reference."""
    rows: Rows = _items(now).filter(_ITEM_OUT, topic__reference__in=list(references))
    found = list(rows.order_by("since", "pk").values_list(
        "reference", "since", "modified", "topic__reference"
    ))  # fmt: skip
    told = _told_items([reference for reference, *_ in found], now)
    items: defaultdict[str, list[Entry[ItemAt]]] = defaultdict(list)
    for reference, since, modified, topic in found:
        items[topic].append(Entry(reference, since, modified, told.get(reference)))
    return items


def moments_of_items(
    references: Iterable[str], *, now: datetime
) -> Mapping[str, tuple[datetime, datetime]]:
    """Returns since when some public items are public and when they changed last, by reference."""
    rows = _items(now).filter(reference__in=list(references))
    return {reference: (since, modified) for reference, since, modified in _moments(rows)}


# --- People who agreed


class Members:
    """Everybody who agreed to be named in OParl, first who agreed first.

    Who took that back, whose mandate has ended or whose account is closed has no name here any more.
    """

    def count(self, asked: Asked, *, now: datetime) -> int:
        """Returns how many of them were asked for."""
        return len(self._asked(asked, now))

    def some(
        self, asked: Asked, start: int, stop: int, *, now: datetime
    ) -> tuple[Entry[NamedMember], ...]:
        """Returns some of those that were asked for."""
        return self._asked(asked, now)[start:stop]

    def one(self, reference: str, *, now: datetime) -> Entry[NamedMember] | None:
        """Returns one of them, also if she took it back; none if she never agreed."""
        return next((one for one in _members(now) if one.reference == reference), None)

    def _asked(self, asked: Asked, now: datetime) -> tuple[Entry[NamedMember], ...]:
        return tuple(one for one in _members(now) if asked.takes(one))


MEMBERS = Members()


def _members(now: datetime) -> tuple[Entry[NamedMember], ...]:
    consents: defaultdict[int, list[ChannelConsent]] = defaultdict(list)
    rows = ChannelConsent.objects.filter(channel=Channel.OPARL.value, given_at__lte=now)
    for row in rows.select_related("membership__partner").order_by("given_at", "pk"):
        consents[row.membership_id].append(row)
    told = _named(consents, now)
    found = (_member_entry(given, told, now) for given in consents.values())
    return tuple(one for one in found if one.created_at <= now)


def _named(
    consents: Mapping[int, list[ChannelConsent]], now: datetime
) -> Mapping[int, NamedMember]:
    living = [
        key for key, given in consents.items() if any(one.withdrawn_at is None for one in given)
    ]
    rows = memberships_on(timezone.localdate(now)).filter(
        pk__in=living, account__is_active=True, account__organisation__is_active=True
    )
    return {
        row.pk: NamedMember(
            reference=row.reference,
            name=row.account.name,
            partner=row.partner.reference,
            mandate=row.mandate,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in rows
    }


def _member_entry(
    given: list[ChannelConsent], told: Mapping[int, NamedMember], now: datetime
) -> Entry[NamedMember]:
    term = given[0].membership
    begin = max(given[0].given_at, _start_of(term.valid_from))
    changes = [begin, term.changed_at, *(one.given_at for one in given)]
    withdrawals = (term.partner.withdrawn_at, *(one.withdrawn_at for one in given))
    changes += [moment for moment in withdrawals if moment is not None]
    if term.valid_until is not None and _start_of(term.valid_until) <= now:
        changes.append(_start_of(term.valid_until))
    return Entry(term.reference, begin, max(changes), told.get(term.pk))


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
