"""Who says that she comes, and who was there."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from rueckhalt.dialogue.exchange.rules.meeting import PresenceKind
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

_CHOOSE = gettext_noop("Diese Antwort kennen wir nicht. Bitte wählen Sie eine aus der Liste.")
OWN = (PresenceKind.ACCEPTED, PresenceKind.EXCUSED)


class OwnPresenceForm(forms.Form):
    """Whether somebody comes."""

    kind = forms.ChoiceField(choices=[(one.value, one.value) for one in OWN])

    def asked(self) -> PresenceKind:
        """Returns what was said; refuses what is no answer."""
        if not self.is_valid():
            raise Refused("presence", _CHOOSE)
        return PresenceKind(self.cleaned_data["kind"])

    def asked_membership(self) -> str:
        """Returns the reference of the mandate that was sent; nothing if none was."""
        return str(self.data.get("membership", ""))


def asked_presences(data: QueryDict, members: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Returns for each member who was noted: the kind, and who stood in, as they were sent."""
    told = {one: (data.get(f"kind-{one}", ""), data.get(f"deputy-{one}", "")) for one in members}
    return {one: values for one, values in told.items() if values[0]}
