"""How old a statement is: sources give a day, a month, a year, or nothing at all."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

UNDATED = ("", "o. D.")
AFTER = "nach "
OLD_AFTER = relativedelta(years=2)
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_TWO_YEARS = re.compile(r"(\d{4})/(\d{2})")


@dataclass(frozen=True)
class Interval:
    """The days on which a source can have been written; `latest` is None where it names no end."""

    earliest: date
    latest: date | None


def attested_interval(text: str) -> Interval | None:
    """Reads the date of a source: "2024-05-14", "2024-05", "2024", "2024/25", "nach 2020-09".

    Nothing comes back for a source without a date ("" or "o. D."); anything else is refused
    (ValueError).
    """
    if text in UNDATED:
        return None
    if text.startswith(AFTER):
        before = _span(text.removeprefix(AFTER))
        return Interval(before[1] + timedelta(days=1), None)
    return Interval(*_span(text))


def _span(text: str) -> tuple[date, date]:
    """First and last day of a day, a month, a year, or of two years in a row."""
    if two := _TWO_YEARS.fullmatch(text):
        year = int(two[1])
        if (year + 1) % 100 != int(two[2]):
            raise ValueError(f"{text} sind nicht zwei Jahre nacheinander.")
        return date(year, 1, 1), date(year + 1, 12, 31)
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text} ist kein Datum einer Quelle.")
    named_year, month, day = found.groups()
    first = date(int(named_year), int(month or 1), int(day or 1))
    length = relativedelta(days=1) if day else relativedelta(months=1 if month else 12)
    return first, first + length - timedelta(days=1)


def oldest_day(text: str) -> date:
    """The earliest day of a source, so that nothing looks fresher than it may be."""
    interval = attested_interval(text)
    return interval.earliest if interval else date.min


def is_older_statement(day: date, on: date) -> bool:
    """Says whether a statement of a day is more than two years old on another day."""
    return day < on - OLD_AFTER
