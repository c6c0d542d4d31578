"""What guides type. Each form has ids of its own: several stand on one page."""

import uuid
from collections.abc import Iterable
from datetime import date

from django import forms
from django.http import QueryDict

from rueckhalt.foundation.accounts.api import DutyPerson
from rueckhalt.support.cases.actions.talking import Answered
from rueckhalt.support.cases.forms.tokens import OnceField, new_value
from rueckhalt.support.cases.rules.contents import (
    Assessment,
    Clock,
    Consent,
    Disclosure,
    DisclosureProposal,
    Reach,
    Task,
    Told,
)
from rueckhalt.support.cases.rules.disclosing import EMERGENCY, ITEMS, RECIPIENTS
from rueckhalt.support.cases.rules.judging import THREATS
from rueckhalt.support.cases.rules.renewing import CHECKED, Checked
from rueckhalt.support.cases.rules.states import URGENCIES, State, Urgency

LONGEST, LINE = 20_000, 200
BODIES = "bodies"  # the id of the list of bodies on the page
UNKNOWN = "Diese Antwort kennen wir nicht. Bitte wählen Sie eine aus der Liste."
CHOOSE = "Bitte wählen Sie eine Antwort."


def text(label: str, hint: str = "", *, required: bool = True, rows: int = 5) -> forms.CharField:
    """A field for a long text."""
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": "Bitte schreiben Sie etwas.",
            "max_length": "Bitte schreiben Sie höchstens 20.000 Zeichen.",
        },
    )  # fmt: skip


def line(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    """A field for one line."""
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=LINE,
        error_messages={
            "required": "Bitte schreiben Sie etwas.",
            "max_length": "Bitte schreiben Sie höchstens 200 Zeichen.",
        },
    )  # fmt: skip


def recipient() -> forms.CharField:
    """A line that offers the bodies of the directory, and takes any other name as well."""
    field = line(
        "An wen?",
        "Schreiben Sie los. Dann erscheinen Stellen aus dem Verzeichnis, zuerst die für den Ort der Person. Eine andere Stelle schreiben Sie frei.",
    )
    field.widget.attrs.update({"list": BODIES, "autocomplete": "off"})
    return field


def day(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    """A field for a day."""
    return forms.DateField(
        label=label, help_text=hint, required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": "Bitte wählen Sie einen Tag.",
            "invalid": "Diesen Tag kennen wir nicht. Schreiben Sie zum Beispiel 31.12.2026.",
        },
    )  # fmt: skip


def choice(
    label: str, choices: Iterable[tuple[str, str]], hint: str = "", *, required: bool = True
) -> forms.ChoiceField:
    """A field with one answer of a few."""
    return forms.ChoiceField(
        label=label, help_text=hint, choices=tuple(choices), required=required,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": UNKNOWN},
    )  # fmt: skip


def ticks(
    label: str, choices: Iterable[tuple[str, str]], hint: str = "", *, required: bool = True
) -> forms.MultipleChoiceField:
    """A field with several answers."""
    return forms.MultipleChoiceField(
        label=label, help_text=hint, choices=tuple(choices), required=required,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Bitte wählen Sie mindestens eins.", "invalid_choice": UNKNOWN},
    )  # fmt: skip


def person(label: str, hint: str = "") -> forms.TypedChoiceField:
    """A field for a colleague; who can be chosen comes with the page."""
    return forms.TypedChoiceField(
        label=label, help_text=hint, coerce=int,
        error_messages={"required": "Bitte wählen Sie jemanden.", "invalid_choice": UNKNOWN},
    )  # fmt: skip


class DeskForm(forms.Form):
    """A form of the desk; its ids begin with its name."""

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, object] | None = None
    ) -> None:
        name = type(self).__name__.removesuffix("Form").lower()
        super().__init__(data, initial=initial, auto_id=f"{name}_%s")


class WithColleagues(DeskForm):
    """A form in which colleagues are chosen."""

    people: tuple[str, ...] = ()

    def __init__(
        self, data: QueryDict | None = None, *, colleagues: Iterable[DutyPerson],
        initial: dict[str, object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=initial)
        choices = [("", "Bitte wählen"), *((str(one.number), one.name) for one in colleagues)]
        for name in self.people:
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class TakeForm(WithColleagues):
    """Who stands in."""

    people = ("stand_in",)
    stand_in = person("Wer vertritt Sie?", "Diese Person kann den Fall dann auch lesen.")


class HandForm(WithColleagues):
    """Who goes on, and who stands in."""

    people = ("guide", "stand_in")
    guide = person("Wer macht weiter?")
    stand_in = person("Wer vertritt?")


class EyesForm(WithColleagues):
    """Who should look as well."""

    people = ("eyes",)
    eyes = person("Wer soll mit hineinsehen?", "Diese Person liest dann den ganzen Fall.")


class AnswerForm(DeskForm):
    """An answer, whose turn it is now, and one sentence about what was done."""

    once = OnceField()
    text = text("Ihre Antwort", "Die Person liest genau das.", required=False, rows=8)
    state = choice("Wer ist jetzt dran?", ())
    said = line(
        "Was haben Sie getan, und was kommt?", "Ein Satz. Die Person liest ihn.", required=False
    )

    def __init__(
        self, data: QueryDict | None = None, *, states: Iterable[tuple[str, str]],
        initial: dict[str, object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=initial)
        self.fields["state"].choices = tuple(states)  # type: ignore[attr-defined]

    def words(self) -> tuple[str, ...]:
        """Returns the value of the form and what it says, to know it when it is sent twice."""
        names = ("text", "state", "said")
        once = self.data.get("once") or new_value()
        return once, *(self.data.get(name, "").strip() for name in names)

    def given(self, entry: uuid.UUID) -> Answered:
        """Returns the answer; only after `is_valid()` said yes."""
        told = self.cleaned_data
        return Answered(told["text"], State(told["state"]), told["said"], entry)

    def clean(self) -> dict[str, object]:
        """Refuses an answer without any word."""
        told = self.cleaned_data
        if not self.errors and not told["text"] and not told["said"]:
            self.add_error("text", "Bitte schreiben Sie etwas.")
        return told


class NoteForm(DeskForm):
    """A note among guides."""

    text = text("Notiz", "Nur wer den Fall bearbeitet, liest sie.", rows=3)


class ViewForm(DeskForm):
    """What a second pair of eyes says."""

    words = text("Was sehen Sie?", rows=3)


class ToDoForm(DeskForm):
    """A task, or a day by which the person must act."""

    kind = choice(
        "Wer muss etwas tun?", (("task", "Wir (Aufgabe)"), ("clock", "Die Person (Frist)"))
    )
    title = line("Was ist zu tun?")
    due_on = day("Bis wann?")
    reason = line("Warum dann?", "Nur bei einer Frist. Die Person liest es.", required=False)

    def asked(self) -> Task | Clock:
        """Returns what is to do."""
        told = self.cleaned_data
        if told["kind"] == "task":
            return Task(told["title"], told["due_on"])
        return Clock(told["title"], told["due_on"], told["reason"])


class AssessmentForm(DeskForm):
    """A judgement of danger: free words first."""

    words = text("Wie schätzen Sie die Gefahr ein?", "In Ihren Worten. Keine Zahl, keine Farbe.")
    visible = ticks("Was ist zu sehen?", THREATS.items(), required=False)
    often = ticks(
        "Wie oft?",
        (
            ("escalates", "Drei oder mehr Vorfälle in zwölf Monaten"),
            ("repeats", "Wieder ein Vorfall in zwölf Monaten"),
        ),
        required=False,
    )
    proposal = text(
        "Was schlagen Sie vor?", "Daraus folgt nichts von selbst.", required=False, rows=3
    )

    def asked(self) -> Assessment:
        """Returns the judgement."""
        told = self.cleaned_data
        return Assessment(
            told["words"], tuple(told["visible"]), "escalates" in told["often"],
            "repeats" in told["often"], told["proposal"],
        )  # fmt: skip


class SecondForm(DeskForm):
    """What a second person says of something that one proposed."""

    agrees = choice("Sehen Sie es auch so?", (("yes", "Ja"), ("no", "Nein")))
    words = text("Ihre Worte dazu", required=False, rows=3)

    def is_yes(self) -> bool:
        """Says whether she agrees."""
        return bool(self.cleaned_data["agrees"] == "yes")


class DecideForm(SecondForm):
    """Whether something may go out without consent."""

    agrees = choice("Darf das hinausgehen?", (("yes", "Ja"), ("no", "Nein")))


KINDS = tuple((one.value, entry.title) for one, entry in RECIPIENTS.items())
THINGS = tuple((words, words) for words in ITEMS.values())


class ConsentForm(DeskForm):
    """What she agrees to, or should be asked for."""

    recipient = recipient()
    purpose = line("Wofür?")
    items = ticks("Was genau?", THINGS)
    until = day("Bis wann gilt es?")
    words = text(
        "Was hat sie gesagt?",
        "Ihre Worte, zum Beispiel am Telefon. Ohne Worte ist es eine Bitte: Sie sagt auf ihrer Seite Ja.",
        required=False, rows=3,
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, today: date) -> None:
        super().__init__(data)
        self._today = today

    def clean_until(self) -> date:
        """Refuses a day that has passed."""
        until: date = self.cleaned_data["until"]
        if until < self._today:
            raise forms.ValidationError("Dieser Tag ist vorbei.")
        return until

    def asked(self, body: str) -> Consent:
        """Returns the consent, for a body of the directory or for none of it."""
        told = self.cleaned_data
        return Consent(
            told["recipient"], told["purpose"], tuple(told["items"]), told["until"], told["words"],
            body,
        )  # fmt: skip


class DiscloseForm(DeskForm):
    """What went out on the ground of a consent."""

    recipient_kind = choice("Was für eine Stelle ist das?", KINDS)
    items = ticks("Was haben Sie gegeben?", ())
    answer_by = day("Bis wann erwarten Sie Antwort?", required=False)

    def __init__(self, data: QueryDict | None = None, *, consent: Consent) -> None:
        super().__init__(data)
        self._consent = consent
        self.fields["items"].choices = [(one, one) for one in consent.items]  # type: ignore[attr-defined]

    def asked(self, on: date) -> Disclosure:
        """Returns what went out on a day, to whom she agreed."""
        told, agreed = self.cleaned_data, self._consent
        return Disclosure(
            agreed.recipient, told["recipient_kind"], agreed.purpose, tuple(told["items"]), on,
            told["answer_by"], agreed.body,
        )  # fmt: skip


class OverrideForm(DeskForm):
    """What should go out without consent, and why."""

    recipient = recipient()
    recipient_kind = choice("Was für eine Stelle ist das?", KINDS)
    purpose = line("Wofür?")
    items = ticks("Was genau?", THINGS)
    reason = text(
        "Warum geht es nicht mit Einwilligung?",
        "Eine zweite Person liest das, und die Betroffene auch.",
    )

    def asked(self, body: str) -> DisclosureProposal:
        """Returns the proposal, for a body of the directory or for none of it."""
        told = self.cleaned_data
        return DisclosureProposal(
            told["recipient"], told["recipient_kind"], told["purpose"], tuple(told["items"]),
            told["reason"], body,
        )  # fmt: skip


class EmergencyForm(DeskForm):
    """Two answers, no more."""

    recipient = choice("Wem sagen Sie es?", EMERGENCY.items())
    reason = line("Warum jetzt? Eine Zeile")


class ReviewForm(DeskForm):
    """What a second person says of an emergency."""

    words = text("Was haben Sie gesehen?", rows=3)


class ReplyForm(DeskForm):
    """What a recipient answered."""

    text = text("Was hat die Stelle geantwortet?", "Die Person liest es.", rows=3)
    file_number = line("Aktenzeichen", required=False)


class UrgencyForm(DeskForm):
    """How soon somebody should look."""

    urgency = choice("Wie dringend?", tuple((one.value, words) for one, words in URGENCIES.items()))
    reason = line("Warum?")

    def asked(self) -> Urgency:
        """Returns the urgency."""
        return Urgency(self.cleaned_data["urgency"])


class HoldForm(DeskForm):
    """Why nothing may be erased, or why it may again."""

    reason = line("Warum?", "Zum Beispiel das Aktenzeichen eines Gerichts.")


class SecretForm(DeskForm):
    """How a guide made sure who asks for a new secret."""

    checked = choice("Wie haben Sie geprüft, wer fragt?", ())
    words = text("Was war?", "Wann, unter welcher Nummer.", rows=2)

    def __init__(self, data: QueryDict | None = None, *, ways: Iterable[Checked]) -> None:
        super().__init__(data)
        self.fields["checked"].choices = [(one.value, CHECKED[one]) for one in ways]  # type: ignore[attr-defined]


class PhoneForm(WithColleagues):
    """What somebody tells on the phone."""

    people = ("stand_in",)
    text = text("Was ist geschehen?", "Mit den Worten der Person.", rows=8)
    name = line("Name", required=False)
    office = line("Amt oder Aufgabe", required=False)
    way = line(
        "Wie erreichen wir sie?",
        "Nummer oder Weg. Danach fragen wir, wenn die Wörter verloren sind.",
        required=False,
    )
    times = line("Wann?", required=False)
    never_say = line("Was dürfen wir dort nicht sagen?", required=False)
    safe_word = line(
        "Sicherheitswort",
        "Damit weist sie sich aus, wenn die Wörter verloren sind.",
        required=False,
    )
    keep_from = line("Wer hier soll das nicht sehen?", "Nachnamen.", required=False)
    urgency = choice("Wie dringend?", tuple((one.value, words) for one, words in URGENCIES.items()))
    stand_in = person("Wer vertritt Sie?", "Diese Person kann den Fall dann auch lesen.")
    form = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def asked(self) -> Told:
        """Returns what was told."""
        told = self.cleaned_data
        reach = Reach(told["way"], told["times"], told["never_say"])
        return Told(
            told["text"], name=told["name"], office=told["office"], reach=reach,
            safe_word=told["safe_word"], keep_from=told["keep_from"], by_phone=True,
        )  # fmt: skip
