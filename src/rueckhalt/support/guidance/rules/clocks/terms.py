"""How long terms last and where they end: weeks, months, years, weekends and holidays."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from rueckhalt.foundation.directory.rules import is_holiday, is_holiday_somewhere
from rueckhalt.foundation.places.rules import Land

SATURDAY = 5
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class LegalEnd:
    """The days on which a term may end by law.

    They differ where a holiday holds only in some municipalities (`is_doubtful`) or where the law
    can be read in two ways.
    """

    earliest: date
    latest: date
    is_doubtful: bool


def weeks_after(day: date, weeks: int) -> date:
    """The same weekday some weeks on: the day itself is not counted (§§ 187 (1), 188 (2) BGB)."""
    return day + timedelta(weeks=weeks)


def months_after(day: date, months: int) -> date:
    """The day of the same number some months on, or that month's last (§ 188 (2), (3) BGB).

    A negative number goes back.
    """
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 + months, MONTHS_OF_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """The same day some years on; 29 February becomes the 28th in a common year (as above)."""
    return months_after(day, years * MONTHS_OF_A_YEAR)


def next_working_day(day: date, land: Land | None, *, spares_doubtful: bool = False) -> date:
    """The day itself, or the first after it that is no Saturday, Sunday or public holiday.

    Args:
        day: any day.
        land: whose holidays count; None: only those of all Germany.
        spares_doubtful: holidays of only some municipalities count, too.
    """
    while (
        day.weekday() >= SATURDAY
        or is_holiday(day, land)
        or (spares_doubtful and is_holiday_somewhere(day, land))
    ):
        day += timedelta(days=1)
    return day


def moved_end(day: date, land: Land | None) -> LegalEnd:
    """Where a term ends whose last day moves from weekends and holidays to the next working day.

    § 77b (1) sentence 2 StGB. Which place decides, the law does not say; we take the Land where
    the person lives. Where only some municipalities have the holiday, both days come back.
    """
    earliest = next_working_day(day, land)
    latest = next_working_day(day, land, spares_doubtful=True)
    return LegalEnd(earliest, latest, is_doubtful=earliest != latest)
