"""The first step of a recovery: which case, for whom, and who goes the second step."""

import uuid
from collections.abc import Iterable

from django import forms
from django.http import QueryDict

UNKNOWN = "Diese Person kennen wir nicht. Bitte wählen Sie eine aus der Liste."
NO_NUMBER = "Das ist keine Kennung. Sie hat 32 Ziffern und Buchstaben von a bis f."


class RecoveryForm(forms.Form):
    """A case by its number, and two people."""

    record = forms.UUIDField(
        label="Kennung des Falls",
        help_text="Zum Beispiel 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed.",
        error_messages={"required": "Bitte schreiben Sie die Kennung.", "invalid": NO_NUMBER},
    )
    receiver = forms.TypedChoiceField(
        label="Wer soll den Fall öffnen können?",
        coerce=int,
        error_messages={"required": "Bitte wählen Sie eine Person.", "invalid_choice": UNKNOWN},
    )
    second = forms.TypedChoiceField(
        label="Wer geht den zweiten Schritt?",
        coerce=int,
        error_messages={"required": "Bitte wählen Sie eine Person.", "invalid_choice": UNKNOWN},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        receivers: Iterable[tuple[int, str]],
        partners: Iterable[tuple[int, str]],
    ) -> None:
        super().__init__(data, auto_id="recovery_%s")
        for name, people in (("receiver", receivers), ("second", partners)):
            self.fields[name].choices = [("", "Bitte wählen"), *people]  # type: ignore[attr-defined]

    def asked_record(self) -> uuid.UUID:
        """Returns the number of the case."""
        return uuid.UUID(str(self.cleaned_data["record"]))
