"""The questions as a form. Built from the rulebook, so that a new answer needs no code."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.support.guidance.rules.remembered import Remembered
from rueckhalt.support.guidance.rules.rulebook import Page, Question, QuestionKind, Rulebook
from rueckhalt.support.guidance.rules.told import (
    DAY_LENGTH,
    MOST_FURTHER,
    PLACE_LENGTH,
    Told,
    ToldIncident,
    read_day,
)

INCIDENT = re.compile(r"v([2-9])_")
MOST_INCIDENTS = MOST_FURTHER + 1
AGS = re.compile(r"^\d{8}\Z")
PLACE_LABEL = "Wo wohnen Sie?"
PLACE_HINT = "Name der Gemeinde oder Postleitzahl. Damit finden wir die Stellen in Ihrer Nähe."


@dataclass(frozen=True)
class FormSection:
    """Questions under a heading that opens on demand; open where something was answered."""

    title: str
    fields: list[forms.BoundField]

    @property
    def is_open(self) -> bool:
        """Says whether there is an answer or a fault to be seen."""
        return any(field.value() or field.errors for field in self.fields)


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
                self.fields[question.id] = self._field_for(question, on)
        self._numbers = self._incident_numbers()
        for number in self._numbers:
            for question in rulebook.per_incident():
                self.fields[f"v{number}_{question.id}"] = self._field_for(question, on)

    def _field_for(self, question: Question, on: date) -> forms.Field:
        if question.kind is QuestionKind.DAY:
            return DayField(on, label=question.text, help_text=question.hint)
        return _choice_fields(self._rulebook)[question.id]

    def _incident_numbers(self) -> range:
        """Those told so far and one more, so that a form without script can grow."""
        told = [
            int(match[1])
            for name, value in self.data.items()
            if value and (match := INCIDENT.match(name))
        ]
        return range(2, min(max(told, default=1) + 1, MOST_INCIDENTS) + 1)

    def further(self) -> list[FormSection]:
        """The fields of each further incident, the last one empty."""
        names = [question.id for question in self._rulebook.per_incident()]
        return [
            FormSection(f"Vorfall {n}", [self[f"v{n}_{name}"] for name in names])
            for n in self._numbers
        ]

    def first_page(self) -> list[forms.BoundField]:
        """The fields asked before the first plan: danger, place, what happened."""
        danger, *others = self._pages[Page.FIRST]
        return [self[danger], self["place"], *(self[name] for name in others)]

    def sections(self) -> list[FormSection]:
        """The questions that refine a plan, as far as they follow from what was answered."""
        asked = [q for q in self._rulebook.asked(self._answers()) if q.page is Page.PLAN]
        asked.sort(key=lambda question: question.rank)
        return [
            FormSection(section.title, [self[q.id] for q in asked if q.section == section.id])
            for section in self._rulebook.sections
        ]

    def first_page_kept(self) -> list[tuple[str, str]]:
        """Names and values of the first page, to be carried along unseen."""
        return self._kept([field.name for field in self.first_page()])

    def plan_page_kept(self) -> list[tuple[str, str]]:
        """Names and values of the plan page, to be carried along unseen."""
        further = [field.name for section in self.further() for field in section.fields]
        return self._kept(self._pages[Page.PLAN] + further)

    def all_kept(self) -> list[tuple[str, str]]:
        """Names and values of everything that was told."""
        return self.first_page_kept() + self.plan_page_kept()

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
        days = {name: given[name] for name in asked if isinstance(given.get(name), Remembered)}
        place, key = given.get("place", ""), given.get("place_ags", "")
        further = tuple(one for n in self._numbers if (one := self._incident(n)))
        return Told(place, key, answers, days, further)

    def _incident(self, number: int) -> ToldIncident | None:
        given = {
            question.id: self.cleaned_data.get(f"v{number}_{question.id}")
            for question in self._rulebook.per_incident()
        }
        answers = {n: _chosen(v) for n, v in given.items() if v and not isinstance(v, Remembered)}
        day = next((v for v in given.values() if isinstance(v, Remembered)), None)
        return ToldIncident(answers, day) if answers or day else None

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


@lru_cache(maxsize=2)
def _choice_fields(rulebook: Rulebook) -> dict[str, forms.Field]:
    """The fields to tick, by question. A form changes none of them, so all forms share them."""
    return {one.id: _choice_field(one) for one in rulebook.questions if one.options}


def _choice_field(question: Question) -> forms.Field:
    """Builds the field of a question: one choice a line."""
    choices = [(option.id, option.label) for option in question.options]
    wrong = {
        "invalid_choice": "Diese Antwort kennen wir nicht. Bitte wählen Sie eine aus der Liste.",
        "invalid_list": "Diese Antwort kennen wir nicht. Bitte wählen Sie eine aus der Liste.",
    }
    if question.kind is QuestionKind.ONE:
        return forms.ChoiceField(
            label=question.text, help_text=question.hint, required=False,
            choices=choices, widget=forms.RadioSelect, error_messages=wrong,
        )  # fmt: skip
    return forms.MultipleChoiceField(
        label=question.text, help_text=question.hint, required=False,
        choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=wrong,
    )  # fmt: skip


class DayField(forms.CharField):
    """A day in the past, as a person remembers it."""

    def __init__(self, on: date, *, label: str, help_text: str) -> None:
        super().__init__(label=label, help_text=help_text, required=False, max_length=DAY_LENGTH)
        self._on = on

    def clean(self, value: str | None) -> Remembered | None:
        """Returns the span that is meant; None when nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_day(text, self._on)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
