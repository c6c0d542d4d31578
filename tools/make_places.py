"""Makes the table of places that the product ships from the official municipality directory.

Usage: `python tools/make_places.py [folder of GV100AD_*.txt]`; without a folder ../shared/data/places.

In: one quarter of GV100AD (Statistisches Bundesamt), read as `rueckhalt places import` reads it.
Out: src/rueckhalt/foundation/places/municipalities.csv.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.places.rules import (
    Association,
    Kreis,
    Place,
    check_whole,
    read_quarter,
)

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT.parent / "shared/data/places"
TARGET = ROOT / "src/rueckhalt/foundation/places/municipalities.csv"
COLUMNS = (
    "kreis;key;kind;name;seat",
    "association;key;kind;name;seat",
    "municipality;ags;ars;kind;name;population;postcode;court_key",
)


def table(raw: bytes) -> str:
    """Returns the shipped table for the file of one quarter; refuses what is no whole quarter."""
    quarter = read_quarter(raw)
    check_whole(quarter)
    places = quarter.directory.places
    return "\n".join(
        [
            f"# {quarter.directory.source}",
            "# https://www.govdata.de/dl-de/by-2-0; a selection of GV100AD, made by tools/make_places.py",
            *(f"# {columns}" for columns in COLUMNS),
            *area_rows("kreis", {place.kreis for place in places if place.kreis}),
            *area_rows("association", {place.association for place in places if place.association}),
            *map(municipality_row, places),
            "",
        ]
    )


def area_rows(record: str, areas: Iterable[Kreis | Association]) -> list[str]:
    """The rows of Kreise or associations, in the order of their keys."""
    ordered = sorted(areas, key=lambda area: area.key)
    return [";".join((record, area.key, area.kind.value, area.name, area.seat)) for area in ordered]


def municipality_row(place: Place) -> str:
    """The row of one place."""
    values = (
        "municipality",
        place.ags,
        place.ars,
        place.kind.value,
        place.name,
        str(place.population),
        place.postcode,
        place.court_key,
    )
    return ";".join(values)


def main(arguments: list[str]) -> int:
    """Reads the newest quarter of the folder and writes the table."""
    folder = Path(arguments[0]) if arguments else SOURCE
    quarters = sorted(
        folder.glob("GV100AD_*.txt"), key=lambda path: path.stem[-4:] + path.stem[-6:]
    )
    if not quarters:
        raise SystemExit(f"No GV100AD_*.txt in {folder}.")
    try:
        TARGET.write_text(table(quarters[-1].read_bytes()), encoding="utf-8")
    except Refused as refusal:
        raise SystemExit(f"{quarters[-1].name}: {refusal}") from refusal
    print(f"{quarters[-1].name}: {TARGET.stat().st_size:,} bytes written to {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
