"""Takes files into a case: they arrived sealed, and their keys are sealed to the case."""

import uuid
from collections.abc import Callable, Iterable

from django.db import OperationalError

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.api import ArrivedFile, drop_file, keep_file, seal
from rueckhalt.foundation.web.locked import is_locked
from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.models import CaseFile
from rueckhalt.support.cases.queries.files import file_place
from rueckhalt.support.cases.rules.files import MOST_FILES, FileAbout, about_as_text, shown_name


def check_files(arrived: list[ArrivedFile]) -> None:
    """Refuses what cannot be kept, and then keeps nothing of it.

    Raises:
        Refused: one is too large, or there are too many at once.
    """
    if len(arrived) > MOST_FILES:
        drop_files(arrived)
        raise Refused(
            "too-many-files",
            gettext_noop("Höchstens %(most)s Dateien auf einmal. Bitte wählen Sie weniger."),
            most=MOST_FILES,
        )
    if any(one.is_too_large for one in arrived):
        drop_files(arrived)
        raise Refused(
            "file-too-large",
            gettext_noop(
                "Eine Datei ist größer als 50 Megabyte. Bitte wählen Sie eine kleinere. Wir haben keine Datei behalten."
            ),
        )


def keep_files(*, case: OpenCase, arrived: Iterable[ArrivedFile]) -> tuple[uuid.UUID, ...]:
    """Takes files into a case, within the caller's transaction; returns their ids."""
    return tuple(_keep(case, one) for one in arrived)


def keep_or_drop(arrived: list[ArrivedFile], keep: Callable[[], bool]) -> None:
    """Does what takes files in, and removes them where surely nothing took them.

    After any other mistake they stay: it may have come after the message was stored.
    """
    try:
        is_kept = keep()
    except (Refused, OperationalError) as error:
        if isinstance(error, Refused) or is_locked(error):
            drop_files(arrived)
        raise
    if not is_kept:
        drop_files(arrived)


def signs_of(arrived: Iterable[ArrivedFile]) -> tuple[str, ...]:
    """Returns by what the same files are known when they arrive twice."""
    return tuple(f"{one.name}:{one.size}" for one in arrived)


def drop_files(arrived: Iterable[ArrivedFile]) -> None:
    """Removes files that no case takes in."""
    for one in arrived:
        drop_file(one.id)


def _keep(case: OpenCase, arrived: ArrivedFile) -> uuid.UUID:
    key = case.opened.key()
    about = about_as_text(FileAbout(shown_name(arrived.name), arrived.size))
    CaseFile.objects.create(
        id=arrived.id, case=case.row,
        key=keep_file(key, file_place(arrived.id, "key"), arrived),
        about=seal(key, file_place(arrived.id, "about"), about),
    )  # fmt: skip
    return arrived.id
