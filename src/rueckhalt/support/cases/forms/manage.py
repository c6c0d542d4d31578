"""Who works on a case, how urgent it is, whether it is held, and a new secret."""

from collections.abc import Iterable

from django.http import QueryDict

from rueckhalt.support.cases.forms.fields import (
    DeskForm,
    WithColleagues,
    choice,
    line,
    person,
    text,
)
from rueckhalt.support.cases.rules.renewing import CHECKED, Checked
from rueckhalt.support.cases.rules.states import URGENCIES, Urgency


class TakeForm(WithColleagues):
    """Who stands in."""

    people = ("stand_in",)
    stand_in = person("Wer vertritt Sie?", "Diese Person kann den Fall dann auch lesen.")


class HandForm(WithColleagues):
    """Who goes on, and who stands in."""

    people = ("guide", "stand_in")
    guide = person("Wer macht weiter?")
    stand_in = person("Wer vertritt?")


class EyesForm(WithColleagues):
    """Who should look as well."""

    people = ("eyes",)
    eyes = person("Wer soll mit hineinsehen?", "Diese Person liest dann den ganzen Fall.")


class ViewForm(DeskForm):
    """What a second pair of eyes says."""

    words = text("Was sehen Sie?", rows=3)


class UrgencyForm(DeskForm):
    """How soon somebody should look."""

    urgency = choice("Wie dringend?", tuple((one.value, words) for one, words in URGENCIES.items()))
    reason = line("Warum?")

    def asked(self) -> Urgency:
        """Returns the urgency."""
        return Urgency(self.cleaned_data["urgency"])


class HoldForm(DeskForm):
    """Why nothing may be erased, or why it may again."""

    reason = line("Warum?", "Zum Beispiel das Aktenzeichen eines Gerichts.")


class SecretForm(DeskForm):
    """How a guide made sure who asks for a new secret."""

    checked = choice("Wie haben Sie geprüft, wer fragt?", ())
    words = text("Was war?", "Wann, unter welcher Nummer.", rows=2)

    def __init__(self, data: QueryDict | None = None, *, ways: Iterable[Checked]) -> None:
        super().__init__(data)
        self.fields["checked"].choices = [(one.value, CHECKED[one]) for one in ways]  # type: ignore[attr-defined]
