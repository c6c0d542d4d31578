"""What the forms of the desk are made of. Each has ids of its own: several stand on one page."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from rueckhalt.foundation.accounts.api import DutyPerson

LONGEST, LINE = 20_000, 200
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
