"""Questions that many forms of the exchange ask, and what they say to an answer that is none."""

from django import forms

UNKNOWN = "Diese Antwort kennen wir nicht. Bitte wählen Sie eine aus der Liste."


def day_field(label: str, missing: str = "", hint: str = "") -> forms.DateField:
    """Returns a question for a day, as 2026-12-24 or 24.12.2026.

    Without a sentence for a missing one it may stay open.
    """
    return forms.DateField(
        label=label,
        help_text=hint,
        required=bool(missing),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": missing,
            "invalid": "Das ist kein Datum. Schreiben Sie zum Beispiel 24.12.2026.",
        },
    )
