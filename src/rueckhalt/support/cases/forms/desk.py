"""What a guide types for somebody who tells it on the phone."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from rueckhalt.foundation.accounts.api import DutyPerson
from rueckhalt.support.cases.forms.fields import WithColleagues, choice, line, person, text
from rueckhalt.support.cases.rules.contents import Reach, Told
from rueckhalt.support.cases.rules.states import URGENCIES


class PhoneForm(WithColleagues):
    """What somebody tells on the phone; where nobody can stand in (`is_alone`), nobody is asked for."""

    people = ("stand_in",)
    text = text("Was ist geschehen?", "Mit den Worten der Person.", rows=8)
    name = line("Name", required=False)
    office = line("Amt oder Aufgabe", required=False)
    way = line(
        "Wie erreichen wir sie?",
        "Nummer oder Weg. Danach fragen wir, wenn die Wörter verloren sind.",
        required=False,
    )
    times = line("Wann?", required=False)
    never_say = line("Was dürfen wir dort nicht sagen?", required=False)
    safe_word = line(
        "Sicherheitswort",
        "Damit weist sie sich aus, wenn die Wörter verloren sind.",
        required=False,
    )
    keep_from = line("Wer hier soll das nicht sehen?", "Nachnamen.", required=False)
    urgency = choice("Wie dringend?", tuple((one.value, words) for one, words in URGENCIES.items()))
    stand_in = person("Wer vertritt Sie?", "Diese Person kann den Fall dann auch lesen.")
    form = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self, data: QueryDict | None = None, *, colleagues: Iterable[DutyPerson],
        initial: dict[str, object] | None = None,
    ) -> None:  # fmt: skip
        here = tuple(colleagues)
        super().__init__(data, colleagues=here, initial=initial)
        self.is_alone = not here
        if self.is_alone:
            del self.fields["stand_in"]

    def asked(self) -> Told:
        """Returns what was told."""
        told = self.cleaned_data
        reach = Reach(told["way"], told["times"], told["never_say"])
        return Told(
            told["text"], name=told["name"], office=told["office"], reach=reach,
            safe_word=told["safe_word"], keep_from=told["keep_from"], by_phone=True,
        )  # fmt: skip
