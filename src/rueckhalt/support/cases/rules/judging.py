"""The judgement of danger: words of a professional, and what is to be seen beside them.

It adds nothing up: no number and no colour. No expert has reviewed this list yet, and the page says so.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rueckhalt.foundation.lib.refusal import gettext_noop
from rueckhalt.support.cases.rules.contents import (
    Assessment,
    Incident,
    Said,
    SecondView,
    Told,
)

THREATS: dict[str, str] = {
    "weapon": gettext_noop("Eine Waffe ist im Spiel, gezeigt oder genannt"),
    "address": gettext_noop("Die private Adresse ist bekannt"),
    "home": gettext_noop("Jemand war am Haus oder an der Wohnung"),
}
TWELVE_MONTHS = timedelta(days=365)
ESCALATION, REPETITION = 3, 2  # incidents within twelve months
_MONTHS = (
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september",
    "oktober", "november", "dezember",
)  # fmt: skip
_GERMAN = re.compile(r"(?<!\d)(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DAY_WORD = re.compile(
    rf"(?<!\d)(\d{{1,2}})\. ({'|'.join(_MONTHS)}) (\d{{4}})(?!\d)", re.IGNORECASE
)
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{4}})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frequency:
    """What the diary says about how often: three or two within twelve months, and days not known."""

    escalates: bool
    repeats: bool
    dated: int
    undated: int


def day_of(when: str) -> date | None:
    """Returns the day that somebody named in her own words; of a month its first day; else None."""
    if found := _ISO.search(when):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _GERMAN.search(when):
        return _date(int(found[3]), int(found[2]), int(found[1]))
    if found := _DAY_WORD.search(when):
        return _date(int(found[3]), _MONTHS.index(found[2].lower()) + 1, int(found[1]))
    if found := _MONTH.search(when):
        return _date(int(found[2]), _MONTHS.index(found[1].lower()) + 1, 1)
    return None


def incident_days(entries: Iterable[Said]) -> tuple[date | None, ...]:
    """Returns the day of each incident of the diary, None where nobody knows it."""
    whens: list[str] = []
    for said in entries:
        match said.content:
            case Told(incidents=incidents):
                whens += [one.when for one in incidents]
            case Incident(when=when):
                whens.append(when)
    return tuple(day_of(when) for when in whens)


def frequency(days: Iterable[date | None], *, on: date) -> Frequency:
    """Returns how often something happened in the twelve months up to a day."""
    known = tuple(days)
    dated = [day for day in known if day is not None]
    recent = sum(on - TWELVE_MONTHS <= day <= on for day in dated)
    return Frequency(
        recent >= ESCALATION, recent >= REPETITION, len(dated), len(known) - len(dated)
    )


def last_assessment(entries: Iterable[Said]) -> Said | None:
    """Returns the judgement of danger that holds now."""
    return next((one for one in reversed(tuple(entries)) if _judges(one)), None)


def must_judge_again(entries: Iterable[Said]) -> bool:
    """Says whether nobody has judged the danger, or something happened since."""
    said = tuple(entries)
    told = [n for n, one in enumerate(said) if isinstance(one.content, Told | Incident)]
    judged = [n for n, one in enumerate(said) if _judges(one)]
    return bool(told) and (not judged or judged[-1] < told[-1])


def second_view_of(entries: Iterable[Said], entry: Said) -> Said | None:
    """Returns what a second person said of an entry, or None."""
    for one in entries:
        if isinstance(one.content, SecondView) and one.content.of == entry.id:
            return one
    return None


def _judges(said: Said) -> bool:
    return isinstance(said.content, Assessment)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
