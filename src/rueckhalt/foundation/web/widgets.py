"""Widgets that say more than Django's own."""

from collections.abc import Mapping

from django import forms


class HintedRadioSelect(forms.RadioSelect):
    """One choice a line, each with a sentence under it: `hints` by value of the choice."""

    def __init__(self, hints: Mapping[str, str]) -> None:
        super().__init__()
        self.hints = hints
