"""What the person herself types on her page."""

import uuid

from django import forms
from django.http import QueryDict

from rueckhalt.support.cases.forms.intake import LINE, LONGEST, TextField
from rueckhalt.support.cases.forms.tokens import OnceField

SECRET_LENGTH = 300


class SecretForm(forms.Form):
    """The secret with which somebody comes back."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="f_%s")
        self.fields["secret"] = TextField(
            label="Ihr Schlüssel", most=SECRET_LENGTH, required=True,
            hint="Eine Zahl und sechs Wörter. Große Buchstaben und Striche sind egal.",
            empty="Bitte schreiben Sie Ihren Schlüssel.",
        )  # fmt: skip
        self.fields["secret"].widget.attrs["autocapitalize"] = "none"


def carried(typed: QueryDict) -> tuple[tuple[str, str], ...]:
    """Returns what she typed into a message, to be there again once her page is open."""
    return tuple((name, str(typed[name])) for name in ("text", "when") if typed.get(name))


class MessageForm(forms.Form):
    """A message to the contact point, or a new incident. Files arrive beside it, sealed."""

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, str] | None = None
    ) -> None:
        super().__init__(data, auto_id="f_%s", initial=initial)
        self.fields["text"] = TextField(
            label="Ihre Nachricht", most=LONGEST, rows=6, required=True,
            empty="Bitte schreiben Sie etwas dazu.",
        )  # fmt: skip
        self.fields["when"] = TextField(
            label="Ist wieder etwas passiert? Wann war das?", most=LINE,
            hint="Nur bei einem neuen Vorfall. Ungefähr genügt: gestern, im Frühjahr.",
        )  # fmt: skip
        self.fields["once"] = OnceField()


class WhichForm(forms.Form):
    """Which consent she means, and whether she says yes."""

    consent = forms.UUIDField()
    says = forms.ChoiceField(choices=[("yes", "Ja"), ("no", "Nein")])

    def which(self) -> uuid.UUID:
        """Returns the entry that she means; only after `is_valid()` said yes."""
        found: uuid.UUID = self.cleaned_data["consent"]
        return found


class EraseForm(forms.Form):
    """She ticks that she really means it."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="f_%s")
        self.fields["sure"] = forms.MultipleChoiceField(
            label="Wollen Sie das wirklich?", widget=forms.CheckboxSelectMultiple,
            choices=[("yes", "Ja, löschen Sie alles. Ich weiß, dass es danach weg ist.")],
            error_messages={
                "required": "Bitte kreuzen Sie an, dass Sie das wollen.",
                "invalid_choice": "Bitte kreuzen Sie an, dass Sie das wollen.",
            },
        )  # fmt: skip
