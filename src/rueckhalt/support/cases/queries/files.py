"""Reads the files of a case that somebody has open."""

import uuid
from collections.abc import Iterator

from rueckhalt.foundation.vault.api import Place, read, read_file
from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.models import CaseFile
from rueckhalt.support.cases.rules.files import FileAbout, about_from_text

TABLE = "cases.CaseFile"


def file_place(file: uuid.UUID, field: str) -> Place:
    """Returns the place to which a field of a file's row is sealed."""
    return Place(TABLE, str(file), field)


def files_of(case: OpenCase) -> dict[uuid.UUID, FileAbout]:
    """Returns all files of a case by their id; one query."""
    rows = CaseFile.objects.filter(case=case.row)
    return {
        row.id: about_from_text(read(case.opened, file_place(row.id, "about"), row.about))
        for row in rows
    }


def file_content(case: OpenCase, file: uuid.UUID) -> tuple[FileAbout, Iterator[bytes]] | None:
    """Returns a file of this case and its bytes as they are read; None where it has no such file."""
    row = CaseFile.objects.filter(case=case.row, id=file).first()
    if row is None:
        return None
    about = about_from_text(read(case.opened, file_place(file, "about"), row.about))
    return about, read_file(case.opened, file_place(file, "key"), row.key, file)
