"""The shape of a plan as machines get it. What they send is described by `rules.schema`."""

from datetime import date

from ninja import Schema
from pydantic import ConfigDict, Field

from rueckhalt.foundation.places.api import Land
from rueckhalt.support.guidance.rules.grounds import Mark
from rueckhalt.support.guidance.rules.letters import FieldKind
from rueckhalt.support.guidance.rules.offences import Complaint
from rueckhalt.support.guidance.rules.rulebook import Urgency

MARK = "Worauf der Satz beruht. Zeigen Sie es mit an."


class PlanPlace(Schema):
    """A place that is meant."""

    model_config = ConfigDict(title="Ort des Plans")

    ags: str
    label: str
    land: Land


class NormData(Schema):
    """A norm that a step rests on."""

    model_config = ConfigDict(title="Norm")

    id: str
    title: str
    says: str = Field(description="Was die Norm sagt, in eigenen Worten.")
    url: str
    checked_against: date = Field(description="Stand der Norm.")


class GroundData(Schema):
    """A source that a step rests on."""

    model_config = ConfigDict(title="Beleg")

    text: str
    on: str = Field(description="Tag, Monat oder Jahr, so genau die Quelle es sagt.")


class ContactData(Schema):
    """A body to turn to with a step."""

    model_config = ConfigDict(title="Ansprechstelle")

    name: str
    phone: str
    email: str
    url: str
    opening: str = Field(description="Ob die Stelle jetzt erreichbar ist, als Satz.")
    is_open: bool | None = Field(description="Leer heißt: Zeiten nicht bekannt.")
    attested_on: str
    is_older: bool = Field(description="Die Angabe ist älter als zwei Jahre oder ohne Datum.")
    second_hand: bool = Field(description="Die Adresse stammt aus zweiter Hand.")
    note: str


class DeadlineData(Schema):
    """A deadline of a step."""

    model_config = ConfigDict(title="Frist")

    act_by: date | None = Field(description="Handeln Sie bis. Nur dieser Tag gehört nach vorn.")
    legal_end: date | None = Field(description="Ende nach dem Gesetz; nur zur Erklärung.")
    text: str


class FurtherDeadline(Schema):
    """The deadline of a further incident."""

    model_config = ConfigDict(title="Frist eines weiteren Vorfalls")

    learned_on: date
    act_by: date | None


class StepData(Schema):
    """One step of a plan."""

    model_config = ConfigDict(title="Schritt")

    number: int = Field(ge=1)
    id: str
    urgency: Urgency
    title: str
    do: list[str] = Field(description="Was zu tun ist.")
    who: str
    by_when: str
    deadline: DeadlineData | None
    further_deadlines: list[FurtherDeadline]
    why: str
    because: list[str] = Field(description="Welche Antworten zu diesem Schritt führen.")
    ask: str = Field(description="Was offen ist, und wen man fragt.")
    mark: Mark = Field(description=MARK)
    norms: list[NormData]
    sources: list[GroundData]
    reviewed_by: str = Field(description="Wer den Schritt juristisch geprüft hat; leer: niemand.")
    contacts: list[ContactData]
    letters: list[str] = Field(description="Kennungen der Briefe, die zu diesem Schritt passen.")


class OffenceData(Schema):
    """An offence that comes into question."""

    model_config = ConfigDict(title="Tat, die in Betracht kommt")

    id: str
    name: str
    cited: str = Field(description="Die Vorschrift.")
    complaint: Complaint = Field(description="Ob ein Strafantrag nötig ist.")
    complaint_text: str
    because: list[str] = Field(description="Welche Antworten dazu führen.")
    limits: list[str] = Field(description="Was dagegen sprechen kann.")
    norms: list[str]
    mark: Mark = Field(description=MARK)


class PlanData(Schema):
    """A plan."""

    model_config = ConfigDict(title="Plan")

    on: date = Field(description="Der Tag, von dem aus gerechnet ist.")
    notice: str = Field(description="Hinweis zum Stand der Prüfung. Zeigen Sie ihn mit an.")
    place: PlanPlace | None = Field(description="Leer, wenn nicht klar ist, welcher Ort.")
    place_choices: list[PlanPlace] = Field(description="Orte, die gemeint sein können.")
    offences: list[OffenceData]
    steps: list[StepData] = Field(description="In der Reihenfolge, in der sie zu tun sind.")


class LetterLine(Schema):
    """A line to tick in a field."""

    model_config = ConfigDict(title="Zeile eines Feldes")

    id: str
    label: str


class LetterFieldData(Schema):
    """What a letter asks for."""

    model_config = ConfigDict(title="Feld eines Briefs")

    id: str
    label: str
    hint: str
    kind: FieldKind
    required: bool
    options: list[LetterLine] = Field(description="Nur bei Feldern zum Ankreuzen.")


class LetterKind(Schema):
    """A letter that can be written."""

    model_config = ConfigDict(title="Art eines Briefs")

    id: str
    title: str
    about: str
    fields: list[LetterFieldData] = Field(
        description="Alle Felder. Manche fragt der Brief nur nach bestimmten Antworten."
    )
    mark: Mark = Field(description=MARK)
    reviewed_by: str = Field(description="Wer den Brief juristisch geprüft hat; leer: niemand.")


class LetterKinds(Schema):
    """All letters."""

    model_config = ConfigDict(title="Briefe")

    notice: str = Field(description="Hinweis zum Stand der Prüfung. Zeigen Sie ihn mit an.")
    letters: list[LetterKind]


class LetterData(Schema):
    """A letter as it stands on paper."""

    model_config = ConfigDict(title="Brief")

    notice: str = Field(description="Hinweis zum Stand der Prüfung. Zeigen Sie ihn mit an.")
    on: date
    sender: list[str]
    recipient: list[str]
    subject: str
    text: str = Field(description="Der ganze Brief.")
    know: list[str] = Field(description="Was man vor dem Absenden wissen muss. Zeigen Sie es an.")
    send: list[str] = Field(description="Wie der Brief ankommt und was danach zu tun ist.")
    mark: Mark = Field(description=MARK)
