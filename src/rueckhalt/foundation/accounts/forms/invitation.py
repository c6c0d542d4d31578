"""The password that somebody chooses who was invited."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import QueryDict

REQUIRED = "Bitte schreiben Sie das Passwort in beide Felder."


class AcceptForm(forms.Form):
    """A first password, twice."""

    password = forms.CharField(
        label="Neues Passwort",
        help_text="Mindestens 12 Zeichen. Ein ganzer Satz ist leicht zu merken und schwer zu raten.",
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={
            "required": REQUIRED,
            "max_length": "Das Passwort darf höchstens 1.000 Zeichen haben.",
        },
    )
    again = forms.CharField(
        label="Neues Passwort noch einmal",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": REQUIRED},
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="accept_%s")

    def clean_password(self) -> str:
        """Refuses what is short or on a list of common passwords."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, object]:
        """Refuses two passwords that differ."""
        told = self.cleaned_data
        if {"password", "again"} <= told.keys() and told["password"] != told["again"]:
            self.add_error("again", ValidationError("Die beiden Passwörter sind nicht gleich."))
        return told
