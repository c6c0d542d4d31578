"""Series: RRULE and moments. The dates are read off a calendar."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from rueckhalt.dialogue.exchange.rules.series import (
    Rhythm,
    SeriesDraft,
    checked_series,
    moments_of,
    rhythm_of,
    rule_for,
)
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from rueckhalt.foundation.lib.refusal import Refused

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2026, 9, 8, 14, 30, tzinfo=BERLIN)  # a second Tuesday


def draft(**changes) -> SeriesDraft:
    values = {
        "name": " Gespräch  der Länder ", "purpose": "Schutz", "visibility": Visibility.INTERNAL,
        "rhythm": Rhythm.QUARTERLY, "count": 4, "starts_at": FIRST, "minutes": 90, "place": "Bonn",
    }  # fmt: skip
    return SeriesDraft(**(values | changes))


def days(rhythm: Rhythm, first: date, count: int) -> list[date]:
    starts = datetime(first.year, first.month, first.day, 10, tzinfo=BERLIN)
    rule = rule_for(rhythm, first, count)
    return [one.astimezone(BERLIN).date() for one in moments_of(rule, starts, "Europe/Berlin")]


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Rhythm.WEEKLY, [date(2026, 9, 8), date(2026, 9, 15), date(2026, 9, 22)]),
        (Rhythm.FORTNIGHTLY, [date(2026, 9, 8), date(2026, 9, 22), date(2026, 10, 6)]),
        (Rhythm.MONTHLY, [date(2026, 9, 8), date(2026, 10, 13), date(2026, 11, 10)]),
        (Rhythm.QUARTERLY, [date(2026, 9, 8), date(2026, 12, 8), date(2027, 3, 9)]),
        (Rhythm.HALF_YEARLY, [date(2026, 9, 8), date(2027, 3, 9), date(2027, 9, 14)]),
    ],
)
def test_a_series_keeps_its_weekday(rhythm, expected):
    assert days(rhythm, date(2026, 9, 8), 3) == expected


def test_a_fifth_weekday_means_the_last_of_each_month():
    first = date(2026, 9, 29)  # the fifth Tuesday of September
    assert days(Rhythm.MONTHLY, first, 3) == [first, date(2026, 10, 27), date(2026, 11, 24)]


def test_the_hour_stays_when_summer_time_ends():
    rule = rule_for(Rhythm.MONTHLY, date(2026, 10, 13), 2)
    starts = datetime(2026, 10, 13, 14, 30, tzinfo=BERLIN)
    assert moments_of(rule, starts, "Europe/Berlin") == (
        datetime(2026, 10, 13, 12, 30, tzinfo=UTC), datetime(2026, 11, 10, 13, 30, tzinfo=UTC),
    )  # fmt: skip


def test_the_day_is_that_of_germany_where_it_is_another_one_in_utc():
    starts = datetime(2026, 9, 8, 0, 30, tzinfo=BERLIN).astimezone(UTC)  # still the 7th in UTC
    found = moments_of(rule_for(Rhythm.WEEKLY, date(2026, 9, 8), 2), starts, "Europe/Berlin")
    assert [one.astimezone(BERLIN).date() for one in found] == [date(2026, 9, 8), date(2026, 9, 15)]


@pytest.mark.parametrize("rhythm", Rhythm)
def test_a_rule_tells_its_rhythm(rhythm):
    assert rhythm_of(rule_for(rhythm, date(2026, 9, 8), 5)) is rhythm


def test_words_lose_the_spaces_around_them():
    assert checked_series(draft()).name == "Gespräch der Länder"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "name-empty"), ({"name": "x" * 151}, "name-long"),
        ({"purpose": ""}, "purpose-empty"), ({"place": "x" * 201}, "place-long"),
        ({"count": 1}, "count"), ({"count": 61}, "count"),
        ({"minutes": 0}, "minutes"), ({"minutes": 24 * 60 + 1}, "minutes"),
        ({"visibility": Visibility.CONFIDENTIAL}, "visibility"),
    ],
)  # fmt: skip
def test_a_series_that_cannot_be_is_refused(changes, code):
    with pytest.raises(Refused) as refusal:
        checked_series(draft(**changes))
    assert refusal.value.code == code
