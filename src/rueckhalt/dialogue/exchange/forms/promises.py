"""What people type about promises."""

from collections.abc import Iterable
from typing import Protocol

from django import forms
from django.http import QueryDict

from rueckhalt.dialogue.exchange.forms.fields import UNKNOWN, day_field
from rueckhalt.dialogue.exchange.rules.promise import (
    LONGEST_OWNER,
    LONGEST_SENTENCE,
    LONGEST_UPDATE,
    PROMISE_KINDS,
    STATUSES,
    EvidenceDraft,
    PromiseDraft,
    PromiseKind,
    Status,
    UpdateDraft,
)
from rueckhalt.dialogue.exchange.rules.visibility import VISIBILITIES, Visibility
from rueckhalt.foundation.web.widgets import HintedRadioSelect

WITHOUT_NAMES = "Diesen Text können alle Menschen lesen. Bitte keine Namen von Menschen."


class Choice(Protocol):
    """A partner or a member that can be chosen."""

    @property
    def reference(self) -> str:
        """What the form sends."""
        ...

    @property
    def name(self) -> str:
        """What people read."""
        ...


def _line(label: str, longest: int, missing: str = "", hint: str = "") -> forms.CharField:
    """Returns a question for one line; without a sentence for a missing one it may stay open."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=longest,
        error_messages={"required": missing, "max_length": f"Höchstens {longest} Zeichen."},
    )


def _status() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Wie weit ist es?",
        choices=[(one.value, words) for one, words in STATUSES.items()],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Bitte wählen Sie, wie weit es ist.",
            "invalid_choice": UNKNOWN,
        },
    )


def _text(label: str, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=WITHOUT_NAMES,
        max_length=LONGEST_UPDATE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing, "max_length": f"Höchstens {LONGEST_UPDATE} Zeichen."},
    )


def _source(told: dict[str, object], name: str) -> EvidenceDraft | None:
    """Returns a source, if its name or its address was typed; the form has seen that a day stands there."""
    label, url, on = told.get(name), told.get(f"{name}_url"), told.get(f"{name}_on")
    return EvidenceDraft(str(label), str(url or ""), on) if label and on else None  # type: ignore[arg-type]  # a DateField gives a date


class _WithSource(forms.Form):
    """A form with a source that may stay away, but not in part."""

    source_name = "evidence"

    def clean(self) -> dict[str, object]:
        """Asks for what is missing of a source that was begun."""
        told = self.cleaned_data
        name = self.source_name
        is_begun = any(told.get(one) for one in (name, f"{name}_url", f"{name}_on"))
        if is_begun and not told.get(name) and name not in self.errors:
            self.add_error(name, "Bitte schreiben Sie, wie die Quelle heißt.")
        if is_begun and not told.get(f"{name}_on") and f"{name}_on" not in self.errors:
            self.add_error(f"{name}_on", "Bitte sagen Sie, von welchem Tag die Quelle ist.")
        return told


class PromiseForm(_WithSource):
    """A promise, a question or a review order; its sentence and its owner may leave the house."""

    source_name = "source"

    kind = forms.ChoiceField(
        label="Was ist es?",
        choices=[(one.value, words) for one, words in PROMISE_KINDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie, was es ist.", "invalid_choice": UNKNOWN},
    )
    sentence = forms.CharField(
        label="Was ist zugesagt?",
        help_text=f"Ein ganzer Satz. {WITHOUT_NAMES}",
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Bitte schreiben Sie den Satz.",
            "max_length": f"Höchstens {LONGEST_SENTENCE} Zeichen.",
        },
    )
    owner = _line(
        "Welche Stelle hat es zugesagt?", LONGEST_OWNER,
        "Bitte schreiben Sie, welche Stelle es ist.", "Der Name der Stelle, nie der eines Menschen.",
    )  # fmt: skip
    owner_partner = forms.ChoiceField(
        label="Welcher Partner ist das?",
        help_text="Wer für ihn spricht, bekommt die Erinnerungen. Nur mit ihm vergleichen wir beide Seiten.",
        required=False,
        error_messages={"invalid_choice": UNKNOWN},
    )
    given_on = day_field("Wann wurde es zugesagt?", "Bitte sagen Sie, wann es zugesagt wurde.")
    due_on = day_field("Bis wann soll es getan sein?")
    asked_by = forms.ChoiceField(
        label="Wer hat danach gefragt?",
        help_text="Das liest nur die Allianz.",
        required=False,
        error_messages={"invalid_choice": UNKNOWN},
    )
    visibility = forms.ChoiceField(
        label="Wer darf es lesen?",
        choices=[(one.value, VISIBILITIES[one].title) for one in (Visibility.INTERNAL, Visibility.PUBLIC)],
        widget=HintedRadioSelect({
            Visibility.INTERNAL.value: VISIBILITIES[Visibility.INTERNAL].sentence,
            Visibility.PUBLIC.value: "Alle Menschen lesen es, sobald Sie es freigeben.",
        }),
        error_messages={"required": "Bitte wählen Sie, wer es lesen darf.", "invalid_choice": UNKNOWN},
    )  # fmt: skip
    source = _line("Wo steht es?", 200, hint="Der Name der Quelle. Ohne Thema und Treffen nötig.")
    source_url = _line("Link zur Quelle", 300)
    source_on = day_field("Von welchem Tag ist die Quelle?")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        partners: Iterable[Choice],
        members: Iterable[Choice],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="promise_%s")
        for name, choices in (("owner_partner", partners), ("asked_by", members)):
            told = [(one.reference, one.name) for one in choices]
            self.fields[name].choices = [("", "Niemand aus dieser Liste"), *told]  # type: ignore[attr-defined]

    def asked(self) -> PromiseDraft:
        """Returns what was typed."""
        told = self.cleaned_data
        return PromiseDraft(
            kind=PromiseKind(told["kind"]),
            sentence=told["sentence"],
            owner=told["owner"],
            visibility=Visibility(told["visibility"]),
            given_on=told["given_on"],
            due_on=told["due_on"],
        )

    def asked_source(self) -> EvidenceDraft | None:
        """Returns the source that was typed."""
        return _source(self.cleaned_data, self.source_name)


class UpdateForm(_WithSource):
    """How far a promise is, with what shows it."""

    status = _status()
    text = _text("Was ist geschehen, oder warum nicht?", "Bitte schreiben Sie, was geschehen ist.")
    on = day_field(
        "Von welchem Tag ist der Stand?", "Bitte sagen Sie, von welchem Tag der Stand ist."
    )
    evidence = _line("Beleg", 200, hint="Der Name der Quelle. „Erfüllt“ braucht einen Beleg.")
    evidence_url = _line("Link zum Beleg", 300)
    evidence_on = day_field("Von welchem Tag ist der Beleg?")

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="update_%s")

    def asked(self) -> UpdateDraft:
        """Returns what was typed."""
        told, proof = self.cleaned_data, _source(self.cleaned_data, self.source_name)
        return UpdateDraft(
            Status(told["status"]), told["text"], told["on"], (proof,) if proof else ()
        )


class ViewForm(forms.Form):
    """How far a partner sees a promise."""

    partner = forms.ChoiceField(
        label="Für wen sprechen Sie?",
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie, für wen Sie sprechen.", "invalid_choice": UNKNOWN},
    )  # fmt: skip
    status = _status()
    text = _text("Wie sieht Ihre Seite es?", "Bitte schreiben Sie, wie Ihre Seite es sieht.")

    def __init__(self, data: QueryDict | None = None, *, partners: Iterable[Choice]) -> None:
        choices = [(one.reference, one.name) for one in partners]
        first = {"partner": choices[0][0]} if choices else {}
        super().__init__(data, initial=first, auto_id="view_%s")
        self.fields["partner"].choices = choices  # type: ignore[attr-defined]

    def asked_status(self) -> Status:
        """Returns how far they see it."""
        return Status(self.cleaned_data["status"])


class MilestoneForm(forms.Form):
    """A step on the way of a promise."""

    title = _line(
        "Was ist der nächste Schritt?",
        200,
        "Bitte schreiben Sie, was der Schritt ist.",
        WITHOUT_NAMES,
    )
    due_on = day_field("Bis wann soll er getan sein?")

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="milestone_%s")


class ReachedForm(forms.Form):
    """The day on which a step was reached."""

    on = day_field("Erreicht am", "Bitte sagen Sie, an welchem Tag.")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        number: int = 0,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id=f"reached_{number}_%s")
        self.number = number
