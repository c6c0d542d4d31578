"""Reads the dated text of the directory, shipped or of the operator, strictly."""

from collections.abc import Mapping
from dataclasses import dataclass

from rueckhalt.foundation.directory.rules.body import Body, Gap
from rueckhalt.foundation.lib.content import ContentError, parse_entries, parse_tables

KINDS = {"body", "gap"}


@dataclass(frozen=True)
class Entries:
    """What a directory holds, each kind sorted by id."""

    bodies: tuple[Body, ...] = ()
    gaps: tuple[Gap, ...] = ()


def parse_entries_of(texts: Mapping[str, str]) -> Entries:
    """Parses `[[body]]` and `[[gap]]` of several files (name → TOML).

    Raises:
        ContentError: a fault in an entry, another kind of entry, an id that stands there twice.
    """
    for name, table in parse_tables(texts).items():
        if unknown := sorted(set(table) - KINDS):
            raise ContentError(f"{name}: [[{unknown[0]}]] gibt es hier nicht.")
    found = Entries(parse_entries(texts, "body", Body), parse_entries(texts, "gap", Gap))
    if both := {body.id for body in found.bodies} & {gap.id for gap in found.gaps}:
        raise ContentError(f"Die Kennung {min(both)} gibt es zweimal.")
    return found
