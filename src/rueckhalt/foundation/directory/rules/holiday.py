"""Public holidays: those of a Land, and those that hold in a part of it only."""

from datetime import date
from functools import lru_cache

import holidays

from rueckhalt.foundation.places.rules import Land

# Days that the library lists apart, because not every municipality of the Land keeps them.
PARTLY = {Land.BY: "catholic", Land.SN: "catholic", Land.TH: "catholic"}


def is_holiday(day: date, land: Land | None) -> bool:
    """Says whether a day is a public holiday in the whole of a Land (None: in all of Germany)."""
    return day in _holidays_of(land, day.year)


def is_holiday_somewhere(day: date, land: Land | None) -> bool:
    """Says whether a day is a holiday in some municipalities of a Land only (None: of Germany)."""
    return not is_holiday(day, land) and day in _partly(land, day.year)


@lru_cache(maxsize=1024)  # 17 areas in 60 years
def _holidays_of(land: Land | None, year: int) -> frozenset[date]:
    return _listed(land.value if land else None, year)


@lru_cache(maxsize=1024)  # 17 areas in 60 years
def _partly(land: Land | None, year: int) -> frozenset[date]:
    if land is None:
        return frozenset().union(*(_holidays_of(one, year) | _partly(one, year) for one in Land))
    found = _listed(land.value, year, PARTLY[land]) if land in PARTLY else frozenset()
    return found | _listed("Augsburg", year) if land is Land.BY else found


def _listed(part: str | None, year: int, category: str = "public") -> frozenset[date]:
    return frozenset(
        holidays.country_holidays("DE", subdiv=part, years=year, categories=(category,))
    )
