"""Reads the dated text of the directory, shipped or of the operator, strictly."""

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter

from rueckhalt.foundation.directory.rules.body import Body, Gap
from rueckhalt.foundation.lib.content import ContentError, parse_entries, parse_tables

SHIPPED_KINDS = {"body", "gap"}
# What a file of the operator may say beside entries of its own: hide one, or take its own one back.
OWN_KINDS = SHIPPED_KINDS | {"hidden", "shipped"}
_BODY, _GAP = TypeAdapter(Body), TypeAdapter(Gap)


@dataclass(frozen=True)
class Entries:
    """What a directory holds, each kind sorted by id."""

    bodies: tuple[Body, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def all(self) -> list[Body | Gap]:
        """Bodies and gaps in one list."""
        return [*self.bodies, *self.gaps]

    def by_id(self) -> dict[str, Body | Gap]:
        """All entries by their id."""
        return {entry.id: entry for entry in self.all()}


@dataclass(frozen=True)
class Mention:
    """An entry that is only named: `[[hidden]]` or `[[shipped]]` with its id."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: str


@dataclass(frozen=True)
class Change:
    """What an operator wants of one entry: an own `entry`, to hide it, or the shipped one again."""

    id: str
    entry: Body | Gap | None = None
    is_hidden: bool = False


def parse_entries_of(texts: Mapping[str, str], kinds: Iterable[str] = SHIPPED_KINDS) -> Entries:
    """Parses `[[body]]` and `[[gap]]` of several files (name → TOML).

    Raises:
        ContentError: a fault in an entry, an unknown kind of entry, an id that stands there twice.
    """
    for name, table in parse_tables(texts).items():
        if unknown := sorted(set(table) - set(kinds)):
            raise ContentError(f"{name}: [[{unknown[0]}]] gibt es hier nicht.")
    found = Entries(parse_entries(texts, "body", Body), parse_entries(texts, "gap", Gap))
    _refuse_twice(found.all())
    return found


def parse_changes(name: str, text: str) -> tuple[Change, ...]:
    """Parses a file of the operator: entries as shipped ones, `[[hidden]]` and `[[shipped]]`.

    Raises:
        ContentError: as parse_entries_of; it names file, entry and field.
    """
    entries = parse_entries_of({name: text}, OWN_KINDS)
    hidden, shipped = (parse_entries({name: text}, kind, Mention) for kind in ("hidden", "shipped"))
    _refuse_twice([*entries.all(), *hidden, *shipped])
    return (
        *(Change(entry.id, entry) for entry in entries.all()),
        *(Change(one.id, is_hidden=True) for one in hidden),
        *(Change(one.id) for one in shipped),
    )


def _refuse_twice(named: Iterable[Body | Gap | Mention]) -> None:
    seen: set[str] = set()
    for one in named:
        if one.id in seen:
            raise ContentError(f"Die Kennung {one.id} gibt es zweimal.")
        seen.add(one.id)


def merged(shipped: Entries, own: Iterable[Change]) -> Entries:
    """The shipped entries with those of the operator in their place; hidden ones are left out."""
    entries = shipped.by_id()
    for one in own:
        if one.entry:
            entries[one.id] = one.entry
        elif one.is_hidden:
            entries.pop(one.id, None)
    chosen = [entries[entry_id] for entry_id in sorted(entries)]
    bodies = tuple(entry for entry in chosen if isinstance(entry, Body))
    return Entries(bodies, tuple(entry for entry in chosen if isinstance(entry, Gap)))


def differences(before: Entries, after: Entries) -> tuple[str, ...]:
    """What changes from one directory to another, as lines for people, by id."""
    old, new = before.by_id(), after.by_id()
    return tuple(
        line
        for entry_id in sorted(old.keys() | new.keys())
        for line in _difference(entry_id, old.get(entry_id), new.get(entry_id))
    )


def _difference(entry_id: str, old: Body | Gap | None, new: Body | Gap | None) -> Iterator[str]:
    if old is None or new is None:
        yield f"{entry_id}: {'neu' if old is None else 'nicht mehr da'}"
    elif type(old) is not type(new):
        yield (
            f"{entry_id}: von Stelle zu Lücke"
            if isinstance(old, Body)
            else f"{entry_id}: von Lücke zu Stelle"
        )
    else:
        before, after = json.loads(as_text(old)), json.loads(as_text(new))
        (kind,) = before
        for field in (one.name for one in dataclasses.fields(old)):
            was, now = before[kind].get(field, "–"), after[kind].get(field, "–")
            if was != now:
                yield f"{entry_id}: {field}: {was} → {now}"


def as_text(entry: Body | Gap) -> str:
    """An entry as JSON to be stored; what is left at its default is left out."""
    if isinstance(entry, Body):
        values = {"body": _BODY.dump_python(entry, mode="json", exclude_defaults=True)}
    else:
        values = {"gap": _GAP.dump_python(entry, mode="json", exclude_defaults=True)}
    return json.dumps(values, ensure_ascii=False)


def from_text(text: str) -> Body | Gap:
    """Reads a stored entry back; refuses one that does not fit the present fields (ValueError)."""
    ((kind, values),) = json.loads(text).items()
    return _BODY.validate_python(values) if kind == "body" else _GAP.validate_python(values)
