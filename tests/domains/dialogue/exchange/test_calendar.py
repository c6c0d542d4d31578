"""Calendars, read back by a second library: hours, series, what moved, and who may read a feed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.test import Client

from rueckhalt.dialogue.exchange.actions.calendar import drop_calendar_key, make_calendar_key
from rueckhalt.dialogue.exchange.actions.dates import change_meeting, plan_series
from rueckhalt.dialogue.exchange.actions.inviting import cancel_meeting
from rueckhalt.dialogue.exchange.actions.meetings import ItemDraft, add_item
from rueckhalt.dialogue.exchange.actions.partners import end_membership
from rueckhalt.dialogue.exchange.models import CalendarKey, Meeting
from rueckhalt.dialogue.exchange.queries.meetings import meeting_way
from rueckhalt.dialogue.exchange.rules.series import Rhythm, SeriesDraft
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility
from tests.exchange import NOW, TODAY, meeting, reference, seat
from tests.people import client_of

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
WORD = "word-of-a-feed"
FIRST = datetime(2027, 3, 9, 14, tzinfo=BERLIN)  # a second Tuesday, before summer time begins


def series(count: int = 4) -> list[Meeting]:
    draft = SeriesDraft(
        "Reihe zur Probe", "Schutz im Amt", Visibility.INTERNAL, Rhythm.MONTHLY, count, FIRST, 90,
        "Musterstadt",
    )  # fmt: skip
    each = [reference() for _ in range(count)]
    plan_series(draft=draft, reference=reference(), references=each, by=seat("aylin"), now=NOW)
    return list(Meeting.objects.filter(series__isnull=False).order_by("planned_at"))


def feed(word: str = WORD):
    return Client().get(f"/kalender/{word}/")


def opened(name: str = "katrin"):
    """The feed of somebody, read by the second library."""
    make_calendar_key(word=WORD, by=seat(name), now=NOW)
    answer = feed()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return vobject.readOne(answer.content.decode())


def hour(event) -> str:
    return event.dtstart.value.astimezone(BERLIN).strftime("%d.%m.%Y %H:%M")


def test_a_meeting_comes_back_with_its_hour_and_its_zone():
    starts = datetime(2026, 12, 8, 9, tzinfo=UTC)
    at = meeting()
    event = opened().vevent

    assert (event.summary.value, event.location.value) == (at.name, at.place)
    assert event.dtstart.value == starts
    assert event.dtend.value == starts + timedelta(hours=2)
    assert hour(event) == "08.12.2026 10:00"
    assert b"DTSTART;TZID=Europe/Berlin:20261208T100000" in feed().content
    assert b"BEGIN:VTIMEZONE" in feed().content
    assert event.url.value.endswith(f"/austausch/treffen/{at.reference}/")


def test_a_series_is_one_rule_whose_hour_stays_in_summer():
    series()
    (event,) = opened().vevent_list
    moments = [one.replace(tzinfo=BERLIN) for one in naive(event)]

    assert [one.strftime("%d.%m. %H:%M") for one in moments] == [
        "09.03. 14:00", "13.04. 14:00", "11.05. 14:00", "08.06. 14:00",
    ]  # fmt: skip
    assert [one.astimezone(UTC).hour for one in moments] == [13, 12, 12, 12]


def test_the_zone_of_a_calendar_is_that_of_the_time_zone_database():
    meeting()
    zone = opened().vevent.dtstart.value.tzinfo
    first = datetime(2026, 1, 1, 5)  # noqa: DTZ001 -- what a clock in Germany shows
    mornings = [first + timedelta(days=day) for day in range(4000)]
    assert [
        one
        for one in mornings
        if one.replace(tzinfo=zone).utcoffset() != one.replace(tzinfo=BERLIN).utcoffset()
    ] == []


def naive(event) -> list[datetime]:
    """The moments that the second library makes of a rule, as clocks in Germany show them."""
    return [one.replace(tzinfo=None) for one in event.getrruleset(addRDate=True)]


def test_what_is_cancelled_of_a_series_is_gone_and_what_moved_names_its_old_moment():
    first, second, third, _ = series()
    cancel_meeting(meeting=second, by=seat("aylin"), now=NOW)
    moved = meeting_way(third).draft
    later = moved.starts_at + timedelta(days=1, hours=2)
    draft = type(moved)(moved.name, moved.visibility, later, later + timedelta(hours=1), "Neustadt")
    change_meeting(meeting=third, draft=draft, by=seat("aylin"), now=NOW)
    rule, exception = opened().vevent_list

    assert [one.strftime("%d.%m.") for one in naive(rule)] == ["09.03.", "11.05.", "08.06."]
    assert exception.uid.value == rule.uid.value
    assert exception.recurrence_id.value == third.planned_at
    assert hour(exception) == "12.05.2027 16:00"
    assert exception.location.value == "Neustadt"
    assert int(exception.sequence.value) == 1
    assert int(rule.sequence.value) == 2
    assert first.sequence == 0


def test_a_cancelled_meeting_without_a_series_says_so():
    at = meeting()
    cancel_meeting(meeting=at, by=seat("aylin"), now=NOW)
    event = opened().vevent
    assert (event.status.value, int(event.sequence.value)) == ("CANCELLED", 2)


def test_the_file_of_one_meeting_of_a_series_replaces_what_the_feed_says():
    second = series()[1]
    answer = client_of("katrin").get(f"/austausch/treffen/{second.reference}/treffen.ics")
    event = vobject.readOne(answer.content.decode()).vevent

    assert answer["Content-Disposition"] == 'attachment; filename="treffen.ics"'
    assert event.recurrence_id.value == second.planned_at
    assert event.uid.value == opened().vevent_list[0].uid.value


def test_no_item_and_no_link_of_a_conference_is_in_a_calendar():
    at = meeting()
    Meeting.objects.filter(pk=at.pk).update(online_url="https://konferenz.example/geheim")
    for visibility in ItemVisibility:
        draft = ItemDraft(visibility, title=f"Kanarie {visibility}")
        add_item(meeting=at, draft=draft, reference=reference(), by=seat("aylin"), now=NOW)
    make_calendar_key(word=WORD, by=seat("aylin"), now=NOW)
    alone = client_of("aylin").get(f"/austausch/treffen/{at.reference}/treffen.ics")

    for content in (feed().content, alone.content):
        assert b"BEGIN:VEVENT" in content
        assert b"Kanarie" not in content
        assert b"konferenz.example" not in content


def test_only_the_digest_of_a_secret_address_is_stored():
    make_calendar_key(word=WORD, by=seat("katrin"), now=NOW)
    assert WORD not in str(CalendarKey.objects.values().get())


def test_a_wrong_address_an_old_one_and_one_that_was_deleted_open_nothing():
    make_calendar_key(word="first", by=seat("katrin"), now=NOW)
    make_calendar_key(word=WORD, by=seat("katrin"), now=NOW)
    assert [feed(word).status_code for word in ("first", "wrong", WORD)] == [404, 404, 200]
    drop_calendar_key(by=seat("katrin"), now=NOW)
    assert feed().status_code == 404


def test_the_feed_ends_with_the_mandate():
    katrin = seat("katrin")
    make_calendar_key(word=WORD, by=katrin, now=NOW)
    end_membership(
        membership=katrin.memberships[0], on=TODAY - timedelta(days=20), by=seat("aylin"), now=NOW
    )
    assert feed().status_code == 404


def test_a_feed_sets_no_cookie():
    make_calendar_key(word=WORD, by=seat("katrin"), now=NOW)
    assert not feed().cookies


def test_the_page_shows_a_new_address_once():
    katrin = client_of("katrin")
    page = katrin.post("/austausch/kalender/").content.decode()
    shown = page.partition("app-passphrase")[2].partition("</strong>")[0]
    word = shown.rpartition("/kalender/")[2].strip("/")

    assert feed(word).status_code == 200
    assert word not in katrin.get("/austausch/kalender/").content.decode()
    katrin.post("/austausch/kalender/weg/")
    assert feed(word).status_code == 404
