"""A series that changes from one meeting on: which follow, and at which moment. Dates are read off a calendar."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from rueckhalt.dialogue.exchange.rules.feed import Appointment, SeriesOfAppointments
from rueckhalt.dialogue.exchange.rules.series import (
    SeriesChange,
    Stays,
    at_hour,
    checked_change,
    why_it_stays,
)
from rueckhalt.foundation.lib.refusal import Refused

ZONE = "Europe/Berlin"
BERLIN = ZoneInfo(ZONE)
NOW = datetime(2027, 3, 15, 9, tzinfo=UTC)
SERIES = SeriesOfAppointments("reihe", "Runde", "Bonn", "", NOW, 90, ())


@pytest.mark.parametrize(
    ("day", "hour", "in_utc"),
    [
        # Winter time in Germany is UTC+1, summer time UTC+2: from 28 March to 31 October 2027.
        (datetime(2027, 3, 9, 14, tzinfo=BERLIN), time(16), datetime(2027, 3, 9, 15, tzinfo=UTC)),
        (datetime(2027, 4, 13, 14, tzinfo=BERLIN), time(16), datetime(2027, 4, 13, 14, tzinfo=UTC)),
        (datetime(2027, 11, 9, 14, tzinfo=BERLIN), time(16), datetime(2027, 11, 9, 15, tzinfo=UTC)),
        # The two days on which the clock changes.
        (datetime(2027, 3, 28, 1, tzinfo=BERLIN), time(10), datetime(2027, 3, 28, 8, tzinfo=UTC)),
        (datetime(2027, 10, 31, 1, tzinfo=BERLIN), time(10), datetime(2027, 10, 31, 9, tzinfo=UTC)),
        # The day is that in Germany, also shortly after midnight, when it is yesterday in UTC.
        (datetime(2027, 4, 13, 0, 30, tzinfo=BERLIN), time(9), datetime(2027, 4, 13, 7, tzinfo=UTC)),
        (datetime(2027, 4, 13, 9, tzinfo=BERLIN), time(0, 30), datetime(2027, 4, 12, 22, 30, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_a_new_hour_is_that_of_the_clock_on_the_same_day(day, hour, in_utc):
    assert at_hour(day, hour, ZONE) == in_utc


def appointment(**changes) -> Appointment:
    starts = datetime(2027, 4, 13, 12, tzinfo=UTC)
    values = {
        "reference": "treffen", "name": "Runde", "place": "Bonn", "starts_at": starts,
        "ends_at": starts + timedelta(minutes=90), "sequence": 0, "changed_at": NOW,
        "is_cancelled": False, "planned_at": starts,
    }  # fmt: skip
    return Appointment(**(values | changes))


HOUR = timedelta(hours=1)
PLANNED = appointment().starts_at


@pytest.mark.parametrize(
    ("changes", "since", "plannable", "expected"),
    [
        ({}, PLANNED, True, None),
        ({}, PLANNED - HOUR, True, None),
        ({}, PLANNED + HOUR, True, Stays.EARLIER),
        ({"is_cancelled": True}, PLANNED, False, Stays.CANCELLED),
        ({}, PLANNED, False, Stays.PAST),
        ({"starts_at": NOW, "planned_at": NOW, "ends_at": NOW + 1.5 * HOUR}, NOW, True, Stays.PAST),
        (
            {"starts_at": PLANNED + HOUR, "ends_at": PLANNED + 2.5 * HOUR},
            PLANNED,
            True,
            Stays.MOVED,
        ),
        ({"ends_at": PLANNED + HOUR}, PLANNED, True, Stays.MOVED),
        ({"place": "Mainz"}, PLANNED, True, Stays.MOVED),
        ({"name": "Große Runde"}, PLANNED, True, Stays.MOVED),
    ],
)
def test_what_is_over_cancelled_earlier_or_changed_by_itself_stays(
    changes, since, plannable, expected
):
    one = appointment(**changes)
    assert why_it_stays(SERIES, one, since=since, is_plannable=plannable, now=NOW) is expected


def test_a_change_is_stored_without_spaces_around_its_words():
    told = checked_change(SeriesChange(" Große  Runde ", time(9), 60, " Mainz "))
    assert told == SeriesChange("Große Runde", time(9), 60, "Mainz")


@pytest.mark.parametrize(
    "broken",
    [
        SeriesChange(" ", time(9), 60, ""),
        SeriesChange("x" * 151, time(9), 60, ""),
        SeriesChange("Runde", time(9), 0, ""),
        SeriesChange("Runde", time(9), 24 * 60 + 1, ""),
        SeriesChange("Runde", time(9), 60, "x" * 201),
    ],
)
def test_a_change_that_cannot_be_is_refused(broken):
    with pytest.raises(Refused):
        checked_change(broken)
