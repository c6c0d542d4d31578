"""What is still to do in a case, and on which day it comes up next."""

import uuid
from datetime import UTC, date, datetime

from rueckhalt.support.cases.rules.contents import Clock, Done, Said, Step, Task
from rueckhalt.support.cases.rules.tasks import day_after_done, next_day, to_dos

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
SOON, LATER = date(2026, 12, 1), date(2027, 2, 27)


def said(number, content):
    return Said(uuid.UUID(int=number), AT, "account:1", content)


CALL = said(1, Task("Anrufen", LATER))
CLOCK = said(2, Clock("Strafantrag", SOON))
CALLED = said(3, Done(CALL.id))


def test_what_is_open_comes_first_and_by_its_day():
    assert [one.said for one in to_dos([CALL, CLOCK])] == [CLOCK, CALL]
    done = said(4, Done(CLOCK.id))
    assert [(one.said, one.is_done) for one in to_dos([CLOCK, CALL, done])] == [
        (CALL, False), (CLOCK, True),
    ]  # fmt: skip


def test_something_is_late_after_its_day_until_it_is_done():
    (open_one,) = to_dos([CLOCK])
    (done,) = to_dos([CLOCK, said(4, Done(CLOCK.id))])
    assert [open_one.is_late(day) for day in (SOON, LATER)] == [False, True]
    assert not done.is_late(LATER)


def test_the_next_day_is_that_of_the_first_open_thing():
    assert next_day([CALL, CLOCK]) == SOON
    assert next_day([CALL, CALLED]) is None


def test_once_something_is_done_the_next_day_is_that_of_the_state_or_of_the_next_thing():
    step = said(5, Step("asked", due_on=date(2026, 12, 11)))
    assert day_after_done([step, CALL, CLOCK, CALLED], SOON) == SOON
    assert day_after_done([step, CALL, CALLED], SOON) == date(2026, 12, 11)


def test_before_the_first_answer_the_day_that_was_promised_stays():
    assert day_after_done([CALL, CALLED], SOON) == SOON
