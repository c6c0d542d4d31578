"""Reads dated text (TOML) strictly: what is unknown, missing or double is an error with its place."""

import tomllib
from collections.abc import Mapping
from typing import Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError


class Entry(Protocol):
    """An entry of dated text: a frozen dataclass with an id."""

    @property
    def id(self) -> str:
        """The name by which other entries mention it."""
        ...


EntryType = TypeVar("EntryType", bound=Entry)


class ContentError(Exception):
    """A fault in dated text. The message names file, entry and field."""


def parse_entries(
    texts: Mapping[str, str], key: str, entry_type: type[EntryType]
) -> tuple[EntryType, ...]:
    """Parses all `[[key]]` entries of several files into frozen dataclasses.

    Args:
        texts: file name → TOML text.
        key: the name of the array of tables; files may hold other arrays beside it.
        entry_type: a frozen dataclass that forbids unknown keys.

    Returns:
        The entries of all files, sorted by id, so that the order of files never matters.

    Raises:
        ContentError: not TOML, an unknown or missing key, a wrong value, an id used twice.
    """
    adapter = TypeAdapter(entry_type)
    found: dict[str, EntryType] = {}
    for name, table in parse_tables(texts).items():
        for position, raw in enumerate(_entries_of(table, key, name), start=1):
            entry = _validated(adapter, raw, f"{name}, [[{key}]] {position}")
            if entry.id in found:
                raise ContentError(f"{name}: Die Kennung {entry.id} gibt es zweimal.")
            found[entry.id] = entry
    return tuple(found[entry_id] for entry_id in sorted(found))


def parse_tables(texts: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """Parses each text as TOML; the error of a broken one names its file."""
    tables: dict[str, dict[str, object]] = {}
    for name, text in texts.items():
        try:
            tables[name] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ContentError(f"{name}: kein gültiges TOML ({error})") from error
    return tables


def _entries_of(table: Mapping[str, object], key: str, name: str) -> list[object]:
    entries = table.get(key, [])
    if not isinstance(entries, list):
        raise ContentError(f"{name}: {key} muss als [[{key}]] geschrieben sein.")
    return entries


def _validated(adapter: TypeAdapter[EntryType], raw: object, place: str) -> EntryType:
    try:
        return adapter.validate_python(raw)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc']) or 'Eintrag'}: {fault['msg']}"
            for fault in error.errors()
        )
        label = raw.get("id", "ohne id") if isinstance(raw, dict) else raw
        raise ContentError(f"{place} ({label}): {faults}") from error
