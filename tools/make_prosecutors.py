"""Makes the table of prosecutor's offices that the product ships from a derived list.

Usage: `python tools/make_prosecutors.py [gemeinde_justiz.csv]`; without a file ../shared/data/places.

In: for each municipality its court key (EF15 of GV100AD) and its prosecutor's office, derived from
GV100AD and the code list GDS.Gerichte of XJustiz. Out: one line for each district of a regional
court, because all municipalities of a district have the same office; a district with two is refused.
"""

import csv
import sys
from pathlib import Path

from rueckhalt.foundation.places.rules import Land

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT.parent / "shared/data/places/gemeinde_justiz.csv"
TARGET = ROOT / "src/rueckhalt/foundation/directory/prosecutors.csv"
HEAD = """\
# Derived, not official, check before use. From: GV100AD, field EF15, © Statistisches Bundesamt (Destatis), dl-de/by-2-0,
# Gebietsstand 2025-11-30; code list GDS.Gerichte of XJustiz, 2026-02-03. Made by tools/make_prosecutors.py
# land;court district (EF15, first two characters);XJustiz id;name
"""


def table(rows: list[dict[str, str]]) -> str:
    """Returns the shipped table for the rows of all municipalities."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows:
        if not row["sta_id"]:
            continue
        key = (Land.of(row["ags"]).value, row["gericht_gv"][:2])
        office = (row["sta_id"], row["staatsanwaltschaft"])
        if found.setdefault(key, office) != office:
            raise SystemExit(f"The district {key} has two offices: {found[key]}, {office}.")
    lines = (";".join((*key, *office)) for key, office in sorted(found.items()))
    return HEAD + "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Reads the list and writes the table."""
    source = Path(arguments[0]) if arguments else SOURCE
    with source.open(encoding="utf-8", newline="") as file:
        TARGET.write_text(table(list(csv.DictReader(file))), encoding="utf-8")
    print(f"{TARGET.stat().st_size:,} bytes written to {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
