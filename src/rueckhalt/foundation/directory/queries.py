"""Reads the directory: the shipped text, and what the operator says instead of it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files

from rueckhalt.foundation.directory.models import OwnEntry, Report
from rueckhalt.foundation.directory.rules import (
    BERLIN,
    Body,
    Change,
    Competence,
    Coverage,
    Entries,
    Finding,
    Gap,
    Missing,
    Offer,
    Prosecutor,
    bodies_for,
    coverage,
    findings,
    from_text,
    gaps_for,
    merged,
    missing,
    parse_entries_of,
    parse_prosecutors,
    pathless_for,
    prosecutor_of,
    successor_of,
)
from rueckhalt.foundation.directory.rules.prosecutor import Table
from rueckhalt.foundation.places.api import Land, Place, place_index


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


@dataclass(frozen=True)
class OwnState:
    """That the operator set or hid an entry: when, and who, as a label."""

    entry_id: str
    is_hidden: bool
    set_at: datetime
    set_by: str


@dataclass(frozen=True)
class ReportView:
    """A hint that an entry is wrong."""

    number: int
    entry_id: str
    reported_on: date
    message: str


def all_entries() -> Entries:
    """The directory as it holds here: entries of the operator take precedence by their id."""
    return _merged(_stored())


def own_changes() -> tuple[Change, ...]:
    """What the operator says of entries, without what this version can no longer read."""
    return _own(_stored())[0]


def _stored() -> tuple[tuple[str, str], ...]:
    rows = OwnEntry.objects.order_by("entry_id").values_list("entry_id", "text")
    return tuple((entry_id, text) for entry_id, text in rows)


# The same rows are read once; other rows, as another process may have set them, are read anew.
@lru_cache(maxsize=2)
def _merged(rows: tuple[tuple[str, str], ...]) -> Entries:
    return merged(shipped_entries(), _own(rows)[0])


def _own(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    """The stored entries, and findings for those that a newer version can no longer read."""
    changes, faults = [], []
    for entry_id, text in rows:
        try:
            entry = from_text(text) if text else None
        except ValueError:
            lost = (
                "Der eigene Eintrag passt nicht mehr zu dieser Version; es gilt der ausgelieferte."
            )
            faults.append(Finding(is_error=True, entry_id=entry_id, text=lost))
        else:
            changes.append(Change(entry_id, entry, is_hidden=entry is None))
    return tuple(changes), tuple(faults)


def findings_at(at: datetime) -> tuple[Finding, ...]:
    """What a look over the directory finds on the day of a moment, errors first."""
    on = at.astimezone(BERLIN).date()
    return (*_own(_stored())[1], *findings(all_entries(), on))


def own_states() -> tuple[OwnState, ...]:
    """Which entries the operator set or hid, by id."""
    rows = OwnEntry.objects.order_by("entry_id")
    return tuple(OwnState(row.entry_id, row.is_hidden, row.set_at, row.set_by) for row in rows)


def reports() -> tuple[ReportView, ...]:
    """The hints that nobody has closed yet, oldest first."""
    rows = Report.objects.order_by("pk")
    return tuple(ReportView(row.pk, row.entry_id, row.reported_on, row.message) for row in rows)


def answer_for(competence: Competence, place: Place | None, at: datetime) -> Answer:
    """Everything that a page says for a matter at a place: cards, bodies without a way, gaps."""
    entries, on = all_entries(), at.astimezone(BERLIN).date()
    return Answer(
        competence,
        bodies_for(entries.bodies, competence, place, at),
        pathless_for(entries.bodies, competence, place, on),
        gaps_for(entries.gaps, competence, place),
    )


def entries_of(land: Land | None, competence: Competence | None, at: datetime) -> Entries:
    """The bodies that work at a moment and the gaps; of a Land or for a matter, if one is named."""
    entries, on = all_entries(), at.astimezone(BERLIN).date()
    bodies = (body for body in entries.bodies if body.is_valid(on))
    return Entries(
        tuple(
            body
            for body in bodies
            if land in {None, body.land} and competence in {None, *body.competences}
        ),
        tuple(
            gap
            for gap in entries.gaps
            if land in {None, gap.land} and competence in {None, gap.competence}
        ),
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
