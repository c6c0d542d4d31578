"""The date of a source, as precise as it is, and never younger than it may be."""

from datetime import date

import pytest

from rueckhalt.foundation.directory.rules import Interval, attested_interval, is_older
from rueckhalt.foundation.directory.rules.body import Competence
from tests.rules.directory.bodies import a_body

ON = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("2024-05-14", (date(2024, 5, 14), date(2024, 5, 14))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2025-12", (date(2025, 12, 1), date(2025, 12, 31))),
        ("2025", (date(2025, 1, 1), date(2025, 12, 31))),
        ("2024/25", (date(2024, 1, 1), date(2025, 12, 31))),
        ("1999/00", (date(1999, 1, 1), date(2000, 12, 31))),
        ("nach 2024-05-14", (date(2024, 5, 15), None)),
        ("nach 2020-09", (date(2020, 10, 1), None)),
        ("nach 2020", (date(2021, 1, 1), None)),
    ],
)
def test_a_date_is_read_as_the_days_it_can_mean(text, interval):
    assert attested_interval(text) == Interval(*interval)


@pytest.mark.parametrize("text", ["", "o. D."])
def test_a_source_without_a_date_has_none(text):
    assert attested_interval(text) is None


@pytest.mark.parametrize(
    "text", ["gestern", "2024-13", "2024-02-30", "2024/26", "24", "nach ", "nach o. D.", "2024-5"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        attested_interval(text)


@pytest.mark.parametrize(
    ("text", "older"),
    [
        ("2024-11-26", False),  # two years to the day
        ("2024-11-25", True),
        ("2024-12", False),
        ("2024-11", True),  # may have been the first
        ("2025", False),
        ("2024", True),
        ("2024/25", True),
        ("nach 2024-11-25", False),
        ("nach 2024-11-24", True),
        ("o. D.", True),
    ],
)
def test_a_statement_is_older_after_two_years_counted_from_its_earliest_day(text, older):
    assert is_older(a_body(attested_on=text), ON) is older


def test_two_years_after_a_leap_day_end_on_the_last_of_february():
    body = a_body(attested_on="2024-02-29")
    assert not is_older(body, date(2026, 2, 28))
    assert is_older(body, date(2026, 3, 1))


def test_a_check_by_a_person_makes_a_statement_fresh_and_110_does_not_age():
    assert not is_older(a_body(attested_on="2015", checked_on=date(2026, 1, 5)), ON)
    assert not is_older(a_body(attested_on="2015", competences=(Competence.EMERGENCY,)), ON)
