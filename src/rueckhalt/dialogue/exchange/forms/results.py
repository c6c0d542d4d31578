"""What is typed during a meeting: what came of an item."""

from django import forms
from django.http import QueryDict

from rueckhalt.dialogue.exchange.forms.fields import UNKNOWN, day_field
from rueckhalt.dialogue.exchange.rules.meeting import RESULTS, ResultDraft, ResultKind
from rueckhalt.dialogue.exchange.rules.topic import LONGEST_TEXT

LONGEST_BODY = 200
TOO_LONG = f"Höchstens {LONGEST_TEXT} Zeichen."


def _text(
    label: str, help_text: str = "", *, rows: int = 4, required: bool = False
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "Hier fehlt noch Text.", "max_length": TOO_LONG},
    )


class ResultForm(forms.Form):
    """What came of an item. Which fields a kind needs says `checked_result`."""

    kind = forms.ChoiceField(
        label="Was kam heraus?",
        choices=[(one.value, RESULTS[one]) for one in ResultKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie, was herauskam.", "invalid_choice": UNKNOWN},
    )
    text = _text(
        "Was wurde gesagt?",
        "So steht es im Protokoll für die Allianz.",
        rows=6,
        required=True,
    )
    public_text = _text(
        "Was dürfen alle Menschen lesen?",
        "Ohne Namen von Menschen. Bleibt es leer, steht öffentlich nichts.",
    )
    one_side = _text("Kein Einvernehmen: Was sagt die eine Seite?")
    other_side = _text("Kein Einvernehmen: Was sagt die andere Seite?")
    referred_to = forms.CharField(
        label="An welche andere Stelle?",
        required=False,
        max_length=LONGEST_BODY,
        error_messages={"max_length": f"Höchstens {LONGEST_BODY} Zeichen."},
    )
    until = day_field(
        "Bis wann?",
        hint="Für: vertagt, kein Einvernehmen (nächster Versuch) und andere Stelle.",
    )

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="result_%s")

    def asked(self) -> ResultDraft:
        """Returns what was typed."""
        told = self.cleaned_data
        return ResultDraft(
            kind=ResultKind(told["kind"]),
            text=told["text"],
            public_text=told["public_text"],
            one_side=told["one_side"],
            other_side=told["other_side"],
            referred_to=told["referred_to"],
            until=told["until"],
        )


def typed(data: QueryDict) -> dict[str, str]:
    """Returns what has been typed so far, whole or not; a text far too long is cut, not lost."""
    return {name: data.get(name, "")[: 2 * LONGEST_TEXT] for name in ResultForm.base_fields}
