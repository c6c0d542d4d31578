"""Reads the directory from its dated text."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files

from rueckhalt.foundation.directory.rules import (
    BERLIN,
    Body,
    Competence,
    Coverage,
    Entries,
    Gap,
    Missing,
    Offer,
    Prosecutor,
    bodies_for,
    coverage,
    gaps_for,
    missing,
    parse_entries_of,
    parse_prosecutors,
    pathless_for,
    prosecutor_of,
    successor_of,
)
from rueckhalt.foundation.directory.rules.prosecutor import Table
from rueckhalt.foundation.places.api import Place, place_index


@dataclass(frozen=True)
class Answer:
    """What the directory knows for a matter at a place.

    `offers` are cards, best first; `pathless` exist, but no way to them is attested; `gaps` are
    sentences about what nobody has attested.
    """

    competence: Competence
    offers: tuple[Offer, ...]
    pathless: tuple[Body, ...]
    gaps: tuple[Gap, ...]


@lru_cache(maxsize=1)
def shipped_entries() -> Entries:
    """The directory as it is shipped.

    Raises:
        ContentError: an entry has a fault; it names file, entry and field.
    """
    folder = files("rueckhalt") / "content" / "directory"
    return parse_entries_of({file.name: file.read_text("utf-8") for file in folder.iterdir()})


def all_entries() -> Entries:
    """The directory as it holds here."""
    return shipped_entries()


def bodies_at(competence: Competence, place: Place | None, at: datetime) -> tuple[Offer, ...]:
    """Bodies with a known way for a matter at a place (None: not known where), best first."""
    return bodies_for(all_entries().bodies, competence, place, at)


def answer_for(competence: Competence, place: Place | None, at: datetime) -> Answer:
    """Everything that a page says for a matter at a place: cards, bodies without a way, gaps."""
    entries, on = all_entries(), at.astimezone(BERLIN).date()
    return Answer(
        competence,
        bodies_for(entries.bodies, competence, place, at),
        pathless_for(entries.bodies, competence, place, on),
        gaps_for(entries.gaps, competence, place),
    )


def body_by_id(body_id: str) -> Body | None:
    """The body with this id, closed ones too; nothing if there is none."""
    return next((body for body in all_entries().bodies if body.id == body_id), None)


def body_in_place_of(body: Body, at: datetime) -> Body | None:
    """The body that does the work of a closed one now; nothing if none is named."""
    return successor_of(all_entries().bodies, body, at.astimezone(BERLIN).date())


def coverage_at(at: datetime) -> tuple[Coverage, ...]:
    """For each Land and concern, how many municipalities reach a body at a moment."""
    return coverage(all_entries().bodies, place_index().places, at)


def missing_at(at: datetime) -> tuple[Missing, ...]:
    """What the directory does not know on the day of a moment."""
    return missing(all_entries(), at.astimezone(BERLIN).date())


def prosecutor_for(place: Place) -> Prosecutor | None:
    """The prosecutor's office for a place, derived; nothing in areas without a court district."""
    return prosecutor_of(_prosecutors(), place)


@lru_cache(maxsize=1)
def _prosecutors() -> Table:
    file = files("rueckhalt.foundation.directory") / "prosecutors.csv"
    return parse_prosecutors(file.read_text("utf-8"))
