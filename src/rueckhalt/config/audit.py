"""The trail on the command line: check it, show its head, remove old lines."""

import sys
from datetime import UTC, date, datetime

from django.db import ProgrammingError

from rueckhalt.config.reading import read_file
from rueckhalt.foundation.audit.api import (
    Finding,
    Head,
    Verdict,
    forget_before_day,
    head,
    parse_heads,
    verdict,
)
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

BROKEN = 1
REFUSED = 2
_NOT_OWNER = "Mit dieser Rolle lässt die Datenbank das Löschen nicht zu. Nehmen Sie die Rolle, der die Tabellen gehören. Nichts wurde geändert."
LARGEST_FILE = 10_000_000  # bytes; a head a day for three centuries


def verify(heads: list[str], path: str | None) -> int:
    """Checks the trail against heads from outside; prints what holds, or the first bad line (1)."""
    try:
        known = (*parse_heads("\n".join(heads)), *_heads_of(path))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    found = verdict(known)
    if found.finding:
        return _broken(found.finding)
    print(_whole(found, known))
    return 0


def _heads_of(path: str | None) -> tuple[Head, ...]:
    if path is None:
        return ()
    try:
        text = read_file(path, most=LARGEST_FILE).decode()
    except UnicodeDecodeError as error:
        sentence = gettext_noop("Die Datei ist nicht in UTF-8 geschrieben.")
        raise Refused("file-encoding", sentence) from error
    return parse_heads(text)


def _broken(finding: Finding) -> int:
    print(f"Die Prüfspur ist nicht ganz. {finding.sentence}", file=sys.stderr)
    return BROKEN


def _whole(found: Verdict, known: tuple[Head, ...]) -> str:
    count = found.end.number - found.start.number
    said = [
        f"Die Prüfspur ist ganz: {count} Zeilen, die letzte ist {found.end.number}.",
        f"Kopf: {found.end}",
    ]
    if found.start.number:
        said.append(f"Geprüft ab dem Prüfpunkt bei Zeile {found.start.number}.")
    if checked := len(known) - len(found.too_old):
        said.append(f"Köpfe von außerhalb, die passen: {checked}.")
    else:
        said.append("Ohne einen Kopf von außerhalb fällt ein abgeschnittenes Ende nicht auf.")
    if found.too_old:
        said.append(f"Köpfe vor dem Prüfpunkt, die niemand mehr prüfen kann: {len(found.too_old)}.")
    return "\n".join(said)


def show_head() -> int:
    """Prints the newest line as NUMBER:HEX."""
    print(head())
    return 0


def forget(before: str, by: str) -> int:
    """Removes the lines before a day, once the whole trail has been found sound."""
    if finding := verdict().finding:
        return _broken(finding)
    try:
        mark = forget_before_day(on=_day(before), by=by, now=_now())
    except Refused as refusal:
        print(f"{refusal} Nichts wurde geändert.", file=sys.stderr)
        return REFUSED
    except ProgrammingError:
        print(_NOT_OWNER, file=sys.stderr)
        return REFUSED
    print(f"Gelöscht bis Zeile {mark.number}.\nPrüfpunkt: {mark}\nKopf: {head()}")
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        sentence = gettext_noop("Das ist kein Tag. Schreiben Sie ihn so: 2026-11-27.")
        raise Refused("day", sentence) from error


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here
