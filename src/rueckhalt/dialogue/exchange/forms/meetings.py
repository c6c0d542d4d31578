"""What people type about meetings: when and where, agenda, files, who is there."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils import timezone

from rueckhalt.dialogue.exchange.actions.meetings import TIME_ZONE, ItemDraft
from rueckhalt.dialogue.exchange.forms.fields import UNKNOWN, day_field
from rueckhalt.dialogue.exchange.rules.meeting import MeetingDraft
from rueckhalt.dialogue.exchange.rules.series import (
    FEWEST,
    LONGEST_PLACE,
    MOST,
    RHYTHMS,
    Rhythm,
    SeriesChange,
    SeriesDraft,
)
from rueckhalt.dialogue.exchange.rules.topic import LONGEST_TEXT, LONGEST_TITLE
from rueckhalt.dialogue.exchange.rules.visibility import (
    ITEM_VISIBILITIES,
    ItemVisibility,
    Visibility,
)
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.web.widgets import HintedRadioSelect

HOURS = ["%H:%M", "%H:%M:%S", "%H.%M"]
READERS = {
    Visibility.INTERNAL: ("Intern", "Nur die Allianz weiß von dem Treffen."),
    Visibility.PUBLIC: (
        "Öffentlich",
        "Nach dem Treffen lesen alle Menschen Ort, Zeit und die öffentlichen Punkte.",
    ),
}


class HourInput(forms.TimeInput):
    """An hour as browsers ask for it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def hour_field(label: str) -> forms.TimeField:
    """Returns a field for an hour, as 14:30."""
    return forms.TimeField(
        label=label,
        widget=HourInput(),
        input_formats=HOURS,
        error_messages={
            "required": "Bitte nennen Sie eine Uhrzeit.",
            "invalid": "Das ist keine Uhrzeit. Schreiben Sie sie so: 14:30.",
        },
    )


def moment_of(day: date, hour: time) -> datetime:
    """Returns the moment of a day and an hour in Germany."""
    return datetime.combine(day, hour, ZoneInfo(TIME_ZONE))


class WhereForm(forms.Form):
    """What a meeting and a series have in common."""

    name = forms.CharField(
        label="Wie heißt das Treffen?",
        max_length=LONGEST_TITLE,
        error_messages={
            "required": "Bitte schreiben Sie einen Namen.",
            "max_length": f"Höchstens {LONGEST_TITLE} Zeichen.",
        },
    )
    visibility = forms.ChoiceField(
        label="Wer darf davon wissen?",
        choices=[(one.value, title) for one, (title, _) in READERS.items()],
        widget=HintedRadioSelect({one.value: said for one, (_, said) in READERS.items()}),
        error_messages={
            "required": "Bitte wählen Sie, wer davon wissen darf.",
            "invalid_choice": UNKNOWN,
        },
    )
    day = day_field("An welchem Tag?", "Bitte nennen Sie einen Tag.")
    starts = hour_field("Von wann")
    ends = hour_field("Bis wann")
    place = forms.CharField(
        label="Wo?",
        help_text="Der Ort steht auch in den Kalendern der Mitglieder.",
        required=False,
        max_length=LONGEST_PLACE,
        error_messages={"max_length": f"Höchstens {LONGEST_PLACE} Zeichen."},
    )

    def clean(self) -> None:
        """Refuses an end before the begin at the field that is about it."""
        super().clean()
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "Das Ende liegt vor dem Beginn.")

    def minutes(self) -> int:
        """Returns how long it lasts, as the clock shows it."""
        starts: time = self.cleaned_data["starts"]
        ends: time = self.cleaned_data["ends"]
        return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


class MeetingForm(WhereForm):
    """A meeting: when, where, and who may know of it."""

    online_url = forms.URLField(
        label="Link zur Video-Konferenz",
        help_text="Nur die Allianz sieht ihn, und nur auf der Seite des Treffens.",
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={
            "invalid": "Das ist kein Link. Er beginnt mit https://.",
            "max_length": "Höchstens 300 Zeichen.",
        },
    )

    field_order = ("name", "day", "starts", "ends", "place", "online_url", "visibility")

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="meeting_%s")

    def asked(self) -> MeetingDraft:
        """Returns what was typed."""
        told = self.cleaned_data
        return MeetingDraft(
            name=told["name"],
            visibility=Visibility(told["visibility"]),
            starts_at=moment_of(told["day"], told["starts"]),
            ends_at=moment_of(told["day"], told["ends"]),
            place=told["place"],
            online_url=told["online_url"],
        )


def meeting_values(draft: MeetingDraft) -> dict[str, object]:
    """Returns a meeting as its form shows it."""
    starts, ends = timezone.localtime(draft.starts_at), timezone.localtime(draft.ends_at)
    return {
        "name": draft.name,
        "visibility": draft.visibility.value,
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "place": draft.place,
        "online_url": draft.online_url,
    }


class SeriesForm(WhereForm):
    """A series of meetings: what for, and how often."""

    purpose = forms.CharField(
        label="Worum geht es in der Reihe?",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Bitte schreiben Sie einen Satz.",
            "max_length": f"Höchstens {LONGEST_TEXT} Zeichen.",
        },
    )
    rhythm = forms.ChoiceField(
        label="Wie oft?",
        help_text="Nach Monaten bleibt der Wochentag, zum Beispiel der zweite Dienstag.",
        choices=[(one.value, RHYTHMS[one]) for one in Rhythm],
        error_messages={"required": "Bitte wählen Sie, wie oft.", "invalid_choice": UNKNOWN},
    )
    count = forms.IntegerField(
        label="Wie viele Treffen?",
        min_value=FEWEST,
        max_value=MOST,
        error_messages={
            "required": "Bitte schreiben Sie eine Zahl.",
            "invalid": "Bitte schreiben Sie eine Zahl.",
            "min_value": f"Eine Reihe hat {FEWEST} bis {MOST} Treffen.",
            "max_value": f"Eine Reihe hat {FEWEST} bis {MOST} Treffen.",
        },
    )

    field_order = (
        "name", "purpose", "day", "starts", "ends", "rhythm", "count", "place", "visibility",
    )  # fmt: skip

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="series_%s")
        self.fields["day"].label = "An welchem Tag ist das erste Treffen?"

    def asked(self) -> SeriesDraft:
        """Returns what was typed."""
        told = self.cleaned_data
        return SeriesDraft(
            name=told["name"],
            purpose=told["purpose"],
            visibility=Visibility(told["visibility"]),
            rhythm=Rhythm(told["rhythm"]),
            count=told["count"],
            starts_at=moment_of(told["day"], told["starts"]),
            minutes=self.minutes(),
            place=told["place"],
        )


class SeriesChangeForm(WhereForm):
    """What changes for a whole series; its days and its readers stay."""

    field_order = ("name", "starts", "ends", "place")

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="series_%s")
        for name in ("day", "visibility"):
            del self.fields[name]

    def asked(self) -> SeriesChange:
        """Returns what was typed."""
        told = self.cleaned_data
        return SeriesChange(told["name"], told["starts"], self.minutes(), told["place"])


class ItemForm(forms.Form):
    """An item of an agenda in words of its own."""

    title = forms.CharField(
        label="Worum geht es?",
        max_length=LONGEST_TITLE,
        error_messages={
            "required": "Bitte schreiben Sie, worum es geht.",
            "max_length": f"Höchstens {LONGEST_TITLE} Zeichen.",
        },
    )
    minutes = forms.IntegerField(
        label="Wie viele Minuten?",
        required=False,
        min_value=1,
        max_value=24 * 60,
        error_messages={
            "invalid": "Bitte schreiben Sie eine Zahl.",
            "min_value": "Ein Punkt dauert mindestens eine Minute.",
            "max_value": "Ein Punkt dauert höchstens einen Tag.",
        },
    )
    visibility = forms.ChoiceField(
        label="Wer darf es lesen?",
        choices=[(one.value, ITEM_VISIBILITIES[one].title) for one in ItemVisibility],
        widget=HintedRadioSelect(
            {one.value: ITEM_VISIBILITIES[one].sentence for one in ItemVisibility}
        ),
        error_messages={
            "required": "Bitte wählen Sie, wer es lesen darf.",
            "invalid_choice": UNKNOWN,
        },
    )

    field_order = ("title", "minutes", "visibility")

    def __init__(self, data: QueryDict | None = None) -> None:
        internal = {"visibility": ItemVisibility.INTERNAL.value}
        super().__init__(data, initial=internal, auto_id="item_%s")

    def asked(self) -> ItemDraft:
        """Returns what was typed."""
        told = self.cleaned_data
        return ItemDraft(
            visibility=ItemVisibility(told["visibility"]),
            title=told["title"],
            minutes=told["minutes"],
        )


class VisibilityForm(forms.Form):
    """Who may read an item of an agenda."""

    visibility = forms.ChoiceField(
        choices=[(one.value, ITEM_VISIBILITIES[one].title) for one in ItemVisibility]
    )

    def asked(self) -> ItemVisibility:
        """Returns what was chosen; refuses what is none."""
        if not self.is_valid():
            raise Refused("visibility", gettext_noop("Bitte wählen Sie, wer den Punkt liest."))
        return ItemVisibility(self.cleaned_data["visibility"])
