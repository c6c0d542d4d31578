"""Turns the bytes of an official file into text, where they say without doubt which text it is."""

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

LARGEST_FILE = 10_000_000  # bytes; a quarter has 3.5 million, in 2000 it would have been 5
_FOREIGN = {
    b"PK": gettext_noop(
        "Das ist ein ZIP-Archiv oder eine Excel-Datei. Packen Sie das Archiv aus und nehmen Sie die Textdatei GV100AD daraus."
    ),
    b"%PDF": gettext_noop("Das ist ein PDF. Gebraucht wird die Textdatei GV100AD."),
    b"\xff\xfe": gettext_noop("Die Datei ist in UTF-16 gespeichert. Nehmen Sie die amtliche Datei, unverändert."),
    b"\xfe\xff": gettext_noop("Die Datei ist in UTF-16 gespeichert. Nehmen Sie die amtliche Datei, unverändert."),
}  # fmt: skip
# Letters that Windows-1252 and its Central European sister ISO-8859-2 write with the same byte.
_CERTAIN = frozenset(
    letter
    for byte in range(0xC0, 0x100)
    if (letter := bytes([byte]).decode("cp1252")) == bytes([byte]).decode("iso8859-2")
    and letter.isalpha()
)


def text_of(raw: bytes) -> str:
    """Returns the text of a file in UTF-8 or, older, Windows-1252 (also ISO-8859-1), without a BOM.

    Refused: an empty file, one of more than 10 MB, an archive, PDF, UTF-16, bytes that are no text,
    and an encoding that could also be another one.
    """
    if not raw.strip():
        raise Refused("places-empty", gettext_noop("Die Datei ist leer."))
    if len(raw) > LARGEST_FILE:
        raise Refused(
            "places-size",
            gettext_noop("Die Datei ist größer als 10 MB; so groß ist kein Gemeindeverzeichnis."),
        )
    for beginning, message in _FOREIGN.items():
        if raw.startswith(beginning):
            raise Refused("places-format", message)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _older_text(raw)


def _older_text(raw: bytes) -> str:
    text = raw.decode("cp1252", errors="replace")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.isascii() and not all(sign.isascii() or sign in _CERTAIN for sign in line):
            raise Refused(
                "places-encoding",
                gettext_noop(
                    "Zeile %(line)s enthält Zeichen, die weder UTF-8 noch eindeutig Windows-1252 sind."
                ),
                line=number,
            )
    return text
