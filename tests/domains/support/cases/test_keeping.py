"""A case goes when its time has come, wholly and for ever, unless a hold stops it."""

import json
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.http import Http404

from rueckhalt.config.work import TICKS
from rueckhalt.foundation.audit.models import StoredLine
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.outbox.models import Message
from rueckhalt.foundation.vault.api import (
    ArrivedFile,
    NotHeldError,
    Place,
    drop_file,
    keep_file,
    record_lock,
    seal,
    shares,
)
from rueckhalt.foundation.vault.models import ReturnKey, Wrap
from rueckhalt.support.cases.actions.entries import sealed_content
from rueckhalt.support.cases.actions.keeping import erase_case, erase_due, warn_of_erasure
from rueckhalt.support.cases.models import Case, CaseFile, Entry, GivenConsent, GivenDisclosure
from rueckhalt.support.cases.queries.desk import Tray, desk_page
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
    assert shares().records() == []
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


def refusing(which):
    """A disk that refuses to drop a file once, at the so many-th one."""
    calls = []

    def refuse_one(file):
        calls.append(file)
        if len(calls) == which:
            raise PermissionError("the disk refuses")
        drop_file(file)

    return refuse_one


DROP = "rueckhalt.support.cases.actions.keeping.drop_file"


def test_the_next_day_finishes_an_erasure_that_broke_off_after_the_share_was_gone(
    desk, monkeypatch
):
    case, arrived = filled(desk)
    other = desk.arrives()
    with monkeypatch.context() as patch:
        patch.setattr(DROP, refuse)
        with pytest.raises(PermissionError):
            erase_case(case=case.id, by=PERSON, now=NOW)
    assert Case.objects.filter(pk=case.pk).exists()

    assert erase_due(now=NOW + timedelta(days=1)) == 1
    assert list(Case.objects.all()) == [other]
    assert lying(arrived) == []
    assert not Wrap.objects.filter(record=case.id).exists()
    assert StoredLine.objects.filter(action="case.erase").count() == 1
    assert erase_due(now=NOW + timedelta(days=1)) == 0


def test_a_folder_of_shares_that_is_not_there_erases_nothing(desk, settings, tmp_path):
    case, _ = filled(desk)
    settings.SHARES_DIR = tmp_path / "not-mounted"
    assert erase_due(now=NOW) == 0
    assert Case.objects.filter(pk=case.pk).exists()


def test_what_was_half_erased_and_came_back_with_a_hold_stays_closed(desk):
    case, _ = filled(desk)
    shares().destroy(case.id)
    Case.objects.update(is_on_hold=True)
    assert erase_due(now=NOW) == 0
    assert Case.objects.filter(pk=case.pk).exists()


def test_a_tick_that_broke_off_halfway_goes_on_at_the_next_call(desk, monkeypatch):
    cases = [filled(desk)[0] for _ in range(3)]
    Case.objects.update(retention=Retention.CLOSED.value, changed_on=FRIDAY - timedelta(days=400))
    with monkeypatch.context() as patch:
        patch.setattr(DROP, refusing(2))
        with pytest.raises(PermissionError):
            TICKS["cases"](NOW)
    assert Case.objects.count() == 2
    assert len(shares().records()) == 1

    TICKS["cases"](NOW)
    assert not Case.objects.exists()
    assert not Wrap.objects.filter(record__in=[one.id for one in cases]).exists()


def on_desk(desk, retention, days, **values):
    hers = {"assigned": desk.lars, "stand_in": desk.nadja}
    return silent(desk, retention, days, **{**hers, **values})


def test_the_desk_shows_what_will_be_erased_within_a_month_the_next_one_first(desk):
    soon = on_desk(desk, Retention.CLOSED, 335)
    next_one = on_desk(desk, Retention.CLOSED, 350)
    on_desk(desk, Retention.CLOSED, 334)
    on_desk(desk, Retention.CLOSED, 340, is_on_hold=True)
    page = desk_page(
        desk.lars, desk.keys["lars"], Tray.SOON_ERASED, number=1, now=NOW, on=FRIDAY
    )  # fmt: skip
    assert [(row.reference, row.erased_on) for row in page.rows] == [
        (next_one.reference, date(2026, 12, 12)), (soon.reference, date(2026, 12, 27)),
    ]  # fmt: skip


def mails() -> list[dict]:
    return [json.loads(row.payload) for row in Message.objects.filter(kind="mail").order_by("pk")]


def test_the_tick_tells_guide_and_stand_in_once_a_week_and_names_nothing(desk):
    case = on_desk(desk, Retention.CLOSED, 340)
    Message.objects.all().delete()
    for days in (0, 1, 2, 3):  # Friday to Monday
        TICKS["erasures"](NOW + timedelta(days=days))
    assert sorted(one["to"] for one in mails()) == sorted([desk.lars.email, desk.nadja.email] * 2)
    assert not any(case.reference in str(one) for one in mails())


def test_nobody_is_told_of_what_stays(desk):
    on_desk(desk, Retention.CLOSED, 334)
    on_desk(desk, Retention.CASE, 4000)
    on_desk(desk, Retention.CLOSED, 340, is_on_hold=True)
    assert warn_of_erasure(now=NOW) == 0
