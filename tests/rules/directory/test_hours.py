"""When a body can be reached: local time, holidays of its Land, daylight saving."""

from datetime import UTC, datetime, time

import pytest

from rueckhalt.foundation.directory.rules import (
    BERLIN,
    Body,
    Way,
    Window,
    describe_opening,
    opening_of,
)
from rueckhalt.foundation.places.rules import Land
from tests.rules.directory.bodies import a_body

WEEKDAYS = Window("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", time(9), time(16))


def told_at(body: Body, moment: str) -> str:
    at = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
    return describe_opening(opening_of(body, at), at)


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-11-26T08:59", "öffnet heute, 9:00 Uhr"),  # a Thursday
        ("2026-11-26T09:00", "jetzt erreichbar, bis 16:00 Uhr"),
        ("2026-11-26T15:59", "jetzt erreichbar, bis 16:00 Uhr"),
        ("2026-11-26T16:00", "öffnet morgen, 9:00 Uhr"),
        ("2026-11-27T16:00", "öffnet Montag, 9:00 Uhr"),
        ("2026-11-28T12:00", "öffnet Montag, 9:00 Uhr"),
        ("2026-11-29T23:59", "öffnet morgen, 9:00 Uhr"),
        ("2026-12-24T17:00", "öffnet Montag, 9:00 Uhr"),  # 25 and 26 December, then a weekend
        ("2026-12-31T18:00", "öffnet Montag, 9:00 Uhr"),  # New Year 2027 is a Friday
        ("2026-04-02T16:00", "öffnet Dienstag, 9:00 Uhr"),  # Good Friday to Easter Monday
        ("2026-06-04T10:00", "öffnet morgen, 9:00 Uhr"),  # Fronleichnam, a holiday in NW
        ("2026-10-31T10:00", "öffnet Montag, 9:00 Uhr"),
    ],
)
def test_hours_on_working_days(moment: str, told: str) -> None:
    assert told_at(a_body(hours=(WEEKDAYS,), seat=Land.NW), moment) == told


def test_a_holiday_of_another_land_closes_nothing() -> None:
    assert told_at(a_body(hours=(WEEKDAYS,), seat=Land.BE), "2026-06-04T10:00").startswith("jetzt")


def test_a_body_that_works_on_holidays_is_open_at_christmas() -> None:
    daily = Window("FREQ=DAILY", time(7), time(22), on_holidays=True)
    assert told_at(a_body(hours=(daily,)), "2026-12-25T21:59").startswith("jetzt erreichbar")


def test_two_windows_a_day_leave_the_pause_closed() -> None:
    morning, evening = (
        Window("FREQ=WEEKLY;BYDAY=MO", time(10), time(12)),
        Window("FREQ=WEEKLY;BYDAY=MO", time(14), time(18)),
    )
    body = a_body(hours=(evening, morning))
    assert told_at(body, "2026-11-30T12:30") == "öffnet heute, 14:00 Uhr"
    assert told_at(body, "2026-11-30T18:00") == "öffnet Montag, 7.12., 10:00 Uhr"


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-03-27T07:59", False),  # winter: 8:59 in Berlin
        ("2026-03-27T08:00", True),
        ("2026-03-30T07:00", True),  # summer since 29 March: 9:00 in Berlin
        ("2026-10-23T07:00", True),
        ("2026-10-26T07:59", False),  # winter again since 25 October
        ("2026-10-26T08:00", True),
    ],
)
def test_daylight_saving_moves_the_hours_with_the_clocks(moment: str, is_open: bool) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert opening_of(a_body(hours=(WEEKDAYS,)), at).is_open is is_open


def test_round_the_clock_and_unknown_hours_are_said_as_such() -> None:
    assert told_at(a_body(always_open=True), "2026-12-25T03:00") == "rund um die Uhr"
    assert told_at(a_body(), "2026-12-25T03:00") == "Zeiten nicht bekannt"


@pytest.mark.parametrize(
    "values",
    [
        {"phone": ""},
        {"way": Way.UNKNOWN},
        {"way": Way.DORMANT, "phone": ""},
        {"competences": ()},
        {"always_open": True, "hours": (WEEKDAYS,)},
        {"has_form": True},
        {"successor": "andere"},
        {"municipalities": ("09162000",)},
        {"land": Land.BY, "municipalities": ("14612000",)},
        {"land": Land.BY, "kreise": ("091",)},
        {"land": Land.BY, "court_districts": ("X1100",)},
        {"attested_on": "gestern"},
    ],
)
def test_a_body_that_nobody_could_reach_or_understand_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"Stelle|Datum"):
        a_body(**values)


def test_hours_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(ValueError, match="schließt"):
        Window("FREQ=DAILY", time(22), time(7))
