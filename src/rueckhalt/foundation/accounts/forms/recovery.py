"""The first step of a recovery: which case, for whom, and who goes the second step."""

import re
from collections.abc import Iterable

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict

UNKNOWN = "Diese Person kennen wir nicht. Bitte wählen Sie eine aus der Liste."
NO_NUMBER = "Das ist keine Nummer eines Falls. Sie hat acht Ziffern und Buchstaben."
LONGEST = 20
NUMBER = re.compile(r"\A\s*[A-Za-z0-9]{4}\s*[-–]?\s*[A-Za-z0-9]{4}\s*\Z")


class RecoveryForm(forms.Form):
    """A case by its number, and two people."""

    reference = forms.CharField(
        label="Nummer des Falls",
        help_text="Sie steht auf der Seite des Falls und in der Liste. Zum Beispiel K7PM-3XQA.",
        max_length=LONGEST,
        validators=[RegexValidator(NUMBER, NO_NUMBER)],
        error_messages={"required": "Bitte schreiben Sie die Nummer.", "max_length": NO_NUMBER},
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
