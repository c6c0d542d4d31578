"""What people tell the directory: what they need help with, and where. Nothing is stored."""

from django import forms
from django.http import QueryDict

from rueckhalt.foundation.directory.documents import Asked
from rueckhalt.foundation.directory.rules import Competence
from rueckhalt.foundation.web.widgets import HintedRadioSelect

PLACE_LENGTH = 100
# In the order of the page, with a sentence for each; 110 and 112 stand above the form.
CONCERNS = {
    Competence.MUNICIPAL_CONTACT: "Für alle Fragen. Auch wenn Sie nicht wissen, wo Sie anfangen.",
    Competence.POLICE_CONTACT: "Eine eigene Nummer für Menschen in Ämtern. Es gibt sie nicht überall.",
    Competence.ONLINE_POLICE: "Wenn es nicht eilt: Sie schreiben der Polizei, was geschehen ist.",
    Competence.REPORTING: "Meldestellen sehen sich Nachrichten und Beiträge an.",
    Competence.COUNSELLING: "Mit jemandem sprechen, auch bevor etwas geschieht.",
    Competence.VICTIM_SUPPORT: "Jemand hört zu und erklärt, was nun kommt.",
    Competence.VIOLENCE_COUNSELLING: "Auch nach rassistischer oder antisemitischer Gewalt.",
    Competence.CRISIS_LINE: "Wenn Sie nicht schlafen können oder nicht mehr weiterwissen.",
    Competence.HELPLINE: "Auch bei Stalking. Es gibt ein Telefon für Frauen und eines für Männer.",
    Competence.PROSECUTION: "Manche Länder haben dafür eine eigene Stelle.",
    Competence.VICTIMS_COMMISSIONER: "Ansprechpersonen der Länder, vor allem nach schweren Taten.",
    Competence.FUND: "Zum Beispiel für Arzt, Anwalt oder zerstörte Sachen.",
    Competence.TRUSTED_FLAGGER: "Plattformen behandeln deren Hinweise bevorzugt.",
    Competence.DSA_SUPERVISION: "Wenn eine Plattform auf Ihre Meldung nicht richtig antwortet.",
    Competence.CYBERCRIME: "Zum Beispiel, wenn Fremde in Konten oder Rechner eindringen.",
    Competence.DOCTOR: "Wenn Sie verletzt oder krank sind und keine Praxis offen hat.",
}
UNKNOWN_CHOICE = "Diese Antwort kennen wir nicht. Bitte wählen Sie eine aus der Liste."


class PlaceForm(forms.Form):
    """A place as people type it, and its key when it was chosen from several."""

    place = forms.CharField(
        label="Für welchen Ort?",
        help_text="Name der Gemeinde oder Postleitzahl.",
        max_length=PLACE_LENGTH,
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
        error_messages={
            "required": "Bitte schreiben Sie den Namen der Gemeinde oder die Postleitzahl.",
            "max_length": "Bitte nur den Namen der Gemeinde oder die Postleitzahl.",
        },
    )
    place_ags = forms.RegexField(
        r"^\d{8}\Z",
        label="Ort",
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Diesen Ort kennen wir nicht."},
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="f_%s")

    def kept(self) -> list[tuple[str, str]]:
        """Names and values to be carried along unseen, without a chosen place."""
        names = [name for name in self.fields if name != "place_ags" and name not in self.errors]
        return [(name, str(self.data[name])) for name in names if self.data.get(name)]

    @property
    def words(self) -> tuple[str, str]:
        """The words for the place and the chosen key; a key without its words says nothing."""
        text = self.cleaned_data["place"]
        return text, self.cleaned_data["place_ags"] if text else ""


class SearchForm(PlaceForm):
    """What a person needs help with; the place may be left out."""

    concern = forms.ChoiceField(
        label="Womit brauchen Sie Hilfe?",
        choices=[(one.value, one.label) for one in CONCERNS],
        widget=HintedRadioSelect({one.value: hint for one, hint in CONCERNS.items()}),
        error_messages={
            "required": "Bitte wählen Sie eine Zeile.",
            "invalid_choice": UNKNOWN_CHOICE,
        },
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["place"].required = False
        self.fields[
            "place"
        ].help_text = (
            "Name der Gemeinde oder Postleitzahl. Ohne Ort zeigen wir Stellen für ganz Deutschland."
        )

    def asked(self) -> Asked:
        """The search; only after `is_valid()` said yes."""
        return Asked(Competence(self.cleaned_data["concern"]), *self.words)


class ReportForm(forms.Form):
    """What is wrong with an entry, in one's own words."""

    message = forms.CharField(
        label="Was stimmt nicht?",
        help_text="Zum Beispiel: Die Nummer ist neu. Schreiben Sie nichts über sich und Ihren Fall.",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Bitte schreiben Sie, was nicht stimmt."},
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="f_%s")
