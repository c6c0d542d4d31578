"""Reads the directory from its dated text."""

from functools import lru_cache
from importlib.resources import files

from rueckhalt.foundation.directory.rules import Body, Competence, bodies_for
from rueckhalt.foundation.lib.content import parse_entries
from rueckhalt.foundation.places.api import Land


@lru_cache(maxsize=1)
def all_bodies() -> tuple[Body, ...]:
    """Every body of the shipped directory.

    Raises:
        ContentError: an entry has a fault; it names file, entry and field.
    """
    folder = files("rueckhalt") / "content" / "directory"
    texts = {file.name: file.read_text("utf-8") for file in folder.iterdir()}
    return parse_entries(texts, "body", Body)


def bodies_at(competence: Competence, land: Land | None) -> tuple[Body, ...]:
    """Bodies for a matter in a Land (None: not known where), best first."""
    return bodies_for(all_bodies(), competence, land)
