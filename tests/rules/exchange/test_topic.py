"""The way of a topic, as issue 9 draws it."""

import itertools
from datetime import date, timedelta

import pytest

from rueckhalt.dialogue.exchange.rules.topic import (
    BACKLOG,
    ENDED,
    STATES,
    TopicDraft,
    TopicState,
    Wait,
    WaitsFor,
    check_change,
    check_reference,
    checked_topic,
    is_overdue,
    wait_of,
    wait_of_promises,
)
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from rueckhalt.foundation.lib.refusal import Refused

S = TopicState
DAY = date(2026, 12, 1)
# raised → taken up / answered without meeting → on an agenda → discussed → promise running / dissent /
# referred → answered → closed (issue 9); a topic that comes to its end has passed these.
WAYS = [
    [S.RAISED, S.ANSWERED_AT_ONCE, S.CLOSED],
    [S.RAISED, S.TAKEN_UP, S.ON_AGENDA, S.DISCUSSED, S.PROMISED, S.ANSWERED, S.CLOSED],
    [S.RAISED, S.TAKEN_UP, S.ON_AGENDA, S.DISCUSSED, S.DISSENT, S.ANSWERED, S.CLOSED],
    [S.RAISED, S.TAKEN_UP, S.ON_AGENDA, S.DISCUSSED, S.REFERRED, S.ANSWERED, S.CLOSED],
    [S.RAISED, S.TAKEN_UP, S.ON_AGENDA, S.TAKEN_UP, S.ON_AGENDA],  # adjourned
    [S.DISSENT, S.ON_AGENDA],  # the next try
    [S.ANSWERED, S.TAKEN_UP],  # the answer was not enough
    [S.RAISED, S.JOINED],
]


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_a_topic_can_go_this_way(way):
    for old, new in itertools.pairwise(way):
        check_change(old, new, has_answer=True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (S.RAISED, S.CLOSED), (S.RAISED, S.ON_AGENDA), (S.ON_AGENDA, S.CLOSED),
        (S.PROMISED, S.CLOSED), (S.CLOSED, S.TAKEN_UP), (S.JOINED, S.TAKEN_UP),
        (S.ON_AGENDA, S.ON_AGENDA),
    ],
)  # fmt: skip
def test_a_topic_takes_no_short_cut_and_does_not_come_back(old, new):
    with pytest.raises(Refused) as refused:
        check_change(old, new, has_answer=True)
    assert refused.value.code == "topic-step"


@pytest.mark.parametrize("state", [S.ANSWERED, S.ANSWERED_AT_ONCE])
def test_no_topic_closes_without_an_answer(state):
    with pytest.raises(Refused) as refused:
        check_change(state, S.CLOSED, has_answer=False)
    assert refused.value.code == "topic-unanswered"


def test_only_what_has_ended_waits_for_nobody():
    assert {state for state, one in STATES.items() if one.waits_for is WaitsFor.NOBODY} == ENDED


def test_every_state_can_come_to_an_end():
    reached = set(ENDED)
    while more := {s for s, one in STATES.items() if one.next & reached} - reached:
        reached |= more
    assert reached == set(STATES)


@pytest.mark.parametrize(
    ("state", "waits_for"),
    [
        (S.RAISED, WaitsFor.SECRETARIAT), (S.ON_AGENDA, WaitsFor.MEETING),
        (S.PROMISED, WaitsFor.OWNER), (S.DISSENT, WaitsFor.BOTH_SIDES),
        (S.REFERRED, WaitsFor.BODY), (S.ANSWERED, WaitsFor.RAISER),
    ],
)  # fmt: skip
def test_each_state_says_whose_turn_it_is_and_until_when(state, waits_for):
    until = DAY + timedelta(days=10)
    wait = wait_of(state, on=DAY, until=until)
    assert (wait.waits_for, wait.due_on) == (waits_for, until)


@pytest.mark.parametrize("state", [S.ON_AGENDA, S.PROMISED, S.DISSENT, S.REFERRED])
def test_a_wait_for_others_needs_a_date_of_its_own(state):
    with pytest.raises(Refused) as refused:
        wait_of(state, on=DAY)
    assert refused.value.code == "until-missing"


def test_a_wait_does_not_end_before_it_begins():
    with pytest.raises(Refused) as refused:
        wait_of(S.DISSENT, on=DAY, until=DAY - timedelta(days=1))
    assert refused.value.code == "until-past"


def test_a_new_topic_waits_two_weeks_for_the_secretariat():
    assert wait_of(S.RAISED, on=DAY).due_on == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("due", "overdue"), [(None, False), (DAY, False), (date(2026, 11, 30), True)]
)
def test_a_wait_is_overdue_on_the_day_after_its_last(due, overdue):
    assert is_overdue(due, on=DAY) is overdue


def test_what_waits_for_a_meeting_already_is_not_in_the_backlog():
    assert S.ON_AGENDA not in BACKLOG
    assert {S.TAKEN_UP, S.DISSENT, S.PROMISED} <= BACKLOG
    assert not BACKLOG & ENDED


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [("", "x", "title-empty"), (" ", "x", "title-empty"), ("x" * 151, "x", "title-long"),
     ("x", "\n", "description-empty"), ("x", "x" * 4001, "description-long")],
)  # fmt: skip
def test_a_topic_needs_title_and_text_of_a_length_that_people_read(title, text, code):
    with pytest.raises(Refused) as refused:
        checked_topic(TopicDraft(title, text, Visibility.INTERNAL, is_for_organisation=False))
    assert refused.value.code == code


def test_spaces_around_the_words_of_a_topic_go():
    told = checked_topic(
        TopicDraft(" a \n b ", " c\n ", Visibility.PUBLIC, is_for_organisation=True)
    )
    assert (told.title, told.description) == ("a b", "c")


@pytest.mark.parametrize("word", ["", "abc", "abcdefg1", "ABCDEFGH", "abcdefgh\n", "abcdefghj"])
def test_a_reference_that_this_house_would_not_make_is_refused(word):
    with pytest.raises(Refused):
        check_reference(word)


SPRING, SUMMER = date(2027, 3, 1), date(2027, 6, 1)


@pytest.mark.parametrize(
    ("due", "old", "new"),
    [
        ([SUMMER, None, SPRING], Wait(WaitsFor.OWNER, SUMMER), Wait(WaitsFor.OWNER, SPRING)),
        ([None], Wait(WaitsFor.OWNER, SPRING), Wait(WaitsFor.OWNER, SPRING)),
        ([None], Wait(WaitsFor.SECRETARIAT, SPRING), Wait(WaitsFor.OWNER, date(2027, 6, 1))),
        ([], Wait(WaitsFor.OWNER, SPRING), Wait(WaitsFor.SECRETARIAT, date(2026, 12, 15))),
        ([], Wait(WaitsFor.SECRETARIAT, SPRING), Wait(WaitsFor.SECRETARIAT, SPRING)),
    ],
)
def test_a_promised_topic_waits_for_what_is_due_first_and_at_last_for_an_answer(due, old, new):
    assert wait_of_promises(due, old, on=date(2026, 12, 1)) == new
