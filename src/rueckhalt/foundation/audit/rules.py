import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from struct import Struct

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

LONGEST_BY, LONGEST_ACTION, LONGEST_SUBJECT = 80, 60, 80
# The line that says that older lines were removed; its subject names the checkpoint.
FORGET = "audit.forget"

_NAME = r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*"
# A reference is small or large, never mixed: so no sentence and no name as people write it fits.
_REFERENCE = r"(?:[a-z0-9]+(?:[._-][a-z0-9]+)*|[A-Z0-9]+(?:-[A-Z0-9]+)*)"
_ACTION = re.compile(_NAME)
_LABEL = re.compile(rf"{_NAME}(?::{_REFERENCE})*")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIXED = Struct(">32sqqBBB")  # previous, number, microseconds, lengths of the three labels

_HEAD = re.compile(r"(0|[1-9][0-9]{0,17}):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Head:
    """The number of a line and its digest: it stands for this line and all lines before it."""

    number: int
    digest: bytes

    @property
    def hex(self) -> str:
        """The digest as 64 signs."""
        return self.digest.hex()

    def __str__(self) -> str:
        return f"{self.number}:{self.hex}"


# What stands before the first line.
GENESIS = Head(0, bytes(32))


@dataclass(frozen=True, slots=True)
class Line:
    """One act: labels only, nothing of a case.

    `by` names who ("account:17", "system"), `action` what was done ("case.read"), `subject` to
    what ("case:K7F2"). `previous` is the digest of the line before, `digest` that of this one.
    """

    number: int
    at: datetime
    by: str
    action: str
    subject: str
    previous: bytes
    digest: bytes


def digest_for(
    previous: bytes, number: int, at: datetime, by: str, action: str, subject: str
) -> bytes:
    """SHA-256 over all fields of a line, so encoded that two different lines never look the same.

    The encoding: previous (32 bytes), number (8), microseconds since 1970 in UTC (8), the lengths
    of the three labels (1 each), then the labels in UTF-8; numbers are signed and big-endian.
    A time without a zone and a label of more than 255 bytes are errors of the caller.
    """
    microseconds = (at - _EPOCH) // _MICROSECOND
    labels = by.encode(), action.encode(), subject.encode()
    fixed = _FIXED.pack(previous, number, microseconds, *map(len, labels))
    return sha256(fixed + b"".join(labels)).digest()


def next_line(last: Head, *, at: datetime, by: str, action: str, subject: str) -> Line:
    """The line that follows a head; refuses what is no label."""
    check_label("by", by, LONGEST_BY)
    check_label("subject", subject, LONGEST_SUBJECT)
    if len(action) > LONGEST_ACTION or not _ACTION.fullmatch(action):
        raise Refused("label", _NO_LABEL, field="action")
    number = last.number + 1
    digest = digest_for(last.digest, number, at, by, action, subject)
    return Line(number, at.astimezone(UTC), by, action, subject, last.digest, digest)


# The value itself is not repeated: what is no label may be a text of somebody.
_NO_LABEL = gettext_noop(
    "Die Angabe „%(field)s“ ist keine Bezeichnung. Erlaubt sind kleine Wörter ohne Umlaute, Ziffern und die Zeichen . : - _"
)


def check_label(field: str, value: str, longest: int) -> None:
    """Refuses a value that is no label of who or what, such as "account:17" or "case:K7F2"."""
    if len(value) > longest or not _LABEL.fullmatch(value):
        raise Refused("label", _NO_LABEL, field=field)


class Wrong(StrEnum):
    """What can be wrong with a chain."""

    CHANGED = "changed"
    MISSING = "missing"
    ORDER = "order"
    FORKED = "forked"
    UNREADABLE = "unreadable"
    REPLACED = "replaced"
    CUT = "cut"
    UNANNOUNCED = "unannounced"
    OUT_OF_REACH = "out-of-reach"


_SENTENCES = {
    Wrong.CHANGED: gettext_noop("Zeile %(number)s hat jemand verändert."),
    Wrong.MISSING: gettext_noop("Zeile %(number)s fehlt."),
    Wrong.ORDER: gettext_noop("Zeile %(number)s steht am falschen Platz."),
    Wrong.FORKED: gettext_noop(
        "Zeile %(number)s schließt nicht an die Zeile davor an. Eine der beiden hat jemand ersetzt."
    ),
    Wrong.UNREADABLE: gettext_noop("Zeile %(number)s lässt sich nicht lesen."),
    Wrong.REPLACED: gettext_noop(
        "Zeile %(number)s ist eine andere als die, deren Kopf das Haus verlassen hat."
    ),
    Wrong.CUT: gettext_noop(
        "Ab Zeile %(number)s fehlt das Ende. Ein bekannter Kopf nennt eine spätere Zeile."
    ),
    Wrong.UNANNOUNCED: gettext_noop(
        "Am Prüfpunkt bei Zeile %(number)s fehlen alte Zeilen. Keine spätere Zeile sagt, wer sie gelöscht hat."
    ),
    Wrong.OUT_OF_REACH: gettext_noop(
        "Alle genannten Köpfe liegen vor dem Prüfpunkt bei Zeile %(number)s. Keiner lässt sich mehr prüfen."
    ),
}


@dataclass(frozen=True)
class Finding:
    """What is wrong, and the number of the first line where it shows."""

    kind: Wrong
    number: int

    @property
    def sentence(self) -> str:
        """The finding in words for people."""
        return _SENTENCES[self.kind] % {"number": self.number}


@dataclass(frozen=True)
class Verdict:
    """What a look over a chain found: sound from after `start` up to `end`; a finding ends it.

    `too_old` are known heads that lie before the checkpoint: nobody can check them any more.
    """

    start: Head
    end: Head
    finding: Finding | None
    too_old: tuple[Head, ...] = ()


def verdict_on(
    lines: Iterable[Line | None], *, start: Head = GENESIS, heads: Sequence[Head] = ()
) -> Verdict:
    """Follows a chain from its start (the beginning or a checkpoint) to the first thing wrong.

    Args:
        lines: what is stored, by number; None for a line that cannot be read.
        start: what stands before the first line.
        heads: heads that left the house; only they betray a cut or a rewritten end.
    """
    known = _by_number(heads)
    too_old = tuple(head for head in heads if head.number < start.number)
    last, is_announced = start, start == GENESIS
    if finding := _stranger(start, known):
        return Verdict(start, start, finding, too_old)
    for line in lines:
        step = _step(line, last, known)
        if isinstance(step, Finding):
            return Verdict(start, last, step, too_old)
        last = step
        is_announced = is_announced or _announces(line, start)
    finding = _fault_at_end(last, start, known, is_announced=is_announced)
    return Verdict(start, last, finding, too_old)


def _step(line: Line | None, last: Head, known: dict[int, set[bytes]]) -> Head | Finding:
    """The head after one more line, or what is wrong with this line."""
    if line is None:
        return Finding(Wrong.UNREADABLE, last.number + 1)
    here = Head(line.number, line.digest)
    return _fault_of(line, last) or _stranger(here, known) or here


def _by_number(heads: Iterable[Head]) -> dict[int, set[bytes]]:
    known: dict[int, set[bytes]] = {}
    for head in heads:
        known.setdefault(head.number, set()).add(head.digest)
    return known


def _stranger(here: Head, known: dict[int, set[bytes]]) -> Finding | None:
    """A line whose number is that of a known head, but whose digest is another."""
    if known.get(here.number, {here.digest}) == {here.digest}:
        return None
    return Finding(Wrong.REPLACED, here.number)


def _fault_of(line: Line, last: Head) -> Finding | None:
    """What is wrong with a line that stands after a sound one."""
    expected = last.number + 1
    if line.number > expected:
        return Finding(Wrong.MISSING, expected)
    if line.number < expected:
        return Finding(Wrong.ORDER, line.number)
    if line.digest != _recomputed(line):
        return Finding(Wrong.CHANGED, line.number)
    if line.previous != last.digest:
        return Finding(Wrong.FORKED, line.number)
    return None


def _recomputed(line: Line) -> bytes | None:
    """The digest that a line should have; None where no line of ours looks like this one."""
    labels = line.by, line.action, line.subject
    is_ours = all(label.isascii() and len(label) <= LONGEST_BY for label in labels)
    if not is_ours or len(line.previous) != len(GENESIS.digest):
        return None
    return digest_for(line.previous, line.number, line.at, line.by, line.action, line.subject)


def _announces(line: Line | None, checkpoint: Head) -> bool:
    return line is not None and line.action == FORGET and line.subject == subject_of(checkpoint)


def subject_of(checkpoint: Head) -> str:
    """The subject of the line that says that everything up to a checkpoint was removed."""
    return f"line:{checkpoint.number}"


def _fault_at_end(
    last: Head, start: Head, known: dict[int, set[bytes]], *, is_announced: bool
) -> Finding | None:
    """What shows only when all lines were seen."""
    if any(number > last.number for number in known):
        return Finding(Wrong.CUT, last.number + 1)
    if not is_announced:
        return Finding(Wrong.UNANNOUNCED, start.number)
    if known and max(known) < start.number:
        return Finding(Wrong.OUT_OF_REACH, start.number)
    return None


def parse_heads(text: str) -> tuple[Head, ...]:
    """Reads heads as `NUMBER:HEX`, one a line; empty lines and lines that begin with # say nothing.

    Refuses anything else and names the line.
    """
    rows = ((place, row.strip()) for place, row in enumerate(text.splitlines(), 1))
    return tuple(_parsed(row, place) for place, row in rows if row and not row.startswith("#"))


def _parsed(row: str, place: int) -> Head:
    found = _HEAD.fullmatch(row)
    if not found:
        raise Refused(
            "head",
            gettext_noop(
                "Zeile %(place)s ist kein Kopf. Ein Kopf ist eine Nummer, ein Doppelpunkt und 64 Zeichen aus 0 bis 9 und a bis f."
            ),
            place=place,
        )
    return Head(int(found[1]), bytes.fromhex(found[2]))
