"""What guides type when something of a case goes to others: consent, what went out, what came back."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst

from rueckhalt.support.cases.forms.case import SecondForm
from rueckhalt.support.cases.forms.fields import DeskForm, choice, day, line, text, ticks
from rueckhalt.support.cases.rules.contents import Consent, Disclosure, DisclosureProposal
from rueckhalt.support.cases.rules.disclosing import EMERGENCY, ITEMS, RECIPIENTS

BODIES = "bodies"  # the id of the list of bodies on the page
KINDS = tuple((one.value, entry.title) for one, entry in RECIPIENTS.items())
THINGS = tuple((words, capfirst(words)) for words in ITEMS.values())


def recipient() -> forms.CharField:
    """A line that offers the bodies of the directory, and takes any other name as well."""
    field = line(
        "An wen?",
        "Schreiben Sie los. Dann erscheinen Stellen aus dem Verzeichnis, zuerst die für den Ort der Person. Eine andere Stelle schreiben Sie frei.",
    )
    field.widget.attrs.update({"list": BODIES, "autocomplete": "off"})
    return field


class DecideForm(SecondForm):
    """Whether something may go out without consent."""

    agrees = choice("Darf das hinausgehen?", (("yes", "Ja"), ("no", "Nein")))


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
