"""What somebody tells at the beginning: a case with all that may matter, or a question alone."""

import re
from collections.abc import Iterable, Sequence

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.http import QueryDict

from rueckhalt.support.cases.rules.contents import Answer, Reach, Told, ToldIncident
from rueckhalt.support.cases.rules.states import URGENCIES, Urgency
from rueckhalt.support.guidance.api import RetoldLine

LONGEST = 20_000  # signs of a text
LINE = 300
SHORT = 1_000
MOST_INCIDENTS = 10
PREFIX = "c"
ROW = re.compile(r"c-(?:when|what)_(\d{1,2})\Z")
TOO_LONG = "Das ist zu lang. Hier passen %(limit_value)d Zeichen hinein. Bitte kürzen Sie den Text."
UNKNOWN = "Diese Antwort kennen wir nicht. Bitte wählen Sie eine aus der Liste."
PLAIN = {"spellcheck": "false", "autocomplete": "off"}
TODAY_HINT = "Sind Sie jetzt in Gefahr? Dann rufen Sie 110 an."
CONSENT = "Ich habe das gelesen. Ich bin einverstanden, dass die Kontaktstelle liest und aufbewahrt, was ich hier schreibe."
# Whom she wants to be protected with her; each is a role and no name until that person agrees.
PROTECTED = (
    "Partnerin oder Partner", "Kind oder Kinder", "Eltern", "andere Menschen im Haushalt",
    "Mitarbeitende im Amt", "andere Menschen im Ehrenamt",
)  # fmt: skip


class TextField(forms.CharField):
    """A text as it was typed, with whatever signs; its ends of lines count as one."""

    def __init__(
        self,
        *,
        label: str,
        most: int,
        hint: str = "",
        rows: int = 0,
        required: bool = False,
        empty: str = "",
    ) -> None:
        widget = (
            forms.Textarea(attrs={**PLAIN, "rows": rows}) if rows else forms.TextInput(attrs=PLAIN)
        )
        super().__init__(
            label=label, help_text=hint, required=required, max_length=most, widget=widget,
            error_messages={"required": empty, "max_length": TOO_LONG},
        )  # fmt: skip
        self.validators = [
            one for one in self.validators if not isinstance(one, ProhibitNullCharactersValidator)
        ]

    def to_python(self, value: object) -> str:
        """Returns the text with one sign for each end of a line."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class ArrivingForm(forms.Form):
    """What every form of a stranger has: a text, her consent, and a field that only programs fill.

    Args:
        data: what was sent; None for a form that is begun.
        initial: what stands in it when it is begun or grows.
    """

    def __init__(self, data: QueryDict | None, *, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, prefix=PREFIX, auto_id="f_%s", initial=initial)
        self.fields["consent"] = forms.MultipleChoiceField(
            label="Ihr Einverständnis", choices=[("yes", CONSENT)],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "Ohne Ihr Einverständnis dürfen wir das nicht annehmen.",
                "invalid_choice": UNKNOWN,
            },
        )  # fmt: skip
        self.fields["website"] = forms.CharField(
            label="Dieses Feld bitte leer lassen", required=False,
            widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
        )  # fmt: skip

    def clean_website(self) -> str:
        """Refuses what programs fill in; a person is told which field to empty."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Bitte lassen Sie dieses Feld leer.")
        return ""


class QuestionForm(ArrivingForm):
    """A question without a case."""

    def __init__(self, data: QueryDict | None, *, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)
        asked = TextField(
            label="Ihre Frage", most=LONGEST, rows=8, required=True,
            hint="Schreiben Sie keine Namen und keine Adressen, wenn es ohne geht.",
            empty="Bitte schreiben Sie Ihre Frage.",
        )  # fmt: skip
        self.fields = {"text": asked, **self.fields}

    def told(self, version: str) -> Told:
        """Returns what was told; only after `is_valid()` said yes."""
        return Told(self.cleaned_data["text"], consent=version)

    def urgency(self) -> Urgency:
        """Returns how soon somebody should look."""
        return Urgency.CAN_WAIT


class IntakeForm(ArrivingForm):
    """Everything that may matter at the beginning of a case; only the text and the consent must be.

    Args:
        lines: what she told the guide, each line to be taken out or left in.
        rows: how many incidents there is room for.
    """

    def __init__(
        self, data: QueryDict | None, *, initial: dict[str, object] | None = None,
        lines: Sequence[RetoldLine] = (), rows: int = 1,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=initial)
        self.lines, self.rows = lines, min(rows, MOST_INCIDENTS)
        last = self.fields
        self.fields = {**_story(), **_incidents(self.rows), **_answers(lines), **_person(), **last}

    def incidents(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Returns the fields of each incident with its number."""
        return [(n, [self[f"when_{n}"], self[f"what_{n}"]]) for n in range(1, self.rows + 1)]

    @property
    def has_room(self) -> bool:
        """Says whether one more incident fits."""
        return self.rows < MOST_INCIDENTS

    def kept(self) -> list[tuple[str, str]]:
        """Returns the fields of the guide, to be carried along unseen."""
        return [pair for line in self.lines for pair in line.kept]

    def told(self, version: str) -> Told:
        """Returns what was told; only after `is_valid()` said yes."""
        given = self.cleaned_data
        ticked = [line for line in self.lines if line.name in given.get("answers", [])]
        return Told(
            text=given["text"], name=given["name"], office=given["office"],
            answers=tuple(Answer(line.question, line.answer) for line in ticked),
            incidents=tuple(self._incidents()),
            reach=Reach(given["way"], given["times"], given["never_say"]),
            safe_word=given["safe_word"], protected=tuple(given["protected"]),
            keep_from=given["keep_from"], consent=version,
            situation=tuple(pair for line in ticked for pair in line.kept),
        )  # fmt: skip

    def urgency(self) -> Urgency:
        """Returns how soon she says that somebody should look."""
        return Urgency(self.cleaned_data["urgency"])

    def _incidents(self) -> Iterable[ToldIncident]:
        for number in range(1, self.rows + 1):
            when, what = (self.cleaned_data[f"{name}_{number}"] for name in ("when", "what"))
            if when or what:
                yield ToldIncident(when, what)


def rows_told(data: QueryDict) -> int:
    """Returns how many incidents there is room for in a form that was sent."""
    found = (int(match[1]) for name in data if (match := ROW.match(name)))
    return min(max(found, default=1), MOST_INCIDENTS)


def as_initial(data: QueryDict) -> dict[str, object]:
    """Returns what was typed, to be shown in a form that grows and says nothing of mistakes yet."""
    many = ("answers", "protected", "consent")
    names = [name for name in data if name.startswith(f"{PREFIX}-")]
    typed = {
        own: data.getlist(name) if own in many else data[name]
        for name in names
        if (own := name.removeprefix(f"{PREFIX}-")) != "website"
    }
    return {**{name: [] for name in many}, **typed}  # what nobody ticked was not sent


def _story() -> dict[str, forms.Field]:
    return {
        "text": TextField(
            label="Was ist passiert? Was brauchen Sie?", most=LONGEST, rows=8, required=True,
            hint="Schreiben Sie, wie es Ihnen einfällt. Ein Satz genügt.",
            empty="Bitte schreiben Sie wenigstens einen Satz.",
        ),
        "urgency": forms.ChoiceField(
            label="Wie eilig ist es?", help_text=TODAY_HINT,
            choices=[(one.value, title) for one, title in URGENCIES.items()],
            widget=forms.RadioSelect, initial=Urgency.THIS_WEEK.value,
            error_messages={"required": "Bitte wählen Sie etwas aus.", "invalid_choice": UNKNOWN},
        ),
    }  # fmt: skip


def _incidents(rows: int) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for number in range(1, rows + 1):
        found[f"when_{number}"] = TextField(
            label=f"Vorfall {number}: Wann war das?", most=LINE,
            hint="Ungefähr genügt: gestern, im Frühjahr, seit zwei Jahren.",
        )  # fmt: skip
        found[f"what_{number}"] = TextField(
            label=f"Vorfall {number}: Was war das?", most=SHORT, rows=3
        )
    return found


def _answers(lines: Sequence[RetoldLine]) -> dict[str, forms.Field]:
    if not lines:
        return {}
    return {
        "answers": forms.MultipleChoiceField(
            label="Das geht mit", required=False, widget=forms.CheckboxSelectMultiple,
            help_text="Das haben Sie vorhin beantwortet. Nehmen Sie den Haken weg, wo wir es nicht erfahren sollen.",
            choices=[(one.name, f"{one.question} {one.answer}") for one in lines],
            initial=[one.name for one in lines], error_messages={"invalid_choice": UNKNOWN},
        )
    }  # fmt: skip


def _person() -> dict[str, forms.Field]:
    return {
        "name": TextField(label="Ihr Name", most=LINE, hint="Sie können ohne Namen bleiben."),
        "office": TextField(
            label="Ihr Amt oder Ihre Aufgabe", most=LINE, hint="Zum Beispiel: Mitglied im Gemeinderat."
        ),
        "way": TextField(
            label="Wie erreichen wir Sie sicher?", most=LINE,
            hint="Zum Beispiel eine Telefonnummer. Bleibt das leer, schreiben wir nur hier.",
        ),
        "times": TextField(
            label="Wann können Sie frei sprechen?", most=LINE, hint="Zum Beispiel: abends nach 20 Uhr."
        ),
        "never_say": TextField(
            label="Was dürfen wir am Telefon nicht sagen?", most=LINE,
            hint="Zum Beispiel: wer wir sind, wenn jemand anderes abhebt.",
        ),
        "safe_word": TextField(
            label="Ein Wort nur zwischen Ihnen und uns", most=LINE,
            hint="Verlieren Sie Ihren Schlüssel, fragen wir danach. Nehmen Sie kein Wort, das andere erraten.",
        ),
        "protected": forms.MultipleChoiceField(
            label="Wer soll noch sicher sein?", required=False,
            help_text="Schreiben Sie keine Namen anderer Menschen. Fragen Sie diese zuerst.",
            choices=[(role, role) for role in PROTECTED],
            widget=forms.CheckboxSelectMultiple, error_messages={"invalid_choice": UNKNOWN},
        ),
        "keep_from": TextField(
            label="Gibt es hier jemanden, der das nicht sehen soll?", most=LINE,
            hint="Schreiben Sie den Nachnamen. Wer im Dienst so heißt, kann den Fall nicht öffnen. Ein Spitzname wirkt nicht.",
        ),
    }  # fmt: skip
