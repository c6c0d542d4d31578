"""The start page: the next meeting for whoever is invited, and for the secretariat what is overdue."""

from datetime import timedelta

import pytest

from rueckhalt.dialogue.exchange.actions.meetings import change_meeting_state
from rueckhalt.dialogue.exchange.actions.partners import end_membership
from rueckhalt.dialogue.exchange.actions.presence import note_own_presence
from rueckhalt.dialogue.exchange.actions.topics import answer_topic
from rueckhalt.dialogue.exchange.models import Promise
from rueckhalt.dialogue.exchange.queries.waiting import next_meeting, overdue_elsewhere
from rueckhalt.dialogue.exchange.rules.meeting import MeetingState, PresenceKind
from rueckhalt.dialogue.exchange.rules.promise import Status
from tests.exchange import NOW, TODAY, meeting, promise_of, seat, told, topic_of

pytestmark = pytest.mark.django_db
START = "/austausch/"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def test_whoever_is_invited_sees_the_next_meeting_and_that_she_has_not_answered(as_person):
    meeting(in_days=9)
    first = meeting(in_days=7)
    page = as_person("katrin").get(START).content.decode()
    assert f'href="/austausch/treffen/{first.reference}/"' in page
    assert "Dienstag, 8. Dezember 2026, 10:00 Uhr" in page
    assert "Musterstadt, Rathaus" in page
    assert "noch keine Antwort" in page
    assert "Gerade wartet nichts auf Sie." not in page


@pytest.mark.parametrize(
    ("kind", "says"),
    [(PresenceKind.ACCEPTED, "Zugesagt."), (PresenceKind.EXCUSED, "Entschuldigt.")],
)
def test_her_answer_stands_there(as_person, kind, says):
    at = meeting()
    note_own_presence(meeting=at, membership="katrin", kind=kind, by=seat("katrin"), now=NOW)
    page = as_person("katrin").get(START).content.decode()
    assert f"Gemeindebund Musterland (erfunden): {says}" in page
    # Of others she learns nothing here.
    assert says not in as_person("jonas").get(START).content.decode()


def test_once_it_has_begun_nobody_is_asked_whether_she_comes(as_person, time_machine):
    at = meeting()
    asked = "Sagen Sie auf der Seite des Treffens, ob Sie kommen."
    assert asked in as_person("katrin").get(START).content.decode()
    time_machine.move_to(at.starts_at, tick=False)
    page = as_person("katrin").get(START).content.decode()
    assert at.name in page
    assert asked not in page


def test_a_meeting_that_was_cancelled_or_is_over_is_not_the_next_one():
    at = meeting()
    later = at.ends_at + timedelta(seconds=1)
    assert next_meeting(seat("katrin"), now=at.ends_at - timedelta(seconds=1)) is not None
    assert next_meeting(seat("katrin"), now=later) is None
    change_meeting_state(meeting=at, new=MeetingState.CANCELLED, by=seat("aylin"), now=NOW)
    assert next_meeting(seat("katrin"), now=NOW) is None


def test_whose_mandate_ends_before_is_not_invited():
    at, hers = meeting(in_days=7), seat("katrin").memberships[0]
    end_membership(membership=hers, on=TODAY + timedelta(days=7), by=seat("aylin"), now=NOW)
    assert next_meeting(seat("katrin"), now=NOW) is None
    found = next_meeting(seat("jonas"), now=NOW)
    assert found is not None
    assert found.reference == at.reference


def test_the_secretariat_sees_what_others_have_let_pass():
    answered, promised = topic_of("katrin"), topic_of("katrin")
    answer_topic(topic=answered, text="Ja.", by=seat("aylin"), now=NOW)
    promise = promise_of(promised, due_on=TODAY)
    owner = seat("jonas").memberships[0].partner
    Promise.objects.filter(pk=promise.pk).update(owner_partner=owner)

    assert overdue_elsewhere(seat("aylin"), on=TODAY).is_empty
    late = TODAY + timedelta(days=31)  # who raised it has 30 days to look at an answer
    found = overdue_elsewhere(seat("aylin"), on=late)
    assert [one.reference for one in found.topics] == [answered.reference]
    assert [one.reference for one in found.promises] == [promise.reference]
    assert overdue_elsewhere(seat("katrin"), on=late).is_empty

    told(promise, Status.COMPLETE)
    assert overdue_elsewhere(seat("aylin"), on=late).promises == ()


def test_the_start_page_names_what_is_overdue_and_with_whom(as_person, time_machine):
    topic = topic_of("katrin")
    answer_topic(topic=topic, text="Ja.", by=seat("aylin"), now=NOW)
    time_machine.move_to(NOW + timedelta(days=31), tick=False)
    page = as_person("aylin").get(START).content.decode()
    assert topic.title in page.partition("Überfällig bei anderen")[2]
    assert "Überfällig bei anderen" not in as_person("jonas").get(START).content.decode()
