"""What a person told us before it is understood: the words for the place, and the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Told:
    """Answers as they arrived, already checked against the questions.

    `place_text` are the words typed for the place, `place_ags` the key of one that was chosen
    from several; both may be empty.
    """

    place_text: str
    place_ags: str
    answers: Mapping[str, frozenset[str]]
    days: Mapping[str, date]
