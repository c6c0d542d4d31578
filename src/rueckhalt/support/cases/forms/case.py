"""What guides type at a case: answers, notes, tasks, and how they judge the danger."""

import uuid
from collections.abc import Iterable

from django.http import QueryDict

from rueckhalt.support.cases.actions.talking import Answered
from rueckhalt.support.cases.forms.fields import DeskForm, choice, day, line, text, ticks
from rueckhalt.support.cases.forms.tokens import OnceField, new_value
from rueckhalt.support.cases.rules.contents import Assessment, Clock, Incident, Task
from rueckhalt.support.cases.rules.judging import THREATS
from rueckhalt.support.cases.rules.states import State


class AnswerForm(DeskForm):
    """An answer, whose turn it is now, and one sentence about what was done."""

    once = OnceField()
    text = text("Ihre Antwort", "Die Person liest genau das.", required=False, rows=8)
    state = choice("Wer ist jetzt dran?", ())
    said = line(
        "Was haben Sie getan, und was kommt?", "Ein Satz. Die Person liest ihn.", required=False
    )

    def __init__(
        self, data: QueryDict | None = None, *, states: Iterable[tuple[str, str]],
        initial: dict[str, object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=initial)
        self.fields["state"].choices = tuple(states)  # type: ignore[attr-defined]

    def words(self) -> tuple[str, ...]:
        """Returns the value of the form and what it says, to know it when it is sent twice."""
        names = ("text", "state", "said")
        once = self.data.get("once") or new_value()
        return once, *(self.data.get(name, "").strip() for name in names)

    def given(self, entry: uuid.UUID) -> Answered:
        """Returns the answer; only after `is_valid()` said yes."""
        told = self.cleaned_data
        return Answered(told["text"], State(told["state"]), told["said"], entry)

    def clean(self) -> dict[str, object]:
        """Refuses an answer without any word."""
        told = self.cleaned_data
        if not self.errors and not told["text"] and not told["said"]:
            self.add_error("text", "Bitte schreiben Sie etwas.")
        return told


class NoteForm(DeskForm):
    """A note among guides."""

    text = text("Notiz", "Nur wer den Fall bearbeitet, liest sie.", rows=3)


class IncidentForm(DeskForm):
    """An incident that the person told of elsewhere, such as on the phone."""

    when = line("Wann war das?", "Ungefähr genügt: am 3. März 2026, im Frühjahr.")
    what = text("Was war das?", "Mit ihren Worten. Sie liest es auf ihrer Seite.", rows=3)

    def asked(self) -> Incident:
        """Returns the incident."""
        return Incident(self.cleaned_data["when"], self.cleaned_data["what"])


class ToDoForm(DeskForm):
    """A task, or a day by which the person must act."""

    kind = choice(
        "Wer muss etwas tun?", (("task", "Wir (Aufgabe)"), ("clock", "Die Person (Frist)"))
    )
    title = line("Was ist zu tun?")
    due_on = day("Bis wann?")
    reason = line("Warum dann?", "Nur bei einer Frist. Die Person liest es.", required=False)

    def asked(self) -> Task | Clock:
        """Returns what is to do."""
        told = self.cleaned_data
        if told["kind"] == "task":
            return Task(told["title"], told["due_on"])
        return Clock(told["title"], told["due_on"], told["reason"])


class AssessmentForm(DeskForm):
    """A judgement of danger: free words first."""

    words = text("Wie schätzen Sie die Gefahr ein?", "In Ihren Worten. Keine Zahl, keine Farbe.")
    visible = ticks("Was ist zu sehen?", THREATS.items(), required=False)
    often = ticks(
        "Wie oft?",
        (
            ("escalates", "Drei oder mehr Vorfälle in zwölf Monaten"),
            ("repeats", "Wieder ein Vorfall in zwölf Monaten"),
        ),
        required=False,
    )
    proposal = text(
        "Was schlagen Sie vor?", "Daraus folgt nichts von selbst.", required=False, rows=3
    )

    def asked(self) -> Assessment:
        """Returns the judgement."""
        told = self.cleaned_data
        return Assessment(
            told["words"], tuple(told["visible"]), "escalates" in told["often"],
            "repeats" in told["often"], told["proposal"],
        )  # fmt: skip


class SecondForm(DeskForm):
    """What a second person says of something that one proposed."""

    agrees = choice("Sehen Sie es auch so?", (("yes", "Ja"), ("no", "Nein")))
    words = text("Ihre Worte dazu", required=False, rows=3)

    def is_yes(self) -> bool:
        """Says whether she agrees."""
        return bool(self.cleaned_data["agrees"] == "yes")
