"""10,000 generated days, counted a second time with python-dateutil and the library `holidays`.

Nothing of ours takes part in the second count but the names of the Länder.
"""

from datetime import date, timedelta
from functools import cache
from random import Random

import holidays
import pytest
from dateutil.relativedelta import relativedelta

from rueckhalt.foundation.places.rules import Land
from rueckhalt.support.guidance.rules.clocks import (
    Knowledge,
    compensation_deadline,
    discontinued_deadline,
    limitation,
    moved_end,
    refusal_deadline,
    renewal_deadline,
    strafantrag_deadline,
    trauma_help_deadline,
)

GENERATED = 10_000
FIRST, LAST = date(2015, 1, 1), date(2040, 12, 31)
LANDS = [None, *(land.value for land in Land)]
# What holds only in some municipalities: a category of the library, and a city of its own.
PARTLY = {"BY": ("BY", "Augsburg"), "SN": ("SN",), "TH": ("TH",)}


@cache
def calendar(area: str | None, category: str = "public") -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv=area, categories=(category,))


def is_off(day: date, land: str | None) -> bool:
    return day.isoweekday() > 5 or day in calendar(land)


def is_off_somewhere(day: date, land: str | None) -> bool:
    if land is None:
        return any(is_off_somewhere(day, one) for one in LANDS if one)
    areas = PARTLY.get(land, ())
    return is_off(day, land) or any(
        day in calendar(area) or day in calendar(area, "catholic") for area in areas
    )


def moved(day: date, land: str | None, off=is_off) -> date:
    while off(day, land):
        day = day + relativedelta(days=1)
    return day


def generated() -> list[tuple[date, date, str | None]]:
    """Pairs of days, the second up to 200 days later, with a Land; a third of them at month ends."""
    chance = Random(77)
    span = (LAST - FIRST).days
    made = []
    for n in range(GENERATED):
        first = FIRST + timedelta(days=chance.randrange(span))
        if n % 3 == 0:
            first = first + relativedelta(day=31) - relativedelta(days=chance.randrange(3))
        second = first + timedelta(days=chance.choice([0, 0, chance.randrange(200)]))
        made.append((first, second, chance.choice(LANDS)))
    return made


CASES = generated()


def test_the_term_of_the_strafantrag_agrees_on_all():
    for learned_on, offender_on, land in CASES:
        known = Knowledge(learned_on, knows_offender=True, offender_known_on=offender_on)
        found = strafantrag_deadline(learned_on, known, Land(land) if land else None, 3)
        last_day = offender_on + relativedelta(months=3)
        assert found.act_by == learned_on + relativedelta(months=3)
        assert found.legal_end == moved(last_day, land)
        assert found.latest_end == moved(last_day, land, is_off_somewhere)


def test_a_doubt_is_named_exactly_where_two_days_are_possible():
    doubts = 0
    for day, _, land in CASES:
        found = moved_end(day, Land(land) if land else None)
        differs = moved(day, land) != moved(day, land, is_off_somewhere)
        assert found.is_doubtful == differs
        doubts += differs
    assert doubts


@pytest.mark.parametrize(
    ("clock", "step"),
    [
        (lambda day: renewal_deadline(day, day, 2, 3).legal_end, relativedelta(years=2)),
        (lambda day: refusal_deadline(day, day, 1).act_by, relativedelta(months=1)),
        (lambda day: discontinued_deadline(day, day, 2).act_by, relativedelta(weeks=2)),
        (lambda day: trauma_help_deadline(day, day, None, 12).act_by, relativedelta(months=12)),
        (lambda day: compensation_deadline(day, day, 1).act_by, relativedelta(years=1)),
        (
            lambda day: limitation(day, day, None, 3).legal_end,
            relativedelta(years=3, month=12, day=31),
        ),
    ],
)
def test_every_other_clock_agrees_on_all(clock, step):
    assert [day for day, _, _ in CASES if clock(day) != day + step] == []


def test_the_renewal_agrees_on_all():
    for day, _, _ in CASES:
        found = renewal_deadline(day, day, 2, 3)
        assert found.act_by == day + relativedelta(years=2) - relativedelta(months=3)
