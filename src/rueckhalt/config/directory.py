"""The directory on the command line: own entries, hints, checks, coverage, export."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rueckhalt.foundation.directory.api import (
    Body,
    all_entries,
    close_report,
    coverage_as_text,
    coverage_at,
    directory_as_hsds,
    findings_at,
    missing_at,
    own_states,
    parse_changes,
    reports,
    set_entries,
)
from rueckhalt.foundation.lib.content import ContentError
from rueckhalt.foundation.lib.refusal import Refused

REFUSED = 2
FAULTY = 1
LARGEST_FILE = 1_000_000  # bytes; all shipped entries together have a tenth of it


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here


def set_from(path: Path, by: str) -> int:
    """Stores the entries of a file and prints what changed; refuses it with place and reason."""
    return _refusing(lambda: _set_from(path, by))


def _set_from(path: Path, by: str) -> None:
    changes = parse_changes(path.name, _text_of(path))
    lines = set_entries(changes=changes, by=by, now=_now())
    print("\n".join(lines) or "Nichts hat sich geändert.")


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ContentError(f"{path}: Die Datei lässt sich nicht lesen.") from error
    if len(raw) > LARGEST_FILE:
        raise ContentError(f"{path.name}: Die Datei ist zu groß, höchstens 1 Megabyte.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContentError(f"{path.name}: Die Datei ist nicht in UTF-8 geschrieben.") from error


def show_entries() -> int:
    """Prints every entry with its Land and, where the operator set it, when and by whom."""
    own = {state.entry_id: state for state in own_states()}
    entries = all_entries().by_id()
    for entry_id in sorted(entries.keys() | own.keys()):
        entry, state = entries.get(entry_id), own.get(entry_id)
        what = "verborgen" if entry is None else entry.name if isinstance(entry, Body) else "Lücke"
        land = entry.land.value if entry and entry.land else "–"
        who = f"  [gesetzt am {state.set_at:%d.%m.%Y} von {state.set_by}]" if state else ""
        print(f"{entry_id:<32} {land:<3} {what}{who}")
    return 0


def show_reports(done: int | None) -> int:
    """Prints the hints that wait; with a number, deletes the one that was dealt with."""
    if done is not None:
        return _refusing(lambda: close_report(number=done))
    for one in reports():
        print(f"{one.number}  {one.reported_on:%d.%m.%Y}  {one.entry_id}\n    {one.message}")
    return 0


def show_findings() -> int:
    """Prints what a look over the directory finds; 1 when there are errors."""
    found = findings_at(_now())
    for one in found:
        print(f"{'Fehler ' if one.is_error else 'Hinweis'} {one.entry_id}: {one.text}")
    return FAULTY if any(one.is_error for one in found) else 0


def show_coverage() -> int:
    """Prints how many municipalities reach somebody now, and the gaps."""
    at = _now()
    print(coverage_as_text(coverage_at(at), missing_at(at)))
    return 0


def export() -> int:
    """Prints the directory as one JSON list of HSDS organizations."""
    print(json.dumps(directory_as_hsds(all_entries()), ensure_ascii=False, indent=2))
    return 0


def _refusing(act: Callable[[], None]) -> int:
    try:
        act()
    except (ContentError, Refused) as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    return 0
