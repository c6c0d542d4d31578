"""The days and hours on which a body opens: recurrence rules of RFC 5545, local times of Germany."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import ClassVar

from dateutil.rrule import rrulestr
from pydantic import ConfigDict

MIDNIGHT = time(0)
_DAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_DAYS = rf"{_DAY}(?:,{_DAY})*"
_NTH = rf"-?[1-5]{_DAY}"
# Rules whose days do not depend on the day on which they began; RFC 5545 knows many others.
_KNOWN = re.compile(
    rf"FREQ=DAILY|FREQ=WEEKLY;BYDAY={_DAYS}|FREQ=MONTHLY;BYDAY={_NTH}(?:,{_NTH})*"
    r"|FREQ=MONTHLY;BYMONTHDAY=(?:[1-9]|[12]\d|3[01])"
)


@dataclass(frozen=True)
class Window:
    """One opening on each day of a rule. `closes = 00:00` is the end of that day.

    Days: every day, days of the week, the n-th weekday of a month, or a day of a month. A window
    beyond midnight is written as two. `on_holidays`: it opens on public holidays, too.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    rule: str
    opens: time
    closes: time
    on_holidays: bool = False

    def __post_init__(self) -> None:
        """Refuses hours that no reader could follow."""
        if self.closes not in {MIDNIGHT} and self.opens >= self.closes:
            raise ValueError(
                "Eine Stelle schließt später, als sie öffnet; über Mitternacht sind es zwei Zeilen."
            )
        if not _KNOWN.fullmatch(self.rule):
            raise ValueError(f"Die Regel {self.rule} nennt keine Tage, die jeder ausrechnen kann.")

    def is_on(self, day: date) -> bool:
        """Says whether a day is one of the rule, whatever holiday it may be."""
        return day in _days_of(self.rule, day.year)


@lru_cache(maxsize=1024)
def _days_of(rule: str, year: int) -> frozenset[date]:
    first, last = datetime(year, 1, 1), datetime(year, 12, 31)  # noqa: DTZ001 -- local days
    days = rrulestr(rule, dtstart=first).between(first, last, inc=True)
    return frozenset(day.date() for day in days)
