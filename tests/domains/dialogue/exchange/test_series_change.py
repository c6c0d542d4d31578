"""A series that changes as a whole: what follows, what stays, who is told, and what calendars see."""

import json
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.test import Client

from rueckhalt.dialogue.exchange.actions.calendar import make_calendar_key
from rueckhalt.dialogue.exchange.actions.dates import change_meeting
from rueckhalt.dialogue.exchange.actions.inviting import cancel_meeting, invite_to
from rueckhalt.dialogue.exchange.actions.series import change_series
from rueckhalt.dialogue.exchange.models import Meeting, MeetingSeries
from rueckhalt.dialogue.exchange.queries.meetings import meeting_way
from rueckhalt.dialogue.exchange.rules.meeting import MeetingDraft
from rueckhalt.dialogue.exchange.rules.series import SeriesChange
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.outbox.models import Message
from tests import exchange
from tests.exchange import NOW, meeting, seat
from tests.people import client_of

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
# A second Tuesday; the third meeting is the first one in summer time.
FIRST = datetime(2027, 2, 9, 14, tzinfo=BERLIN)
AFTER_THE_FIRST = datetime(2027, 2, 10, 9, tzinfo=UTC)
CHANGE = SeriesChange("Neue Runde", time(16, 30), 60, "Neustadt")
TYPED = {"name": "Neue Runde", "starts": "16:30", "ends": "17:30", "place": "Neustadt"}


def series() -> list[Meeting]:
    return exchange.series(6, starts=FIRST)


def found() -> list[Meeting]:
    return list(Meeting.objects.filter(series__isnull=False).order_by("planned_at"))


def changed(at: Meeting, change: SeriesChange = CHANGE, *, by: str = "aylin") -> int:
    return change_series(meeting=at, change=change, by=seat(by), now=AFTER_THE_FIRST)


def told(one: Meeting) -> str:
    starts = one.starts_at.astimezone(BERLIN)
    lasts = (one.ends_at - one.starts_at).seconds // 60
    return f"{starts:%d.%m. %H:%M} {lasts} {one.name}, {one.place} ({one.sequence})"


def moved(at: Meeting) -> None:
    old = meeting_way(at).draft
    starts = old.starts_at + timedelta(days=1)
    draft = MeetingDraft(old.name, old.visibility, starts, starts + timedelta(hours=2), old.place)
    change_meeting(meeting=at, draft=draft, by=seat("aylin"), now=NOW)


def code_of(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_only_what_lies_ahead_and_was_not_changed_by_itself_follows():
    _, second, _, fourth, fifth, _ = series()
    moved(fourth)
    cancel_meeting(meeting=fifth, by=seat("aylin"), now=NOW)

    assert changed(second) == 3
    assert [told(one) for one in found()] == [
        "09.02. 14:00 90 Runde zur Probe, Musterstadt (0)",  # past
        "09.03. 16:30 60 Neue Runde, Neustadt (1)",
        "13.04. 16:30 60 Neue Runde, Neustadt (1)",
        "12.05. 14:00 120 Runde zur Probe, Musterstadt (1)",  # moved by itself
        "08.06. 14:00 90 Runde zur Probe, Musterstadt (1)",  # cancelled
        "13.07. 16:30 60 Neue Runde, Neustadt (1)",
    ]


def test_what_comes_before_the_chosen_meeting_stays():
    third = series()[2]
    assert changed(third) == 4
    assert told(found()[1]) == "09.03. 14:00 90 Runde zur Probe, Musterstadt (0)"


def test_a_second_change_takes_the_same_meetings_again():
    second = series()[1]
    changed(second)
    second.refresh_from_db()
    again = SeriesChange("Neue Runde", time(10), 60, "Altstadt")
    later = AFTER_THE_FIRST + timedelta(minutes=1)
    second.series.refresh_from_db()
    assert change_series(meeting=second, change=again, by=seat("aylin"), now=later) == 5
    assert told(found()[5]) == "13.07. 10:00 60 Neue Runde, Altstadt (2)"


def mails(template: str) -> list[tuple[str, str]]:
    sent = [json.loads(one.payload) for one in Message.objects.filter(kind="mail")]
    return sorted((one["to"], one["path"]) for one in sent if one["template"] == template)


def test_whoever_was_invited_gets_one_mail_for_all_meetings():
    first, second, third, *_ = series()
    for one in (first, second, third):
        invite_to(meeting=one, by=seat("aylin"), now=NOW)
    invited = {to for to, _ in mails("meeting_invitation")}
    second.refresh_from_db()
    changed(second)

    assert mails("series_changed") == [(to, "/austausch/treffen/") for to in sorted(invited)]
    assert mails("meeting_changed") == []


def test_nobody_is_told_of_meetings_to_which_nobody_was_invited():
    changed(series()[1])
    assert mails("series_changed") == []


def test_calendars_see_one_rule_with_the_new_hour_and_the_others_as_exceptions():
    _, second, _, fourth, fifth, _ = series()
    moved(fourth)
    cancel_meeting(meeting=fifth, by=seat("aylin"), now=NOW)
    make_calendar_key(word="word", by=seat("katrin"), now=NOW)
    (before, *_) = events()
    changed(second)
    rule, *exceptions = events()

    assert (rule.summary.value, rule.location.value) == ("Neue Runde", "Neustadt")
    moments = [one.replace(tzinfo=BERLIN) for one in rule.getrruleset(addRDate=True)]
    assert [f"{one:%d.%m. %H:%M}" for one in moments] == [
        "09.02. 16:30", "09.03. 16:30", "13.04. 16:30", "11.05. 16:30", "13.07. 16:30",
    ]  # fmt: skip
    assert [one.astimezone(UTC).hour for one in moments] == [15, 15, 14, 14, 14]
    assert int(rule.sequence.value) > int(before.sequence.value)
    assert rule.uid.value == before.uid.value
    # Each exception stands for a moment of the rule.
    assert [
        (f"{one.recurrence_id.value.astimezone(BERLIN):%d.%m. %H:%M}", start_of(one))
        for one in exceptions
    ] == [("09.02. 16:30", "09.02. 14:00"), ("11.05. 16:30", "12.05. 14:00")]


def events():
    answer = Client().get("/kalender/word/")
    return vobject.readOne(answer.content.decode()).vevent_list


def start_of(event) -> str:
    return f"{event.dtstart.value.astimezone(BERLIN):%d.%m. %H:%M}"


def test_who_does_not_run_the_exchange_and_a_meeting_without_a_series_are_refused():
    assert code_of(lambda: changed(series()[1], by="katrin")) == "not-allowed"
    assert code_of(lambda: changed(meeting())) == "no-series"


def test_a_change_that_changes_nothing_or_no_meeting_is_refused():
    *_, last = series()
    same = SeriesChange("Runde zur Probe", time(14), 90, "Musterstadt")
    assert code_of(lambda: changed(last, same)) == "no-change"
    moved(last)
    assert code_of(lambda: changed(last)) == "no-meeting"


def test_a_series_that_somebody_changed_meanwhile_is_left_alone():
    second = series()[1]
    assert second.series
    MeetingSeries.objects.update(changed_at=NOW + timedelta(minutes=5))
    assert code_of(lambda: changed(second)) == "changed-meanwhile"
    assert {one.sequence for one in found()} == {0}


# --- The page


@pytest.fixture
def _after_the_first(time_machine):
    time_machine.move_to(AFTER_THE_FIRST, tick=False)


@pytest.mark.usefixtures("_after_the_first")
def test_the_page_says_which_meetings_follow_and_why_the_others_stay():
    _, _, third, fourth, fifth, _ = series()
    moved(fourth)
    cancel_meeting(meeting=fifth, by=seat("aylin"), now=NOW)
    aylin = client_of("aylin")
    own = f"/austausch/treffen/{third.reference}/"
    assert f"{own}reihe-aendern/" in aylin.get(own).content.decode()
    page = aylin.get(f"{own}reihe-aendern/").content.decode()
    follow, _, stay = page.partition("Diese bleiben, wie sie sind")

    assert 'value="Runde zur Probe"' in stay
    assert [day in follow for day in ("13. April 2027", "13. Juli 2027")] == [True, True]
    for words in (
        "9. Februar 2027, 14:00 Uhr. Es ist vorbei",
        "9. März 2027, 14:00 Uhr. Es kommt vor diesem Treffen.",
        "12. Mai 2027, 14:00 Uhr. Es weicht schon von der Reihe ab.",
        "8. Juni 2027, 14:00 Uhr. Es ist abgesagt.",
    ):
        assert words in stay


@pytest.mark.usefixtures("_after_the_first")
def test_what_is_typed_changes_the_series():
    second = series()[1]
    address = f"/austausch/treffen/{second.reference}/reihe-aendern/"
    answer = client_of("aylin").post(address, TYPED)
    assert (answer.status_code, answer["Location"]) == (303, "/austausch/treffen/?gespeichert")
    assert told(found()[5]) == "13.07. 16:30 60 Neue Runde, Neustadt (1)"


@pytest.mark.usefixtures("_after_the_first")
@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ({"ends": "16:00"}, "Das Ende liegt vor dem Beginn."),
        ({"name": ""}, "Bitte schreiben Sie einen Namen."),
        ({"starts": "abends"}, "Das ist keine Uhrzeit."),
    ],
)
def test_a_change_that_cannot_be_comes_back_with_what_was_typed(broken, says):
    second = series()[1]
    address = f"/austausch/treffen/{second.reference}/reihe-aendern/"
    answer = client_of("aylin").post(address, {**TYPED, **broken})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert 'value="Neustadt"' in page


def test_it_is_not_there_for_members_and_a_meeting_without_a_series_says_so():
    second = series()[1]
    address = f"/austausch/treffen/{second.reference}/reihe-aendern/"
    assert client_of("katrin").get(address).status_code == 404
    alone = f"/austausch/treffen/{meeting().reference}/reihe-aendern/"
    answer = client_of("aylin").get(alone)
    assert answer.status_code == 422
    assert "Dieses Treffen gehört zu keiner Reihe." in answer.content.decode()
