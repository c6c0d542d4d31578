"""The secretariat writes a topic down for a partner who phoned or wrote."""

from datetime import timedelta
from http import HTTPStatus

import pytest

from rueckhalt.dialogue.exchange.actions.partners import end_membership
from rueckhalt.dialogue.exchange.actions.topics import raise_topic
from rueckhalt.dialogue.exchange.models import Membership, Topic, TopicEntry
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from rueckhalt.foundation.audit.api import lines
from rueckhalt.foundation.lib.refusal import Refused
from tests.exchange import DRAFT, NOW, TODAY, reference, seat, topic_of

pytestmark = pytest.mark.django_db
NEW = "/austausch/themen/neu/"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def typed(**changes) -> dict[str, str]:
    return {
        "reference": reference(), "title": DRAFT.title, "description": DRAFT.description,
        "visibility": "internal", "speaks": "katrin:organisation", "fuer": "katrin",
    } | changes  # fmt: skip


def test_the_secretariat_says_first_for_whom_it_writes(as_person):
    seat("katrin")
    page = as_person("aylin").get(NEW).content.decode()
    assert "Jemand hat angerufen oder geschrieben?" in page
    assert "Katrin Muster, Gemeindebund Musterland (erfunden)" in page
    assert "angerufen" not in as_person("katrin").get(NEW).content.decode()


def test_the_page_says_who_will_have_raised_it(as_person):
    seat("katrin")
    page = as_person("aylin").get(f"{NEW}?fuer=katrin").content.decode()
    assert "Sie tragen für jemanden ein" in page
    assert "Katrin Muster, Referat Recht, Gemeindebund Musterland (erfunden)" in page
    assert "Für sich selbst, mit Mandat von: Gemeindebund Musterland (erfunden)" in page


def test_the_topic_is_hers_and_its_way_and_the_trail_say_who_wrote_it_down(as_person):
    seat("katrin")
    aylin = as_person("aylin")
    told = typed(visibility="confidential")
    assert aylin.post(NEW, told).status_code == HTTPStatus.SEE_OTHER

    topic = Topic.objects.get()
    assert topic.raised_by == Membership.objects.get(reference="katrin")
    assert topic.raised_for == topic.raised_by.partner
    entry = TopicEntry.objects.get()
    assert (entry.by, entry.note) == (
        seat("aylin").account,
        "Die Geschäftsstelle hat das Thema eingetragen.",
    )
    (line,) = lines(subject=f"topic:{topic.reference}")
    assert (line.action, line.by) == ("topic.raise-for", f"account:{seat('aylin').account.pk}")
    way = f"/austausch/themen/{topic.reference}/"
    assert DRAFT.title in as_person("katrin").get(way).content.decode()


def test_similar_topics_come_first_and_for_whom_she_writes_is_not_lost(as_person):
    topic_of("katrin")
    page = as_person("aylin").post(NEW, typed()).content.decode()
    assert "Es gibt schon ähnliche Themen" in page
    assert "Katrin Muster, Referat Recht" in page
    assert 'name="fuer" value="katrin"' in page
    assert Topic.objects.count() == 1


def test_nobody_else_writes_for_others(as_person):
    seat("katrin")
    jonas = as_person("jonas")
    found, missing = (jonas.get(f"{NEW}?fuer={word}") for word in ("katrin", "gibtsnicht"))
    assert (found.status_code, found.content) == (HTTPStatus.NOT_FOUND, missing.content)
    assert jonas.post(NEW, typed()).status_code == HTTPStatus.NOT_FOUND
    assert not Topic.objects.exists()


def test_a_mandate_that_has_ended_speaks_for_nobody_any_more(as_person):
    ended = seat("katrin").memberships[0]
    end_membership(membership=ended, on=TODAY - timedelta(days=1), by=seat("aylin"), now=NOW)
    ended.refresh_from_db()
    with pytest.raises(Refused) as refused:
        raise_topic(draft=DRAFT, membership=ended, reference=reference(), by=seat("aylin"), now=NOW)
    assert refused.value.code == "not-own"
    assert as_person("aylin").get(f"{NEW}?fuer=katrin").status_code == HTTPStatus.NOT_FOUND


def test_the_secretariat_cannot_write_for_one_and_speak_for_another(as_person):
    seat("katrin"), seat("jonas")
    answer = as_person("aylin").post(NEW, typed(speaks="jonas:self"))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Topic.objects.exists()


def test_what_is_confidential_is_read_by_her_and_by_no_other_member(as_person):
    seat("katrin")
    as_person("aylin").post(NEW, typed(visibility=Visibility.CONFIDENTIAL.value))
    way = f"/austausch/themen/{Topic.objects.get().reference}/"
    assert as_person("jonas").get(way).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("word", ["\x00", "'; --", "../etc", "ß", "x" * 5000])
def test_what_names_nobody_is_not_there(as_person, word):
    answer = as_person("aylin").get(NEW, {"fuer": word})
    assert answer.status_code == HTTPStatus.NOT_FOUND
