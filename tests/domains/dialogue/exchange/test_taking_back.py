"""What was let out can be taken back: nobody outside reads it, and OParl names it as deleted."""

from http import HTTPStatus

import pytest
from django.test import Client

from rueckhalt.dialogue.exchange.actions.dates import change_meeting
from rueckhalt.dialogue.exchange.actions.meetings import release_meeting
from rueckhalt.dialogue.exchange.actions.taking_back import (
    blank_public_words,
    take_meeting_back,
    take_promise_back,
    take_topic_back,
)
from rueckhalt.dialogue.exchange.models import AgendaItem, Meeting, Result
from rueckhalt.dialogue.exchange.queries.meetings import meeting_way
from rueckhalt.dialogue.exchange.rules.meeting import MeetingDraft
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility
from rueckhalt.foundation.audit.api import lines
from rueckhalt.foundation.lib.refusal import Refused
from tests.exchange import NOW, meeting, promise_of, public_minutes, released, seat, topic_of
from tests.people import client_of

OPARL = "/oparl/v1.1/"
WORDS = "Das Haus legt einen Entwurf vor."

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def asked(address: str) -> dict[str, object]:
    return Client().get(OPARL + address).json()


def acts(subject: str) -> list[str]:
    return [one.action for one in lines(subject=subject)]


def test_a_topic_is_taken_back_with_its_items():
    at, item = public_minutes(WORDS)
    topic, way = item.topic, f"/treffen/{at.reference}/"
    assert topic.title in Client().get(way).content.decode()
    assert asked(f"paper/thema-{topic.reference}/")["name"] == topic.title

    take_topic_back(topic=topic, by=seat("aylin"), now=NOW)

    for address in (f"paper/thema-{topic.reference}/", f"agendaitem/{item.reference}/"):
        told = asked(address)
        assert (told["deleted"], "name" in told) == (True, False)
    assert topic.title not in Client().get(way).content.decode()
    item.refresh_from_db()
    assert item.visibility == ItemVisibility.INTERNAL
    assert acts(f"topic:{topic.reference}")[0] == "topic.take-back"


def test_a_promise_is_taken_back():
    promise = released(promise_of(topic_of("katrin")))
    take_promise_back(promise=promise, by=seat("aylin"), now=NOW)

    assert Client().get(f"/zusagen/{promise.reference}/").status_code == HTTPStatus.NOT_FOUND
    assert promise.sentence not in Client().get("/zusagen/").content.decode()
    assert asked(f"paper/zusage-{promise.reference}/")["deleted"]
    assert acts(f"promise:{promise.reference}")[0] == "promise.take-back"


def test_a_meeting_that_is_over_is_taken_back_whether_or_not_somebody_let_it_out():
    at, item = public_minutes(WORDS)
    before = asked(f"meeting/{at.reference}/")
    take_meeting_back(meeting=at, by=seat("aylin"), now=NOW)

    told = asked(f"meeting/{at.reference}/")
    assert (told["deleted"], told["created"]) == (True, before["created"])
    assert asked(f"agendaitem/{item.reference}/")["deleted"]
    for page in ("", "protokoll.pdf", "ergebnisse.csv"):
        answer = Client().get(f"/treffen/{at.reference}/{page}")
        assert answer.status_code == HTTPStatus.NOT_FOUND
    assert acts(f"meeting:{at.reference}")[0] == "meeting.take-back"


def test_a_meeting_ahead_that_was_taken_back_can_be_moved_and_stays_internal():
    at, by = meeting(), seat("aylin")
    release_meeting(meeting=at, by=by, now=NOW)
    at.refresh_from_db()
    take_meeting_back(meeting=at, by=by, now=NOW)
    at.refresh_from_db()
    draft = meeting_way(at).draft
    change_meeting(meeting=at, draft=draft, by=by, now=NOW)
    opened = MeetingDraft(
        draft.name, Visibility.PUBLIC, draft.starts_at, draft.ends_at, draft.place
    )
    with pytest.raises(Refused) as refused:
        change_meeting(meeting=at, draft=opened, by=by, now=NOW)
    assert refused.value.code == "visibility-released"


def test_public_words_of_a_result_go_also_after_the_minutes_stand():
    at, item = public_minutes(WORDS)
    way, page = f"/treffen/{at.reference}/", f"/austausch/treffen/{at.reference}/"
    aylin = client_of("aylin")
    assert WORDS in Client().get(way).content.decode()
    assert "Öffentlichen Satz löschen" in aylin.get(page).content.decode()
    assert "Öffentlichen Satz löschen" not in client_of("katrin").get(page).content.decode()

    number = result_number(item)
    answer = aylin.post(f"/austausch/ergebnisse/{number}/leeren/")

    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert WORDS not in Client().get(way).content.decode()
    assert WORDS not in Client().get(f"{way}ergebnisse.csv").content.decode()
    assert "resolutionText" not in asked(f"agendaitem/{item.reference}/")
    assert "Das Ministerium prüft es." in client_of("katrin").get(page).content.decode()
    assert acts(f"item:{item.reference}")[0] == "result.blank"
    again = aylin.post(f"/austausch/ergebnisse/{number}/leeren/")
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def result_number(item: AgendaItem) -> int:
    return Result.objects.get(item=item).pk


def test_only_the_secretariat_takes_back_and_only_what_is_out():
    at, item = public_minutes(WORDS)
    inner, promise = topic_of("katrin"), promise_of(topic_of("katrin"))
    result = Result.objects.get(item=item)
    for name, code in (("katrin", "not-allowed"), ("aylin", "changed-meanwhile")):
        by = seat(name)
        for act in (
            lambda by=by: take_topic_back(topic=inner, by=by, now=NOW),
            lambda by=by: take_promise_back(promise=promise, by=by, now=NOW),
            lambda by=by: take_meeting_back(meeting=meeting(), by=by, now=NOW),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.code == code
    for act in (
        lambda: blank_public_words(result=result, by=seat("katrin"), now=NOW),
        lambda: take_meeting_back(meeting=at, by=seat("jonas"), now=NOW),
    ):
        with pytest.raises(Refused, match="Geschäftsstelle"):
            act()


@pytest.mark.parametrize("kind", ["themen", "zusagen", "treffen"])
def test_the_page_of_what_is_out_takes_it_back(kind):
    at, item = public_minutes(WORDS)
    reference = {
        "themen": item.topic.reference, "treffen": at.reference,
        "zusagen": released(promise_of(topic_of("katrin"))).reference,
    }[kind]  # fmt: skip
    way, aylin = f"/austausch/{kind}/{reference}/", client_of("aylin")
    assert "zurücknehmen" in aylin.get(way).content.decode()
    assert "zurücknehmen" not in client_of("katrin").get(way).content.decode()

    answer = aylin.post(f"{way}zuruecknehmen/")

    assert (answer.status_code, answer["Location"]) == (303, f"{way}?gespeichert")
    assert "zurücknehmen" not in aylin.get(way).content.decode()
    assert aylin.post(f"{way}zuruecknehmen/").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_meeting_let_out_for_its_invitation_leaves_nothing_when_it_is_taken_back():
    at, by = meeting(), seat("aylin")
    Meeting.objects.filter(pk=at.pk).update(state="planned")
    release_meeting(meeting=Meeting.objects.get(pk=at.pk), by=by, now=NOW)
    page = f"/austausch/treffen/{at.reference}/"
    assert "Treffen zurücknehmen" in client_of("aylin").get(page).content.decode()
    take_meeting_back(meeting=Meeting.objects.get(pk=at.pk), by=by, now=NOW)

    Meeting.objects.filter(pk=at.pk).update(state="invited")
    for address in (f"{OPARL}meeting/{at.reference}/", f"/treffen/{at.reference}/"):
        assert Client().get(address).status_code == HTTPStatus.NOT_FOUND
