"""A double click says something once; who writes something else says it too."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import known_record
from rueckhalt.support.cases.actions.keeping import erase_case
from rueckhalt.support.cases.actions.own import write_message
from rueckhalt.support.cases.actions.renewing import propose_secret, renew_secret
from rueckhalt.support.cases.actions.taking import share_case, take_case
from rueckhalt.support.cases.actions.talking import Answered
from rueckhalt.support.cases.actions.working import answer_with_files
from rueckhalt.support.cases.models import Case, CaseFile
from rueckhalt.support.cases.queries.entries import entries_of
from rueckhalt.support.cases.rules.contents import PERSON, Message, Step, Told
from rueckhalt.support.cases.rules.renewing import open_secret_proposal
from rueckhalt.support.cases.rules.repeats import entry_id
from rueckhalt.support.cases.rules.states import State
from tests.domains.support.cases.desk import NOW, READING, quick_secret
from tests.domains.support.cases.guides import at_desk, text
from tests.domains.support.cases.together import at_once
from tests.domains.support.cases.visits import DOOR, MORE, WRITE, post, secret_on, send, the_case

ANSWER = {"text": "Ich rufe an.", "state": "asked", "said": "Wir haben gefragt."}
LIVE = pytest.mark.django_db(transaction=True)
KNOWN = Told("Ein Brief lag im Kasten.", safe_word="Ahorn")


def said_in(desk, case, kind) -> list[str]:
    found = [
        one.content for one in entries_of(desk.of("lars", case)) if isinstance(one.content, kind)
    ]
    return [getattr(one, "text", None) or one.said for one in found]


def taken_by_lars(desk, case):
    take_case(case=desk.of("lars", case), by=desk.lars, unlocked=desk.keys["lars"],
              stand_in=desk.nadja, now=NOW)  # fmt: skip
    return Case.objects.get(pk=case.pk)


def proposed(desk):
    """A case for which Lars has made sure who asks for new words."""
    case = taken_by_lars(desk, desk.arrives(KNOWN))
    opened = desk.of("lars", case)
    propose_secret(case=opened, checked="safe-word", words="Genannt.", by=desk.lars, now=NOW)
    return case, open_secret_proposal(entries_of(opened)).id


def once_on(page) -> str:
    """The value that a page has made with its form of a message."""
    return page.context["form"]["once"].value()


@pytest.fixture
def taken(contact_point):
    return taken_by_lars(contact_point, contact_point.arrives())


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
    for said in ("Eins", "Zwei"):
        birgit.post(WRITE, {"once": form, "text": said})
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
    said = {"form": "f0", "text": "Ein Brief.", "when": "", "arrived": []}
    act = {**said, "reading": READING, "now": NOW}
    at_once(*[lambda: write_message(case=opened, **act)] * 2)
    assert said_in(contact_point, case, Message) == ["Ein Brief."]


@LIVE
def test_both_halves_of_a_guides_double_click_make_one_answer(contact_point, taken):
    opened = contact_point.of("lars", taken)
    given = Answered(ANSWER["text"], State.ASKED, ANSWER["said"], entry_id(taken.id, "f0"))
    act = {"given": given, "arrived": [], "by": contact_point.lars, "now": NOW}
    at_once(*[lambda: answer_with_files(case=opened, **act)] * 2)
    assert said_in(contact_point, taken, Message) == [ANSWER["text"]]


@pytest.mark.django_db
def test_a_guide_who_clicks_twice_reads_the_same_new_words(contact_point):
    case, proposal = proposed(contact_point)
    nadja = at_desk(contact_point, "nadja")
    form = nadja.get(f"/arbeit/fall/{case.reference}/verwalten/").context["new_value"]
    address = f"/arbeit/fall/{case.reference}/schluessel/{proposal}/"
    first, second = (nadja.post(address, {"form": form}) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.context["words"] == second.context["words"]
    assert nadja.post(address, {"form": "00" * 32}).status_code == 422
    # Each time that somebody could read them is a line of the history.
    shown = text(nadja.get(f"/arbeit/fall/{case.reference}/verlauf/"))
    assert "hat neue Wörter ausgegeben" in shown
    assert "hat die Wörter noch einmal gesehen" in shown


@pytest.mark.django_db
def test_no_new_words_for_a_case_that_she_erased_meanwhile(contact_point):
    case, proposal = proposed(contact_point)
    opened = contact_point.of("nadja", case)
    erase_case(case=case.id, by=PERSON, now=NOW)
    with pytest.raises(Refused) as refusal:
        renew_secret(case=opened, entry=proposal, secret=quick_secret(b"n" * 32),
                     by=contact_point.nadja, now=NOW)  # fmt: skip
    assert refusal.value.code == "not-open"


@LIVE
def test_of_two_guides_who_give_out_words_in_the_same_moment_one_does(contact_point):
    case, proposal = proposed(contact_point)
    people = {"nadja": contact_point.nadja, "mira": contact_point.third()}
    share_case(case=contact_point.of("lars", case), by=contact_point.lars,
               unlocked=contact_point.keys["lars"], eyes=people["mira"], now=NOW)  # fmt: skip
    made = {name: quick_secret(name.encode().ljust(32)) for name in ("nadja", "mira")}

    def gives(name: str) -> str:
        opened, by = contact_point.of(name, case), people[name]
        try:
            renew_secret(case=opened, entry=proposal, secret=made[name], by=by, now=NOW)
        except Refused as refusal:
            return refusal.code
        return name

    found = at_once(lambda: gives("nadja"), lambda: gives("mira"))
    assert found.count("not-open") == 1
    winner = next(one for one in found if one != "not-open")
    # What the one reads out opens the case; the other has nothing to read out.
    assert known_record(made[winner]) == case.id
