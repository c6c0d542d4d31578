"""What machines send to the directory, and the shape of what they get."""

from datetime import date, datetime

from ninja import Schema
from pydantic import ConfigDict, Field

from rueckhalt.foundation.directory.rules import Competence, SourceKind, Way
from rueckhalt.foundation.places.api import Land

MATTERS = "; ".join(f"{one.value}: {one.label}" for one in Competence)
DATE_OF_SOURCE = "Tag, Monat oder Jahr, so genau die Quelle es sagt."


class BodiesQuery(Schema):
    """Which bodies to list."""

    land: Land | None = Field(None, description="Nur Stellen dieses Landes, ohne bundesweite.")
    competence: Competence | None = Field(None, description=f"Nur Stellen dafür. {MATTERS}")


class BodySearch(Schema):
    """A search for help at a place."""

    model_config = ConfigDict(
        title="Suche nach Hilfe",
        extra="forbid",
        json_schema_extra={
            "examples": [{"competence": Competence.VICTIM_SUPPORT.value, "place": "Kiel"}]
        },
    )

    competence: Competence = Field(description=f"Wofür. {MATTERS}")
    place: str = Field("", max_length=100, description="Name der Gemeinde oder Postleitzahl.")
    place_ags: str = Field(
        "",
        pattern=r"^([0-9]{8})?$",
        description="Schlüssel des Ortes; er gilt, solange die Wörter ihn meinen können.",
    )


class ReachData(Schema):
    """Where a body helps."""

    model_config = ConfigDict(title="Gebiet")

    text: str = Field(description="Das Gebiet in Worten.")
    land: Land | None = Field(description="Leer heißt: ganz Deutschland.")
    kreise: list[str] = Field(description="5 Ziffern. Sind alle Listen leer: das ganze Land.")
    court_districts: list[str] = Field(description="Anfang von EF15 im Gemeindeverzeichnis.")
    municipalities: list[str] = Field(description="AGS, 8 Ziffern.")


class WindowData(Schema):
    """One opening on each day of a rule."""

    model_config = ConfigDict(title="Öffnungszeit")

    rule: str = Field(description="Tage als Regel nach RFC 5545.")
    opens: str = Field(description="Ortszeit in Deutschland.", examples=["09:00"])
    closes: str = Field(description="Ortszeit; 00:00 ist das Ende des Tages.", examples=["16:00"])
    on_holidays: bool = Field(description="Auch an Feiertagen.")


class OpeningData(Schema):
    """Whether a body can be reached at the moment of the answer."""

    model_config = ConfigDict(title="Jetzt")

    is_open: bool | None = Field(description="Leer heißt: Zeiten nicht bekannt.")
    changes_at: datetime | None = Field(description="Wann die Stelle schließt oder wieder öffnet.")
    has_doubt: bool = Field(description="In manchen Gemeinden ist an dem Tag Feiertag.")
    text: str = Field(description="Dasselbe als Satz.")
    hours_text: list[str] = Field(description="Alle Zeiten als Zeilen.")


class SourceData(Schema):
    """Where a statement stands."""

    model_config = ConfigDict(title="Quelle")

    text: str
    kind: SourceKind
    on: str = Field(description=DATE_OF_SOURCE)


class BodyData(Schema):
    """A body one can turn to, as far as a source says so."""

    model_config = ConfigDict(title="Stelle")

    id: str
    name: str
    competences: list[Competence] = Field(description="Wofür, das Wichtigste zuerst.")
    reach: ReachData
    way: Way = Field(description="Nur bei known ist ein Weg zur Stelle belegt.")
    way_text: str = Field(description="Was zu sagen ist, wenn kein Weg belegt ist.")
    phone: str
    email: str
    url: str
    has_form: bool = Field(description="Die Adresse im Netz führt zu einem Formular.")
    always_open: bool
    hours: list[WindowData]
    holiday_land: Land | None = Field(description="Wessen Feiertage die Stelle schließen.")
    opening: OpeningData
    note: str
    source: SourceData
    attested_on: str = Field(description=f"Datum des Belegs. {DATE_OF_SOURCE}")
    checked_on: date | None = Field(description="Wann ein Mensch die Angabe geprüft hat.")
    second_hand: bool = Field(description="Die Adresse stammt aus zweiter Hand.")
    is_older: bool = Field(description="Die Angabe ist älter als zwei Jahre oder ohne Datum.")
    marks: list[str] = Field(
        description="Wie alt und von wem die Angabe ist. Zeigen Sie es mit an."
    )
    is_valid: bool = Field(description="Die Stelle arbeitet heute.")
    valid_from: date | None
    valid_until: date | None = Field(description="Ab diesem Tag ist die Stelle geschlossen.")
    successor: str = Field(description="Kennung der Stelle, die weitermacht; oder leer.")


class GapData(Schema):
    """Something that nobody has attested, and whom to ask."""

    model_config = ConfigDict(title="Lücke")

    competence: Competence
    land: Land | None
    text: str
    ask: str = Field(description="Wen man stattdessen fragt.")


class BodiesData(Schema):
    """A list of bodies."""

    model_config = ConfigDict(title="Liste von Stellen")

    at: datetime = Field(description="Der Augenblick, für den die Antwort gilt.")
    bodies: list[BodyData]
    gaps: list[GapData]


class PlaceName(Schema):
    """A place that is meant."""

    model_config = ConfigDict(title="Gemeinter Ort")

    ags: str
    label: str
    land: Land


class ProsecutorData(Schema):
    """The prosecutor's office of a place."""

    model_config = ConfigDict(title="Staatsanwaltschaft")

    id: str = Field(description="Schlüssel nach XJustiz.")
    name: str
    mark: str = Field(description="Hinweis. Zeigen Sie ihn mit an.")


class SearchData(Schema):
    """What the directory knows for a matter at a place."""

    model_config = ConfigDict(title="Gefundene Hilfe")

    at: datetime = Field(description="Der Augenblick, für den die Antwort gilt.")
    competence: Competence
    place: PlaceName | None = Field(description="Leer, wenn nicht klar ist, welcher Ort.")
    place_choices: list[PlaceName] = Field(description="Orte, die gemeint sein können.")
    offers: list[BodyData] = Field(description="Stellen mit belegtem Weg, die beste zuerst.")
    general: list[BodyData] = Field(description="Wer weiterhilft, wenn offers leer ist.")
    older: list[BodyData] = Field(description="Ältere Angaben. Zeigen Sie sie nie zuerst.")
    pathless: list[BodyData] = Field(description="Es gibt sie, ein Weg ist nicht belegt.")
    gaps: list[GapData] = Field(description="Was niemand belegt hat.")
    prosecutor: ProsecutorData | None = Field(
        description="Nur bei strafverfolgung und mit einem Ort."
    )
