"""Reads what was said in a case that somebody has open."""

import uuid

from rueckhalt.foundation.vault.api import OpenRecord, Place, read
from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.models import Case, Entry, GivenConsent, GivenDisclosure
from rueckhalt.support.cases.rules.contents import (
    Said,
    Summary,
    said_from_text,
    summary_from_text,
)

Row = Entry | GivenConsent | GivenDisclosure


def place_of(row: Row) -> Place:
    """Returns the place to which the content of a row is sealed."""
    return content_place(type(row), row.id)


def content_place(table: type[Row], row: uuid.UUID) -> Place:
    """Returns the place of a row that is not stored yet."""
    return Place(table._meta.label, str(row), "content")  # noqa: SLF001 -- Django's documented interface


def summary_place(case: uuid.UUID) -> Place:
    """Returns the place of the summary of a case."""
    return Place("cases.Case", str(case), "summary")


def entries_of(case: OpenCase) -> list[Said]:
    """Returns everything that was said and done, oldest first; three queries."""
    rows: list[Row] = [
        *Entry.objects.filter(case=case.row),
        *GivenConsent.objects.filter(case=case.row),
        *GivenDisclosure.objects.filter(case=case.row),
    ]
    found = [said_from_text(read(case.opened, place_of(row), row.content)) for row in rows]
    return sorted(found, key=lambda said: (said.at, str(said.id)))


def was_said(entry: uuid.UUID) -> bool:
    """Says whether an entry is stored."""
    return Entry.objects.filter(id=entry).exists()


def for_person(entries: list[Said]) -> list[Said]:
    """Returns what the person's page shows."""
    return [said for said in entries if said.content.is_for_person]


def summary_of(row: Case, opened: OpenRecord) -> Summary:
    """Returns the title of a case and when it arrived."""
    return summary_from_text(read(opened, summary_place(row.id), row.summary))
