import itertools
from datetime import UTC, date, datetime, timedelta

import pytest

from rueckhalt.dialogue.exchange.rules.meeting import (
    STATE_AFTER,
    MeetingState,
    ResultDraft,
    ResultKind,
    Waiting,
    check_meeting_step,
    check_times,
    checked_result,
    proposed,
)
from rueckhalt.dialogue.exchange.rules.topic import STATES, TopicState
from rueckhalt.foundation.lib.refusal import Refused

DAY = date(2026, 12, 1)
START = datetime(2026, 12, 1, 10, tzinfo=UTC)


def waiting(number, state=TopicState.TAKEN_UP, due=date(2027, 1, 1), raised=date(2026, 11, 1)):
    return Waiting(number, state, due, raised)


def test_overdue_topics_come_first_by_themselves_the_longest_before_others():
    topics = [
        waiting(1, raised=date(2026, 1, 1)),
        waiting(2, due=date(2026, 11, 30)),
        waiting(3, due=date(2026, 10, 1)),
        waiting(4, raised=date(2025, 1, 1)),
    ]
    assert proposed(topics, on=DAY) == (3, 2, 4, 1)


@pytest.mark.parametrize("state", [TopicState.PROMISED, TopicState.DISSENT])
def test_a_promise_or_a_next_try_comes_up_on_its_day_and_not_before(state):
    assert proposed([waiting(1, state, due=DAY + timedelta(days=1))], on=DAY) == ()
    assert proposed([waiting(1, state, due=DAY)], on=DAY) == (1,)


@pytest.mark.parametrize(
    "state", [TopicState.RAISED, TopicState.ON_AGENDA, TopicState.ANSWERED, TopicState.CLOSED]
)
def test_what_no_agenda_can_take_is_not_proposed(state):
    assert proposed([waiting(1, state, due=date(2026, 1, 1))], on=DAY) == ()


def test_each_result_leads_where_the_way_of_a_topic_goes():
    after = STATES[TopicState.DISCUSSED].next | {TopicState.DISCUSSED}
    assert set(STATE_AFTER) == set(ResultKind)
    assert set(STATE_AFTER.values()) <= after


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": ResultKind.DECIDED, "text": " "}, "text-empty"),
        ({"kind": ResultKind.DISSENT, "other_side": "b", "until": DAY}, "one_side-empty"),
        ({"kind": ResultKind.DISSENT, "one_side": "a", "until": DAY}, "other_side-empty"),
        ({"kind": ResultKind.DISSENT, "one_side": "a", "other_side": "b"}, "until-missing"),
        ({"kind": ResultKind.ADJOURNED}, "until-missing"),
        ({"kind": ResultKind.REFERRED, "until": DAY}, "referred_to-empty"),
        ({"kind": ResultKind.ADJOURNED, "until": date(2026, 11, 30)}, "until-past"),
    ],
)
def test_a_result_says_all_that_its_kind_needs(values, code):
    with pytest.raises(Refused) as refused:
        checked_result(ResultDraft(**{"text": "x", **values}), on=DAY)
    assert refused.value.code == code


def test_a_dissent_with_both_positions_and_a_next_try_is_taken_without_spaces_around_its_words():
    draft = ResultDraft(ResultKind.DISSENT, " x\n", " y ", " a", "b ", " c ", until=DAY)
    told = ResultDraft(ResultKind.DISSENT, "x", "y", "a", "b", "c", until=DAY)
    assert checked_result(draft, on=DAY) == told


@pytest.mark.parametrize("state", [MeetingState.APPROVED, MeetingState.CANCELLED])
def test_approved_minutes_and_a_cancelled_meeting_stay_so(state):
    for new in MeetingState:
        with pytest.raises(Refused):
            check_meeting_step(state, new)


def test_a_meeting_is_planned_invited_held_and_approved():
    way = [MeetingState.PLANNED, MeetingState.INVITED, MeetingState.HELD, MeetingState.APPROVED]
    for old, new in itertools.pairwise(way):
        check_meeting_step(old, new)


@pytest.mark.parametrize("hours", [0, -1, 72])
def test_a_meeting_ends_after_its_begin_and_within_three_days(hours):
    with pytest.raises(Refused):
        check_times(START, START + timedelta(hours=hours))
