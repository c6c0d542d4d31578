"""What the diary says about danger: only what can be counted, and never a verdict."""

import uuid
from datetime import UTC, date, datetime

import pytest

from rueckhalt.support.cases.rules.contents import (
    Assessment,
    Incident,
    Message,
    Said,
    SecondView,
    Told,
    ToldIncident,
)
from rueckhalt.support.cases.rules.judging import (
    Frequency,
    day_of,
    frequency,
    incident_days,
    last_assessment,
    must_judge_again,
    second_view_of,
)

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
ON = date(2026, 11, 27)


def said(number, content):
    return Said(uuid.UUID(int=number), AT, "account:1", content)


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("12.03.2026", date(2026, 3, 12)),
        ("am 3. 4. 2026 abends", date(2026, 4, 3)),
        ("2026-11-05", date(2026, 11, 5)),
        ("5. März 2026", date(2026, 3, 5)),
        ("Ende März 2026", date(2026, 3, 1)),
        ("31.02.2026", None),
        ("im Frühjahr", None),
        ("12.3.", None),
        ("Aktenzeichen 112.03.20261", None),
        ("", None),
    ],
)
def test_a_day_is_known_only_where_somebody_named_it(when, day):
    assert day_of(when) == day


def test_the_diary_are_the_incidents_of_the_beginning_and_those_that_came_later():
    told = Told("Ein Brief.", incidents=(ToldIncident("1.10.2026", "Brief"), ToldIncident("", "?")))
    later = Incident("2.11.2026", "Anruf")
    days = incident_days([said(1, told), said(2, Message("Hallo")), said(3, later)])
    assert days == (date(2026, 10, 1), None, date(2026, 11, 2))


@pytest.mark.parametrize(
    ("days", "escalates", "repeats"),
    [
        ([], False, False),
        ([date(2026, 11, 1)], False, False),
        ([date(2026, 11, 1), date(2026, 10, 1)], False, True),
        ([date(2026, 11, 1), date(2026, 10, 1), date(2025, 11, 27)], True, True),
        ([date(2026, 11, 1), date(2026, 10, 1), date(2025, 11, 26)], False, True),
        ([date(2026, 11, 1), None, None], False, False),
        ([date(2026, 12, 1), date(2026, 11, 1)], False, False),  # a day still to come is a slip
    ],
)
def test_three_in_twelve_months_escalate_and_two_repeat(days, escalates, repeats):
    undated = days.count(None)
    assert frequency(days, on=ON) == Frequency(escalates, repeats, len(days) - undated, undated)


def test_danger_is_judged_anew_after_each_incident():
    told, first = said(1, Told("Ein Brief.")), said(2, Assessment("Ernst."))
    incident, second = said(3, Incident("gestern", "Anruf")), said(4, Assessment("Ernster."))
    assert must_judge_again([told])
    assert not must_judge_again([told, first, said(9, Message("Hallo"))])
    assert must_judge_again([told, first, incident])
    assert not must_judge_again([told, first, incident, second])


def test_the_newest_judgement_holds_and_knows_its_second_view():
    first, second = said(1, Assessment("Ernst.")), said(2, Assessment("Ernster."))
    view = said(3, SecondView(first.id, agrees=True))
    assert last_assessment([first, second, view]) == second
    assert second_view_of([first, second, view], first) == view
    assert second_view_of([first, second, view], second) is None
    assert last_assessment([view]) is None
