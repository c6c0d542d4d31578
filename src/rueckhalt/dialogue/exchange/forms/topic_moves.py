"""What the secretariat types to move a topic on: where it goes on, and who is waited for."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from django import forms
from django.http import QueryDict

from rueckhalt.dialogue.exchange.forms.fields import day_field
from rueckhalt.foundation.web.widgets import HintedRadioSelect

LONGEST_BODY, LONGEST_SEARCH = 200, 200


class Choice(Protocol):
    """A topic that another one can go on in."""

    @property
    def reference(self) -> str:
        """What the form sends."""
        ...

    @property
    def title(self) -> str:
        """What people read."""
        ...

    @property
    def state(self) -> str:
        """Where it stands."""
        ...

    @property
    def means(self) -> str:
        """What joining means for those who read it."""
        ...


class JoinForm(forms.Form):
    """The topic in which another one goes on."""

    search = forms.CharField(
        label="Anderes Thema suchen",
        help_text="Ein paar Wörter, oder die Kennung aus der Adresse seiner Seite.",
        required=False,
        max_length=LONGEST_SEARCH,
        error_messages={"max_length": f"Höchstens {LONGEST_SEARCH} Zeichen."},
    )
    goes_on = forms.ChoiceField(
        label="In welchem Thema geht es weiter?",
        error_messages={
            "required": "Bitte wählen Sie ein Thema.",
            "invalid_choice": "Dieses Thema steht nicht in der Liste. Bitte suchen Sie es.",
        },
    )

    def __init__(
        self, data: QueryDict | None, *, choices: Iterable[Choice], initial: Mapping[str, object]
    ) -> None:
        super().__init__(data, initial=dict(initial), auto_id="join_%s")
        offered = list(choices)
        field = self.fields["goes_on"]
        # The widget first: a field hands its choices to the widget that it has.
        field.widget = HintedRadioSelect(
            {one.reference: f"{one.state}. {one.means}" for one in offered}
        )
        field.choices = [(one.reference, one.title) for one in offered]  # type: ignore[attr-defined]


class ReferForm(forms.Form):
    """The body that a topic is given to, and until when it is waited for."""

    referred_to = forms.CharField(
        label="An welche Stelle geben Sie es?",
        help_text="Der Name der Stelle, nie der eines Menschen.",
        max_length=LONGEST_BODY,
        error_messages={
            "required": "Bitte schreiben Sie, welche Stelle es ist.",
            "max_length": f"Höchstens {LONGEST_BODY} Zeichen.",
        },
    )
    until = day_field(
        "Bis wann warten wir?",
        "Bitte sagen Sie, bis wann wir warten.",
        hint="Danach erinnern wir Sie.",
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="refer_%s")
