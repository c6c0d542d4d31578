"""OParl 1.1: what an entry of the interface is, and what somebody may ask its lists for.

The only value with a name is `NamedMember`; it exists only while its person agrees to this channel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Generic, TypeVar

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

PAGE_SIZE, LARGEST_PAGE = 25, 100
# More pages than any list has.
MOST_PAGES = 10_000
MOMENTS = ("created_since", "created_until", "modified_since", "modified_until")
PARAMETERS = (*MOMENTS, "page", "limit", "omit_internal")

Value_co = TypeVar("Value_co", covariant=True)


@dataclass(frozen=True, slots=True)
class PublicPartner:
    """An organisation that takes part."""

    reference: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class NamedMember:
    """Somebody who agreed to be named in OParl, with this one mandate."""

    reference: str
    name: str
    partner: str  # its reference
    mandate: str
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Entry(Generic[Value_co]):
    """Something that is public or was: since when, when it changed last, and what it says.

    Without a value it has been taken back, and only that may be said of it.
    """

    reference: str
    created_at: datetime
    changed_at: datetime
    value: Value_co | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks a list for: four moments (both ends included), a page, and how full it is."""

    created_since: datetime | None = None
    created_until: datetime | None = None
    modified_since: datetime | None = None
    modified_until: datetime | None = None
    page: int = 1
    size: int = PAGE_SIZE
    omits_internal: bool = False

    @property
    def shows_withdrawn(self) -> bool:
        """Says whether a list names what was taken back: only to who asks what has changed."""
        return self.modified_since is not None

    def takes(self, entry: Entry[object]) -> bool:
        """Says whether an entry is among those that were asked for."""
        since, until = self.created_since, self.created_until
        changed_since, changed_until = self.modified_since, self.modified_until
        return (
            (entry.value is not None or self.shows_withdrawn)
            and (since is None or since <= entry.created_at)
            and (until is None or entry.created_at <= until)
            and (changed_since is None or changed_since <= entry.changed_at)
            and (changed_until is None or entry.changed_at <= changed_until)
        )


def parse_asked(told: Mapping[str, str]) -> Asked:
    """Reads the parameters of a list; those that OParl does not know do not matter.

    Refused: a moment that is none or has no time zone, and a page or limit that is no number.
    """
    return Asked(
        **{name: _moment(name, told[name]) for name in MOMENTS if told.get(name)},
        page=_number("page", told.get("page") or "1", MOST_PAGES),
        size=_number("limit", told.get("limit") or str(PAGE_SIZE), LARGEST_PAGE),
        omits_internal=told.get("omit_internal") == "true",
    )


def _moment(name: str, text: str) -> datetime:
    try:
        # A plus that nobody encoded arrives as a space.
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        # The first and the last day of all can lie beyond every calendar in another zone.
        told = moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        told = None
    if told is None:
        raise Refused(
            "moment",
            gettext_noop("„%(name)s“ braucht einen Zeitpunkt wie 2026-11-27T09:00:00+01:00."),
            name=name,
        )
    return told


def _number(name: str, text: str, largest: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise Refused("number", gettext_noop("„%(name)s“ braucht eine Zahl ab 1."), name=name)
    return min(int(text), largest)
