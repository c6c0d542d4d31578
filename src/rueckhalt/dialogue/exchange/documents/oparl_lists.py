"""OParl 1.1: the lists of the alliance by pages, and every object under its own address."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from rueckhalt.dialogue.exchange.documents import oparl
from rueckhalt.dialogue.exchange.documents.oparl import House, Json
from rueckhalt.dialogue.exchange.queries.oparl import (
    FILES_OF_ITEMS,
    FILES_OF_MEETINGS,
    ITEMS,
    ITEMS_OF_TOPICS,
    MEETINGS,
    PAPERS_OF_PROMISES,
    PAPERS_OF_TOPICS,
    PARTNERS,
    PLACES,
    ItemAt,
    items_of_topics,
    moments_inside,
)
from rueckhalt.dialogue.exchange.queries.oparl_members import MEMBERS
from rueckhalt.dialogue.exchange.rules.oparl import Asked, Entry
from rueckhalt.dialogue.exchange.rules.public import PublicMeeting, PublicTopic

Value = TypeVar("Value")
Value_co = TypeVar("Value_co", covariant=True)


class Source(Protocol[Value_co]):
    """Everything of one kind."""

    def page(
        self, asked: Asked, start: int, stop: int, *, now: datetime
    ) -> tuple[int, tuple[Entry[Value_co], ...]]:
        """Returns how many were asked for, and some of them."""
        ...

    def one(self, reference: str, *, now: datetime) -> Entry[Value_co] | None:
        """Returns one of them."""
        ...


Written = Callable[[House, Sequence[Entry[Value]], Asked, datetime], list[Json]]


class Kind(Generic[Value]):
    """A source and how its entries are written; `prefix` begins their references in OParl."""

    def __init__(self, source: Source[Value], written: Written[Value], prefix: str = "") -> None:
        self._source, self._written, self._prefix = source, written, prefix

    def page(
        self, house: House, asked: Asked, start: int, stop: int, *, now: datetime
    ) -> tuple[int, list[Json]]:
        """Returns how many were asked for, and some of them as JSON."""
        there, some = self._source.page(asked, start, stop, now=now)
        return there, self._written(house, some, asked, now)

    def one(self, house: House, reference: str, *, now: datetime) -> Json | None:
        """Returns one of them as JSON; none if it never was public."""
        if not reference.startswith(self._prefix):
            return None
        found = self._source.one(reference.removeprefix(self._prefix), now=now)
        return self._written(house, [found], Asked(), now)[0] if found else None


def _each(write: Callable[[House, Entry[Value]], Json]) -> Written[Value]:
    return lambda house, entries, _asked, _now: [write(house, one) for one in entries]


def _meetings(
    house: House, entries: Sequence[Entry[PublicMeeting]], asked: Asked, now: datetime
) -> list[Json]:
    shown = [one.value for one in entries if one.value is not None]
    items = [item for meeting in shown for item in meeting.items]
    files = [file for meeting in shown for file in meeting.all_files]
    inside = moments_inside(items, files, now=now)
    return [
        oparl.meeting(house, one, inside, omits_internal=asked.omits_internal) for one in entries
    ]


def _items(
    house: House, entries: Sequence[Entry[ItemAt]], asked: Asked, now: datetime
) -> list[Json]:
    files = [file for one in entries if one.value is not None for file in one.value.item.files]
    inside = moments_inside((), files, now=now)
    return [
        oparl.agenda_item(house, one, inside, omits_internal=asked.omits_internal)
        for one in entries
    ]


def _topics(
    house: House, entries: Sequence[Entry[PublicTopic]], _asked: Asked, now: datetime
) -> list[Json]:
    items = items_of_topics([one.reference for one in entries if one.value is not None], now=now)
    return [oparl.paper_of_topic(house, one, items.get(one.reference, [])) for one in entries]


KINDS: Mapping[str, tuple[Kind[Any], ...]] = {
    "organization": (Kind(PARTNERS, _each(oparl.organization)),),
    "person": (
        Kind(
            MEMBERS,
            lambda house, entries, asked, _now: [
                oparl.person(house, one, omits_internal=asked.omits_internal) for one in entries
            ],
        ),
    ),
    "membership": (Kind(MEMBERS, _each(oparl.membership)),),
    "meeting": (Kind(MEETINGS, _meetings),),
    "agendaitem": (Kind(ITEMS, _items),),
    "file": (
        Kind(FILES_OF_MEETINGS, _each(oparl.file)),
        Kind(FILES_OF_ITEMS, _each(oparl.file)),
    ),
    "consultation": (Kind(ITEMS_OF_TOPICS, _each(oparl.consultation)),),
    "location": (Kind(PLACES, _each(oparl.location)),),
    "paper": (
        Kind(PAPERS_OF_TOPICS, _topics, oparl.TOPIC),
        Kind(PAPERS_OF_PROMISES, _each(oparl.paper_of_promise), oparl.PROMISE),
    ),
    "legislativeterm": (),  # the alliance has none
}


def thing(house: House, kind: str, reference: str, *, now: datetime) -> Json | None:
    """Returns an object by its kind and reference; none if there is none and never was in public."""
    found = (one.one(house, reference, now=now) for one in KINDS.get(kind, ()))
    return next((told for told in found if told is not None), None)


def things(house: House, kind: str, asked: Asked, kept: str, *, now: datetime) -> Json:
    """Returns a page of a list; `kept` are the filters, which the address of each page repeats.

    Raises:
        KeyError: there is no list of this kind.
    """
    data: list[Json] = []
    total, start = 0, (asked.page - 1) * asked.size
    for one in KINDS[kind]:
        first, stop = (max(end - total, 0) for end in (start, start + asked.size))
        there, some = one.page(house, asked, first, stop, now=now)
        total, data = total + there, data + some
    return page(house.to("oparl:list", kind), data, total, asked, kept)


def page(address: str, data: list[Json], total: int, asked: Asked, kept: str) -> Json:
    """Returns a page of a list with its way to the others."""
    last = max(1, -(-total // asked.size))
    steps = {"first": 1, "self": asked.page, "last": last}
    if asked.page > 1:
        steps["prev"] = min(asked.page - 1, last)
    if asked.page < last:
        steps["next"] = asked.page + 1
    ahead = f"{address}?{kept}&page=" if kept else f"{address}?page="
    return {
        "data": data,
        "pagination": {
            "totalElements": total,
            "elementsPerPage": asked.size,
            "currentPage": asked.page,
            "totalPages": last,
        },
        "links": {step: f"{ahead}{number}" for step, number in steps.items()},
    }
