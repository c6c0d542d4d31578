"""Which days are public holidays in a whole Land, and which only in parts of it."""

from datetime import date

import pytest

from rueckhalt.foundation.directory.rules import is_holiday, is_holiday_somewhere
from rueckhalt.foundation.places.rules import Land

ASSUMPTION = date(2025, 8, 15)
CORPUS_CHRISTI = date(2025, 6, 19)
PEACE_OF_AUGSBURG = date(2025, 8, 8)
UNITY = date(2025, 10, 3)


@pytest.mark.parametrize(
    ("day", "whole", "parts"),
    [
        (ASSUMPTION, {Land.SL}, {Land.BY}),
        (
            CORPUS_CHRISTI,
            {Land.BW, Land.BY, Land.HE, Land.NW, Land.RP, Land.SL},
            {Land.SN, Land.TH},
        ),
        (PEACE_OF_AUGSBURG, set(), {Land.BY}),
        (UNITY, set(Land), set()),
        (date(2025, 8, 14), set(), set()),
    ],
)
def test_a_holiday_holds_in_a_whole_land_or_in_parts_of_it(
    day: date, whole: set[Land], parts: set[Land]
) -> None:
    assert {land for land in Land if is_holiday(day, land)} == whole
    assert {land for land in Land if is_holiday_somewhere(day, land)} == parts


@pytest.mark.parametrize("day", [ASSUMPTION, CORPUS_CHRISTI, PEACE_OF_AUGSBURG, date(2025, 3, 8)])
def test_without_a_land_a_holiday_of_some_is_a_doubt(day: date) -> None:
    assert is_holiday_somewhere(day, None)
    assert not is_holiday(day, None)


@pytest.mark.parametrize("day", [UNITY, date(2025, 12, 25), date(2025, 8, 14)])
def test_without_a_land_a_day_that_is_alike_everywhere_is_none(day: date) -> None:
    assert not is_holiday_somewhere(day, None)
