"""Who says that she comes, and who was there."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from rueckhalt.dialogue.exchange.rules.meeting import (
    OWN_ANSWERS,
    Noted,
    PresenceChoice,
    PresenceKind,
)
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

_CHOOSE = gettext_noop("Diese Antwort kennen wir nicht. Bitte wählen Sie eine aus der Liste.")


class OwnPresenceForm(forms.Form):
    """Whether somebody comes."""

    kind = forms.ChoiceField(choices=[(one.value, one.value) for one in OWN_ANSWERS])

    def asked(self) -> PresenceKind:
        """Returns what was said; refuses what is no answer."""
        if not self.is_valid():
            raise Refused("presence", _CHOOSE)
        return PresenceKind(self.cleaned_data["kind"])

    def asked_membership(self) -> str:
        """Returns the reference of the mandate that was sent; nothing if none was."""
        return str(self.data.get("membership", ""))


def asked_presences(data: QueryDict, members: Iterable[str]) -> dict[str, PresenceChoice]:
    """Returns what was chosen for each member for whom anything was, and what the page had shown."""
    told = {one: _choice(data, one) for one in members}
    return {one: choice for one, choice in told.items() if choice.chosen.kind}


def _choice(data: QueryDict, member: str) -> PresenceChoice:
    kind, _, deputy = data.get(f"seen-{member}", "").partition(":")
    chosen = Noted(data.get(f"kind-{member}", ""), data.get(f"deputy-{member}", ""))
    return PresenceChoice(Noted(kind, deputy), chosen)
