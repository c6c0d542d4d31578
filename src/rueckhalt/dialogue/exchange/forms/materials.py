"""What people type about files: what one is called, and where somebody looked before it is let out."""

from django import forms
from django.http import QueryDict

from rueckhalt.dialogue.exchange.forms.fields import UNKNOWN
from rueckhalt.dialogue.exchange.rules.material import FILE_TYPES, READINGS, Reading
from rueckhalt.dialogue.exchange.rules.topic import LONGEST_TITLE


class FileForm(forms.Form):
    """What a file is called here; the file itself is read elsewhere."""

    title = forms.CharField(
        label="Wie heißt die Unterlage?",
        max_length=LONGEST_TITLE,
        error_messages={
            "required": "Bitte schreiben Sie einen Namen.",
            "max_length": f"Höchstens {LONGEST_TITLE} Zeichen.",
        },
    )
    file = forms.CharField(
        label="Datei",
        help_text=f"Höchstens 20 Megabyte. Möglich sind: {', '.join(FILE_TYPES)}.",
        required=False,
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="material_%s")


class MaterialForm(FileForm):
    """A file of a meeting: to which item it belongs."""

    home = forms.ChoiceField(
        label="Wozu gehört sie?",
        error_messages={
            "required": "Bitte wählen Sie, wozu sie gehört.",
            "invalid_choice": UNKNOWN,
        },
    )

    field_order = ("title", "home", "file")

    def __init__(self, data: QueryDict | None = None, *, homes: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["home"].choices = homes  # type: ignore[attr-defined]


class ReleaseFileForm(forms.Form):
    """Where somebody looked for names."""

    read = forms.MultipleChoiceField(
        label="Was haben Sie geprüft?",
        help_text="Sie brauchen alle drei Häkchen.",
        required=False,
        choices=[(one.value, READINGS[one]) for one in Reading],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": UNKNOWN},
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="release_%s")

    def asked(self) -> frozenset[Reading]:
        """Returns what was ticked."""
        return frozenset(map(Reading, self.cleaned_data["read"]))
