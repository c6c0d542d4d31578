"""Made-up bodies and places for the rules of the directory, and the shipped ones without Django."""

from functools import lru_cache

from rueckhalt.foundation.directory.rules import (
    Body,
    Competence,
    Entries,
    Source,
    SourceKind,
    parse_entries_of,
)
from rueckhalt.foundation.places.rules import (
    Kreis,
    KreisKind,
    MunicipalityKind,
    Place,
    parse_directory,
)
from tests.house.repository import CONTENT
from tests.rules.places.conftest import TABLE

SOURCE = Source("Erfunden für Tests", SourceKind.BODY)


@lru_cache(maxsize=1)
def shipped() -> Entries:
    """The shipped directory."""
    files = (CONTENT / "directory").glob("*.toml")
    return parse_entries_of({file.name: file.read_text("utf-8") for file in files})


@lru_cache(maxsize=1)
def all_places() -> tuple[Place, ...]:
    """All places of the official directory."""
    return parse_directory(TABLE.read_text("utf-8")).places


def a_body(name: str = "Stelle", **values: object) -> Body:
    """A made-up body with a phone."""
    values = {
        "competences": (Competence.VICTIM_SUPPORT,),
        "phone": "" if "url" in values else "0",
        "attested_on": "2026",
        **values,
    }
    return Body(id=name, name=name, source=SOURCE, **values)  # type: ignore[arg-type]


def a_place(ags: str = "09162000", court_key: str = "1101") -> Place:
    """A made-up municipality with a key."""
    kreis = Kreis(ags[:5], KreisKind.KREIS, "Musterkreis", "Musterstadt")
    ars = f"{ags[:5]}0000{ags[5:]}"
    kind = MunicipalityKind.MUNICIPALITY
    return Place(ags, ars, "Musterdorf", kind, kreis, None, 1200, "", court_key)
