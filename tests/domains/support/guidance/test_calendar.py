"""The days of a plan as a calendar, read by another library."""

import re
from datetime import date, timedelta

import pytest
import time_machine
import vobject

from tests.domains.support.guidance.pages import (
    CALENDAR,
    PLAN,
    QUESTIONS,
    THREAT,
    THURSDAY_EVENING,
    text,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

TODAY = date(2026, 11, 26)
TOLD = {**THREAT, "learned_on": "1.10.2026", "v2_happened": "insult", "v2_learned_on": "20.11."}
NEUTRAL = re.compile(r"Termin \d: Unterlagen ansehen")


@pytest.fixture
def answer(client):
    """The calendar as it is downloaded."""
    with time_machine.travel(THURSDAY_EVENING):
        return client.post(CALENDAR, TOLD)


def events(answer) -> list:
    return vobject.readOne(answer.content.decode()).vevent_list


def reminders(event) -> list[timedelta]:
    return [alarm.trigger.value for alarm in getattr(event, "valarm_list", [])]


def test_the_file_is_neutral_by_name_and_kind(answer):
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="termine.ics"'
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_each_day_of_the_plan_is_an_event_of_a_whole_day(answer):
    days = [event.dtstart.value for event in events(answer)]
    assert days == [date(2026, 12, 3), date(2027, 1, 1), date(2027, 2, 20)]
    assert all(event.dtend.value - event.dtstart.value == timedelta(1) for event in events(answer))


def test_nothing_says_why_the_days_matter(answer):
    assert all(NEUTRAL.fullmatch(event.summary.value) for event in events(answer))
    said = answer.content.decode()
    assert not re.search("(?i)kiel|straf|droh|polizei|antrag|rückhalt|rueckhalt|lotse|plan", said)


def test_a_title_has_a_number_and_a_note_names_the_steps_of_the_paper(answer):
    assert [event.summary.value[:8] for event in events(answer)] == ["Termin 1", "Termin 2", "Termin 3"]  # fmt: skip
    assert all(re.fullmatch(r"Unterlagen ansehen, Punkt \d+( und \d+)*\.", event.description.value)
               for event in events(answer))  # fmt: skip


def test_reminders_come_in_the_morning_seven_days_and_one_day_before(answer):
    week, day = timedelta(hours=9, days=-7), timedelta(hours=9, days=-1)
    soon, *later = events(answer)
    assert [reminders(event) for event in later] == [[week, day], [week, day]]
    assert reminders(soon) == [day]  # seven days before is today


@time_machine.travel(THURSDAY_EVENING)
def test_a_day_that_has_passed_is_today_and_needs_no_reminder(client):
    first, *_ = events(client.post(CALENDAR, {**THREAT, "learned_on": "31.1.2026"}))
    assert first.dtstart.value == TODAY
    assert reminders(first) == []


def test_the_same_input_gives_the_same_bytes_on_the_same_day(client, answer):
    with time_machine.travel("2026-11-26T21:00:00+00:00"):
        assert client.post(CALENDAR, TOLD).content == answer.content
    with time_machine.travel("2026-11-27T21:00:00+00:00"):
        later = client.post(CALENDAR, TOLD)
    assert later.content != answer.content
    assert [event.uid.value for event in events(later)][1:] == [
        event.uid.value for event in events(answer)
    ][1:]


def test_events_have_different_names_and_lines_are_short(answer):
    assert len({event.uid.value for event in events(answer)}) == 3
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75


@time_machine.travel(THURSDAY_EVENING)
def test_the_plan_leads_to_the_calendar_and_keeps_the_answers_in_the_body(client):
    page = text(client.post(PLAN, TOLD))
    form = page.partition('<form class="app-screen-only app-text" id="weiter"')[2].partition(
        "</form>"
    )[0]
    kept = re.findall(r'type="hidden" name="(.+?)" value="(.+?)"', form)
    assert f'formaction="{CALENDAR}"' in form
    assert set(kept) >= {("place", "Kiel"), ("learned_on", "1.10.2026"), ("v2_learned_on", "20.11.")}  # fmt: skip
    assert client.post(CALENDAR, dict(kept)).content == client.post(CALENDAR, TOLD).content


HOSTILE = [
    "<script>alert(1)</script>",
    "A\r\nX-EVIL:1",
    "\u202eKiel",
    "😱" * 30,
    "#set text(fill: red)",
]


@time_machine.travel(THURSDAY_EVENING)
@pytest.mark.parametrize("words", HOSTILE)
def test_words_for_the_place_never_reach_the_calendar(client, words):
    response = client.post(CALENDAR, {**THREAT, "place": words})
    unknown = client.post(CALENDAR, {**THREAT, "place": "Xyzzyhausen am Nirgendwo"})
    assert response.content == unknown.content or response.status_code == 422
    assert "X-EVIL" not in response.headers


def test_a_mistake_is_shown_on_the_page_where_it_can_be_mended(client):
    response = client.post(CALENDAR, {**THREAT, "learned_on": "irgendwann"})
    assert response.status_code == 422
    assert "Ihr Plan" in text(response)
    assert "Bitte schreiben Sie den Tag so" in text(response)
    assert client.post(CALENDAR, {"danger": "vielleicht"}).status_code == 422


def test_the_calendar_has_no_address_of_its_own(client):
    assert client.get(CALENDAR).headers["Location"] == QUESTIONS
    assert client.put(CALENDAR).status_code == 405
