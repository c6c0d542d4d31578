"""Files of the exchange: which kinds, how large, and whether a file is what it says."""

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

LARGEST = 20 * 1024 * 1024
LONGEST_NAME = 150
_TOO_LARGE = gettext_noop("Die Datei ist zu groß, höchstens 20 Megabyte.")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file: its media type, and with what its content begins (none: text)."""

    media_type: str
    begins: bytes


_OFFICE = "application/vnd.openxmlformats-officedocument"
FILE_TYPES: dict[str, FileType] = {
    "pdf": FileType("application/pdf", b"%PDF-"),
    "docx": FileType(f"{_OFFICE}.wordprocessingml.document", _ZIP),
    "xlsx": FileType(f"{_OFFICE}.spreadsheetml.sheet", _ZIP),
    "odt": FileType("application/vnd.oasis.opendocument.text", _ZIP),
    "ods": FileType("application/vnd.oasis.opendocument.spreadsheet", _ZIP),
    "png": FileType("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": FileType("image/jpeg", b"\xff\xd8\xff"),
    "csv": FileType("text/csv", b""),
    "txt": FileType("text/plain", b""),
}


class Reading(StrEnum):
    """Where somebody looks for names before a file is let out."""

    CONTENT = "content"
    TITLE = "title"
    PROPERTIES = "properties"


READINGS: dict[Reading, str] = {
    Reading.CONTENT: gettext_noop("Ich habe die Datei ganz gelesen. Darin steht kein Name."),
    Reading.TITLE: gettext_noop("Auch im Titel und im Dateinamen steht kein Name."),
    Reading.PROPERTIES: gettext_noop("Auch in den Eigenschaften der Datei steht kein Name."),
}


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file that may be kept: a safe name, its media type, and the digest under which it lies."""

    name: str
    media_type: str
    size: int
    digest: str


def checked_file(name: str, content: bytes) -> FileFacts:
    """Returns what is kept of a file.

    Refused: an empty or large file, a kind that is not on the list, and a file that is not what its
    name says.
    """
    clean = _safe(name)
    ending = clean.rpartition(".")[2].lower()
    kind = FILE_TYPES.get("jpg" if ending == "jpeg" else ending)
    if kind is None:
        raise Refused(
            "file-kind",
            gettext_noop("Diese Art von Datei nehmen wir nicht an. Möglich sind: %(kinds)s."),
            kinds=", ".join(FILE_TYPES),
        )
    if not content:
        raise Refused("file-empty", gettext_noop("Die Datei ist leer."))
    if len(content) > LARGEST:
        raise Refused("file-large", _TOO_LARGE)
    if not content.startswith(kind.begins) or (not kind.begins and not _is_text(content)):
        raise Refused(
            "file-forged", gettext_noop("Der Inhalt der Datei passt nicht zu ihrem Namen.")
        )
    return FileFacts(clean, kind.media_type, len(content), sha256(content).hexdigest())


def check_arrived(*, is_there: bool, is_too_large: bool) -> None:
    """Refuses no file at all, and one of which nothing was kept because it is too large."""
    if not is_there:
        raise Refused("file-missing", gettext_noop("Bitte wählen Sie eine Datei."))
    if is_too_large:
        raise Refused("file-large", _TOO_LARGE)


def can_go_out(*, meeting: Visibility | None, item: ItemVisibility | None) -> bool:
    """Says whether a file belongs to something public.

    `meeting` is none for the file of a topic, `item` is none for the file of a whole meeting.
    """
    return meeting is Visibility.PUBLIC and item in {None, ItemVisibility.PUBLIC}


def check_release(
    *, meeting: Visibility | None, item: ItemVisibility | None, read: Container[Reading]
) -> None:
    """Refuses to let a file out that belongs to nothing public, or that nobody has read whole."""
    if not can_go_out(meeting=meeting, item=item):
        raise Refused(
            "file-home",
            gettext_noop("Veröffentlichen lässt sich nur, was zu einem öffentlichen Punkt gehört."),
        )
    if not all(one in read for one in Reading):
        raise Refused("read", gettext_noop("Prüfen Sie bitte alles, bevor Sie es veröffentlichen."))


def _safe(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(sign for sign in last if sign.isprintable())
    stem, dot, ending = printable.strip(" .").rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"[:LONGEST_NAME]


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return "\0" not in text
