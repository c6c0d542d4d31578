"""Two on duty and one of them kept out: the other takes the case alone, and the house looks for a third."""

import json

import pytest
from django.db import IntegrityError, transaction

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.outbox.models import Message as Mail
from rueckhalt.foundation.vault.api import NotHeldError, leave_house, opened_record, readers_of
from rueckhalt.support.cases.actions.beginning import ByPhone
from rueckhalt.support.cases.actions.taking import take_alone
from rueckhalt.support.cases.models import Case
from rueckhalt.support.cases.queries.entries import entries_of
from rueckhalt.support.cases.rules.contents import Handed, Told
from rueckhalt.support.cases.rules.states import State
from tests.domains.support.cases.desk import NOW
from tests.domains.support.cases.guides import at_desk, text
from tests.people import account_of

pytestmark = pytest.mark.django_db
SECRET = Told("Es geht um eine Kollegin.", keep_from="Frau Beispiel")


@pytest.fixture
def vera():
    """Who manages accounts."""
    return account_of("vera")


@pytest.fixture
def case(desk, vera):
    """A case that Nadja Beispiel must not see."""
    return desk.arrives(SECRET)


def of(case, rest=""):
    return f"/arbeit/fall/{case.reference}/{rest}"


def mails() -> list[dict]:
    found = [json.loads(payload) for payload in Mail.objects.values_list("payload", flat=True)]
    return [one for one in found if one.get("template") == "guide_missing"]


def take(desk, case):
    return at_desk(desk, "lars").post(of(case, "uebernehmen/"), {"alone": "yes"})


def test_whoever_may_read_it_alone_takes_it_alone_and_pages_and_history_say_so(desk, case):
    lars = at_desk(desk, "lars")
    assert "Sie können ihn allein übernehmen." in text(lars.get(of(case)))
    assert take(desk, case).status_code == 303
    row = Case.objects.get()
    assert (row.state, row.assigned, row.stand_in) == (State.TAKEN, desk.lars, None)
    assert "ohne Vertretung" in text(lars.get(of(case)))
    assert "Nur eine Person hält diesen Fall" in text(lars.get(of(case, "verwalten/")))
    assert "hat allein übernommen" in text(lars.get(of(case, "verlauf/")))
    assert Handed(desk.lars.pk, None) in [one.content for one in entries_of(desk.of("lars", row))]
    assert readers_of([row.id])[row.id].everyone() == {desk.lars.pk}


def test_who_manages_accounts_learns_that_somebody_is_missing_and_nothing_of_the_case(
    desk, case, vera
):
    take(desk, case)
    assert [one["to"] for one in mails()] == [vera.email]
    assert case.reference not in str(mails())
    assert desk.nadja.name not in str(mails())


def test_nobody_takes_a_case_alone_while_somebody_could_stand_in(desk, case):
    desk.third()
    page = at_desk(desk, "lars").get(of(case))
    assert "allein" not in text(page)
    answer = take(desk, case)
    assert answer.status_code == 422
    assert "Bitte wählen Sie eine Vertretung." in text(answer)
    assert (Case.objects.get().state, mails()) == (State.NEW, [])


def test_who_was_faster_took_it(desk, case):
    opened = desk.of("lars", case)
    take(desk, case)
    taking = {"case": opened, "by": desk.lars, "unlocked": desk.keys["lars"], "now": NOW}
    with pytest.raises(Refused), transaction.atomic():
        take_alone(**taking)
    assert len(mails()) == 1


def test_a_guide_who_is_alone_in_the_house_takes_it_out_of_the_inbox(desk):
    case = desk.arrives()
    desk.nadja.is_active = False
    desk.nadja.save()
    assert take(desk, case).status_code == 303
    with pytest.raises(NotHeldError):  # what lay in the inbox is Lars's alone
        opened_record(desk.keys["nadja"], case.id)
    assert opened_record(desk.keys["lars"], case.id)


def test_with_a_third_guide_the_case_has_two_again(desk, case):
    take(desk, case)
    mira = desk.third()
    lars = at_desk(desk, "lars")
    assert "mit einer Vertretung" in text(lars.get(of(case, "verwalten/")))
    lars.post(of(case, "weitergeben/"), {"guide": desk.lars.pk, "stand_in": mira.pk})
    row = Case.objects.get()
    assert (row.assigned, row.stand_in) == (desk.lars, mira)
    assert readers_of([row.id])[row.id].everyone() == {desk.lars.pk, mira.pk}


def test_who_holds_a_case_alone_cannot_leave_the_house(desk, case):
    take(desk, case)
    with pytest.raises(Refused):
        leave_house(holder=desk.lars.pk)


def test_the_table_refuses_somebody_who_stands_in_for_nobody_or_for_herself(desk, case):
    for values in ({"stand_in": desk.lars}, {"assigned": desk.lars, "stand_in": desk.lars}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.update(**values)


PHONE = "/arbeit/telefon/"
CALLED = {"text": "Er ruft an.", "urgency": "2", "form": "00" * 32}


def calls(desk, **told):
    return at_desk(desk, "lars").post(PHONE, {**CALLED, **told})


def check_held_by_lars_alone(desk) -> None:
    row = Case.objects.get()
    assert (row.state, row.assigned, row.stand_in) == (State.TAKEN, desk.lars, None)
    assert readers_of([row.id])[row.id].everyone() == {desk.lars.pk}
    history = text(at_desk(desk, "lars").get(of(row, "verlauf/")))
    assert "hat den Fall begonnen" in history
    assert "hat allein übernommen" in history


def test_a_guide_who_is_alone_in_the_house_writes_down_alone_what_comes_by_phone(desk, vera, runs):
    desk.nadja.is_active = False
    desk.nadja.save()
    page = text(at_desk(desk, "lars").get(PHONE))
    assert "Sie können ihn allein beginnen." in page
    assert "Wer vertritt Sie?" not in page
    assert calls(desk, alone="yes").status_code == 200
    check_held_by_lars_alone(desk)
    assert [one["to"] for one in mails()] == [vera.email]


def test_so_does_who_hears_that_the_only_other_must_not_see_it(desk, runs):
    told = {"stand_in": desk.nadja.pk, "keep_from": "Beispiel"}
    answer = calls(desk, **told)
    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert "Er ruft an." in text(answer)
    assert "Fall allein beginnen" in text(answer)
    assert calls(desk, **told, alone="yes").status_code == 200
    check_held_by_lars_alone(desk)


def test_by_phone_nobody_holds_a_case_alone_while_somebody_could_stand_in(desk, runs):
    desk.third()
    answer = calls(desk, keep_from="Beispiel", alone="yes")
    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert "Bitte wählen Sie jemanden." in text(answer)
    with pytest.raises(Refused) as refusal:
        desk.arrives(SECRET, phone=ByPhone(desk.lars, desk.keys["lars"], None))
    assert (refusal.value.code, mails()) == ("somebody-can", [])


def test_by_phone_whom_the_person_named_does_not_stand_in(desk, runs):
    mira = desk.third()
    answer = calls(desk, keep_from="Beispiel", stand_in=desk.nadja.pk)
    assert (answer.status_code, Case.objects.count()) == (422, 0)
    with pytest.raises(Refused) as refusal:
        desk.arrives(SECRET, phone=ByPhone(desk.lars, desk.keys["lars"], desk.nadja.pk))
    assert refusal.value.code == "not-for-her"
    case = desk.arrives(SECRET, phone=ByPhone(desk.lars, desk.keys["lars"], mira.pk))
    assert readers_of([case.id])[case.id].everyone() == {desk.lars.pk, mira.pk}
