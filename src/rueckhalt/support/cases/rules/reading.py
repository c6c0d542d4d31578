"""When a human reads what somebody sends, computed from the operator's hours and holidays."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rueckhalt.foundation.directory.rules import (
    BERLIN,
    Window,
    describe_opening,
    is_holiday,
    opening_of,
)
from rueckhalt.foundation.places.rules import Land

_HOURS = re.compile(
    r"(?P<days>(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*) "
    r"(?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)"
)
SEARCH_DAYS = 70


@dataclass(frozen=True)
class Reading:
    """The hours in which somebody reads; no hours: nobody does. `holiday_land` keeps its holidays."""

    hours: tuple[Window, ...]
    holiday_land: Land | None = None
    always_open: bool = False

    def is_on(self, day: date) -> bool:
        """Says whether somebody reads on a day."""
        return not is_holiday(day, self.holiday_land) and any(w.is_on(day) for w in self.hours)


class Door(StrEnum):
    """Whether somebody can send anything: yes, only to try it, or no because nobody reads."""

    OPEN = "open"
    TRIAL = "trial"
    SHUT = "shut"


def parse_reading(text: str, land: str) -> Reading:
    """Reads hours such as "MO,TU,WE,TH,FR 09:00-16:00; SA 10:00-12:00" and a Land such as "BY".

    Raises:
        ValueError: hours or Land are written otherwise.
    """
    windows = [_window(part.strip()) for part in text.split(";") if part.strip()]
    return Reading(tuple(windows), Land(land) if land else None)


def _window(text: str) -> Window:
    found = _HOURS.fullmatch(text)
    if found is None:
        raise ValueError(f"Hours are written as MO,TU 09:00-16:00, not as {text!r}.")
    opens, closes = time.fromisoformat(found["opens"]), time.fromisoformat(found["closes"])
    return Window(f"FREQ=WEEKLY;BYDAY={found['days']}", opens, closes)


def door_of(*, has_operator: bool, reading: Reading, on_duty: int, is_demo: bool) -> Door:
    """Says whether there is a form; only the demonstration shows one that nobody reads."""
    if has_operator and reading.hours and on_duty:
        return Door.OPEN
    return Door.TRIAL if is_demo and on_duty else Door.SHUT


def read_when(reading: Reading, at: datetime) -> str:
    """Puts into words when somebody reads: "öffnet Montag, 9:00 Uhr" or "jetzt erreichbar, bis 16:00 Uhr"."""
    return describe_opening(opening_of(reading, at), at)


def answer_by(reading: Reading, at: datetime) -> date:
    """Returns the day of the first answer: the next working day after the one of arrival.

    Without hours it is the next day that is neither a Saturday, a Sunday nor a holiday.
    """
    day = at.astimezone(BERLIN).date()
    for _ in range(SEARCH_DAYS):
        day += timedelta(days=1)
        if reading.is_on(day) if reading.hours else _is_weekday(day, reading.holiday_land):
            return day
    return day


def _is_weekday(day: date, land: Land | None) -> bool:
    return day.weekday() < 5 and not is_holiday(day, land)
