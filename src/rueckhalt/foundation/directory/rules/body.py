"""Bodies that help, and what we do not know. Both are dated text, read from `content/directory`."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict

from rueckhalt.foundation.directory.rules.attested import oldest_day
from rueckhalt.foundation.directory.rules.window import Window
from rueckhalt.foundation.places.rules import Land


class Competence(StrEnum):
    """What a person asks a body for; steps of a plan name these words.

    `label` is what stands on pages.
    """

    EMERGENCY = "notruf"
    RESCUE = "rettung"
    DOCTOR = "arzt"
    MUNICIPAL_CONTACT = "ansprechstelle_kommunal"
    POLICE_CONTACT = "ansprechstelle_polizei"
    ONLINE_POLICE = "onlinewache"
    REPORTING = "meldeportal"
    PROSECUTION = "strafverfolgung"
    VICTIM_SUPPORT = "opferhilfe"
    VIOLENCE_COUNSELLING = "opferberatung"
    VICTIMS_COMMISSIONER = "opferbeauftragter"
    CRISIS_LINE = "krisentelefon"
    HELPLINE = "hilfetelefon"
    COUNSELLING = "beratung"
    FUND = "fonds"
    TRUSTED_FLAGGER = "trusted_flagger"
    DSA_SUPERVISION = "aufsicht_dsa"
    CYBERCRIME = "cybercrime"

    @property
    def label(self) -> str:
        """The matter in plain German."""
        return LABELS[self]


LABELS = {
    Competence.EMERGENCY: "Notruf der Polizei",
    Competence.RESCUE: "Rettungsdienst und Feuerwehr",
    Competence.DOCTOR: "Arzt außerhalb der Sprechzeiten",
    Competence.MUNICIPAL_CONTACT: "Ansprechstelle für Menschen in kommunalen Ämtern",
    Competence.POLICE_CONTACT: "Ansprechstelle der Polizei",
    Competence.ONLINE_POLICE: "Anzeige über das Internet",
    Competence.REPORTING: "Hass und Drohungen melden",
    Competence.PROSECUTION: "Staatsanwaltschaft mit Schwerpunkt Hass",
    Competence.VICTIM_SUPPORT: "Hilfe nach einer Tat",
    Competence.VIOLENCE_COUNSELLING: "Beratung nach rechter Gewalt",
    Competence.VICTIMS_COMMISSIONER: "Opferbeauftragte",
    Competence.CRISIS_LINE: "Jemand zum Reden, Tag und Nacht",
    Competence.HELPLINE: "Hilfetelefon bei Gewalt",
    Competence.COUNSELLING: "Rat und Vorbeugung",
    Competence.FUND: "Geld nach einer Tat",
    Competence.TRUSTED_FLAGGER: "Meldung an Plattformen mit Vorrang",
    Competence.DSA_SUPERVISION: "Beschwerde über eine Plattform",
    Competence.CYBERCRIME: "Angriff auf die Technik der Gemeinde",
}
# Emergency numbers are the same everywhere and do not leave with an office.
AGELESS = {Competence.EMERGENCY, Competence.RESCUE}


class SourceKind(StrEnum):
    """Who says so; press alone is shown as press."""

    AUTHORITY = "behoerde"
    BODY = "stelle"
    LAW = "gesetz"
    PRESS = "presse"
    DIRECTORY = "verzeichnis"


@dataclass(frozen=True)
class Source:
    """Where a statement stands. `on` is the day, month or year the source names."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    text: str
    kind: SourceKind
    on: str = ""


class Way(StrEnum):
    """How a person gets to a body; only a known way makes a card."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"
    DORMANT = "dormant"
    PARTNERS = "partners"

    @property
    def explanation(self) -> str:
        """What a page says of a body that is no card; empty for a known way."""
        return EXPLANATIONS[self]


EXPLANATIONS = {
    Way.KNOWN: "",
    Way.UNKNOWN: "Diese Stelle gibt es. Ein Weg dorthin ist nicht belegt.",
    Way.WITHHELD: "Diese Stelle gibt es. Den Weg dorthin erfahren nur Menschen, für die sie da ist.",
    Way.DORMANT: "Diese Stelle gibt es. Erreichbar ist sie nur nach einem Anschlag.",
    Way.PARTNERS: "Diese Stelle gibt es. Sie nimmt Meldungen nur von Partnern an.",
}
# A way stands in the text of these; in that of the others it must not.
WITH_A_WAY = {Way.KNOWN, Way.DORMANT, Way.PARTNERS}


@dataclass(frozen=True)
class Body:
    """A body one can turn to, as far as a source says so.

    Reach: the places of `municipalities` (AGS), `kreise` (5 digits) or `court_districts` (the
    beginning of EF15 of the official directory: 2 digits for a regional court, 4 for a local one)
    of a `land`; the whole `land`; without one the federation. `competences` stand in the order in
    which the body is meant for them. `attested_on` is the date of the source; `checked_on` stays
    empty until a person checked it. `second_hand` says that the way was not seen at the body's own
    page, `has_form` that `url` leads to a form. `seat` is the Land whose holidays close it, if it
    is not `land`. From `valid_until` on the body is closed, and `successor` is the id of another.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: str
    name: str
    competences: tuple[Competence, ...]
    source: Source
    attested_on: str
    land: Land | None = None
    kreise: tuple[str, ...] = ()
    court_districts: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    seat: Land | None = None
    way: Way = Way.KNOWN
    phone: str = ""
    email: str = ""
    url: str = ""
    has_form: bool = False
    second_hand: bool = False
    always_open: bool = False
    hours: tuple[Window, ...] = ()
    note: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    successor: str = ""
    checked_on: date | None = None

    def __post_init__(self) -> None:
        """Refuses what contradicts itself."""
        for fault, is_wrong in self._faults():
            if is_wrong:
                raise ValueError(f"{self.id}: {fault}")
        oldest_day(self.attested_on)

    def _faults(self) -> tuple[tuple[str, bool], ...]:
        has_way = bool(self.phone or self.url or self.email)
        return (
            ("Es fehlt, wofür die Stelle da ist.", not self.competences),
            ("Kein Weg zu dieser Stelle ist angegeben.", self.way in WITH_A_WAY and not has_way),
            ("Ein Weg ist angegeben, gilt aber als nicht belegt.",
             self.way not in WITH_A_WAY and has_way),
            ("Rund um die Uhr und Öffnungszeiten schließen sich aus.",
             self.always_open and bool(self.hours)),
            ("Ein Formular braucht eine Adresse.", self.has_form and not self.url),
            ("Eine Nachfolge gibt es erst, wenn die Stelle endet (valid_until).",
             bool(self.successor) and self.valid_until is None),
            ("Die Schlüssel der Orte passen nicht zum Land.", not self._keys_fit()),
        )  # fmt: skip

    def _keys_fit(self) -> bool:
        if self.land is None:
            return not (self.kreise or self.court_districts or self.municipalities)
        keys = [(key, 5) for key in self.kreise] + [(key, 8) for key in self.municipalities]
        return all(
            len(key) == digits and key.isdigit() and key.startswith(self.land.ags_prefix)
            for key, digits in keys
        ) and all(len(key) in {2, 4} and key.isdigit() for key in self.court_districts)

    @property
    def holiday_land(self) -> Land | None:
        """The Land whose holidays close the body; None: those that hold in all of Germany."""
        return self.seat or self.land

    @property
    def fresh_on(self) -> date:
        """The day a person checked it, else the oldest day that its source can be of."""
        return self.checked_on or oldest_day(self.attested_on)

    def is_valid(self, on: date) -> bool:
        """Says whether the body works on a day; the day of its end is excluded."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True)
class Gap:
    """Something that nobody has attested for a Land (None: for Germany), and whom to ask."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: str
    competence: Competence
    text: str
    ask: str
    land: Land | None = None
    source: Source | None = None
