"""The forms around the vault: a passphrase, once or twice."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

LONGEST = 200
NEEDED = "Bitte schreiben Sie Ihre Passphrase."
WIDGET_NOW = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


def passphrase_field(label: str, help_text: str = "") -> forms.CharField:
    """Returns a field that keeps what is typed hidden, and out of the browser's memory."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs=WIDGET_NOW),
        error_messages={
            "required": NEEDED,
            "max_length": "Eine Passphrase hat höchstens 200 Zeichen.",
        },
    )


class OpenVaultForm(forms.Form):
    """The passphrase that opens the vault."""

    passphrase = passphrase_field("Ihre Passphrase", "Groß und klein ist gleich.")

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="vault_%s")


class NewPassphraseForm(forms.Form):
    """A new passphrase, twice: whoever mistypes it would shut herself out."""

    passphrase = passphrase_field("Neue Passphrase", "Die sechs Wörter von oben, oder mehr eigene.")
    again = passphrase_field("Zur Sicherheit noch einmal")

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="vault_%s")

    def clean(self) -> dict[str, object]:
        """Refuses two that differ."""
        told = self.cleaned_data
        if {"passphrase", "again"} <= told.keys() and told["passphrase"] != told["again"]:
            self.add_error("again", ValidationError("Die beiden Passphrasen sind nicht gleich."))
        return told


class ChangePassphraseForm(NewPassphraseForm):
    """The old passphrase, and a new one."""

    old = passphrase_field("Bisherige Passphrase")
    field_order = ("old", "passphrase", "again")
