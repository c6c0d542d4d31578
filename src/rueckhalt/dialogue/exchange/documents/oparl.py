"""OParl 1.1: the alliance as a body that council software can read (https://oparl.org).

Every object is a dict as JSON takes it. Each is named by its own address, which never changes. What
OParl has no field for stands under the prefix of this software, as the standard allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone

from rueckhalt.dialogue.exchange.queries.oparl import FileAt, Inside, ItemAt
from rueckhalt.dialogue.exchange.rules.meeting import RESULTS, MeetingState
from rueckhalt.dialogue.exchange.rules.oparl import (
    Entry,
    NamedMember,
    PublicPartner,
)
from rueckhalt.dialogue.exchange.rules.promise import PROMISE_KINDS
from rueckhalt.dialogue.exchange.rules.public import (
    PublicFile,
    PublicMeeting,
    PublicPromise,
    PublicTopic,
)
from rueckhalt.dialogue.exchange.rules.topic import STATES

Json = dict[str, object]
SCHEMA: Final = "https://schema.oparl.org/1.1/"
BODY: Final = "allianz"
# Papers are topics and promises: the first word of their reference says which.
TOPIC, PROMISE = "thema-", "zusage-"
# The day on which this interface first had an answer.
BEGAN_AT = datetime(2026, 11, 27, tzinfo=UTC)
BODY_ENTRY = Entry(BODY, BEGAN_AT, BEGAN_AT, BODY)
# The words that the standard recommends.
_STATES: dict[MeetingState, str] = {
    MeetingState.INVITED: "eingeladen",
    MeetingState.HELD: "durchgeführt",
    MeetingState.APPROVED: "durchgeführt",
    MeetingState.CANCELLED: "abgesagt",
}
LISTS: dict[str, str] = {
    "organization": "organization",
    "person": "person",
    "membership": "membership",
    "meeting": "meeting",
    "agendaItem": "agendaitem",
    "paper": "paper",
    "consultation": "consultation",
    "file": "file",
    "locationList": "location",
    "legislativeTermList": "legislativeterm",
}


@dataclass(frozen=True, slots=True)
class House:
    """Who gives out the data: the address of the house, and its operator if there is one."""

    address: str
    operator: str = ""
    email: str = ""

    def to(self, name: str, *values: str) -> str:
        """Returns the whole address of a page."""
        return self.address.rstrip("/") + reverse(name, args=values)

    def thing(self, kind: str, reference: str) -> str:
        """Returns the id of an object."""
        return self.to("oparl:thing", kind, reference)


def system(house: House) -> Json:
    """Returns the entry point."""
    return {
        "id": house.to("oparl:system"),
        "type": f"{SCHEMA}System",
        "oparlVersion": SCHEMA,
        "body": house.to("oparl:bodies"),
        "name": "Allianz für Kommunen",
        "website": house.to("start"),
        "product": house.to("start"),
        **_contact(house),
        **_moments(BEGAN_AT, BEGAN_AT),
    }


def body(house: House, *, omits_internal: bool = False) -> Json:
    """Returns the alliance; it has no terms of office."""
    return {
        "id": house.to("oparl:body", BODY),
        "type": f"{SCHEMA}Body",
        "system": house.to("oparl:system"),
        "name": "Allianz für Kommunen",
        "shortName": "Allianz",
        "classification": "Austausch von Bund und Kommunen",
        "website": house.to("start"),
        **{field: house.to("oparl:list", kind) for field, kind in LISTS.items()},
        **({} if omits_internal else {"legislativeTerm": []}),
        **_contact(house),
        **_moments(BEGAN_AT, BEGAN_AT),
    }


def organization(house: House, entry: Entry[PublicPartner]) -> Json:
    """Returns a partner."""
    told = entry.value
    more: Json = {} if told is None else {
        "body": house.to("oparl:body", BODY),
        "name": told.name,
        "classification": told.group,
        "organizationType": "Sonstiges",
    }  # fmt: skip
    return _object(house, "Organization", entry, more)


def person(house: House, entry: Entry[NamedMember], *, omits_internal: bool = False) -> Json:
    """Returns somebody who agreed, with the one mandate for which she did."""
    told = entry.value
    more: Json = {}
    if told is not None:
        more = {"body": house.to("oparl:body", BODY), "name": told.name}
        if not omits_internal:
            more["membership"] = [_membership(house, entry, told)]
    return _object(house, "Person", entry, more)


def membership(house: House, entry: Entry[NamedMember]) -> Json:
    """Returns the mandate of somebody who agreed."""
    told = entry.value
    if told is None:
        return _object(house, "Membership", entry, {})
    return {
        **_membership(house, entry, told), "person": house.thing("person", told.reference),
    }  # fmt: skip


def _membership(house: House, entry: Entry[NamedMember], told: NamedMember) -> Json:
    more: Json = {
        "organization": house.thing("organization", told.partner),
        "role": told.mandate,
        "startDate": told.valid_from.isoformat(),
    }
    if told.valid_until is not None:
        more["endDate"] = told.valid_until.isoformat()
    return _object(house, "Membership", entry, more)


def meeting(
    house: House,
    entry: Entry[PublicMeeting],
    inside: Inside,
    *,
    omits_internal: bool = False,
) -> Json:
    """Returns a meeting with its place, its public items and its files."""
    told = entry.value
    if told is None:
        return _object(house, "Meeting", entry, {})
    more: Json = {
        "name": told.name,
        "meetingState": _STATES[told.state],
        "cancelled": told.state is MeetingState.CANCELLED,
        "start": _moment(told.starts_at),
        "end": _moment(told.ends_at),
        "web": house.to("meetings:meeting", told.reference),
    }
    if told.place:
        more["location"] = location(house, entry)
    if not omits_internal:
        # What was let out a moment ago waits for the next reading.
        more["agendaItem"] = [
            _item(house, Entry(one.reference, *inside.items[one.reference], ItemAt(one, told.reference)), inside)
            for one in told.items
            if one.reference in inside.items
        ]  # fmt: skip
        more |= _auxiliary(house, told.files, inside, told.reference)
    return _object(house, "Meeting", entry, more)


def location(house: House, entry: Entry[PublicMeeting]) -> Json:
    """Returns where a meeting is or was."""
    told = entry.value
    more: Json = {} if told is None else {"description": told.place}
    return _object(house, "Location", entry, more)


def agenda_item(
    house: House, entry: Entry[ItemAt], inside: Inside, *, omits_internal: bool = False
) -> Json:
    """Returns an item with its meeting and its files."""
    told = entry.value
    item = _item(house, entry, None if omits_internal else inside)
    if told is None:
        return item
    return {**item, "meeting": house.thing("meeting", told.meeting)}


def _item(house: House, entry: Entry[ItemAt], inside: Inside | None) -> Json:
    if entry.value is None:
        return _object(house, "AgendaItem", entry, {})
    item = entry.value.item
    more: Json = {
        "number": str(item.number), "order": item.number, "name": item.title, "public": True,
    }  # fmt: skip
    if item.topic is not None:
        more["consultation"] = house.thing("consultation", item.reference)
    if item.results:
        more["result"] = "; ".join(str(RESULTS[one.kind]) for one in item.results)
        more["resolutionText"] = "\n\n".join(one.text for one in item.results)
    if inside is not None:
        more |= _auxiliary(house, item.files, inside, entry.value.meeting)
    return _object(house, "AgendaItem", entry, more)


def file(house: House, entry: Entry[FileAt]) -> Json:
    """Returns a file with the meeting or the item to which it belongs."""
    told = entry.value
    if told is None:
        return _object(house, "File", entry, {})
    home: Json = {"agendaItem": [house.thing("agendaitem", told.item)]} if told.item else {
        "meeting": [house.thing("meeting", told.meeting)]
    }  # fmt: skip
    return {**_file(house, entry, told.file, told.meeting), **home}


def _auxiliary(house: House, files: Sequence[PublicFile], inside: Inside, meeting: str) -> Json:
    told = [
        _file(house, Entry(one.reference, *inside.files[one.reference], one), one, meeting)
        for one in files
        if one.reference in inside.files
    ]
    return {"auxiliaryFile": told} if told else {}


def _file(house: House, entry: Entry[object], told: PublicFile, meeting: str) -> Json:
    address = house.to("meetings:file", meeting, told.reference)
    more: Json = {
        "name": told.title,
        "fileName": told.name,
        "mimeType": told.media_type,
        "size": told.size,
        "sha512Checksum": told.sha512,
        "accessUrl": address,
        "downloadUrl": address,
    }
    return _object(house, "File", entry, more)


def consultation(house: House, entry: Entry[ItemAt]) -> Json:
    """Returns that a topic was an item, with the topic."""
    told = entry.value
    more = _consulted(house, told)
    if told is not None and told.item.topic is not None:
        more["paper"] = house.thing("paper", TOPIC + told.item.topic.reference)
    return _object(house, "Consultation", entry, more)


def _consulted(house: House, told: ItemAt | None) -> Json:
    if told is None:
        return {}
    return {
        "agendaItem": house.thing("agendaitem", told.item.reference),
        "meeting": house.thing("meeting", told.meeting),
    }


def paper_of_topic(house: House, entry: Entry[PublicTopic], items: list[Entry[ItemAt]]) -> Json:
    """Returns a topic as a paper, with the items that it was."""
    told, named = entry.value, _named(entry, TOPIC)
    if told is None:
        return _object(house, "Paper", named, {})
    return _object(house, "Paper", named, {
        "body": house.to("oparl:body", BODY),
        "name": told.title,
        "reference": told.reference,
        "date": told.raised_on.isoformat(),
        "paperType": "Thema",
        "web": house.to("topics:topic", told.reference),
        "consultation": [
            _object(house, "Consultation", one, _consulted(house, one.value)) for one in items
        ],
        "rueckhalt:text": told.description,
        "rueckhalt:state": str(STATES[told.state].words.title),
    })  # fmt: skip


def paper_of_promise(house: House, entry: Entry[PublicPromise]) -> Json:
    """Returns a promise as a paper that hangs on its topic."""
    told, named = entry.value, _named(entry, PROMISE)
    if told is None:
        return _object(house, "Paper", named, {})
    more: Json = {
        "body": house.to("oparl:body", BODY),
        "name": told.sentence,
        "reference": told.reference,
        "date": told.given_on.isoformat(),
        "paperType": str(PROMISE_KINDS[told.kind]),
        "web": house.to("promises:promise", told.reference),
        "rueckhalt:owner": told.owner,
        "rueckhalt:status": str(told.status_words),
    }
    if told.due_on is not None:
        more["rueckhalt:dueOn"] = told.due_on.isoformat()
    if told.topic is not None:
        more["superordinatedPaper"] = [house.thing("paper", TOPIC + told.topic.reference)]
    return _object(house, "Paper", named, more)


def _named(entry: Entry[object], prefix: str) -> Entry[object]:
    return Entry(prefix + entry.reference, entry.created_at, entry.changed_at, entry.value)


def error(message: str, debug: str) -> Json:
    """Returns a refusal: a German sentence for people, and a word for who writes programs."""
    return {"type": f"{SCHEMA}Error", "message": message, "debug": debug}


def _object(house: House, kind: str, entry: Entry[object], more: Json) -> Json:
    """An object with what each has; one that was taken back says nothing else (OParl 1.1, 2.8)."""
    is_gone = entry.value is None
    return {
        "id": house.thing(kind.lower(), entry.reference),
        "type": SCHEMA + kind,
        **more,
        **({"deleted": True, **_still_wanted(house, kind, entry)} if is_gone else {}),
        **_moments(entry.created_at, entry.changed_at),
    }


def _still_wanted(house: House, kind: str, entry: Entry[object]) -> Json:
    """What the schema demands even of an item that was taken back."""
    wanted: dict[str, Json] = {
        "AgendaItem": {"order": 0},
        "File": {"accessUrl": house.thing("file", entry.reference)},
    }
    return wanted.get(kind, {})


def _contact(house: House) -> Json:
    told = {"contactName": house.operator, "contactEmail": house.email}
    return {field: value for field, value in told.items() if value}


def _moments(created_at: datetime, changed_at: datetime) -> Json:
    return {"created": _moment(created_at), "modified": _moment(changed_at)}


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")
