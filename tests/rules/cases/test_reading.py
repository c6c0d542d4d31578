"""When a human reads: hours of the operator, weekends, holidays of the Land, the clock change."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from rueckhalt.support.cases.rules.reading import (
    Door,
    Reading,
    answer_by,
    door_of,
    parse_reading,
    read_when,
)

BERLIN = ZoneInfo("Europe/Berlin")
WEEKDAYS = "MO,TU,WE,TH,FR 09:00-16:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


# Public holidays: Feiertagsgesetz NW § 2 and FTG BY Art. 1; 2026 and 2027 by the calendar.
@pytest.mark.parametrize(
    ("arrival", "land", "day"),
    [
        ("2026-11-26 08:00", "", "2026-11-27"),  # Thursday → Friday
        ("2026-11-26 23:59", "", "2026-11-27"),
        ("2026-11-27 10:00", "", "2026-11-30"),  # Friday → Monday
        ("2026-11-28 10:00", "", "2026-11-30"),  # Saturday → Monday
        ("2026-12-23 10:00", "", "2026-12-24"),  # Christmas Eve is no public holiday
        ("2026-12-24 10:00", "", "2026-12-28"),  # 25 and 26 December, then Sunday
        ("2026-12-31 10:00", "", "2027-01-04"),  # New Year is a Friday
        ("2027-01-05 10:00", "BY", "2027-01-07"),  # Epiphany in Bavaria
        ("2027-01-05 10:00", "NW", "2027-01-06"),  # and none in North Rhine-Westphalia
        ("2027-03-25 10:00", "", "2027-03-30"),  # Maundy Thursday → Tuesday after Easter
        ("2026-10-02 10:00", "", "2026-10-05"),  # 3 October is a Saturday
    ],
)
def test_the_first_answer_comes_on_the_next_working_day(arrival, land, day):
    assert answer_by(parse_reading(WEEKDAYS, land), at(arrival)) == date.fromisoformat(day)


def test_the_day_of_arrival_is_that_of_germany():
    late = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)  # half past midnight on Friday
    assert answer_by(parse_reading(WEEKDAYS, ""), late) == date(2026, 11, 30)


def test_who_reads_on_saturdays_answers_on_saturdays():
    reading = parse_reading(f"{WEEKDAYS}; SA 10:00-12:00", "")
    assert answer_by(reading, at("2026-11-27 10:00")) == date(2026, 11, 28)


def test_without_hours_the_next_weekday_counts():
    assert answer_by(Reading(()), at("2026-11-27 10:00")) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-27 10:00", "jetzt erreichbar, bis 16:00 Uhr"),
        ("2026-11-27 08:00", "öffnet heute, 9:00 Uhr"),
        ("2026-11-27 16:00", "öffnet Montag, 9:00 Uhr"),
        ("2026-11-26 20:00", "öffnet morgen, 9:00 Uhr"),
    ],
)
def test_it_says_when_somebody_reads(moment, words):
    assert read_when(parse_reading(WEEKDAYS, ""), at(moment)) == words


@pytest.mark.parametrize(
    "text", ["Mo-Fr 9-16", "MO 9:00-16:00", "MO 16:00-09:00", "XX 09:00-16:00", "MO09:00-16:00"]
)
def test_hours_that_nobody_could_follow_are_refused(text):
    with pytest.raises(ValueError, match=r"\S"):
        parse_reading(text, "")


def test_an_unknown_land_is_refused():
    with pytest.raises(ValueError, match="XX"):
        parse_reading(WEEKDAYS, "XX")


@pytest.mark.parametrize(
    ("has_operator", "hours", "on_duty", "is_demo", "door"),
    [
        (True, WEEKDAYS, 1, False, Door.OPEN),
        (True, WEEKDAYS, 2, True, Door.OPEN),
        (False, WEEKDAYS, 2, False, Door.SHUT),
        (True, "", 2, False, Door.SHUT),
        (True, WEEKDAYS, 0, False, Door.SHUT),
        (False, "", 2, True, Door.TRIAL),
        (True, "", 2, True, Door.TRIAL),
        (True, WEEKDAYS, 0, True, Door.SHUT),
    ],
)
def test_where_nobody_reads_there_is_no_form(has_operator, hours, on_duty, is_demo, door):
    reading = parse_reading(hours, "")
    found = door_of(has_operator=has_operator, reading=reading, on_duty=on_duty, is_demo=is_demo)
    assert found is door
