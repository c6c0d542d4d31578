"""The questions as a form. Built from the rulebook, so that a new answer needs no code."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from rueckhalt.support.guidance.rules.rulebook import Page, Question, QuestionKind, Rulebook
from rueckhalt.support.guidance.rules.told import EARLIEST_DAY, PLACE_LENGTH, Told, day_fault

AGS = re.compile(r"^\d{8}\Z")
PLACE_LABEL = "Wo wohnen Sie?"
PLACE_HINT = "Name der Gemeinde oder Postleitzahl. Damit finden wir die Stellen in Ihrer Nähe."


class SituationForm(forms.Form):
    """All questions of the guide; every one may be skipped.

    Args:
        data: the posted values, or None for an empty form.
        rulebook: gives the questions.
        on: today; a day in the future is refused.
    """

    def __init__(
        self, data: QueryDict | None, *, rulebook: Rulebook, on: date, auto_id: str = "f_%s"
    ) -> None:
        super().__init__(data, auto_id=auto_id)
        self._rulebook = rulebook
        self._pages = {page: [q.id for q in rulebook.questions_on(page)] for page in Page}
        self.fields["place"] = _place_field()
        self.fields["place_ags"] = _place_key_field()
        for page in Page:
            for question in rulebook.questions_on(page):
                self.fields[question.id] = _field_for(question, on)

    def first_page(self) -> list[forms.BoundField]:
        """The fields asked before the first plan: danger, place, what happened."""
        danger, *others = self._pages[Page.FIRST]
        return [self[danger], self["place"], *(self[name] for name in others)]

    def plan_page(self) -> list[forms.BoundField]:
        """The fields that refine a plan, as far as they follow from what was answered."""
        asked = {question.id for question in self._rulebook.asked(self._answers())}
        return [self[name] for name in self._pages[Page.PLAN] if name in asked]

    def first_page_kept(self) -> list[tuple[str, str]]:
        """Names and values of the first page, to be carried along unseen."""
        return self._kept([field.name for field in self.first_page()])

    def plan_page_kept(self) -> list[tuple[str, str]]:
        """Names and values of the plan page, to be carried along unseen."""
        return self._kept(self._pages[Page.PLAN])

    def _kept(self, names: list[str]) -> list[tuple[str, str]]:
        data = self.data if isinstance(self.data, QueryDict) else QueryDict()
        sound = [name for name in names if name not in self.errors]
        return [(name, value) for name in sound for value in data.getlist(name) if value]

    def has_first_page_errors(self) -> bool:
        """Says whether the questions have to be shown again."""
        return any(field.errors for field in self.first_page())

    def told(self) -> Told:
        """What was told, without what was refused; only after `is_valid()` was asked."""
        given = self.cleaned_data
        asked = {question.id for question in self._rulebook.asked(self._answers())}
        answers = {name: chosen for name, chosen in self._answers().items() if name in asked}
        days = {name: given[name] for name in asked if isinstance(given.get(name), date)}
        return Told(given.get("place", ""), given.get("place_ags", ""), answers, days)

    def _answers(self) -> dict[str, frozenset[str]]:
        given = self.cleaned_data if self.is_bound else {}
        choices = [q.id for q in self._rulebook.questions if q.options and given.get(q.id)]
        return {name: _chosen(given[name]) for name in choices}


def _chosen(value: str | list[str]) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) else value)


def _place_field() -> forms.CharField:
    return forms.CharField(
        label=PLACE_LABEL,
        help_text=PLACE_HINT,
        required=False,
        max_length=PLACE_LENGTH,
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
        error_messages={"max_length": "Bitte nur den Namen der Gemeinde oder die Postleitzahl."},
    )


def _place_key_field() -> forms.RegexField:
    return forms.RegexField(
        AGS,
        label="Ort",
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Diesen Ort kennen wir nicht."},
    )


def _field_for(question: Question, on: date) -> forms.Field:
    """Builds the field of a question: one choice a line, or a day."""
    choices = [(option.id, option.label) for option in question.options]
    wrong = {
        "invalid_choice": "Diese Antwort kennen wir nicht. Bitte wählen Sie eine aus der Liste.",
        "invalid_list": "Diese Antwort kennen wir nicht. Bitte wählen Sie eine aus der Liste.",
    }
    match question.kind:
        case QuestionKind.ONE:
            return forms.ChoiceField(
                label=question.text, help_text=question.hint, required=False,
                choices=choices, widget=forms.RadioSelect, error_messages=wrong,
            )  # fmt: skip
        case QuestionKind.MANY:
            return forms.MultipleChoiceField(
                label=question.text, help_text=question.hint, required=False,
                choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=wrong,
            )  # fmt: skip
        case QuestionKind.DAY:
            return DayField(on, label=question.text, help_text=question.hint)


class DayInput(forms.DateInput):
    """The browser's own calendar; words that are no day come back as they were typed."""

    def __init__(self, on: date) -> None:
        super().__init__(format="%Y-%m-%d")
        self._bounds = {"min": EARLIEST_DAY.isoformat(), "max": on.isoformat()}

    def get_context(
        self, name: str, value: date | str | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Returns what the template draws."""
        context = super().get_context(name, value, attrs)
        if not isinstance(value, str):
            context["widget"]["type"] = "date"
            context["widget"]["attrs"] |= self._bounds
        return context


class DayField(forms.DateField):
    """A day in the past, by the browser's own calendar or typed as 24.12.2026."""

    def __init__(self, on: date, *, label: str, help_text: str) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"],
            widget=DayInput(on),
            error_messages={"invalid": "Bitte schreiben Sie den Tag so: 24.12.2025."},
            required=False,
            label=label,
            help_text=help_text,
        )
        self._on = on

    def bound_data(self, data: str | None, initial: object) -> date | str | None:  # noqa: ARG002 -- Django's signature
        """Returns the day that was typed, or the words if they are none."""
        try:
            return self.to_python(data)
        except ValidationError:
            return data

    def validate(self, value: date | None) -> None:
        """Refuses a day that cannot be meant."""
        super().validate(value)
        if value and (fault := day_fault(value, self._on)):
            raise ValidationError(fault)
