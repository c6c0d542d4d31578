"""What a look over the whole directory finds: wrong ways, doubles, lost successors, old statements."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rueckhalt.foundation.directory.rules.attested import UNDATED, attested_interval
from rueckhalt.foundation.directory.rules.body import Body
from rueckhalt.foundation.directory.rules.choice import is_older
from rueckhalt.foundation.directory.rules.coverage import missing
from rueckhalt.foundation.directory.rules.text import Entries

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 80
# Pages of the directory have these addresses; an entry of that name would have no page.
PAGE_NAMES = frozenset({"blatt", "land", "luecken", "suche"})
_SHORT_CODE = re.compile(r"110|112|115|116 ?\d{3}")
_NUMBER = re.compile(r"0[1-9]\d*(?: \d+)*(?:-\d+)?")
# A free number has seven digits after 0800; others between 5 and 13 after the 0 (E.164).
_FREE_DIGITS = 11
_DIGITS = range(6, 15)
_URL = re.compile(r"https://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")


@dataclass(frozen=True)
class Finding:
    """Something that is wrong (`is_error`) or that a person should look at, in an entry."""

    is_error: bool
    entry_id: str
    text: str


def findings(entries: Entries, on: date) -> tuple[Finding, ...]:
    """All findings on a day, errors first, then by entry."""
    found = [
        *_ids(entries),
        *(finding for body in entries.bodies for finding in _of_body(body, on)),
        *_doubles(body for body in entries.bodies if body.is_valid(on)),
        *_successors(entries.bodies),
        *_missing(entries, on),
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_error, one.entry_id, one.text)))


def is_phone(text: str) -> bool:
    """Says whether a text is a German phone number or short code, written for people."""
    digits = re.sub(r"\D", "", text)
    if _SHORT_CODE.fullmatch(text):
        return True
    if not _NUMBER.fullmatch(text) or len(digits) not in _DIGITS:
        return False
    return len(digits) == _FREE_DIGITS if digits.startswith("0800") else True


def _ids(entries: Entries) -> Iterator[Finding]:
    text = "Eine Kennung hat höchstens 80 Zeichen: a-z, 0-9 und Bindestriche dazwischen."
    for entry in entries.all():
        if not _ID.fullmatch(entry.id) or len(entry.id) > _LONGEST_ID:
            yield Finding(is_error=True, entry_id=entry.id, text=text)
        if entry.id in PAGE_NAMES:
            taken = "Diese Kennung ist die Adresse einer Seite des Verzeichnisses."
            yield Finding(is_error=True, entry_id=entry.id, text=taken)


def _of_body(body: Body, on: date) -> Iterator[Finding]:
    for text, is_wrong in _errors(body, on):
        if is_wrong:
            yield Finding(is_error=True, entry_id=body.id, text=text)
    for text, is_worth_a_look in _hints(body, on):
        if is_worth_a_look:
            yield Finding(is_error=False, entry_id=body.id, text=text)


def _errors(body: Body, on: date) -> tuple[tuple[str, bool], ...]:
    interval = attested_interval(body.attested_on)
    return (
        (f"{body.phone} ist keine deutsche Rufnummer.",
         bool(body.phone) and not is_phone(body.phone)),
        (f"{body.url} ist keine Adresse mit https.",
         bool(body.url) and not _URL.fullmatch(body.url)),
        (f"{body.email} ist keine E-Mail-Adresse.",
         bool(body.email) and not _EMAIL.fullmatch(body.email)),
        ("Der Beleg liegt in der Zukunft.", bool(interval and interval.earliest > on)),
        ("Die Prüfung liegt in der Zukunft.", bool(body.checked_on and body.checked_on > on)),
    )  # fmt: skip


def _hints(body: Body, on: date) -> tuple[tuple[str, bool], ...]:
    if not body.is_valid(on):
        return ()
    is_undated = body.attested_on in UNDATED and body.checked_on is None
    return (
        ("Der Beleg hat kein Datum.", is_undated),
        (f"Der Beleg ist älter als zwei Jahre ({body.attested_on}).",
         is_older(body, on) and not is_undated),
        ("Zeiten fehlen.", bool(body.phone) and not (body.hours or body.always_open)),
        ("Die Adresse ist aus zweiter Hand.", body.second_hand and body.checked_on is None),
    )  # fmt: skip


def _doubles(bodies: Iterable[Body]) -> Iterator[Finding]:
    """The same number in two entries is an error; two bodies of one office may share a page."""
    by_way: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for body in bodies:
        for is_number, way in ((True, re.sub(r"\D", "", body.phone)), (False, body.url)):
            if way:
                by_way[is_number, way].append(body.id)
    for (is_number, way), ids in by_way.items():
        if len(ids) > 1:
            yield Finding(is_number, ids[0], f"{way} steht auch bei {', '.join(ids[1:])}.")


def _successors(bodies: Iterable[Body]) -> Iterator[Finding]:
    by_id = {body.id: body for body in bodies}
    for body in by_id.values():
        if body.successor and body.successor not in by_id:
            text = f"Die Nachfolge {body.successor} gibt es nicht."
            yield Finding(is_error=True, entry_id=body.id, text=text)
        elif _is_in_loop(body, by_id):
            yield Finding(is_error=True, entry_id=body.id, text="Die Nachfolge führt im Kreis.")


def _is_in_loop(body: Body, by_id: dict[str, Body]) -> bool:
    seen: set[str] = set()
    at: Body | None = body
    while at is not None and at.id not in seen:
        seen.add(at.id)
        at = by_id.get(at.successor)
    return at is body


def _missing(entries: Entries, on: date) -> Iterator[Finding]:
    for one in missing(entries, on):
        place = one.land.value if one.land else "Bund"
        yield Finding(is_error=False, entry_id=f"{one.competence.value} {place}", text=one.text)
