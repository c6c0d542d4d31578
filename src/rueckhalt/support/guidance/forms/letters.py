"""The fields of a letter as a form. Built from the letter, so that a new one needs no code."""

from collections.abc import Iterable

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.http import QueryDict

from rueckhalt.support.guidance.queries import LetterPage
from rueckhalt.support.guidance.rules.letters import LENGTHS, FieldKind, LetterField
from rueckhalt.support.guidance.rules.writing import Filled

PREFIX = "b_"
# A house number alone is no secret, and stands in many texts.
SHORTEST_PRIVATE = 5
LONGEST = max(LENGTHS.values())
ROWS = {FieldKind.LINES: 4, FieldKind.TEXT: 12}
EMPTY = "Bitte füllen Sie dieses Feld aus."
NONE_CHOSEN = "Bitte kreuzen Sie hier etwas an."
UNKNOWN = "Diese Antwort kennen wir nicht. Bitte wählen Sie eine aus der Liste."


class LetterForm(forms.Form):
    """What a letter asks for.

    Args:
        page: what the letter asks for, and its recipient as far as the directory knows it.
        data: the posted values.
        is_told: she filled the form in; else it is shown to her with what she told before.
    """

    def __init__(self, page: LetterPage, data: QueryDict, *, is_told: bool) -> None:
        self._asked = page.fields
        kept = {name: data.getlist(name) for name in data if name.startswith(PREFIX)}
        initial = {name: values for name, values in kept.items() if values}
        super().__init__(data if is_told else None, auto_id="f_%s")
        for one, must in self._asked:
            name = PREFIX + one.id
            self.fields[name] = _field_for(one, is_required=must)
            values = initial.get(name, [])
            self.initial[name] = values if one.options else "".join(values[:1])
        self._suggest_recipient(page)

    def _suggest_recipient(self, page: LetterPage) -> None:
        name = f"{PREFIX}recipient"
        self.initial[name] = self.initial[name] or page.recipient
        hints = (str(self.fields[name].help_text), page.letter.recipient_hint, page.recipient_note)
        self.fields[name].help_text = " ".join(filter(None, hints))

    def filled(self) -> Filled:
        """What was filled in; only after `is_valid()` said yes."""
        return {
            one.id: frozenset(value) if one.options else value
            for one, _ in self._asked
            if (value := self.cleaned_data.get(PREFIX + one.id))
        }

    def kept(self) -> list[tuple[str, str]]:
        """Names and values of the letter, for its file and for changing it."""
        return self._kept(self._asked)

    def carried(self) -> list[tuple[str, str]]:
        """Names and values that go along to the next letter; nothing private to this one."""
        private = self._private_lines()
        goes = [(one, must) for one, must in self._asked if one.carried and not one.private]
        return [
            (name, value)
            for name, value in self._kept(goes)
            if not any(line in value.lower() for line in private)
        ]

    def _private_lines(self) -> list[str]:
        """What a text must not repeat when it goes along: each line of what is private."""
        own = [(one, must) for one, must in self._asked if one.private]
        lines = (line for _, value in self._kept(own) for line in value.lower().splitlines())
        return [line.strip() for line in lines if len(line.strip()) >= SHORTEST_PRIVATE]

    def _kept(self, asked: Iterable[tuple[LetterField, bool]]) -> list[tuple[str, str]]:
        data = self.data if isinstance(self.data, QueryDict) else QueryDict()
        names = [PREFIX + one.id for one, _ in asked]
        return [(name, value) for name in names for value in data.getlist(name) if value]


def _field_for(one: LetterField, *, is_required: bool) -> forms.Field:
    if one.kind is FieldKind.MANY:
        return forms.MultipleChoiceField(
            label=one.label, help_text=one.hint, required=is_required,
            choices=[(option.id, option.label) for option in one.options],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": NONE_CHOSEN, "invalid_choice": UNKNOWN},
        )  # fmt: skip
    return TypedField(one, is_required=is_required)


class TypedField(forms.CharField):
    """A text as it was typed, with whatever signs."""

    def __init__(self, one: LetterField, *, is_required: bool) -> None:
        most = LENGTHS[one.kind]
        super().__init__(
            label=one.label, help_text=one.hint, required=is_required, max_length=most,
            widget=_widget(one.kind),
            error_messages={"required": EMPTY, "max_length": _too_long(most)},
        )  # fmt: skip
        # Paper names what cannot be seen; nothing has to be refused.
        self.validators = [
            one for one in self.validators if not isinstance(one, ProhibitNullCharactersValidator)
        ]

    def to_python(self, value: object) -> str:
        """The text with one sign for each end of a line, as its length counts it."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


def _too_long(most: int) -> str:
    number = f"{most:,}".replace(",", ".")
    return f"Das ist zu lang. Hier passen {number} Zeichen hinein. Bitte kürzen Sie den Text."


def _widget(kind: FieldKind) -> forms.Widget:
    plain = {"spellcheck": "false", "autocomplete": "off"}
    if kind is FieldKind.LINE:
        return forms.TextInput(attrs=plain)
    return forms.Textarea(attrs={**plain, "rows": ROWS[kind]})
