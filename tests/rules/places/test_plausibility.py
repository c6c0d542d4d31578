from datetime import date

import pytest

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.places.rules import Size, check_plausible, parse_directory, size_of
from tests.rules.places.conftest import TABLE

TODAY = date(2026, 3, 31)
KNOWN = Size(date(2025, 11, 30), 10_751, 83_577_140)


def test_the_size_of_a_directory_counts_municipalities_only():
    assert size_of(parse_directory(TABLE.read_text(encoding="utf-8"))) == KNOWN


# Former years are rounded: only how far they lie from today matters here.
@pytest.mark.parametrize(
    "size",
    [
        KNOWN,
        Size(TODAY, 10_740, 83_600_000),
        Size(date(2014, 12, 31), 11_100, 81_200_000),
        Size(date(2000, 12, 31), 13_850, 82_300_000),
    ],
)
def test_what_a_real_quarter_has_is_plausible(size):
    check_plausible(size, KNOWN, TODAY)


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        (Size(date(2026, 2, 28), 9_675, 83_577_140), "9675 Gemeinden, der nächste gespeicherte"),
        (Size(date(2026, 2, 28), 11_827, 83_577_140), "11827 Gemeinden, der nächste gespeicherte"),
        (Size(date(2026, 2, 28), 10_751, 75_219_000), "75219000 Einwohner, der nächste"),
        (Size(date(2026, 2, 28), 10_751, 99_999_999_999), "99999999999 Einwohner, der nächste"),
        (Size(date(2014, 12, 31), 13_000, 81_198_000), "13000 Gemeinden, der nächste"),
        (Size(date(2026, 4, 1), 10_751, 83_577_140), "Gebietsstand 01.04.2026 kann nicht stimmen"),
        (Size(date(1993, 6, 30), 10_751, 83_577_140), "Gebietsstand 30.06.1993 kann nicht stimmen"),
        (Size(date.min, 10_751, 83_577_140), "kann nicht stimmen"),
    ],
)
def test_what_no_quarter_can_have_is_refused(size, sentence):
    with pytest.raises(Refused, match=sentence):
        check_plausible(size, KNOWN, TODAY)


def test_the_day_itself_is_not_in_the_future():
    check_plausible(Size(TODAY, 10_751, 83_577_140), KNOWN, TODAY)
