"""Meetings, agendas and files: who sees what, and what leaves the house."""

import dataclasses
from datetime import datetime, timedelta

import pytest
from django.http import Http404

from rueckhalt.dialogue.exchange.access import Seat, item_for, items_for, material_for, seat_of
from rueckhalt.dialogue.exchange.actions.dates import change_meeting
from rueckhalt.dialogue.exchange.actions.materials import add_material, withdraw_material
from rueckhalt.dialogue.exchange.actions.meetings import (
    ItemDraft,
    add_item,
    change_meeting_state,
    record_result,
    release_meeting,
    save_notes,
    take_off,
)
from rueckhalt.dialogue.exchange.actions.partners import MandateDraft, take_in
from rueckhalt.dialogue.exchange.actions.presence import note_everybody, note_own_presence
from rueckhalt.dialogue.exchange.actions.topics import release_topic
from rueckhalt.dialogue.exchange.models import (
    AgendaItem,
    Meeting,
    Membership,
    Presence,
    ResultNotes,
    Topic,
    TopicEntry,
)
from rueckhalt.dialogue.exchange.queries.agenda import agenda_rows
from rueckhalt.dialogue.exchange.queries.materials import materials_of_meeting, place_of
from rueckhalt.dialogue.exchange.queries.meetings import meeting_way
from rueckhalt.dialogue.exchange.queries.public import public_meeting, public_meetings
from rueckhalt.dialogue.exchange.rules.meeting import (
    MeetingState,
    Noted,
    PresenceChoice,
    PresenceKind,
    ResultDraft,
    ResultKind,
)
from rueckhalt.dialogue.exchange.rules.partner import Term
from rueckhalt.dialogue.exchange.rules.topic import TopicState, WaitsFor
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility
from rueckhalt.foundation.accounts.api import Role
from rueckhalt.foundation.lib.refusal import Refused
from tests.accounts import account_with
from tests.exchange import (
    NOW,
    TODAY,
    item_about,
    meeting,
    past,
    reference,
    seat,
    taken_up,
    topic_of,
)

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(days=30)
PDF = b"%PDF-1.7 Probe"


def words(title: str, visibility: ItemVisibility, at: Meeting) -> AgendaItem:
    draft = ItemDraft(visibility, title=title)
    return add_item(meeting=at, draft=draft, reference=reference(), by=seat("aylin"), now=NOW)


def step(at: Meeting, *states: MeetingState) -> None:
    for state in states:
        change_meeting_state(meeting=at, new=state, by=seat("aylin"), now=NOW)


def test_a_hidden_item_is_neither_shown_nor_counted():
    at = meeting()
    for title, visibility in (
        ("Erstens", ItemVisibility.PUBLIC), ("Verborgen", ItemVisibility.HIDDEN),
        ("Drittens", ItemVisibility.INTERNAL),
    ):  # fmt: skip
        words(title, visibility, at)
    hers = [(one.number, one.title) for one in agenda_rows(seat("katrin"), at)]
    assert hers == [(1, "Erstens"), (2, "Drittens")]
    assert len(agenda_rows(seat("aylin"), at)) == 3
    public = public_meeting(at.reference, now=AFTER)
    assert public is not None
    assert [(one.number, one.title) for one in public.items] == [(1, "Erstens")]


def test_a_hidden_item_is_not_there_for_members():
    item = words("Verborgen", ItemVisibility.HIDDEN, meeting())
    with pytest.raises(Http404):
        item_for(seat("katrin"), item.reference)
    assert list(items_for(seat("katrin"))) == []


def test_a_public_item_about_an_unreleased_topic_stays_inside_until_a_person_releases_it():
    topic = taken_up(topic_of("katrin", Visibility.PUBLIC))
    at = meeting()
    item_about(topic, at, ItemVisibility.PUBLIC)
    before = public_meeting(at.reference, now=AFTER)
    release_topic(topic=topic, by=seat("aylin"), now=NOW)
    after = public_meeting(at.reference, now=AFTER)
    assert before is not None
    assert after is not None
    assert (len(before.items), len(after.items)) == (0, 1)


def test_place_and_time_stay_inside_until_the_meeting_is_over_or_released():
    at = meeting()
    assert public_meetings(1, now=NOW).rows == ()
    assert [one.reference for one in public_meetings(1, now=AFTER).rows] == [at.reference]
    release_meeting(meeting=at, by=seat("aylin"), now=NOW)
    assert [one.place for one in public_meetings(1, now=NOW).rows] == ["Musterstadt, Rathaus"]


def test_an_internal_meeting_cannot_be_released():
    with pytest.raises(Refused):
        release_meeting(meeting=meeting(Visibility.INTERNAL), by=seat("aylin"), now=NOW)


def test_of_a_result_only_its_public_words_leave_the_house_once_the_minutes_stand():
    at = meeting()
    item = words("Erstens", ItemVisibility.PUBLIC, at)
    draft = ResultDraft(
        ResultKind.DECIDED, "Katrin Muster fragt nach.", public_text="Wir prüfen es."
    )
    record_result(item=item, draft=draft, seen=0, by=seat("aylin"), now=NOW)
    step(at, MeetingState.HELD)
    held = public_meeting(at.reference, now=AFTER)
    step(at, MeetingState.APPROVED)
    approved = public_meeting(at.reference, now=AFTER)
    assert held is not None
    assert approved is not None
    assert held.items[0].results == ()
    assert [one.text for one in approved.items[0].results] == ["Wir prüfen es."]
    assert "Katrin" not in str(dataclasses.asdict(approved))


def test_minutes_that_stand_take_no_result():
    at = meeting()
    item = words("Erstens", ItemVisibility.PUBLIC, at)
    step(at, MeetingState.HELD, MeetingState.APPROVED)
    item.refresh_from_db()
    item = AgendaItem.objects.select_related("meeting").get(pk=item.pk)
    with pytest.raises(Refused):
        record_result(
            item=item, draft=ResultDraft(ResultKind.NOTED, "x"), seen=0, by=seat("aylin"), now=NOW
        )


def test_a_topic_goes_back_to_the_backlog_when_its_item_or_meeting_goes():
    first, second, at = taken_up(topic_of("katrin")), taken_up(topic_of("katrin")), meeting()
    item = item_about(first, at)
    item_about(second, at)
    take_off(item=item, by=seat("aylin"), now=NOW)
    step(at, MeetingState.CANCELLED)
    assert set(Topic.objects.values_list("state", flat=True)) == {TopicState.TAKEN_UP}


def test_a_topic_that_a_meeting_did_not_come_to_goes_back_when_the_minutes_stand():
    """Until then a result can still be written."""
    left, done, at = taken_up(topic_of("katrin")), taken_up(topic_of("katrin")), meeting()
    item_about(left, at)
    record_result(
        item=item_about(done, at), draft=ResultDraft(ResultKind.NOTED, "Gehört."), seen=0,
        by=seat("aylin"), now=NOW,
    )  # fmt: skip
    step(at, MeetingState.HELD)
    left.refresh_from_db()
    assert left.state == TopicState.ON_AGENDA

    step(at, MeetingState.APPROVED)
    left.refresh_from_db()
    done.refresh_from_db()
    last = TopicEntry.objects.filter(topic=left).latest("pk")
    assert (left.state, left.waits_for) == (TopicState.TAKEN_UP, WaitsFor.SECRETARIAT)
    assert last.note.startswith("Das Treffen hat nicht darüber beraten.")
    assert done.state == TopicState.DISCUSSED


def on_a_later_agenda() -> tuple[Topic, AgendaItem]:
    """A topic that one meeting adjourned and that waits for the next one; its item at the first."""
    topic, first, second = taken_up(topic_of("katrin")), meeting(), meeting(in_days=60)
    item = item_about(topic, first)
    draft = ResultDraft(ResultKind.ADJOURNED, "Beim nächsten Mal.", until=second.starts_at.date())
    record_result(item=item, draft=draft, seen=0, by=seat("aylin"), now=NOW)
    topic.refresh_from_db()
    item_about(topic, second)
    return topic, AgendaItem.objects.select_related("meeting", "topic").get(pk=item.pk)


def moved(at: Meeting) -> None:
    old = meeting_way(at).draft
    later = dataclasses.replace(
        old, starts_at=old.starts_at + timedelta(days=3), ends_at=old.ends_at + timedelta(days=3)
    )
    change_meeting(meeting=at, draft=later, by=seat("aylin"), now=NOW)


def recorded_again(item: AgendaItem) -> None:
    draft = ResultDraft(ResultKind.DECIDED, "Nachgetragen.")
    record_result(item=item, draft=draft, seen=1, by=seat("aylin"), now=NOW)


@pytest.mark.parametrize(
    "act",
    [
        recorded_again,
        lambda item: step(item.meeting, MeetingState.CANCELLED),
        lambda item: step(item.meeting, MeetingState.HELD, MeetingState.APPROVED),
        lambda item: moved(item.meeting),
    ],
    ids=["result", "cancelled", "approved", "moved"],
)
def test_nothing_at_an_earlier_meeting_moves_a_topic_that_waits_for_a_later_one(act):
    topic, item = on_a_later_agenda()
    act(item)
    topic.refresh_from_db()
    assert (topic.state, topic.due_on) == (TopicState.ON_AGENDA, (NOW + timedelta(days=60)).date())


def test_a_page_that_was_left_open_takes_no_topic_away_from_another_meeting():
    topic, stale = taken_up(topic_of("katrin")), meeting(in_days=60)
    item_about(topic, meeting())
    topic.refresh_from_db()
    with pytest.raises(Refused) as refused:
        item_about(topic, stale)
    assert refused.value.code == "topic-step"


def test_a_topic_can_come_onto_the_agenda_of_yesterdays_meeting():
    """Its minutes are written afterwards; the topic waits for them from today on."""
    topic, at = taken_up(topic_of("katrin")), past(meeting())
    item_about(topic, at)
    topic.refresh_from_db()
    assert (topic.state, topic.due_on) == (TopicState.ON_AGENDA, NOW.date())


def test_an_adjourned_topic_waits_until_the_day_it_was_adjourned_to():
    topic, at = taken_up(topic_of("katrin")), meeting()
    item = item_about(topic, at)
    until = (NOW + timedelta(days=60)).date()
    draft = ResultDraft(ResultKind.ADJOURNED, "Im Frühjahr.", until=until)
    record_result(item=item, draft=draft, seen=0, by=seat("aylin"), now=NOW)
    topic.refresh_from_db()
    assert (topic.state, topic.due_on) == (TopicState.TAKEN_UP, until)


def test_an_item_more_open_than_its_topic_is_refused_and_leaves_the_topic_where_it_was():
    topic, at = taken_up(topic_of("katrin")), meeting()
    with pytest.raises(Refused):
        item_about(topic, at, ItemVisibility.PUBLIC)
    topic.refresh_from_db()
    assert topic.state == TopicState.TAKEN_UP


def test_what_is_typed_during_a_meeting_is_kept_and_goes_with_the_result():
    item = words("Erstens", ItemVisibility.INTERNAL, meeting())
    for text in ("Wir", "Wir prüfen"):
        save_notes(item=item, values={"text": text}, by=seat("aylin"), now=NOW)
    assert ResultNotes.objects.get(item=item).values == {"text": "Wir prüfen"}
    record_result(
        item=item,
        draft=ResultDraft(ResultKind.NOTED, "Wir prüfen"),
        seen=0,
        by=seat("aylin"),
        now=NOW,
    )
    assert not ResultNotes.objects.filter(item=item).exists()


def test_what_another_typed_stays_unless_it_is_part_of_the_result():
    item, other = words("Erstens", ItemVisibility.INTERNAL, meeting()), another_of_the_secretariat()
    for seen, (typed, result, is_kept) in enumerate(
        (("Ganz anderes", "Wir prüfen", True), ("Wir prü", "Wir prüfen es", False))
    ):
        save_notes(item=item, values={"text": typed}, by=other, now=NOW)
        draft = ResultDraft(ResultKind.NOTED, result)
        record_result(item=item, draft=draft, seen=seen, by=seat("aylin"), now=NOW)
        assert ResultNotes.objects.filter(item=item).exists() is is_kept


def another_of_the_secretariat() -> Seat:
    account = account_with(Role.SECRETARIAT, email="kollegin@rueckhalt.example")
    found = seat_of(account, on=TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "last", [(MeetingState.CANCELLED,), (MeetingState.HELD, MeetingState.APPROVED)]
)
def test_what_never_became_a_result_goes_with_the_end_of_its_meeting(last):
    at, other = meeting(), meeting()
    for one in (at, other):
        item = words("Erstens", ItemVisibility.INTERNAL, one)
        save_notes(item=item, values={"text": "Halb"}, by=seat("aylin"), now=NOW)
    step(at, *last)
    assert ResultNotes.objects.get().item.meeting == other


def test_emptied_fields_leave_no_notes_behind():
    item = words("Erstens", ItemVisibility.INTERNAL, meeting())
    for text in ("Wir", ""):
        save_notes(item=item, values={"kind": "noted", "text": text}, by=seat("aylin"), now=NOW)
    assert not ResultNotes.objects.exists()


def test_everybody_accepts_or_excuses_herself_and_nobody_else():
    at, katrin, jonas = meeting(), seat("katrin"), seat("jonas")
    own, other = (one.memberships[0].reference for one in (katrin, jonas))
    answered(at, "katrin", PresenceKind.EXCUSED)
    for membership, kind in ((own, PresenceKind.EXCUSED), (other, PresenceKind.PRESENT)):
        with pytest.raises(Refused):
            note_own_presence(meeting=at, membership=membership, kind=kind, by=jonas, now=NOW)


def answered(at: Meeting, name: str, kind: PresenceKind, *, now: datetime = NOW) -> None:
    by = seat(name)
    own = by.memberships[0].reference
    note_own_presence(meeting=at, membership=own, kind=kind, by=by, now=now)


def chosen(at: Meeting, name: str, kind: str, seen: str = "", deputy: str = "") -> None:
    own = seat(name).memberships[0].reference
    choice = PresenceChoice(Noted(seen), Noted(kind, deputy))
    note_everybody(meeting=at, told={own: choice}, by=seat("aylin"), now=NOW)


def test_nobody_answers_over_what_was_noted_of_who_was_there():
    at = meeting()
    chosen(at, "katrin", "present")
    with pytest.raises(Refused) as refused:
        answered(at, "katrin", PresenceKind.EXCUSED)
    assert refused.value.code == "answer-late"
    assert Presence.objects.get().kind == "present"


def test_nobody_answers_once_the_meeting_has_begun_or_was_held():
    at = meeting()
    answered(at, "katrin", PresenceKind.ACCEPTED, now=at.starts_at - timedelta(minutes=1))
    with pytest.raises(Refused):
        answered(at, "katrin", PresenceKind.EXCUSED, now=at.starts_at)
    step(at, MeetingState.HELD)
    with pytest.raises(Refused):
        answered(at, "katrin", PresenceKind.EXCUSED)
    assert Presence.objects.get().kind == "accepted"


def test_who_says_again_that_she_does_not_come_keeps_her_deputy():
    at, katrin = meeting(), seat("katrin").memberships[0]
    deputy = deputy_of(katrin)
    chosen(at, "katrin", "excused", deputy=deputy.reference)
    answered(at, "katrin", PresenceKind.EXCUSED)
    assert Presence.objects.get().deputy == deputy
    answered(at, "katrin", PresenceKind.ACCEPTED)
    assert Presence.objects.get().deputy is None


def deputy_of(membership: Membership) -> Membership:
    """Somebody of the same partner."""
    account = account_with(Role.ASSOCIATION, email="vertretung@rueckhalt.example")
    draft = MandateDraft("Vertretung", Term(TODAY, None))
    return take_in(
        partner=membership.partner, account=account, draft=draft, reference=reference(), by=None,
        now=NOW,
    )  # fmt: skip


def test_a_page_that_was_left_open_overwrites_no_answer_given_meanwhile():
    at = meeting()
    answered(at, "katrin", PresenceKind.ACCEPTED)
    chosen(at, "katrin", "")  # the page had shown nothing, and nobody touched her row
    assert Presence.objects.get().kind == "accepted"
    with pytest.raises(Refused) as refused:
        chosen(at, "katrin", "absent")
    assert refused.value.code == "changed-meanwhile"
    assert Presence.objects.get().kind == "accepted"
    chosen(at, "katrin", "absent", seen="accepted")
    assert Presence.objects.get().kind == "absent"


@pytest.fixture
def kept_files(settings, tmp_path):
    settings.EXCHANGE_DIR = tmp_path / "exchange"
    return settings.EXCHANGE_DIR


def material(home, name="Plan.pdf", content=PDF):
    return add_material(
        home=home, title="Plan", name=name, content=content, reference=reference(),
        by=seat("aylin"), now=NOW,
    )  # fmt: skip


def test_a_file_lies_under_its_digest_and_is_as_hidden_as_its_item(kept_files):
    at = meeting()
    hidden = material(words("Verborgen", ItemVisibility.HIDDEN, at))
    assert place_of(hidden.digest).read_bytes() == PDF
    assert [one.name for one in kept_files.iterdir()] == [hidden.digest]
    with pytest.raises(Http404):
        material_for(seat("katrin"), hidden.reference)
    assert materials_of_meeting(seat("katrin"), at) == ()
    assert len(materials_of_meeting(seat("aylin"), at)) == 1


def test_a_file_of_a_confidential_topic_is_for_its_raiser(kept_files):
    row = material(topic_of("katrin", Visibility.CONFIDENTIAL))
    assert material_for(seat("katrin"), row.reference) == row
    with pytest.raises(Http404):
        material_for(seat("jonas"), row.reference)


def test_a_file_that_is_taken_back_goes_unless_another_is_the_same(
    kept_files, django_capture_on_commit_callbacks
):
    first, second = material(meeting()), material(meeting())
    for row, is_there in ((first, True), (second, False)):
        with django_capture_on_commit_callbacks(execute=True):
            withdraw_material(material=row, by=seat("aylin"), now=NOW)
        assert place_of(row.digest).exists() is is_there


def test_a_refused_file_is_nowhere(kept_files):
    with pytest.raises(Refused):
        material(meeting(), name="Plan.exe")
    assert not kept_files.exists()
