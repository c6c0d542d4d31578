"""The official schemas of OParl 1.1: where RUECKHALT_SHARED says, or in `shared` beside the repository."""

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("RUECKHALT_SHARED") or ROOT.parent / "shared") / "data/standards/oparl"
FORMATS = FormatChecker()


@FORMATS.checks("date-time")
def _is_moment(value: object) -> bool:
    from datetime import datetime

    return datetime.fromisoformat(str(value)).tzinfo is not None


@FORMATS.checks("url")
def _is_address(value: object) -> bool:
    return str(value).startswith("https://") and " " not in str(value)


@lru_cache
def schema(kind: str) -> dict[str, Any]:
    """The schema of one type of object; the test is skipped aloud without the folder."""
    if not FOLDER.is_dir():
        pytest.skip(f"no OParl schemas at {FOLDER}")
    return json.loads((FOLDER / f"schema_{kind}.json").read_text("utf-8"))


def faults(thing: dict[str, Any]) -> list[str]:
    """What is wrong with an object and with those inside it; what was taken back says nothing more."""
    kind = str(thing.get("type")).rpartition("/")[2]
    told = schema(kind)
    validator = Draft7Validator(told, format_checker=FORMATS)
    found = [f"{kind}: {fault.message}" for fault in validator.iter_errors(thing)]
    found += [f"{kind}: no {name}" for name in ("created", "modified") if name not in thing]
    strange = {name for name in thing if ":" not in name} - set(told["properties"])
    found += [f"{kind}: unknown {name}" for name in sorted(strange)]
    for value in thing.values():
        inner = value if isinstance(value, list) else [value]
        found += [fault for one in inner if isinstance(one, dict) for fault in faults(one)]
    return found
