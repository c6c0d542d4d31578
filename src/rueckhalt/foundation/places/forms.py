"""What machines send to the search of places, and the shape of what they get."""

from datetime import date

from ninja import Schema
from pydantic import ConfigDict, Field

from rueckhalt.foundation.places.rules import Land, Reason

MOST = 50


class PlaceQuery(Schema):
    """A search for places."""

    model_config = ConfigDict(
        title="Suche nach einem Ort",
        extra="forbid",
        json_schema_extra={"examples": [{"q": "Kiel", "limit": 3}]},
    )

    q: str = Field(max_length=100, description="Name oder Postleitzahl, wie Menschen sie tippen.", examples=["Kiel"])  # fmt: skip
    limit: int = Field(5, ge=1, le=MOST, description="Höchste Zahl der Treffer.")


class AreaData(Schema):
    """A Kreis or an association of municipalities."""

    model_config = ConfigDict(title="Kreis oder Verband")

    key: str
    kind: str
    label: str


class PlaceData(Schema):
    """A municipality or municipality-free area."""

    model_config = ConfigDict(title="Ort")

    ags: str = Field(description="Amtlicher Gemeindeschlüssel, 8 Ziffern.")
    ars: str = Field(description="Amtlicher Regionalschlüssel, 12 Ziffern.")
    name: str = Field(description="Amtlicher Name.")
    label: str = Field(description="Name mit Kreis und Land.")
    long_label: str = Field(description="Amtlicher Name mit Verband, Kreis und Land.")
    kind: str = Field(description="Art, zum Beispiel Stadt oder Markt.")
    land: Land
    kreis: AreaData | None
    association: AreaData | None = Field(description="Verband, zum Beispiel ein Amt.")
    population: int = Field(ge=0, description="Zahl der Menschen, die dort wohnen.")
    postcode: str = Field(description="Postleitzahl der Verwaltung; leer, wo es keine gibt.")


class MatchData(Schema):
    """A place that was found."""

    model_config = ConfigDict(title="Treffer")

    label: str = Field(description="Name, der den Ort von allen anderen unterscheidet.")
    score: int = Field(ge=0, le=100, description="100 ist der Name genau wie geschrieben.")
    reason: Reason = Field(description="Woran wir den Ort erkennen.")
    place: PlaceData


class _Origin(Schema):
    source: str = Field(description="Quelle der Orte. Bitte nennen Sie sie mit.")
    state_on: date | None = Field(description="Gebietsstand; leer, solange keine Orte geladen sind.")  # fmt: skip


class FoundPlaces(_Origin):
    """What a search for places found, best first."""

    model_config = ConfigDict(title="Gefundene Orte")

    matches: list[MatchData]


class OnePlace(_Origin):
    """One place by its key."""

    model_config = ConfigDict(title="Ein Ort")

    place: PlaceData
