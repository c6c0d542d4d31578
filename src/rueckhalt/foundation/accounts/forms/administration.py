"""What an administrator tells about people and organisations."""

from collections.abc import Iterable
from typing import Protocol

from django import forms
from django.http import QueryDict

from rueckhalt.foundation.accounts.rules import (
    KINDS,
    RESET_REASONS,
    ROLES,
    OrganisationKind,
    ResetReason,
    Role,
)

CALLED_BACK = (
    "called",
    "Ich habe sie oder ihn zurückgerufen, unter einer Nummer, die wir vorher kannten.",
)
UNKNOWN = "Diese Antwort kennen wir nicht. Bitte wählen Sie eine aus der Liste."


class Choice(Protocol):
    """An organisation that can be chosen."""

    pk: int
    name: str
    kind: str


class RolesForm(forms.Form):
    """Which roles somebody has, of those that her organisation gives."""

    roles = forms.MultipleChoiceField(
        label="Rollen",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Bitte wählen Sie mindestens eine Rolle.",
            "invalid_choice": UNKNOWN,
        },
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: dict[str, object] | None = None,
        offered: Iterable[Role] = Role,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="person_%s")
        self.fields["roles"].choices = [(role.value, _told(role)) for role in sorted(offered)]  # type: ignore[attr-defined]

    def asked(self) -> frozenset[Role]:
        """Returns the chosen roles."""
        return frozenset(Role(role) for role in self.cleaned_data["roles"])


class InviteForm(RolesForm):
    """Whom to invite, for which organisation and as what."""

    name = forms.CharField(
        label="Name",
        help_text="Vorname und Nachname, so wie die Einladung grüßen soll.",
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
    organisation = forms.TypedChoiceField(
        label="Organisation",
        coerce=int,
        error_messages={
            "required": "Bitte wählen Sie eine Organisation.",
            "invalid_choice": UNKNOWN,
        },
    )

    field_order = ("name", "email", "organisation", "roles")

    def __init__(self, data: QueryDict | None = None, *, organisations: Iterable[Choice]) -> None:
        super().__init__(data)
        known = [(one.pk, f"{one.name} ({_kind(one.kind)})") for one in organisations]
        self.fields["organisation"].choices = [("", "Bitte wählen"), *known]  # type: ignore[attr-defined]


class OrganisationForm(forms.Form):
    """The name of an organisation."""

    name = forms.CharField(
        label="Name",
        max_length=200,
        error_messages={
            "required": "Bitte schreiben Sie einen Namen.",
            "max_length": "Der Name darf höchstens 200 Zeichen haben.",
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="organisation_%s")


class NewOrganisationForm(OrganisationForm):
    """A new organisation; its kind says which roles it gives, and stays."""

    kind = forms.ChoiceField(
        label="Art",
        help_text="Sie bestimmt, welche Rollen es dort gibt. Später lässt sie sich nicht ändern.",
        choices=[("", "Bitte wählen"), *((kind.value, KINDS[kind].title) for kind in OrganisationKind)],
        error_messages={"required": "Bitte wählen Sie eine Art.", "invalid_choice": UNKNOWN},
    )  # fmt: skip

    def asked_kind(self) -> OrganisationKind:
        """Returns the chosen kind."""
        return OrganisationKind(self.cleaned_data["kind"])


class ResetForm(forms.Form):
    """Why a second factor is reset, and that somebody made sure who asks."""

    reason = forms.ChoiceField(
        label="Warum?",
        widget=forms.RadioSelect,
        choices=[(reason.value, RESET_REASONS[reason]) for reason in ResetReason],
        error_messages={"required": "Bitte wählen Sie einen Grund.", "invalid_choice": UNKNOWN},
    )
    called_back = forms.MultipleChoiceField(
        label="Zurückgerufen?",
        widget=forms.CheckboxSelectMultiple,
        choices=[CALLED_BACK],
        error_messages={
            "required": "Rufen Sie erst zurück. Sonst öffnen Sie das Konto für jemand anderen.",
            "invalid_choice": UNKNOWN,
        },
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="reset_%s")

    def asked_reason(self) -> ResetReason:
        """Returns the chosen reason."""
        return ResetReason(self.cleaned_data["reason"])


def _told(role: Role) -> str:
    words = ROLES[role].words
    return f"{words.title}: {words.sentence}"


def _kind(kind: str) -> str:
    return KINDS[OrganisationKind(kind)].title
