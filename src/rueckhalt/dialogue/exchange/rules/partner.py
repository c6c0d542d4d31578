"""Partners: their groups as data, and who takes part on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked_dataclass

from rueckhalt.dialogue.exchange.rules.visibility import Reader
from rueckhalt.foundation.lib.content import parse_entries
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

STRICT = ConfigDict(extra="forbid")
LONGEST_MANDATE = 150


@checked_dataclass(frozen=True, config=STRICT)
class Group:
    """A group of partners: `id` in tables, `name` for people, `about` in one sentence.

    `is_federal` says which side of the exchange it is on: none is neither, as the secretariat.
    """

    id: str
    name: str
    about: str
    rank: int
    is_federal: bool | None = None


def parse_groups(texts: Mapping[str, str]) -> dict[str, Group]:
    """Parses the groups of partners, in their order.

    Raises:
        ContentError: what `parse_entries` raises.
    """
    found = parse_entries(texts, "group", Group)
    return {one.id: one for one in sorted(found, key=lambda one: (one.rank, one.id))}


def may_see_otherwise(*, owner: bool | None, viewer: bool | None) -> bool:
    """Says whether a partner may tell how its side sees a promise: it has one, and not the owner's.

    Both are `is_federal` of a group; of an owner that is no partner the side is unknown.
    """
    return viewer is not None and viewer != owner


def is_other_side(*, owner: bool | None, viewer: bool | None) -> bool:
    """Says whether a view comes from the other side: that of both is known, and not the same."""
    return owner is not None and may_see_otherwise(owner=owner, viewer=viewer)


@dataclass(frozen=True, slots=True)
class Term:
    """From when until when somebody speaks for a partner; the end is excluded, none means open."""

    valid_from: date
    valid_until: date | None

    def holds(self, on: date) -> bool:
        """Says whether a term holds on a day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


def may_speak_for(membership: int, term: Term, reader: Reader, *, on: date) -> bool:
    """Says whether somebody may raise a topic under a mandate on a day.

    Everybody may under her own. The secretariat writes down for others what they told it: under any
    mandate that holds.
    """
    return membership in reader.memberships or (reader.is_secretariat and term.holds(on))


def check_term(term: Term) -> None:
    """Refuses a term that ends before it begins."""
    if term.valid_until is not None and term.valid_until <= term.valid_from:
        raise Refused("term", gettext_noop("Das Mandat endet, bevor es beginnt."))


def checked_mandate(mandate: str) -> str:
    """Returns a mandate as it is stored; refuses none, and a long one."""
    clean = " ".join(mandate.split())
    if not clean or len(clean) > LONGEST_MANDATE:
        raise Refused("mandate", gettext_noop("Das Mandat braucht 1 bis 150 Zeichen."))
    return clean
