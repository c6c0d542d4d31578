"""How long a case stays, and what stops that."""

from datetime import date

import pytest

from rueckhalt.support.cases.rules.keeping import RETENTIONS, Retention, erased_on, is_warned

CHANGED = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("retention", "day"),
    [
        (Retention.QUESTION, date(2026, 12, 27)),  # 30 days
        (Retention.UNCONFIRMED, date(2026, 12, 27)),  # 30 days
        (Retention.CASE, None),  # while somebody works on it
        (Retention.CLOSED, date(2027, 11, 27)),  # a year
    ],
)
def test_each_class_has_its_day(retention, day):
    assert erased_on(retention, CHANGED, is_on_hold=False) == day


@pytest.mark.parametrize("retention", Retention)
def test_a_hold_stops_the_erasure(retention):
    assert erased_on(retention, CHANGED, is_on_hold=True) is None


@pytest.mark.parametrize(
    ("on", "is_shown"),
    [
        (date(2027, 10, 27), False),
        (date(2027, 10, 28), True),  # 30 days before
        (date(2027, 11, 27), True),
    ],
)
def test_the_desk_is_told_a_month_before(on, is_shown):
    assert is_warned(Retention.CLOSED, CHANGED, on=on, is_on_hold=False) is is_shown


@pytest.mark.parametrize("retention", Retention)
def test_each_class_says_what_for_and_on_what_ground(retention):
    entry = RETENTIONS[retention]
    assert entry.purpose
    assert "DSGVO" in entry.basis
