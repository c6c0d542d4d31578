"""Made-up bodies and places for the rules of the directory."""

from rueckhalt.foundation.directory.rules import Body, Competence, Source, SourceKind
from rueckhalt.foundation.places.rules import Kreis, KreisKind, MunicipalityKind, Place

SOURCE = Source("Erfunden für Tests", SourceKind.BODY)


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
