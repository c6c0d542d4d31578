"""Makes the table of places that the product ships from the official municipality directory.

Usage: `python tools/make_places.py [folder of GV100AD_*.txt]`; without a folder ../shared/data/places.

In: one quarter of GV100AD (Statistisches Bundesamt), fixed width of 220 characters, UTF-8. Out:
src/rueckhalt/foundation/places/municipalities.csv. The numbers of the columns are those of the
official record description ("Datensatzbeschreibung", Satzart 40, 50 and 60), counted from 1.
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT.parent / "shared/data/places"
TARGET = ROOT / "src/rueckhalt/foundation/places/municipalities.csv"
WIDTH = 220
FREE_OF_ASSOCIATION = "50"  # "verbandsfreie Gemeinde": the record repeats the municipality itself
COLUMNS = (
    "kreis;key;kind;name;seat",
    "association;key;kind;name;seat",
    "municipality;ags;ars;kind;name;population;postcode;court_key",
)


def column(record: str, first: int, last: int) -> str:
    """Returns what stands in the official columns `first` to `last`, both included."""
    return record[first - 1 : last].strip()


def records(text: str, kind: str) -> Iterator[str]:
    """Yields the records of one Satzart; refuses a text that is not GV100AD."""
    for record in text.splitlines():
        if len(record) != WIDTH:
            raise SystemExit(f"A record has {len(record)} characters instead of {WIDTH}.")
        if record.startswith(kind):
            yield record


def kreis_row(record: str) -> str:
    """Satzart 40: key of 5 digits, Textkennzeichen, name, seat of the administration."""
    key, kind = column(record, 11, 15), column(record, 123, 124)
    return ";".join(("kreis", key, kind, column(record, 23, 72), column(record, 73, 122)))


def association_row(record: str) -> str:
    """Satzart 50: key of 9 digits (Kreis and Verband), Textkennzeichen, name, seat."""
    key, kind = column(record, 11, 15) + column(record, 19, 22), column(record, 123, 124)
    return ";".join(("association", key, kind, column(record, 23, 72), column(record, 73, 122)))


def municipality_row(record: str) -> str:
    """Satzart 60: keys, Textkennzeichen, name, EF9 population, EF12U1 postcode, EF15 court."""
    kreis, municipality = column(record, 11, 15), column(record, 16, 18)
    values = (
        "municipality",
        kreis + municipality,
        kreis + column(record, 19, 22) + municipality,
        column(record, 123, 124),
        column(record, 23, 72),
        str(int(column(record, 140, 150))),
        column(record, 166, 170),
        column(record, 182, 185),
    )
    return ";".join(values)


def table(text: str) -> str:
    """Returns the shipped table for the text of one quarter."""
    kreise = [kreis_row(record) for record in records(text, "40")]
    associations = [
        association_row(record)
        for record in records(text, "50")
        if column(record, 123, 124) != FREE_OF_ASSOCIATION
    ]
    municipalities = [municipality_row(record) for record in records(text, "60")]
    state_on = date.fromisoformat(column(text, 3, 10))
    return "\n".join(
        [
            f"# © Statistisches Bundesamt (Destatis), Gebietsstand {state_on}, dl-de/by-2-0",
            "# https://www.govdata.de/dl-de/by-2-0; a selection of GV100AD, made by tools/make_places.py",
            *(f"# {columns}" for columns in COLUMNS),
            *sorted(kreise, key=key_of),
            *sorted(associations, key=key_of),
            *sorted(municipalities, key=ars_of),
            "",
        ]
    )


def key_of(row: str) -> str:
    """Returns the key by which Kreise and associations are sorted."""
    return row.split(";")[1]


def ars_of(row: str) -> str:
    """Returns the ARS by which municipalities are sorted."""
    return row.split(";")[2]


def main(arguments: list[str]) -> int:
    """Reads the newest quarter of the folder and writes the table."""
    folder = Path(arguments[0]) if arguments else SOURCE
    quarters = sorted(
        folder.glob("GV100AD_*.txt"), key=lambda path: path.stem[-4:] + path.stem[-6:]
    )
    if not quarters:
        raise SystemExit(f"No GV100AD_*.txt in {folder}.")
    TARGET.write_text(table(quarters[-1].read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{quarters[-1].name}: {TARGET.stat().st_size:,} bytes written to {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
