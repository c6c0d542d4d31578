"""Tells what differs between two states of the official directory."""

from dataclasses import dataclass, field
from datetime import date

from rueckhalt.foundation.places.rules.place import Directory, Place


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two states; a place is the same where its AGS is.

    `gone` has no successor here: the directory does not name it, only the official list of changes
    of territory does. The numbers count places of both states.
    """

    earlier: date
    later: date
    added: tuple[Place, ...] = field(repr=False)
    gone: tuple[Place, ...] = field(repr=False)
    renamed: tuple[tuple[Place, Place], ...] = field(repr=False)
    other_kind: int
    other_kreis: int
    other_association: int
    other_postcode: int
    other_population: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: the state of the file, the state that is present now, the changes.

    The changes are those to the nearest other state that is stored; nothing if there is none.
    """

    state_on: date
    present: date
    is_new: bool
    changes: Changes | None


def changes_between(one: Directory, other: Directory) -> Changes:
    """Returns what differs, told from the earlier to the later state whichever comes first."""
    earlier, later = sorted((one, other), key=lambda directory: directory.state_on)
    before = {place.ags: place for place in earlier.places}
    after = {place.ags: place for place in later.places}
    kept = [(before[ags], place) for ags, place in after.items() if ags in before]
    return Changes(
        earlier=earlier.state_on,
        later=later.state_on,
        added=tuple(place for ags, place in after.items() if ags not in before),
        gone=tuple(place for ags, place in before.items() if ags not in after),
        renamed=tuple((old, new) for old, new in kept if old.name != new.name),
        other_kind=sum(old.kind != new.kind for old, new in kept),
        other_kreis=sum(old.kreis != new.kreis for old, new in kept),
        other_association=sum(old.association != new.association for old, new in kept),
        other_postcode=sum(old.postcode != new.postcode for old, new in kept),
        other_population=sum(old.population != new.population for old, new in kept),
    )
