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
    plan_as_data,
    plan_as_text,
    plan_page,
    rulebook,
    situation_schema,
    today,
    told_from_json,
)

REFUSED = 2
NOT_FOUND = 1


def schema() -> str:
    """What a situation may hold, as JSON Schema."""
    return json.dumps(situation_schema(rulebook()), ensure_ascii=False, indent=2)


def ask(raw: bytes, *, as_json: bool) -> int:
    """Prints the plan for a situation given as JSON; refuses anything else with a sentence."""
    at = datetime.now(UTC)  # noqa: TID251 -- the clock enters here
    try:
        told = told_from_json(raw, rulebook(), today(at))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    view = plan_page(told, at)
    as_data = json.dumps(plan_as_data(view), ensure_ascii=False, indent=2)
    print(as_data if as_json else plan_as_text(view))
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
