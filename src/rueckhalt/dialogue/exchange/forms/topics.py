"""What people type about topics."""

from collections.abc import Iterable
from typing import Protocol

from django import forms
from django.http import QueryDict

from rueckhalt.dialogue.exchange.forms.fields import UNKNOWN
from rueckhalt.dialogue.exchange.rules.topic import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    TopicDraft,
    TopicSearch,
)
from rueckhalt.dialogue.exchange.rules.visibility import VISIBILITIES, Visibility
from rueckhalt.foundation.web.widgets import HintedRadioSelect

ENDED_WORD = "beendet"  # in an address
FOR_ORGANISATION, FOR_HERSELF = "organisation", "self"


class Speaker(Protocol):
    """A mandate for which somebody can speak, and the name of its organisation."""

    @property
    def reference(self) -> str:
        """The reference of the membership."""
        ...

    @property
    def organisation(self) -> str:
        """The name of the organisation."""
        ...


class Member(Protocol):
    """Somebody who can be chosen."""

    @property
    def reference(self) -> str:
        """The reference of the membership."""
        ...

    @property
    def name(self) -> str:
        """What people read."""
        ...


class RaiseForm(forms.Form):
    """A topic that somebody raises; `is_written_down` if the secretariat types it for her."""

    title = forms.CharField(
        label="Worum geht es?",
        help_text="Ein kurzer Satz genügt.",
        max_length=LONGEST_TITLE,
        error_messages={
            "required": "Bitte schreiben Sie, worum es geht.",
            "max_length": f"Höchstens {LONGEST_TITLE} Zeichen.",
        },
    )
    description = forms.CharField(
        label="Was ist das Problem, und was soll sich ändern?",
        help_text="Bitte keine Namen von Menschen.",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Bitte schreiben Sie einen oder zwei Sätze.",
            "max_length": f"Höchstens {LONGEST_TEXT} Zeichen.",
        },
    )
    visibility = forms.ChoiceField(
        label="Wer darf es lesen?",
        choices=[(one.value, VISIBILITIES[one].title) for one in VISIBILITIES],
        widget=HintedRadioSelect({one.value: VISIBILITIES[one].sentence for one in VISIBILITIES}),
        error_messages={
            "required": "Bitte wählen Sie, wer es lesen darf.",
            "invalid_choice": UNKNOWN,
        },
    )
    speaks = forms.ChoiceField(
        label="Für wen sprechen Sie?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Bitte wählen Sie, für wen Sie sprechen.",
            "invalid_choice": UNKNOWN,
        },
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        speakers: Iterable[Speaker],
        is_written_down: bool = False,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="topic_%s")
        herself = "Für mich"
        if is_written_down:
            self.fields["speaks"].label, herself = (
                "Für wen spricht dieser Mensch?",
                "Für sich selbst",
            )
        self.fields["speaks"].choices = [  # type: ignore[attr-defined]
            choice
            for one in speakers
            for choice in (
                (f"{one.reference}:{FOR_ORGANISATION}", f"Für: {one.organisation}"),
                (
                    f"{one.reference}:{FOR_HERSELF}",
                    f"{herself}, mit Mandat von: {one.organisation}",
                ),
            )
        ]

    def asked(self) -> TopicDraft:
        """Returns what was typed."""
        told = self.cleaned_data
        return TopicDraft(
            title=told["title"],
            description=told["description"],
            visibility=Visibility(told["visibility"]),
            is_for_organisation=told["speaks"].endswith(f":{FOR_ORGANISATION}"),
        )

    def asked_membership(self) -> str:
        """Returns the reference of the mandate for which she speaks."""
        return str(self.cleaned_data["speaks"].partition(":")[0])

    def typed(self) -> str:
        """Returns the words typed so far, also of a form that is not whole yet."""
        return f"{self.data.get('title', '')} {self.data.get('description', '')}".strip()


class TopicSearchForm(forms.Form):
    """Which topics somebody looks for; the address holds it, so that it can be kept."""

    suche = forms.CharField(
        label="Themen suchen",
        help_text="Ein paar Wörter aus Titel oder Text.",
        required=False,
        max_length=LONGEST_TITLE,
        error_messages={
            "max_length": f"Höchstens {LONGEST_TITLE} Zeichen.",
            "null_characters_not_allowed": "Mindestens ein Zeichen können wir nicht suchen.",
        },
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, auto_id="search_%s")

    def asked(self) -> TopicSearch:
        """Returns what is looked for; what cannot be is looked for as nothing."""
        words = self.cleaned_data.get("suche", "") if self.is_valid() else ""
        return TopicSearch(words, has_ended=self.data.get("stand") == ENDED_WORD)


class SpeakerForm(forms.Form):
    """For whom the secretariat writes a topic down."""

    fuer = forms.ChoiceField(
        label="Von wem kommt das Thema?",
        error_messages={
            "required": "Bitte wählen Sie, von wem das Thema kommt.",
            "invalid_choice": UNKNOWN,
        },
    )

    def __init__(self, *, members: Iterable[Member]) -> None:
        super().__init__(auto_id="speaker_%s")
        told = [(one.reference, one.name) for one in members]
        self.fields["fuer"].choices = [("", "Bitte wählen"), *told]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """An answer to who raised a topic."""

    text = forms.CharField(
        label="Antwort",
        help_text="Alle in der Allianz, die das Thema lesen dürfen, lesen auch die Antwort. Öffentlich wird sie nie.",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Bitte schreiben Sie eine Antwort.",
            "max_length": f"Höchstens {LONGEST_TEXT} Zeichen.",
        },
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="answer_%s")


class AskAgainForm(forms.Form):
    """Why an answer is not enough."""

    text = forms.CharField(
        label="Was fehlt in der Antwort?",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Bitte schreiben Sie, was fehlt.",
            "max_length": f"Höchstens {LONGEST_TEXT} Zeichen.",
        },
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="again_%s")
