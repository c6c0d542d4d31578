"""The way of a topic in the tables, and who finds it."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from rueckhalt.dialogue.exchange.access import promise_for, promises_for, topic_for
from rueckhalt.dialogue.exchange.actions.materials import add_material
from rueckhalt.dialogue.exchange.actions.meetings import record_result
from rueckhalt.dialogue.exchange.actions.partners import MandateDraft, end_membership, take_in
from rueckhalt.dialogue.exchange.actions.topics import (
    answer_topic,
    ask_again,
    close_topic,
    join_topic,
    raise_topic,
    refer_topic,
    release_topic,
    take_up,
)
from rueckhalt.dialogue.exchange.models import Dissent, Topic, TopicEntry
from rueckhalt.dialogue.exchange.queries.agenda import proposals
from rueckhalt.dialogue.exchange.queries.joining import join_choices
from rueckhalt.dialogue.exchange.queries.promises import raiser_today
from rueckhalt.dialogue.exchange.queries.topics import similar_topics, topic_way
from rueckhalt.dialogue.exchange.queries.waiting import waiting_for
from rueckhalt.dialogue.exchange.rules.meeting import ResultDraft, ResultKind
from rueckhalt.dialogue.exchange.rules.partner import Term
from rueckhalt.dialogue.exchange.rules.topic import TopicState, WaitsFor
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility
from rueckhalt.foundation.audit.api import lines
from rueckhalt.foundation.lib.refusal import Refused
from tests.exchange import (
    DRAFT,
    NOW,
    TODAY,
    item_about,
    meeting,
    promise_of,
    reference,
    seat,
    taken_up,
    topic_of,
)
from tests.people import client_of

pytestmark = pytest.mark.django_db


def states(topic: Topic) -> list[str]:
    rows = TopicEntry.objects.filter(topic=topic).order_by("pk")
    return list(rows.values_list("state", flat=True))


def test_a_topic_goes_from_raised_to_closed_and_each_step_is_a_dated_row():
    topic = taken_up(topic_of("katrin"))
    item = item_about(topic, meeting())
    topic.refresh_from_db()
    assert (topic.waits_for, topic.due_on) == (WaitsFor.MEETING, TODAY + timedelta(days=7))
    item.topic.refresh_from_db()
    record_result(
        item=item,
        draft=ResultDraft(ResultKind.DECIDED, "Wir prüfen es."),
        seen=0,
        by=seat("aylin"),
        now=NOW,
    )
    topic.refresh_from_db()
    promise_of(topic, due_on=date(2027, 3, 1))
    assert (topic.waits_for, topic.due_on) == (WaitsFor.OWNER, date(2027, 3, 1))
    answer_topic(topic=topic, text="Es dauert noch einen Monat.", by=seat("aylin"), now=NOW)
    close_topic(topic=topic, by=seat("katrin"), now=NOW)
    assert states(topic) == [
        "raised", "taken-up", "on-agenda", "discussed", "promised", "answered", "closed",
    ]  # fmt: skip
    assert (topic.waits_for, topic.due_on) == (WaitsFor.NOBODY, None)
    way = topic_way(seat("jonas"), topic_for(seat("jonas"), topic.reference), on=TODAY)
    assert [one.text for one in way.answers] == ["Es dauert noch einen Monat."]
    assert [one.meeting for one in way.consultations] == ["Treffen zur Probe"]
    assert [one.sentence for one in way.promises] == ["Die Wartezeit sinkt auf einen Monat."]


def test_every_act_is_a_line_in_the_trail_without_a_word_of_the_topic():
    topic = taken_up(topic_of("katrin"))
    told = lines(subject=f"topic:{topic.reference}")[::-1]
    assert [one.action for one in told] == ["topic.raise", "topic.take-up"]
    assert [one.by for one in told] == [
        f"account:{seat(name).account.pk}" for name in ("katrin", "aylin")
    ]


def test_a_double_click_makes_one_topic():
    by, word = seat("katrin"), reference()
    for _ in range(2):
        raise_topic(draft=DRAFT, membership=by.memberships[0], reference=word, by=by, now=NOW)
    assert Topic.objects.filter(reference=word).count() == 1
    assert states(Topic.objects.get(reference=word)) == ["raised"]


def test_a_reference_of_somebody_else_shows_nothing_of_her_topic():
    topic, by = topic_of("katrin", Visibility.CONFIDENTIAL), seat("jonas")
    with pytest.raises(Refused) as refused:
        raise_topic(
            draft=DRAFT, membership=by.memberships[0], reference=topic.reference, by=by, now=NOW
        )
    assert DRAFT.title not in str(refused.value)


def test_nobody_speaks_with_the_mandate_of_another():
    by = seat("jonas")
    with pytest.raises(Refused) as refused:
        raise_topic(
            draft=DRAFT, membership=seat("katrin").memberships[0], reference=reference(), by=by,
            now=NOW,
        )  # fmt: skip
    assert refused.value.code == "not-own"


def test_of_two_who_change_a_topic_at_once_the_second_is_told():
    topic = topic_of("katrin")
    same = Topic.objects.get(pk=topic.pk)
    take_up(topic=topic, by=seat("aylin"), now=NOW)
    with pytest.raises(Refused) as refused:
        take_up(topic=same, by=seat("aylin"), now=NOW)
    assert refused.value.code == "changed-meanwhile"
    assert states(topic) == ["raised", "taken-up"]


@pytest.mark.parametrize("person", ["katrin", "jonas"])
def test_only_the_secretariat_moves_topics(person):
    topic, other, by = topic_of("katrin"), topic_of("katrin"), seat(person)
    for act in (
        lambda: take_up(topic=topic, by=by, now=NOW),
        lambda: answer_topic(topic=topic, text="x", by=by, now=NOW),
        lambda: refer_topic(topic=topic, body="x", until=TODAY, by=by, now=NOW),
        lambda: join_topic(topic=topic, goes_on=other, by=by, now=NOW),
        lambda: release_topic(topic=topic, by=by, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not-allowed"


def test_only_who_raised_it_or_the_secretariat_closes_and_only_she_asks_again():
    topic = topic_of("katrin")
    answer_topic(topic=topic, text="Kurz gesagt: ja.", by=seat("aylin"), now=NOW)
    assert topic.state == TopicState.ANSWERED_AT_ONCE
    for act in (
        lambda: close_topic(topic=topic, by=seat("jonas"), now=NOW),
        lambda: ask_again(topic=topic, text="Warum?", by=seat("aylin"), now=NOW),
    ):
        with pytest.raises(Refused):
            act()
    ask_again(topic=topic, text="Ab wann?", by=seat("katrin"), now=NOW)
    assert topic.state == TopicState.TAKEN_UP
    assert TopicEntry.objects.filter(topic=topic).latest("pk").note == "Ab wann?"


def test_a_referred_topic_names_the_body_that_it_waits_for():
    topic = topic_of("katrin")
    refer_topic(
        topic=topic, body="Konferenz der Länder", until=date(2027, 2, 1), by=seat("aylin"), now=NOW
    )
    row = topic_way(seat("katrin"), topic, on=TODAY).row
    assert (row.waits_for, row.due_on) == ("Konferenz der Länder", date(2027, 2, 1))


def test_a_dissent_keeps_both_positions_and_comes_up_again_on_its_day():
    topic = taken_up(topic_of("katrin"))
    item = item_about(topic, meeting())
    draft = ResultDraft(
        ResultKind.DISSENT, "Noch offen.", one_side="Mehr Geld.", other_side="Kein Geld.",
        until=date(2027, 2, 1),
    )  # fmt: skip
    record_result(item=item, draft=draft, seen=0, by=seat("aylin"), now=NOW)
    kept = Dissent.objects.get(topic=topic)
    assert (kept.one_side, kept.other_side) == ("Mehr Geld.", "Kein Geld.")
    by = seat("aylin")
    assert [one.reference for one in proposals(by, on=date(2027, 1, 31))] == []
    assert [one.reference for one in proposals(by, on=date(2027, 2, 1))] == [topic.reference]


def test_a_body_that_a_hidden_item_names_stays_with_the_secretariat():
    topic = taken_up(topic_of("katrin"))
    item = item_about(topic, meeting(), ItemVisibility.HIDDEN)
    draft = ResultDraft(
        ResultKind.REFERRED, "Im Stillen.", referred_to="Landtag", until=date(2027, 2, 1)
    )
    record_result(item=item, draft=draft, seen=0, by=seat("aylin"), now=NOW)
    way = topic_way(seat("jonas"), topic_for(seat("jonas"), topic.reference), on=TODAY)
    assert way.state is TopicState.REFERRED
    assert (way.row.waits_for, way.row.due_on) == ("die andere Stelle", date(2027, 2, 1))
    assert "Landtag" not in str(way)


def test_who_raised_a_joined_topic_reads_the_answer_where_it_goes_on():
    hers, other = topic_of("katrin"), topic_of("jonas")
    join_topic(topic=hers, goes_on=other, by=seat("aylin"), now=NOW)
    answer_topic(topic=other, text="Eine Antwort für beide.", by=seat("aylin"), now=NOW)
    assert [one.reference for one in waiting_for(seat("katrin"), on=TODAY).topics] == [
        other.reference
    ]
    way = topic_way(seat("katrin"), topic_for(seat("katrin"), hers.reference), on=TODAY)
    assert way.joined_to is not None
    assert way.joined_to.reference == other.reference
    assert [one.text for one in way.answers] == ["Eine Antwort für beide."]


def test_what_had_been_joined_goes_along_when_its_topic_is_joined():
    first, second, third = topic_of("katrin"), topic_of("katrin"), topic_of("katrin")
    join_topic(topic=first, goes_on=second, by=seat("aylin"), now=NOW)
    join_topic(topic=second, goes_on=third, by=seat("aylin"), now=NOW)
    first.refresh_from_db()
    assert first.joined_to_id == third.pk
    with pytest.raises(Refused):
        join_topic(topic=third, goes_on=first, by=seat("aylin"), now=NOW)


def test_a_confidential_topic_reaches_no_public_one_by_a_detour():
    hidden, between = topic_of("katrin", Visibility.CONFIDENTIAL), topic_of("jonas")
    public, internal = topic_of("jonas", Visibility.PUBLIC), topic_of("jonas")
    join_topic(topic=hidden, goes_on=between, by=seat("aylin"), now=NOW)
    with pytest.raises(Refused) as refused:
        join_topic(topic=between, goes_on=public, by=seat("aylin"), now=NOW)
    assert refused.value.code == "join-public"
    refusals = {one.reference: one.refusal for one in join_choices(seat("aylin"), between, "")}
    assert refusals[public.reference]
    assert not refusals[internal.reference]
    hidden.refresh_from_db()
    assert hidden.joined_to_id == between.pk


def test_a_confidential_topic_is_there_for_who_raised_it_and_the_secretariat_alone():
    topic = topic_of("katrin", Visibility.CONFIDENTIAL)
    for person in ("katrin", "aylin"):
        assert topic_for(seat(person), topic.reference) == topic
    with pytest.raises(Http404):
        topic_for(seat("jonas"), topic.reference)
    assert similar_topics(seat("jonas"), topic.title, on=TODAY) == ()
    assert len(similar_topics(seat("katrin"), topic.title, on=TODAY)) == 1


def test_what_came_of_a_confidential_topic_is_as_hidden_as_the_topic():
    topic = taken_up(topic_of("katrin", Visibility.CONFIDENTIAL))
    item = item_about(topic, meeting(), ItemVisibility.HIDDEN)
    draft = ResultDraft(ResultKind.DECIDED, "Im Stillen.")
    record_result(item=item, draft=draft, seen=0, by=seat("aylin"), now=NOW)
    with pytest.raises(Refused):
        promise_of(topic, Visibility.PUBLIC)
    promise = promise_of(topic, Visibility.INTERNAL)
    assert promise_for(seat("katrin"), promise.reference) == promise
    assert list(promises_for(seat("jonas"))) == []


def test_similar_topics_are_at_most_five_and_never_the_topic_itself():
    topics = [topic_of("katrin") for _ in range(7)]
    found = similar_topics(seat("jonas"), DRAFT.title, on=TODAY, but=topics[0].reference)
    assert len(found) == 5
    assert topics[0].reference not in [one.reference for one in found]


def test_what_waits_for_me_is_what_is_my_turn():
    topic = topic_of("katrin")
    assert [one.reference for one in waiting_for(seat("aylin"), on=TODAY).topics] == [
        topic.reference
    ]
    assert waiting_for(seat("katrin"), on=TODAY).is_empty
    answer_topic(topic=topic, text="Ja.", by=seat("aylin"), now=NOW)
    assert waiting_for(seat("aylin"), on=TODAY).is_empty
    assert [one.reference for one in waiting_for(seat("katrin"), on=TODAY).topics] == [
        topic.reference
    ]
    assert waiting_for(seat("jonas"), on=TODAY).is_empty


def test_after_a_new_election_her_topics_are_still_hers():
    topic = topic_of("katrin", Visibility.CONFIDENTIAL)
    (old,) = seat("katrin").memberships
    end_membership(membership=old, on=TODAY, by=seat("aylin"), now=NOW)
    with pytest.raises(AssertionError):  # without a mandate she takes no part
        seat("katrin")
    take_in(
        partner=old.partner, account=old.account, draft=MandateDraft("Vorsitz", Term(TODAY, None)),
        reference=reference(), by=seat("aylin"), now=NOW,
    )  # fmt: skip
    answer_topic(topic=topic, text="Ja.", by=seat("aylin"), now=NOW)
    (new,) = seat("katrin").memberships
    assert raiser_today(topic, on=TODAY) == new.reference

    katrin = seat("katrin")
    assert topic_for(katrin, topic.reference) == topic
    assert [one.reference for one in waiting_for(katrin, on=TODAY).topics] == [topic.reference]
    add_material(
        home=topic, title="Von ihr", name="a.txt", content=b"Probe", reference=reference(),
        by=katrin, now=NOW,
    )  # fmt: skip
    page = client_of("katrin").get(f"/austausch/themen/{topic.reference}/").content.decode()
    assert "Noch einmal fragen" in page
    ask_again(topic=topic, text="Ab wann?", by=katrin, now=NOW)
    assert topic.state == TopicState.TAKEN_UP


def test_words_without_end_are_refused_in_words_and_search_does_not_break():
    words = " ".join(f"{number:04d}" for number in range(10_000))
    assert similar_topics(seat("jonas"), words, on=TODAY) == ()
    typed = {"title": "Zu lang", "description": words, "reference": reference()}
    for last in ({}, {"ask": "1"}):
        answer = client_of("jonas").post("/austausch/themen/neu/", typed | last)
        assert answer.status_code in {200, 422}
