"""What the secretariat tells about partners and their people."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from django import forms
from django.http import QueryDict

from rueckhalt.dialogue.exchange.forms.fields import UNKNOWN, day_field
from rueckhalt.dialogue.exchange.rules.partner import LONGEST_MANDATE, Group, Term

CHOOSE = ("", "Bitte wählen")


class Named(Protocol):
    """Something with a number and a name."""

    pk: int
    name: str


class MemberChoice(Protocol):
    """A mandate that somebody can stand in for."""

    @property
    def reference(self) -> str:
        """The reference of the membership."""
        ...

    @property
    def name(self) -> str:
        """Who has it."""
        ...


class AddPartnerForm(forms.Form):
    """Which organisation takes part, and in which group."""

    organisation = forms.TypedChoiceField(
        label="Organisation",
        help_text="Fehlt sie? Wer Konten verwaltet, legt sie an.",
        coerce=int,
        error_messages={
            "required": "Bitte wählen Sie eine Organisation.",
            "invalid_choice": UNKNOWN,
        },
    )
    group = forms.ChoiceField(
        label="Gruppe",
        error_messages={"required": "Bitte wählen Sie eine Gruppe.", "invalid_choice": UNKNOWN},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        organisations: Iterable[Named],
        groups: Iterable[Group],
    ) -> None:
        super().__init__(data, auto_id="partner_%s")
        known = [(one.pk, one.name) for one in organisations]
        self.fields["organisation"].choices = [CHOOSE, *known]  # type: ignore[attr-defined]
        self.fields["group"].choices = [CHOOSE, *((one.id, one.name) for one in groups)]  # type: ignore[attr-defined]


class MandateForm(forms.Form):
    """Who speaks for a partner: as what, for whom, and for how long."""

    person = forms.TypedChoiceField(
        label="Mensch",
        coerce=int,
        error_messages={"required": "Bitte wählen Sie einen Menschen.", "invalid_choice": UNKNOWN},
    )
    mandate = forms.CharField(
        label="Mandat",
        help_text="Zum Beispiel: Vorsitz, Referat Recht.",
        max_length=LONGEST_MANDATE,
        error_messages={
            "required": "Bitte schreiben Sie, welches Mandat es ist.",
            "max_length": f"Höchstens {LONGEST_MANDATE} Zeichen.",
        },
    )
    deputy = forms.ChoiceField(
        label="Vertritt",
        help_text="Nur bei einer Stellvertretung.",
        required=False,
        error_messages={"invalid_choice": UNKNOWN},
    )
    first_day = day_field("Erster Tag", "Bitte wählen Sie den ersten Tag.")
    term = day_field("Letzter Tag", hint="Leer heißt: Das Ende ist offen.")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        people: Iterable[Named],
        members: Iterable[MemberChoice],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="mandate_%s")
        self.fields["person"].choices = [CHOOSE, *((one.pk, one.name) for one in people)]  # type: ignore[attr-defined]
        known = [(one.reference, one.name) for one in members]
        self.fields["deputy"].choices = [("", "Niemanden"), *known]  # type: ignore[attr-defined]

    def asked_term(self) -> Term:
        """Returns the term; its end is excluded, and people name the last day."""
        return Term(self.cleaned_data["first_day"], day_after(self.cleaned_data["term"]))


class InviteForm(forms.Form):
    """Whom to invite to an account."""

    name = forms.CharField(
        label="Name",
        help_text="Vorname und Nachname.",
        max_length=100,
        error_messages={
            "required": "Bitte schreiben Sie einen Namen.",
            "max_length": "Der Name darf höchstens 100 Zeichen haben.",
        },
    )
    email = forms.EmailField(
        label="E-Mail",
        help_text="Die dienstliche Adresse dieses Menschen, kein gemeinsames Postfach.",
        max_length=254,
        error_messages={
            "required": "Bitte schreiben Sie eine E-Mail-Adresse.",
            "invalid": "Das ist keine E-Mail-Adresse.",
            "max_length": "Das ist keine E-Mail-Adresse.",
        },
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="invite_%s")


class EndForm(forms.Form):
    """The last day of a mandate."""

    term = day_field("Letzter Tag", "Bitte wählen Sie den letzten Tag.")

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="end_%s")


def day_after(day: date | None) -> date | None:
    """Returns the day after a last day; none stays none, and the last of all days as it is."""
    return day + timedelta(days=1) if day and day < date.max else day
