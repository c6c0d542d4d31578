"""From what somebody tells to a guide who answers, and back."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.outbox.models import Message as OutboxMessage
from rueckhalt.foundation.vault.api import Sealed, forget_form
from rueckhalt.support.cases.actions.taking import take_case
from rueckhalt.support.cases.actions.talking import Answered, answer
from rueckhalt.support.cases.models import Case, GivenDisclosure
from rueckhalt.support.cases.queries.entries import entries_of, for_person, summary_of
from rueckhalt.support.cases.rules.contents import Message, Note, Told
from rueckhalt.support.cases.rules.states import State
from tests.domains.support.cases.desk import NOW, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def taken(desk, case):
    take_case(
        case=desk.of("lars", case), by=desk.lars, unlocked=desk.keys["lars"],
        stand_in=desk.nadja, now=NOW,
    )  # fmt: skip
    return Case.objects.get(pk=case.pk)


def test_a_case_waits_for_the_contact_point_until_the_next_working_day(desk):
    case = desk.arrives()
    assert (case.state, str(case.due_on)) == (State.NEW, "2026-11-30")


def test_the_person_and_the_guide_talk(desk):
    case = taken(desk, desk.arrives(Told("Ein Brief.", name="Birgit")))
    answer(
        case=desk.of("lars", case),
        given=Answered("Wir sind da.", State.ASKED, "", uuid.uuid4()),
        by=desk.lars,
        now=NOW,
    )
    row = Case.objects.get(pk=case.pk)
    desk.writes(row, Message("Danke."))

    shown = for_person(entries_of(desk.own(row)))
    assert [one.content.kind for one in shown].count("message") == 2
    assert Case.objects.get(pk=case.pk).state == State.TAKEN
    assert summary_of(row, desk.own(row).opened).title == "Birgit: Ein Brief."


def test_the_same_form_once_more_makes_no_second_case(desk):
    first = desk.arrives(form=b"f" * 32)
    second = desk.arrives(form=b"f" * 32)
    assert first.pk == second.pk
    assert Case.objects.count() == 1


def test_a_form_whose_person_came_back_makes_nothing_more(desk):
    case = desk.arrives(form=b"f" * 32)
    forget_form(record=case.id)
    with pytest.raises(Refused) as refused:
        desk.arrives(form=b"f" * 32)
    assert refused.value.code == "form-used"
    assert Case.objects.count() == 1


def test_once_taken_the_case_is_closed_to_the_inbox(desk):
    case = desk.arrives()
    take_case(case=desk.of("nadja", case), by=desk.nadja, unlocked=desk.keys["nadja"],
              stand_in=desk.lars, now=NOW)  # fmt: skip
    assert Case.objects.get(pk=case.pk).assigned == desk.nadja
    with pytest.raises(Refused):
        take_case(case=desk.of("lars", case), by=desk.lars, unlocked=desk.keys["lars"],
                  stand_in=desk.nadja, now=NOW)  # fmt: skip


def test_a_reference_that_does_not_exist_is_not_found(desk):
    with pytest.raises(Http404):
        desk.of("lars", Case(reference="XXXX-XXXX"))


def test_the_table_refuses_a_disclosure_without_a_ground(desk):
    case = desk.arrives()
    with pytest.raises(IntegrityError), transaction.atomic():
        GivenDisclosure.objects.create(id=case.id, case=case, content=Sealed(b"x"))


def test_who_is_on_duty_is_told_once_a_day_and_learns_nothing(desk):
    desk.arrives(Told("Kanarienvogel"))
    desk.arrives(Told("Kanarienvogel"))
    rows = OutboxMessage.objects.filter(kind="mail")
    assert rows.count() == 2
    assert "Kanarienvogel" not in str(list(rows.values()))


def test_a_note_is_not_for_the_person():
    assert not Note("x").is_for_person
