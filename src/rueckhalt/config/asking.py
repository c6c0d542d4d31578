"""The guide and the places for the command line: text or JSON in, text or JSON out."""

import json
import sys
from datetime import UTC, datetime

from rueckhalt.config.reading import read_file
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.places.api import (
    LARGEST_FILE,
    import_as_text,
    import_quarter,
    search_places,
    states_as_text,
    stored_states,
)
from rueckhalt.support.guidance.api import (
    fit_for_paper,
    letter_as_data,
    letter_as_pdf,
    letter_as_text,
    letter_book,
    letter_from_json,
    letter_named,
    letter_page,
    letter_schema,
    plan_as_data,
    plan_as_pdf,
    plan_as_text,
    plan_page,
    rulebook,
    situation_schema,
    today,
    told_from_json,
    written,
)

REFUSED = 2
TEXT, JSON, PDF = "text", "json", "pdf"
NOT_FOUND = 1


def schema(*, is_for_letter: bool) -> str:
    """What a situation or a letter may hold, as JSON Schema."""
    found = situation_schema(rulebook())
    if is_for_letter:
        found = letter_schema(letter_book().fields.values(), found)
    return json.dumps(found, ensure_ascii=False, indent=2)


def ask(raw: bytes, *, form: str) -> int:
    """Prints the plan for a situation given as JSON; refuses anything else with a sentence."""
    at = datetime.now(UTC)  # noqa: TID251 -- the clock enters here
    try:
        told = told_from_json(raw, rulebook(), today(at))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    view = plan_page(told, at)
    if form == PDF:
        sys.stdout.buffer.write(plan_as_pdf(view))
    elif form == JSON:
        print(json.dumps(plan_as_data(view), ensure_ascii=False, indent=2))
    else:
        print(plan_as_text(view))
    return 0


def write_letter(raw: bytes, kind: str, *, form: str) -> int:
    """Prints a letter as text, JSON or PDF; refuses what does not fit with a sentence."""
    at = datetime.now(UTC)  # noqa: TID251 -- the clock enters here
    letter = letter_named(kind, today(at))
    if letter is None:
        known = ", ".join(one.id for one in letter_book().on(today(at)))
        print(f"Diesen Brief gibt es nicht. Es gibt: {known}", file=sys.stderr)
        return REFUSED
    try:
        told, filled = letter_from_json(raw, letter, letter_book(), rulebook(), today(at))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    found = fit_for_paper(written(letter, filled, told, at))
    if form == PDF:
        sys.stdout.buffer.write(letter_as_pdf(found))
    elif form == JSON:
        data = letter_as_data(found, letter_page(letter, told, at))
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print(letter_as_text(found), end="")
    return 0


def find_places(text: str, limit: int) -> int:
    """Prints the places that a text can mean, best first; 1 when there is none."""
    matches = search_places(text, limit=max(1, limit))
    for match in matches:
        print(f"{match.place.ags}  {match.place.label}")
    if not matches:
        print("Keinen Ort gefunden.", file=sys.stderr)
    return 0 if matches else NOT_FOUND


def import_places(path: str) -> int:
    """Stores one quarter of the official directory and prints what changed; refuses with a sentence."""
    now = datetime.now(UTC)  # noqa: TID251 -- the clock enters here
    try:
        imported = import_quarter(raw=read_file(path, most=LARGEST_FILE), now=now)
    except Refused as refusal:
        print(f"{refusal} Nichts wurde geändert.", file=sys.stderr)
        return REFUSED
    print(import_as_text(imported))
    return 0


def show_places_state() -> int:
    """Prints the stored states of the official directory, the present one first."""
    print(states_as_text(stored_states()))
    return 0
