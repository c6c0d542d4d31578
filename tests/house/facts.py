"""The collected facts against which shipped content is checked; they lie outside the repository.

Where they are: in the folder that RUECKHALT_SHARED names, or in `shared` beside the repository.
"""

import csv
import json
import os
import re
from functools import cache
from pathlib import Path

import pytest

from tests.house.repository import ROOT

FACTS = Path(os.environ.get("RUECKHALT_SHARED", ROOT.parent / "shared")) / "facts"
needs_facts = pytest.mark.skipif(
    not FACTS.is_dir(), reason="the collected facts are not on this machine (RUECKHALT_SHARED)"
)


@cache
def norms() -> dict[str, dict[str, str]]:
    """The texts of norms by id: "StGB § 77b"."""
    rows = map(json.loads, (FACTS / "norms.jsonl").read_text("utf-8").splitlines())
    # The collection writes "SGB 7", everybody else "SGB VII".
    return {f"{row['gesetz']} {row['paragraf']}".replace("SGB 7", "SGB VII"): row for row in rows}


@cache
def offences() -> dict[str, dict[str, str]]:
    """The collected offences by id."""
    with (FACTS / "offences.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@cache
def attested_ways() -> set[tuple[str, str, str]]:
    """Digits of the phone, address and e-mail of every body that a source names.

    An address without a source counts as none; one in a note is a way of its own.
    """
    rows = [row for row in bodies() if is_attested(row)]
    ways = {
        (digits(row["phone"]), "" if row["url_verified"] == "no" else row["url"], row["email"])
        for row in rows
    }
    return ways | {("", url, "") for row in rows for url in re.findall(r"https://\S+", row["note"])}


@cache
def bodies() -> tuple[dict[str, str], ...]:
    """All rows about bodies, as they were collected."""
    with (FACTS / "bodies.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def is_attested(row: dict[str, str]) -> bool:
    """Says whether a row may be shown at all."""
    return row["verified"] == "yes" and "nicht belegt" not in f"{row['kind']} {row['name']}"


@cache
def collected() -> str:
    """Everything that was collected about bodies and law, as one text without spaces."""
    files = [file for file in FACTS.iterdir() if file.suffix != ".jsonl"]
    return "".join("".join(file.read_text("utf-8").split()) for file in files)


def uncollected(text: str) -> list[str]:
    """Phone numbers and hosts of a text that no collected fact names."""
    return [way for way in ways_in(text) if "".join(way.split()) not in collected()]


def ways_in(text: str) -> list[str]:
    """Phone numbers and hosts that a sentence mentions."""
    return re.findall(r"\b0\d[\d /]{5,}\d\b|\b(?:[\w-]+\.)+(?:de|org|com|eu)\b", text)


def digits(phone: str) -> str:
    """A phone number as it is dialled."""
    return re.sub(r"\D", "", phone)


def shared_runs(text: str, other: str, length: int) -> set[tuple[str, ...]]:
    """The runs of so many words that two texts have in common."""
    return runs(text, length) & runs(other, length)


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}
