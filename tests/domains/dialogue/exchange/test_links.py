"""Every page of the way from a topic to a promise leads back one step and forward one."""

import re
from http import HTTPStatus

import pytest

from rueckhalt.dialogue.exchange.actions.meetings import record_result
from rueckhalt.dialogue.exchange.models import AgendaItem, Promise, Result, Topic
from rueckhalt.dialogue.exchange.rules.meeting import ResultDraft, ResultKind
from rueckhalt.dialogue.exchange.rules.promise import Status
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility
from tests.exchange import (
    NOW,
    item_about,
    material_of,
    meeting,
    promise_of,
    seat,
    taken_up,
    told,
    topic_of,
)

pytestmark = pytest.mark.django_db
NEW = "/austausch/zusagen/neu/"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def topic_way(topic: Topic) -> str:
    return f"/austausch/themen/{topic.reference}/"


def decided(item: AgendaItem) -> Result:
    """What came of an item: something was agreed."""
    item.topic.refresh_from_db()  # it came onto the agenda
    draft = ResultDraft(ResultKind.DECIDED, "Das Ministerium prüft es.")
    return record_result(item=item, draft=draft, seen=0, by=seat("aylin"), now=NOW)


def discussed(visibility: ItemVisibility = ItemVisibility.INTERNAL) -> Result:
    return decided(item_about(taken_up(topic_of("katrin")), meeting(), visibility))


def linked(client, way: str) -> set[str]:
    return set(re.findall(r'href="([^"]+)"', client.get(way).content.decode()))


def what_is_typed(result: Result) -> dict[str, str]:
    return {
        "reference": "abcdefgh", "ergebnis": str(result.pk), "kind": "promise",
        "sentence": "Die Wartezeit sinkt.", "owner": "Ministerium Musterland",
        "given_on": "2026-12-01", "asked_by": "katrin", "visibility": "internal",
    }  # fmt: skip


def test_a_topic_leads_to_its_meeting_its_files_and_its_promises(as_person):
    result = discussed()
    topic = result.item.topic
    file, promise = material_of(topic), promise_of(topic)
    assert linked(as_person("jonas"), topic_way(topic)) >= {
        f"/austausch/treffen/{result.item.meeting.reference}/",
        f"/austausch/dateien/{file.reference}/",
        f"/austausch/zusagen/{promise.reference}/",
    }


def test_a_topic_does_not_tell_members_of_a_meeting_where_it_was_hidden(as_person):
    result = discussed(ItemVisibility.HIDDEN)
    way = f"/austausch/treffen/{result.item.meeting.reference}/"
    assert way in linked(as_person("aylin"), topic_way(result.item.topic))
    assert way not in linked(as_person("jonas"), topic_way(result.item.topic))


def test_a_result_leads_the_secretariat_to_a_new_promise_and_nobody_else(as_person):
    result = discussed()
    way = f"/austausch/treffen/{result.item.meeting.reference}/"
    typing = f"/austausch/punkte/{result.item.reference}/ergebnis/"
    new = f"{NEW}?ergebnis={result.pk}"
    assert new in linked(as_person("aylin"), way) & linked(as_person("aylin"), typing)
    assert new not in linked(as_person("jonas"), way)


def test_a_promise_from_a_result_knows_its_topic_and_who_raised_it(as_person):
    result = discussed()
    topic, aylin = result.item.topic, as_person("aylin")
    back = {f"/austausch/treffen/{result.item.meeting.reference}/", topic_way(topic)}
    page = aylin.get(f"{NEW}?ergebnis={result.pk}").content.decode()
    assert linked(aylin, f"{NEW}?ergebnis={result.pk}") >= back
    assert re.search(r'<option value="katrin" selected>', page)

    aylin.post(NEW, what_is_typed(result))
    promise = Promise.objects.get()
    own = f"/austausch/zusagen/{promise.reference}/"
    assert (promise.result, promise.topic) == (result, topic)
    assert linked(as_person("katrin"), own) >= back
    assert own in linked(
        as_person("katrin"), f"/austausch/treffen/{result.item.meeting.reference}/"
    )


def test_a_promise_of_a_hidden_item_is_on_no_page_of_members(as_person):
    result = discussed(ItemVisibility.HIDDEN)
    as_person("aylin").post(NEW, what_is_typed(result))
    own = f"/austausch/zusagen/{Promise.objects.get().reference}/"
    meeting_way = f"/austausch/treffen/{result.item.meeting.reference}/"
    assert own in linked(as_person("aylin"), meeting_way)
    for way in (meeting_way, topic_way(result.item.topic)):
        assert own not in linked(as_person("jonas"), way)


def test_who_answers_sees_how_far_the_promises_are(as_person):
    topic = discussed().item.topic
    told(promise_of(topic), Status.SUBSTANTIAL)
    page = as_person("aylin").get(topic_way(topic)).content.decode()
    answering = page.partition("<h2>Antworten</h2>")[2]
    assert "Zum großen Teil erfüllt" in answering


@pytest.mark.parametrize("asked", ["thema=%00", "thema=../etc", "ergebnis=999999999999999"])
def test_a_promise_of_what_is_not_there_is_not_there(as_person, asked):
    assert as_person("aylin").get(f"{NEW}?{asked}").status_code == HTTPStatus.NOT_FOUND
