"""Which days of a plan go into a calendar."""

from datetime import date

import pytest

from rueckhalt.support.guidance.rules.appointments import Appointment, appointments
from rueckhalt.support.guidance.rules.plan import advise
from rueckhalt.support.guidance.rules.situation import Incident, Situation
from tests.rules.guidance.books import book, shipped_book

ON = date(2026, 11, 26)
BOOK = shipped_book()
IN_A_WEEK = date(2026, 12, 3)


def days(learned_on: date | None, *further: date) -> list[date]:
    """The days for a threat that she learned of on a day, and for further incidents."""
    given = {"learned_on": learned_on} if learned_on else {}
    incidents = tuple(Incident(learned_on=day) for day in further)
    told = Situation(None, {"happened": frozenset({"threat"})}, given, incidents)
    return [one.day for one in appointments(advise(told, BOOK, ON))]


def test_a_plan_without_clocks_has_no_days() -> None:
    told = Situation(answers={"danger": frozenset({"yes"})})
    assert appointments(advise(told, book(), ON)) == ()


@pytest.mark.parametrize(
    ("learned_on", "expected"),
    [
        (date(2026, 10, 1), date(2027, 1, 1)),
        (date(2026, 8, 26), ON),
        (date(2026, 1, 31), ON),
    ],
)
def test_a_day_to_act_by_is_an_appointment_and_a_passed_one_is_today(
    learned_on: date, expected: date
) -> None:
    assert expected in days(learned_on)
    assert min(days(learned_on)) >= ON


def test_a_day_that_is_only_assumed_is_today_and_never_later() -> None:
    assert days(None) == [ON, IN_A_WEEK]


def test_every_further_incident_has_its_day() -> None:
    found = days(date(2026, 10, 1), date(2026, 11, 20), date(2026, 1, 2))
    assert {ON, date(2027, 1, 1), date(2027, 2, 20)} <= set(found)


def test_each_day_stands_once_in_order_and_names_its_steps() -> None:
    told = Situation(answers={"happened": frozenset({"threat"})}, days={"learned_on": ON})
    plan = advise(told, BOOK, ON)
    found = appointments(plan)
    assert [one.day for one in found] == sorted({one.day for one in found})
    named = {number for one in found for number in one.steps}
    assert named == {
        number
        for number, advice in enumerate(plan.advice, start=1)
        if advice.deadline and advice.deadline.act_by
    }
    assert Appointment(IN_A_WEEK, (len(plan.advice),)) in found
