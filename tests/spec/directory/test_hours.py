"""Opening hours against a table that people wrote from the calendar (hours.toml)."""

import tomllib
from datetime import date, datetime, time
from pathlib import Path

import pytest

from rueckhalt.foundation.directory.rules import (
    BERLIN,
    Body,
    Window,
    describe_opening,
    opening_of,
)
from rueckhalt.foundation.places.rules import Land
from tests.rules.directory.bodies import a_body

TABLE = tomllib.loads(Path(__file__).with_name("hours.toml").read_text("utf-8"))
CASES = [tuple(row) for part in TABLE["cases"].values() for row in part["rows"]]
LANDS = TABLE["holidays"]["lands"].split()
HOLIDAYS = [
    (land, day, cell)
    for day, cells in TABLE["holidays"].items()
    if day != "lands"
    for land, cell in zip(LANDS, cells.split(), strict=True)
]
TOLD = {
    "x": "öffnet",
    ".": "jetzt erreichbar, bis 16:00 Uhr",
    "?": "jetzt erreichbar, bis 16:00 Uhr; in manchen Gemeinden ist heute Feiertag",
}


def body_with(pattern: str, land: str) -> Body:
    hours = TABLE["patterns"][pattern]
    seat = Land(land) if land else None
    if hours == "immer":
        return a_body(always_open=True, seat=seat)
    windows = (
        Window(rule, time.fromisoformat(opens), time.fromisoformat(closes), bool(more))
        for rule, opens, closes, *more in hours
    )
    return a_body(hours=tuple(windows), seat=seat)


def told(body: Body, moment: datetime) -> str:
    at = moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)
    return describe_opening(opening_of(body, at), at)


def test_the_table_is_large_enough_and_names_every_land_and_no_case_twice():
    assert len(CASES) + len(HOLIDAYS) >= 150
    assert set(LANDS) == {land.value for land in Land}
    assert len({case[:3] for case in CASES}) == len(CASES)
    assert set(TABLE["patterns"]) == {pattern for pattern, *_ in CASES}


@pytest.mark.parametrize(("pattern", "land", "moment", "expected"), CASES)
def test_a_page_says_what_the_calendar_says(pattern, land, moment, expected):
    assert told(body_with(pattern, land), datetime.fromisoformat(moment)) == expected


@pytest.mark.parametrize(("land", "day", "cell"), HOLIDAYS)
def test_a_holiday_of_a_land_closes_and_one_of_a_municipality_is_a_doubt(land, day, cell):
    assert date.fromisoformat(day).weekday() < 5
    sentence = told(body_with("werktags", land), datetime.fromisoformat(f"{day}T10:00"))
    assert sentence.startswith(TOLD[cell]) if cell == "x" else sentence == TOLD[cell]
