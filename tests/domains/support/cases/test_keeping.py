"""A case goes when its time has come, wholly and for ever, unless a hold stops it."""

import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.http import Http404

from rueckhalt.config.work import TICKS
from rueckhalt.foundation.audit.models import StoredLine
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import (
    ArrivedFile,
    NotHeldError,
    Place,
    keep_file,
    record_lock,
    seal,
)
from rueckhalt.foundation.vault.models import ReturnKey, Wrap
from rueckhalt.support.cases.actions.entries import sealed_content
from rueckhalt.support.cases.actions.keeping import erase_case, erase_due
from rueckhalt.support.cases.models import Case, CaseFile, Entry, GivenConsent, GivenDisclosure
from rueckhalt.support.cases.queries.keeping import soon_erased
from rueckhalt.support.cases.rules.contents import HOUSE, PERSON, Consent, Disclosure, Said
from rueckhalt.support.cases.rules.keeping import Retention
from tests.domains.support.cases.desk import NOW, Desk
from tests.domains.support.cases.files import arrive

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def desk():
    return Desk()


def silent(desk, retention, days, **values):
    """A case in which nothing happened for some days."""
    case = desk.arrives()
    changed = FRIDAY - timedelta(days=days)
    Case.objects.filter(pk=case.pk).update(retention=retention.value, changed_on=changed, **values)
    return Case.objects.get(pk=case.pk)


def filled(desk):
    """A case with a file, a consent and a disclosure."""
    case, key = (one := desk.arrives()), record_lock(one.id)
    arrived = arrive(b"Foto vom Brief")
    CaseFile.objects.create(
        id=arrived.id, case=case, about=seal(key, Place("t", "r", "f"), "brief.jpg"),
        key=keep_file(key, Place("cases.CaseFile", str(arrived.id), "key"), arrived),
    )  # fmt: skip
    agreed = said(Consent("Polizei", "Anzeige", ("Brief",), FRIDAY, "Ja."))
    given = said(Disclosure("Polizei", "police", "Anzeige", ("Brief",), FRIDAY))
    consent = GivenConsent.objects.create(
        id=agreed.id, case=case, content=sealed_content(GivenConsent, key, agreed)
    )
    GivenDisclosure.objects.create(
        id=given.id, case=case, consent=consent, content=sealed_content(GivenDisclosure, key, given)
    )
    return case, arrived


def said(content):
    return Said(uuid.uuid4(), NOW, PERSON, content)


def lying(arrived: ArrivedFile) -> list[Path]:
    return list(Path(settings.FILES_DIR).rglob(arrived.id.hex))


def test_an_erased_case_is_gone_with_its_file_its_keys_and_its_share(desk):
    case, arrived = filled(desk)
    assert lying(arrived)

    erase_case(case=case.id, by=PERSON, now=NOW)

    for table in (Case, Entry, CaseFile, GivenConsent, GivenDisclosure, Wrap, ReturnKey):
        assert not table.objects.exists()
    assert lying(arrived) == []
    assert list(Path(settings.SHARES_DIR).iterdir()) == []
    with pytest.raises(NotHeldError):
        record_lock(case.id)
    with pytest.raises(Http404):
        desk.of("lars", case)


def test_the_trail_says_once_who_erased_what(desk):
    case = desk.arrives()
    for _ in range(2):
        erase_case(case=case.id, by=PERSON, now=NOW)
    (line,) = StoredLine.objects.filter(action="case.erase")
    assert (line.by, line.subject) == (PERSON, f"case:{case.reference}")


def test_another_case_stays_as_it_was(desk):
    case, other = desk.arrives(), desk.arrives()
    erase_case(case=case.id, by=PERSON, now=NOW)
    assert desk.own(other).row == other
    assert Entry.objects.filter(case=other).count() == 1


def test_a_hold_stops_everybody_and_nothing_is_lost(desk):
    case, arrived = filled(desk)
    Case.objects.update(is_on_hold=True)
    with pytest.raises(Refused) as refused:
        erase_case(case=case.id, by=PERSON, now=NOW)
    assert refused.value.code == "on-hold"
    assert desk.own(case).opened
    assert lying(arrived)
    assert not StoredLine.objects.filter(action="case.erase").exists()


def refuse(_):
    raise PermissionError("the disk refuses")


def test_an_erasure_that_broke_off_leaves_nothing_to_open_and_is_finished_later(desk):
    case, arrived = filled(desk)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rueckhalt.support.cases.actions.keeping.drop_file", refuse)
        with pytest.raises(PermissionError):
            erase_case(case=case.id, by=PERSON, now=NOW)
    assert Case.objects.filter(pk=case.pk).exists()
    with pytest.raises((Http404, NotHeldError)):
        desk.of("lars", case)
    with pytest.raises(NotHeldError):
        desk.own(case)

    erase_case(case=case.id, by=PERSON, now=NOW)
    assert not Case.objects.exists()
    assert lying(arrived) == []


# The days are those of docs/betrieb/datenfelder.toml and of what the pages promise.
@pytest.mark.parametrize(
    ("retention", "days"),
    [(Retention.QUESTION, 30), (Retention.UNCONFIRMED, 30), (Retention.CLOSED, 365)],
)
def test_the_daily_tick_erases_on_the_day_and_not_before(desk, retention, days):
    due, waits = silent(desk, retention, days), silent(desk, retention, days - 1)
    TICKS["cases"](NOW)
    assert list(Case.objects.all()) == [waits]
    assert not Wrap.objects.filter(record=due.id).exists()


def test_a_running_case_and_one_on_hold_stay_however_long_they_are_silent(desk):
    running = silent(desk, Retention.CASE, 4000)
    held = silent(desk, Retention.CLOSED, 4000, is_on_hold=True)
    assert erase_due(now=NOW) == 0
    assert set(Case.objects.all()) == {running, held}


def test_the_tick_once_more_changes_nothing(desk):
    silent(desk, Retention.QUESTION, 31)
    silent(desk, Retention.CLOSED, 400)
    assert erase_due(now=NOW) == 2
    lines = StoredLine.objects.count()
    assert erase_due(now=NOW) == 0
    assert StoredLine.objects.count() == lines
    assert set(StoredLine.objects.filter(action="case.erase").values_list("by", flat=True)) == {
        HOUSE
    }


def test_who_writes_while_the_tick_runs_keeps_her_case(desk, monkeypatch):
    case = silent(desk, Retention.CLOSED, 365)
    list_of = "rueckhalt.support.cases.actions.keeping.erasable_cases"
    monkeypatch.setattr(list_of, lambda _: [case.id])
    Case.objects.update(changed_on=FRIDAY)  # between the list and the erasure
    assert erase_due(now=NOW) == 0
    assert desk.own(case).row.id == case.id


def test_the_desk_is_shown_its_own_cases_a_month_before(desk):
    hers = {"assigned": desk.lars, "stand_in": desk.nadja}
    soon = silent(desk, Retention.CLOSED, 335, **hers)
    next_one = silent(desk, Retention.CLOSED, 350, **hers)
    silent(desk, Retention.CLOSED, 334, **hers)
    silent(desk, Retention.CLOSED, 340, is_on_hold=True, **hers)
    silent(desk, Retention.CLOSED, 340)

    for one in (desk.lars, desk.nadja):
        found = soon_erased(one.pk, on=FRIDAY)
        assert [(shown.case, shown.on) for shown in found] == [
            (next_one, date(2026, 12, 12)), (soon, date(2026, 12, 27)),
        ]  # fmt: skip
    assert soon_erased(0, on=FRIDAY) == []
