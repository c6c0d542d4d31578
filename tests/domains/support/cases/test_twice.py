"""A double click says something once; who writes something else says it too."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rueckhalt.support.cases.actions.own import write_message
from rueckhalt.support.cases.actions.taking import take_case
from rueckhalt.support.cases.actions.talking import Answered
from rueckhalt.support.cases.actions.working import answer_with_files
from rueckhalt.support.cases.models import CaseFile
from rueckhalt.support.cases.queries.entries import entries_of
from rueckhalt.support.cases.rules.contents import Message, Step
from rueckhalt.support.cases.rules.repeats import entry_id
from rueckhalt.support.cases.rules.states import State
from tests.domains.support.cases.desk import NOW, READING
from tests.domains.support.cases.guides import at_desk
from tests.domains.support.cases.together import at_once
from tests.domains.support.cases.visits import DOOR, MORE, WRITE, post, secret_on, send, the_case

ANSWER = {"text": "Ich rufe an.", "state": "asked", "said": "Wir haben gefragt."}
LIVE = pytest.mark.django_db(transaction=True)


def said_in(desk, case, kind) -> list[str]:
    found = [
        one.content for one in entries_of(desk.of("lars", case)) if isinstance(one.content, kind)
    ]
    return [getattr(one, "text", None) or one.said for one in found]


def once_on(page) -> str:
    """The value that a page has made with its form of a message."""
    return page.context["form"]["once"].value()


@pytest.fixture
def taken(contact_point):
    case = contact_point.arrives()
    take_case(case=contact_point.of("lars", case), by=contact_point.lars,
              unlocked=contact_point.keys["lars"], stand_in=contact_point.nadja, now=NOW)  # fmt: skip
    return case


@pytest.mark.django_db
def test_a_message_that_she_sends_twice_is_there_once_with_its_file_once(
    birgit, contact_point, settings
):
    post(birgit, DOOR, secret=secret_on(send(birgit)))
    form = once_on(birgit.get(MORE))
    for _ in range(2):
        file = SimpleUploadedFile("brief.txt", b"Brief")
        answer = birgit.post(WRITE, {"once": form, "text": "Noch ein Brief.", "files": file})
        assert answer.status_code == 302
    assert said_in(contact_point, the_case(), Message) == ["Noch ein Brief."]
    stored = [one.name for one in settings.FILES_DIR.rglob("*") if one.is_file()]
    assert stored == [CaseFile.objects.get().id.hex]


@pytest.mark.django_db
def test_whoever_goes_back_and_writes_something_else_says_both(birgit, contact_point):
    post(birgit, DOOR, secret=secret_on(send(birgit)))
    form = once_on(birgit.get(MORE))
    for text in ("Eins", "Zwei"):
        birgit.post(WRITE, {"once": form, "text": text})
    assert sorted(said_in(contact_point, the_case(), Message)) == ["Eins", "Zwei"]


@pytest.mark.django_db
def test_forms_without_a_value_never_count_as_the_same(birgit, contact_point):
    post(birgit, DOOR, secret=secret_on(send(birgit)))
    for _ in range(2):
        birgit.post(WRITE, {"text": "Eins"})
    assert said_in(contact_point, the_case(), Message) == ["Eins", "Eins"]


@pytest.mark.django_db
def test_a_page_that_shows_her_form_again_keeps_its_value(birgit):
    post(birgit, DOOR, secret=secret_on(send(birgit)))
    form = once_on(birgit.get(MORE))
    assert once_on(birgit.post(WRITE, {"once": form, "text": ""})) == form


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["asked", "closed"])
def test_an_answer_that_a_guide_sends_twice_is_there_once(contact_point, taken, state):
    lars = at_desk(contact_point, "lars")
    address = f"/arbeit/fall/{taken.reference}/"
    form = lars.get(address).context["answer"]["once"].value()
    for _ in range(2):
        answer = lars.post(f"{address}antworten/", {**ANSWER, "once": form, "state": state})
        assert answer.status_code == 303
    assert said_in(contact_point, taken, Message) == [ANSWER["text"]]
    assert said_in(contact_point, taken, Step) == [ANSWER["said"]]


@pytest.mark.django_db
def test_a_text_module_keeps_the_value_of_the_form(contact_point, taken):
    lars = at_desk(contact_point, "lars")
    address = f"/arbeit/fall/{taken.reference}/"
    page = lars.get(address)
    form, module = page.context["answer"]["once"].value(), page.context["modules"][0].id
    page = lars.post(f"{address}antworten/", {**ANSWER, "once": form, "module": module})
    assert page.context["answer"]["once"].value() == form


@LIVE
def test_both_halves_of_her_double_click_make_one_message(contact_point):
    case = contact_point.arrives()
    opened = contact_point.own(case)
    said = {"form": "f0", "text": "Ein Brief.", "arrived": [], "reading": READING, "now": NOW}
    at_once(*[lambda: write_message(case=opened, **said)] * 2)
    assert said_in(contact_point, case, Message) == ["Ein Brief."]


@LIVE
def test_both_halves_of_a_guides_double_click_make_one_answer(contact_point, taken):
    opened = contact_point.of("lars", taken)
    given = Answered(ANSWER["text"], State.ASKED, ANSWER["said"], entry_id(taken.id, "f0"))
    act = {"given": given, "arrived": [], "by": contact_point.lars, "now": NOW}
    at_once(*[lambda: answer_with_files(case=opened, **act)] * 2)
    assert said_in(contact_point, taken, Message) == [ANSWER["text"]]
