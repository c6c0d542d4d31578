"""Measures parts and writes their figures: `python -m bench [PART …]`; `--hold` fails on a missed aim."""

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import date

from bench import (
    attacks,
    audit,
    cases_crashes,
    cases_desk,
    cases_flood,
    cases_sending,
    directory,
    estimation_book,
    estimation_coverage,
    estimation_disclosure,
    estimation_executors,
    estimation_large,
    estimation_speed,
    exchange,
    fuzz,
    guidance,
    logins,
    paper,
    plan,
    search,
    start,
    upload,
    visit,
)
from bench.figures import HEAD, Figure, write_part

Part = Callable[[], Iterator[Figure]]
PARTS: dict[str, tuple[str, Part]] = {
    "start": ("From nothing to a usable page", start.measure),
    "visit": ("First visit, production settings", visit.measure),
    "plan": ("The plan", plan.measure),
    "directory": ("The directory of bodies", directory.measure),
    "guidance": ("Advice: speed, promises, length", guidance.measure),
    "paper": ("Paper: PDF of the house", paper.measure),
    "attacks": ("Attacks: each line taken out once", attacks.measure),
    "search": ("Search of places", search.measure),
    "logins": ("Log-ins: sixteen at once", logins.measure),
    "upload": ("A file of 50 MB", upload.measure),
    "audit": ("The trail: a million lines", audit.measure),
    "cases_sending": ("Cases: sixteen send at once", cases_sending.measure),
    "cases_crashes": ("Cases: killed submissions", cases_crashes.measure),
    "cases_desk": ("Cases: the desk", cases_desk.measure),
    "cases_flood": ("Cases: a flood", cases_flood.measure),
    "exchange": ("The exchange: many promises and topics", exchange.measure),
    "fuzz": ("The JSON API under hostile requests", fuzz.measure),
    "estimation_speed": ("Estimation: a million rows", estimation_speed.measure),
    "estimation_large": ("Estimation: ten million rows", estimation_large.measure),
    "estimation_book": ("Estimation: a table book", estimation_book.measure),
    "estimation_coverage": ("Estimation: coverage of intervals", estimation_coverage.measure),
    "estimation_disclosure": ("Estimation: disclosure control", estimation_disclosure.measure),
    "estimation_executors": ("Estimation: equal digits everywhere", estimation_executors.measure),
}


def main() -> int:
    """Runs the chosen parts (none named: all) and returns 1 if an aim was missed under --hold."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=", ".join(PARTS))
    parser.add_argument("--hold", action="store_true", help="a missed aim is a failure")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.parts) - set(PARTS)):
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    held = [measured(part) for part in asked.parts or PARTS]
    return 1 if asked.hold and not all(held) else 0


def measured(part: str) -> bool:
    """Measures one part, prints and writes its figures, and says whether all aims hold."""
    title, measure = PARTS[part]
    print(f"\n## {title}\n{HEAD}", flush=True)
    figures = []
    for figure in measure():
        figures.append(figure)
        print(figure.row(), flush=True)
    write_part(part, title, [figure.row() for figure in figures], date.today().isoformat())
    return all(figure.holds for figure in figures)


if __name__ == "__main__":
    sys.exit(main())
