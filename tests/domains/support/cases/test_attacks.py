"""Attacks on a whole case, by who has a copy of the disk. Numbers: docs/entscheidungen/0009."""

import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404

from rueckhalt.foundation.accounts.models import Account
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.adapters.shares import shares
from rueckhalt.foundation.vault.api import NotHeldError, Sealed, forget_form, recover_by_paper
from rueckhalt.support.cases.actions.keeping import erase_case
from rueckhalt.support.cases.actions.taking import take_case
from rueckhalt.support.cases.models import Case, GivenDisclosure
from rueckhalt.support.cases.queries.entries import entries_of
from rueckhalt.support.cases.rules.contents import PERSON, Told
from tests.domains.foundation.vault.holders import against_nobody
from tests.domains.support.cases.desk import NOW, Desk

pytestmark = pytest.mark.django_db
# In the order in which they can be put back.
TABLES = [
    *apps.get_app_config("vault").get_models(), *apps.get_app_config("cases").get_models(),
]  # fmt: skip


@pytest.fixture
def desk():
    return Desk()


def copied(folder: Path) -> dict:
    """An older copy of database and files, without the shares: those have a backup of their own."""
    shutil.copytree(settings.FILES_DIR, folder, dirs_exist_ok=True)
    return {table: list(table.objects.values()) for table in TABLES}


def put_back(copy: dict, folder: Path) -> None:
    """Puts an older copy in place of what is there today."""
    for table in reversed(TABLES):
        table.objects.all().delete()
    for table, rows in copy.items():
        table.objects.bulk_create(table(**row) for row in rows)
    shutil.copytree(folder, settings.FILES_DIR, dirs_exist_ok=True)


def test_45_an_old_copy_beside_the_shares_of_today_opens_the_living_and_not_the_erased(
    desk, tmp_path
):
    Path(settings.FILES_DIR).mkdir()
    waiting, taken, living = (desk.arrives(Told(f"Brief {n}")) for n in range(3))
    for case in (taken, living):
        take_case(case=desk.of("lars", case), by=desk.lars, unlocked=desk.keys["lars"],
                  stand_in=desk.nadja, now=NOW)  # fmt: skip
    copy = copied(tmp_path / "copy")
    for case in (waiting, taken):
        erase_case(case=case.id, by=PERSON, now=NOW)
    put_back(copy, tmp_path / "copy")

    assert Case.objects.count() == 3  # the rows are back
    for name in ("lars", "nadja"):
        assert Told("Brief 2") in [said.content for said in entries_of(desk.of(name, living))]
        for erased in (waiting, taken):
            with pytest.raises(Http404):
                desk.of(name, erased)
    assert desk.own(living).row.id == living.id
    for erased in (waiting, taken):
        with pytest.raises(NotHeldError):
            desk.own(erased)
        with pytest.raises(NotHeldError):
            recover_by_paper(
                offline=desk.paper,
                record=erased.id,
                receiver=desk.lars.pk,
                now=NOW,
                check=against_nobody,
            )
    assert shares().records() == [living.id]


def test_46_a_hold_is_stronger_than_who_wants_a_case_gone(desk):
    case = desk.arrives()
    Case.objects.update(is_on_hold=True)
    with pytest.raises(Refused):
        erase_case(case=case.id, by=PERSON, now=NOW)
    assert shares().share(case.id)
    assert desk.own(case).row.id == case.id


def test_47_who_must_not_see_it_finds_neither_case_nor_content(desk):
    case = desk.arrives(Told("Ein Brief.", keep_from="bitte nicht Frau BEISPIEL!"))
    assert entries_of(desk.of("lars", case))
    with pytest.raises(Http404):
        desk.of("nadja", case)


def test_47_nor_does_she_once_her_closed_account_opens_again(desk):
    """She is on inbox duty, and her account was closed when the case arrived."""
    Account.objects.filter(pk=desk.nadja.pk).update(is_active=False)
    case = desk.arrives(Told("Ein Brief.", keep_from="bitte nicht Frau BEISPIEL!"))
    assert entries_of(desk.of("lars", case))
    with pytest.raises(Http404):
        desk.of("nadja", case)


def test_48_the_same_form_makes_one_case_and_after_a_visit_none(desk):
    case = desk.arrives(form=b"f" * 32)
    assert desk.arrives(form=b"f" * 32).pk == case.pk
    forget_form(record=case.id)
    with pytest.raises(Refused):
        desk.arrives(form=b"f" * 32)
    assert Case.objects.count() == 1


def test_49_no_way_around_the_actions_stores_a_disclosure_without_a_ground(desk):
    case = desk.arrives()
    row = {"id": case.id, "case": case, "content": Sealed(b"x")}
    with pytest.raises(IntegrityError, match="ground"), transaction.atomic():
        GivenDisclosure.objects.create(**row)
    with pytest.raises(IntegrityError, match="ground"), transaction.atomic():
        GivenDisclosure.objects.bulk_create([GivenDisclosure(**row)])
    given = GivenDisclosure.objects.create(**row, assigned=desk.nadja)
    with pytest.raises(IntegrityError, match="ground"), transaction.atomic():
        GivenDisclosure.objects.filter(pk=given.pk).update(assigned=None)


def test_50_who_has_no_key_gets_the_same_no_as_for_a_number_that_does_not_exist(desk):
    case = desk.arrives()
    take_case(case=desk.of("lars", case), by=desk.lars, unlocked=desk.keys["lars"],
              stand_in=desk.nadja, now=NOW)  # fmt: skip
    stranger = desk.add("vera")
    said = []
    for asked in (case, Case(reference="XXXX-XXXX")):
        with pytest.raises(Http404) as refused:
            desk.of(stranger, asked)
        said.append((type(refused.value), refused.value.args))
    assert said[0] == said[1]
