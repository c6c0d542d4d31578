"""A hint that an entry is wrong: kept for the operator, and nothing of who sent it."""

from datetime import UTC, date, datetime

import pytest

from rueckhalt.foundation.directory import actions
from rueckhalt.foundation.directory.actions import close_report, report_entry
from rueckhalt.foundation.directory.models import Report
from rueckhalt.foundation.directory.queries import reports
from rueckhalt.foundation.lib.refusal import Refused

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)


def report(*, entry_id="weisser-ring", message="Die Nummer ist falsch.", has_operator=True) -> None:
    report_entry(entry_id=entry_id, message=message, has_operator=has_operator, now=NOW)


def test_a_hint_is_kept_with_its_day_in_germany_and_nothing_else():
    report(message="  Die Nummer\r\nist falsch. Ü 🙂 ")
    (one,) = reports()
    assert (one.entry_id, one.message) == ("weisser-ring", "Die Nummer\nist falsch. Ü 🙂")
    assert one.reported_on == date(2026, 11, 27)
    stored = {field.name for field in Report._meta.get_fields()}
    assert stored == {"id", "entry_id", "message", "reported_on"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"has_operator": False}, "nobody"),
        ({"entry_id": "gibt-es-nicht"}, "unknown"),
        ({"message": ""}, "length"),
        ({"message": " \n "}, "length"),
        ({"message": "x" * 1001}, "length"),
        ({"message": "a\x00b"}, "signs"),
        ({"message": "a\x1b[2Jb"}, "signs"),
    ],
)
def test_what_nobody_could_read_is_refused_and_not_kept(values, code):
    with pytest.raises(Refused) as refusal:
        report(**values)
    assert refusal.value.code == code
    assert reports() == ()


def test_a_thousand_signs_and_a_gap_are_accepted():
    report(entry_id="luecke-polizei-hb", message="x" * 1000)
    assert len(reports()[0].message) == 1000


def test_a_flood_is_stopped_until_somebody_reads(monkeypatch):
    monkeypatch.setattr(actions, "MOST_REPORTS", 2)
    report()
    report()
    with pytest.raises(Refused, match="zu viele"):
        report()
    close_report(number=reports()[0].number)
    report()
    assert len(reports()) == 2


def test_a_closed_hint_is_gone_and_a_wrong_number_is_refused():
    report()
    number = reports()[0].number
    close_report(number=number)
    assert reports() == ()
    with pytest.raises(Refused, match=str(number)):
        close_report(number=number)
