"""A canary in everything that a case can say: it lies nowhere in the clear, and its holders find it."""

import dataclasses
import io
import logging
import types
import typing
import uuid
from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import Place, keep_file, read_file, record_lock, seal
from rueckhalt.support.cases.actions.entries import move, say, sealed_content
from rueckhalt.support.cases.actions.talking import Answered, answer
from rueckhalt.support.cases.models import Case, CaseFile, GivenConsent, GivenDisclosure
from rueckhalt.support.cases.queries.entries import entries_of, summary_of
from rueckhalt.support.cases.rules.contents import (
    PERSON,
    Consent,
    Content,
    Disclosure,
    Message,
    Said,
    Told,
    said_as_text,
)
from rueckhalt.support.cases.rules.states import State
from tests.domains.foundation.vault.holders import bytes_on_disk, every_cell
from tests.domains.support.cases.desk import NOW, USUAL, Desk
from tests.domains.support.cases.files import arrive

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel-7391-Rathaus"
MARK = b"anarienvogel-7391"  # without its first letter: a title may begin with another case
KINDS = typing.get_args(Content)


def value_of(kind: object) -> object:
    """A value of a field, with the canary wherever there is room for a text."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        return value_of(inside[0])
    if origin is tuple:
        return tuple(value_of(one) for one in inside if one is not Ellipsis)
    if dataclasses.is_dataclass(kind):
        return filled(kind)
    return {str: CANARY, bool: True, int: 7, uuid.UUID: uuid.uuid4(), date: NOW.date(), datetime: NOW}[kind]  # fmt: skip


def filled(kind):
    """A content of a kind with the canary in each of its texts."""
    hints = typing.get_type_hints(kind)
    return kind(
        **{one.name: value_of(hints[one.name]) for one in dataclasses.fields(kind) if one.name != "kind"}
    )  # fmt: skip


@pytest.fixture
def desk():
    return Desk()


def everything_told(desk) -> Case:
    """A case that holds each kind of content, a consent, a disclosure and a file."""
    case = desk.arrives(filled(Told))
    key = record_lock(case.id)
    for kind in KINDS:
        say(case=case.id, key=key, content=filled(kind), by=PERSON, now=NOW)
    agreed, given = (Said(uuid.uuid4(), NOW, PERSON, filled(one)) for one in (Consent, Disclosure))
    consent = GivenConsent.objects.create(
        id=agreed.id, case=case, content=sealed_content(GivenConsent, key, agreed)
    )
    GivenDisclosure.objects.create(
        id=given.id, case=case, consent=consent, content=sealed_content(GivenDisclosure, key, given)
    )
    arrived = arrive(CANARY.encode() * 20_000, name=f"{CANARY}.jpg")
    CaseFile.objects.create(
        id=arrived.id, case=case, key=keep_file(key, place(arrived, "key"), arrived),
        about=seal(key, place(arrived, "about"), arrived.name),
    )  # fmt: skip
    return case


def place(file, field: str) -> Place:
    return Place("cases.CaseFile", str(file.id), field)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_text_of_a_content_carries_the_canary(kind):
    """So that a search that finds nothing proves something."""
    texts = [one.name for one in dataclasses.fields(kind) if typing.get_type_hints(kind)[one.name] is str]  # fmt: skip
    said = said_as_text(Said(uuid.uuid4(), NOW, PERSON, filled(kind)))
    assert said.count(CANARY) >= len(texts)


def test_51_nothing_of_it_lies_on_the_disk_in_the_clear(desk):
    everything_told(desk)
    lying = bytes_on_disk()  # cells of every table, files, shares
    assert MARK not in lying
    assert str(NOW.date()).encode() in lying  # the search does find what lies in the clear
    names = [path.name for path in Path(settings.FILES_DIR).rglob("*")]
    assert [name for name in names if "anarien" in name] == []


def test_its_holders_and_the_person_read_all_of_it(desk):
    case = everything_told(desk)
    for opened in (desk.of("lars", case), desk.of("nadja", case), desk.own(case)):
        entries = entries_of(opened)
        assert {type(said.content) for said in entries} == set(KINDS)
        assert CANARY in summary_of(case, opened.opened).title
        (row,) = CaseFile.objects.all()
        content = b"".join(read_file(opened.opened, place(row, "key"), row.key, row.id))
        assert content == CANARY.encode() * 20_000


def test_nothing_of_it_is_told_by_mail_or_in_the_log(desk, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    case = everything_told(desk)
    answer(
        case=desk.of("lars", taken(desk, case)), given=Answered(CANARY, State.ASKED, CANARY, uuid.uuid4()),
        by=desk.lars, now=NOW,
    )  # fmt: skip
    row = Case.objects.get(pk=case.pk)
    desk.writes(row, Message(CANARY))
    said = capfd.readouterr()
    assert "anarienvogel" not in caplog.text + said.out + said.err
    assert MARK not in every_cell()  # with outbox and trail


def taken(desk, case: Case) -> Case:
    """As if Lars had the case; who holds its key does not matter here."""
    Case.objects.filter(pk=case.pk).update(
        state=State.TAKEN.value, assigned=desk.lars, stand_in=desk.nadja
    )
    return Case.objects.get(pk=case.pk)


def test_a_refusal_carries_nothing_of_it(desk):
    case = everything_told(desk)
    stale = Case.objects.get(pk=case.pk)
    taken(desk, case)
    with pytest.raises(Refused) as refused:
        move(stale, now=NOW, state=State.CLOSED.value)
    assert "anarienvogel" not in f"{refused.value!r} {refused.value.values}"


def test_the_objects_of_a_case_show_nothing_of_it_when_printed(desk):
    case = everything_told(desk)
    opened = desk.of("lars", case)
    printed = f"{case!r} {case} {opened!r} {list(CaseFile.objects.all())!r}"
    assert "anarienvogel" not in printed
    assert opened.opened.half.hex() not in printed
    assert repr(opened.opened.half) not in printed
    assert repr(opened.opened.keys.private) not in printed


def test_djangos_own_export_carries_nothing_of_it(desk):
    everything_told(desk)
    told = io.StringIO()
    with pytest.raises(Exception, match="exported by its holders only"):
        call_command("dumpdata", "cases", stdout=told)
    assert "anarienvogel" not in told.getvalue()


def test_equally_long_texts_look_alike_whatever_they_say(desk):
    short, longer = (
        Case.objects.get(pk=desk.arrives(Told(text), USUAL).pk) for text in ("Ja.", "Ein Brief lag da.")
    )  # fmt: skip
    assert len(short.summary.data) == len(longer.summary.data)
