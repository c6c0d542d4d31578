"""Where a case stands, whose turn it is, and until when."""

from datetime import date

import pytest

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.support.cases.rules.states import (
    STATES,
    State,
    WaitsFor,
    check_move,
    due_after,
    state_after_message,
)

ON, FIRST_ANSWER = date(2026, 11, 27), date(2026, 11, 30)


@pytest.mark.parametrize("state", State)
def test_every_state_says_in_words_where_the_case_stands(state):
    assert STATES[state].title
    assert STATES[state].sentence.endswith(".")


@pytest.mark.parametrize(
    ("state", "who"),
    [
        (State.NEW, WaitsFor.CONTACT_POINT),
        (State.TAKEN, WaitsFor.CONTACT_POINT),
        (State.ASKED, WaitsFor.PERSON),
        (State.REFERRED, WaitsFor.AUTHORITY),
        (State.ACCOMPANIED, WaitsFor.NOBODY),
        (State.CLOSED, WaitsFor.NOBODY),
    ],
)
def test_a_state_says_whose_turn_it_is(state, who):
    assert STATES[state].waits_for is who


# Service levels of the house: first human answer on the next working day, review after 14 days.
@pytest.mark.parametrize(
    ("state", "day"),
    [
        (State.NEW, FIRST_ANSWER),
        (State.TAKEN, date(2026, 12, 11)),
        (State.ASKED, date(2026, 12, 11)),
        (State.REFERRED, date(2026, 12, 11)),
        (State.ACCOMPANIED, date(2026, 12, 11)),
        (State.CLOSED, None),
    ],
)
def test_a_case_that_is_not_closed_always_has_a_day(state, day):
    assert due_after(state, on=ON, first_answer=FIRST_ANSWER) == day


@pytest.mark.parametrize("state", [one for one in State if one is not State.NEW])
def test_whoever_writes_makes_it_our_turn_even_after_the_end(state):
    assert state_after_message(state) is State.TAKEN


def test_a_message_to_a_new_case_leaves_it_in_the_inbox():
    assert state_after_message(State.NEW) is State.NEW


def test_nobody_moves_a_case_out_of_the_inbox_without_taking_it():
    with pytest.raises(Refused):
        check_move(State.NEW, State.CLOSED)


def test_a_closed_case_only_opens_again():
    check_move(State.CLOSED, State.TAKEN)
    with pytest.raises(Refused):
        check_move(State.CLOSED, State.ASKED)


@pytest.mark.parametrize("state", State)
def test_a_case_may_stay_where_it_is(state):
    check_move(state, state)
