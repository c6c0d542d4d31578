"""The pages of meetings: plan, invite, agenda, results, files, and what each of them tells whom."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rueckhalt.dialogue.exchange.actions.agenda import change_visibility, move_item, take_on
from rueckhalt.dialogue.exchange.actions.dates import cancel_rest, change_meeting, plan_series
from rueckhalt.dialogue.exchange.actions.inviting import cancel_meeting, invite_to, tell_change
from rueckhalt.dialogue.exchange.actions.meetings import (
    ItemDraft,
    add_item,
    change_meeting_state,
    plan_meeting,
    record_result,
    release_meeting,
)
from rueckhalt.dialogue.exchange.actions.topics import release_topic
from rueckhalt.dialogue.exchange.documents.minutes import minutes_as_csv
from rueckhalt.dialogue.exchange.models import (
    AgendaItem,
    Meeting,
    MeetingSeries,
    Membership,
    Presence,
    Result,
    ResultNotes,
    Topic,
)
from rueckhalt.dialogue.exchange.queries.agenda import agenda_rows, overdue_topics, proposals
from rueckhalt.dialogue.exchange.queries.meetings import meeting_way
from rueckhalt.dialogue.exchange.queries.minutes import internal_minutes, public_minutes
from rueckhalt.dialogue.exchange.rules.meeting import (
    MeetingDraft,
    MeetingState,
    PresenceKind,
    ResultDraft,
    ResultKind,
)
from rueckhalt.dialogue.exchange.rules.series import Rhythm, SeriesDraft
from rueckhalt.dialogue.exchange.rules.topic import TopicState
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.outbox.models import Message
from rueckhalt.foundation.outbox.rules import payload_from_text
from tests.exchange import (
    NOW,
    TODAY,
    item_about,
    material_of,
    meeting,
    past,
    reference,
    seat,
    taken_up,
    topic_of,
)
from tests.people import account_of, client_of

pytestmark = pytest.mark.django_db
MEETINGS = "/austausch/treffen/"
FORM = {
    "name": "Herbsttreffen", "visibility": "public", "day": "2027-10-05", "starts": "14:30",
    "ends": "16:00", "place": "Musterstadt, Rathaus", "online_url": "",
}  # fmt: skip
LATER = NOW + timedelta(days=400)


def page_of(at: Meeting) -> str:
    return f"{MEETINGS}{at.reference}/"


def item(at: Meeting, title: str, visibility: ItemVisibility) -> AgendaItem:
    draft = ItemDraft(visibility, title=title)
    return add_item(meeting=at, draft=draft, reference=reference(), by=seat("aylin"), now=NOW)


def planned() -> Meeting:
    starts = datetime(2027, 1, 12, 9, tzinfo=UTC)
    draft = MeetingDraft(
        "Geplant zur Probe", Visibility.PUBLIC, starts, starts + timedelta(hours=2), "Musterstadt"
    )
    return plan_meeting(draft=draft, reference=reference(), by=seat("aylin"), now=NOW)


def record(of: AgendaItem, text: str, public_text: str = "", seen: int = 0, **more) -> Result:
    values = {"kind": ResultKind.NOTED} | more
    draft = ResultDraft(text=text, public_text=public_text, **values)
    return record_result(item=of, draft=draft, seen=seen, by=seat("aylin"), now=NOW)


# --- Planning


def test_the_secretariat_plans_a_meeting_and_the_alliance_reads_it():
    values = {**FORM, "reference": reference()}
    answer = client_of("aylin").post(f"{MEETINGS}neu/", values)
    found = Meeting.objects.get()

    assert (answer.status_code, answer["Location"]) == (303, f"{page_of(found)}?gespeichert")
    assert found.starts_at == datetime(2027, 10, 5, 12, 30, tzinfo=UTC)  # summer time
    shown = client_of("katrin").get(page_of(found)).content.decode()
    assert "Dienstag, 5. Oktober 2027, 14:30 bis 16:00 Uhr" in shown
    assert "Für die Geschäftsstelle" not in shown


def test_a_double_click_plans_one_meeting_and_one_series():
    aylin, same = client_of("aylin"), {**FORM, "reference": reference()}
    more = {
        **FORM,
        "reference": reference(),
        "purpose": "Schutz",
        "rhythm": "monthly",
        "count": "3",
    }
    for _ in range(2):
        aylin.post(f"{MEETINGS}neu/", same)
        aylin.post(f"{MEETINGS}reihe/", more)
    assert MeetingSeries.objects.count() == 1
    assert Meeting.objects.filter(series__isnull=True).count() == 1
    assert Meeting.objects.filter(series__isnull=False).count() == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Bitte schreiben Sie einen Namen."),
        ({"ends": "14:00"}, "Das Ende liegt vor dem Beginn."),
        ({"day": "32.13.2027"}, "Das ist kein Datum."),
        ({"online_url": "javascript:alert(1)"}, "Das ist kein Link."),
        ({"visibility": "confidential"}, "Diese Antwort kennen wir nicht."),
        ({"place": "x" * 201}, "Höchstens 200 Zeichen."),
        ({"reference": "../../etc"}, "Diese Kennung passt nicht."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(changes, said):
    values = {**FORM, "reference": reference(), "name": "Herbst <b>treffen", **changes}
    answer = client_of("aylin").post(f"{MEETINGS}neu/", values)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Musterstadt" in answer.content.decode() or "xxx" in answer.content.decode()
    assert "<b>treffen" not in answer.content.decode()
    assert not Meeting.objects.exists()


def test_a_change_raises_the_sequence_and_the_topics_wait_for_the_new_day():
    at, topic = meeting(), taken_up(topic_of("katrin"))
    item_about(topic, at)
    before = at.sequence
    values = {**FORM, "visibility": "public"}
    client_of("aylin").post(f"{page_of(at)}aendern/", values)
    at.refresh_from_db()
    topic.refresh_from_db()

    assert at.sequence == before + 1
    assert topic.due_on == datetime(2027, 10, 5, tzinfo=UTC).date()


def test_of_two_who_change_a_meeting_at_once_the_second_is_told():
    at = meeting()
    other = Meeting.objects.get(pk=at.pk)
    draft = meeting_way(at).draft
    change_meeting(meeting=at, draft=draft, by=seat("aylin"), now=NOW)
    with pytest.raises(Refused) as refusal:
        change_meeting(meeting=other, draft=draft, by=seat("aylin"), now=NOW)
    assert refusal.value.code == "changed-meanwhile"


def test_the_rest_of_a_series_can_be_cancelled_and_its_past_stays():
    starts = NOW - timedelta(days=10)
    draft = SeriesDraft("Reihe", "Schutz", Visibility.INTERNAL, Rhythm.WEEKLY, 4, starts, 60, "")
    plan_series(
        draft=draft, reference=reference(), references=[reference() for _ in range(4)],
        by=seat("aylin"), now=NOW,
    )  # fmt: skip
    first = Meeting.objects.order_by("starts_at")[0]
    assert cancel_rest(meeting=first, by=seat("aylin"), now=NOW) == 2
    states = list(Meeting.objects.order_by("starts_at").values_list("state", flat=True))
    assert states == ["planned", "planned", "cancelled", "cancelled"]


# --- Inviting


def test_an_invitation_is_a_link_and_says_nothing_of_the_meeting():
    at = planned()
    for name in ("katrin", "jonas"):
        account_of(name)
    told = invite_to(meeting=at, by=seat("aylin"), now=NOW)
    mails = list(Message.objects.filter(kind="mail"))

    assert told == len(mails) == len({one.payload for one in mails})
    assert Presence.objects.filter(meeting=at, kind="invited").count() == len(mails) >= 2
    for one in mails:
        assert page_of(at) in one.payload
        assert "Probe" not in one.payload
        assert "Musterstadt" not in one.payload


def test_a_change_is_told_once_however_often_somebody_asks():
    at = planned()
    account_of("katrin")
    invite_to(meeting=at, by=seat("aylin"), now=NOW)
    assert tell_change(meeting=at, by=seat("aylin"), now=NOW) == 0
    change_meeting(meeting=at, draft=meeting_way(at).draft, by=seat("aylin"), now=NOW)
    assert tell_change(meeting=at, by=seat("aylin"), now=NOW) > 0
    assert tell_change(meeting=at, by=seat("aylin"), now=NOW) == 0


def told_of(at: Meeting) -> set[str]:
    sent = Message.objects.filter(kind="mail", key__startswith=f"meeting:{at.pk}:{at.sequence}:")
    return {str(payload_from_text(one.payload)["to"]) for one in sent}


@pytest.mark.parametrize("act", [cancel_meeting, tell_change])
def test_who_was_invited_is_told_also_if_her_mandate_ends_before_the_new_day(act):
    at, katrin = planned(), seat("katrin")
    Membership.objects.filter(account=katrin.account).update(valid_until=date(2027, 2, 1))
    invite_to(meeting=at, by=seat("aylin"), now=NOW)
    draft = meeting_way(at).draft
    later = replace(
        draft, starts_at=draft.starts_at + timedelta(days=60), ends_at=draft.ends_at + timedelta(days=60)
    )  # fmt: skip
    change_meeting(meeting=at, draft=later, by=seat("aylin"), now=NOW)
    act(meeting=at, by=seat("aylin"), now=NOW)
    assert katrin.account.email in told_of(at)


def test_who_takes_no_part_any_more_is_not_told():
    at, katrin = planned(), seat("katrin")
    invite_to(meeting=at, by=seat("aylin"), now=NOW)
    Membership.objects.filter(account=katrin.account).update(valid_until=TODAY)
    cancel_meeting(meeting=at, by=seat("aylin"), now=NOW)
    assert katrin.account.email not in told_of(at)


def test_who_is_invited_with_a_change_is_told_of_the_next_one_too():
    at = planned()
    invite_to(meeting=at, by=seat("aylin"), now=NOW)
    new = seat("jonas").memberships[0]
    Presence.objects.filter(membership=new).delete()
    change_meeting(meeting=at, draft=meeting_way(at).draft, by=seat("aylin"), now=NOW)
    tell_change(meeting=at, by=seat("aylin"), now=NOW)
    assert Presence.objects.get(membership=new).kind == "invited"


def test_a_cancelled_meeting_tells_the_invited_and_gives_its_topics_back():
    at, topic = meeting(), taken_up(topic_of("katrin"))
    item_about(topic, at)
    assert cancel_meeting(meeting=at, by=seat("aylin"), now=NOW) > 0
    topic.refresh_from_db()
    assert topic.state == TopicState.TAKEN_UP


def test_cancelling_what_nobody_was_invited_to_sends_no_mail():
    assert cancel_meeting(meeting=planned(), by=seat("aylin"), now=NOW) == 0


# --- Agenda


def test_what_is_overdue_comes_first_by_itself_and_onto_the_agenda_by_one_button():
    fresh, old, older = (
        taken_up(topic_of("katrin", title=title)) for title in ("Neu", "Alt", "Älter")
    )
    for topic, days in ((old, 5), (older, 9)):
        Topic.objects.filter(pk=topic.pk).update(due_on=TODAY - timedelta(days=days))
    Topic.objects.filter(pk=fresh.pk).update(due_on=TODAY + timedelta(days=500))
    at = meeting()

    assert [one.title for one in proposals(seat("aylin"), on=TODAY)] == ["Älter", "Alt", "Neu"]
    assert [one.title for one in overdue_topics(seat("aylin"), on=TODAY)] == ["Älter", "Alt"]
    client_of("aylin").post(f"{page_of(at)}tagesordnung/faellige/")
    assert [row.title for row in agenda_rows(seat("aylin"), at)] == ["Älter", "Alt"]


def test_the_first_page_of_proposals_is_the_same_as_of_all_of_them():
    for number in range(30):
        topic = taken_up(topic_of("katrin", title=f"Thema {number}"))
        days = (number * 7) % 30 - 15
        Topic.objects.filter(pk=topic.pk).update(due_on=TODAY + timedelta(days=days))
    shown = proposals(seat("aylin"), on=TODAY)
    late = sorted(
        (one.due_on for one in Topic.objects.filter(due_on__lt=TODAY)), key=lambda day: day
    )
    assert len(shown) == 25
    assert [one.due_on for one in shown[: len(late)]] == late


def test_a_confidential_topic_comes_onto_an_agenda_hidden():
    topic = taken_up(topic_of("katrin", Visibility.CONFIDENTIAL))
    at = meeting()
    take_on(meeting=at, topics=[topic], references=[reference()], by=seat("aylin"), now=NOW)
    assert agenda_rows(seat("katrin"), at) == ()
    assert [row.visibility_title for row in agenda_rows(seat("aylin"), at)] == ["Verborgen"]


def test_a_topic_comes_onto_an_agenda_once_however_often_somebody_clicks():
    at, topic = meeting(), taken_up(topic_of("katrin"))
    for _ in range(2):
        client_of("aylin").post(f"{page_of(at)}tagesordnung/{topic.reference}/")
    assert AgendaItem.objects.count() == 1


def test_items_move_one_place_and_stay_at_the_ends():
    at = meeting()
    first, second, third = (item(at, title, ItemVisibility.INTERNAL) for title in "ABC")
    move_item(item=third, is_up=True, by=seat("aylin"), now=NOW)
    move_item(item=first, is_up=True, by=seat("aylin"), now=NOW)
    move_item(item=second, is_up=False, by=seat("aylin"), now=NOW)
    assert [row.title for row in agenda_rows(seat("aylin"), at)] == ["A", "C", "B"]


def test_an_item_is_never_more_open_than_its_topic():
    found = item_about(taken_up(topic_of("katrin")), meeting())
    with pytest.raises(Refused) as refusal:
        change_visibility(item=found, new=ItemVisibility.PUBLIC, by=seat("aylin"), now=NOW)
    assert refusal.value.code == "visibility-too-open"
    answer = client_of("aylin").post(
        f"/austausch/punkte/{found.reference}/leser/", {"visibility": "public"}
    )
    assert answer.status_code == 422


# --- Results


def test_what_is_typed_is_kept_without_script_and_comes_back():
    found = item(meeting(), "Schutz", ItemVisibility.INTERNAL)
    aylin, address = client_of("aylin"), f"/austausch/punkte/{found.reference}/"
    answer = aylin.post(f"{address}notizen/", {"text": "Halber Satz", "until": "morgen"})

    assert answer.status_code == 303
    page = aylin.get(f"{address}ergebnis/").content.decode()
    assert "Halber Satz" in page
    assert "Zwischengespeichert am" in page


def test_a_script_gets_an_empty_answer_and_a_refusal_as_a_conflict():
    at = meeting()
    found = item(at, "Schutz", ItemVisibility.INTERNAL)
    aylin, address = client_of("aylin"), f"/austausch/punkte/{found.reference}/notizen/"
    assert aylin.post(address, {"text": "Halb", "by": "script"}).status_code == 204
    Meeting.objects.filter(pk=at.pk).update(state=MeetingState.APPROVED.value)
    assert aylin.post(address, {"text": "Halb", "by": "script"}).status_code == 409


def test_a_refused_result_loses_nothing_and_stores_nothing():
    found = item(meeting(), "Schutz", ItemVisibility.INTERNAL)
    values = {"kind": "dissent", "text": "Beide reden weiter", "one_side": "Mehr Geld", "seen": "0"}
    answer = client_of("aylin").post(f"/austausch/punkte/{found.reference}/ergebnis/", values)

    assert answer.status_code == 422
    assert "Beide reden weiter" in answer.content.decode()
    assert "Mehr Geld" in answer.content.decode()
    assert not Result.objects.exists()


def test_a_recorded_result_ends_what_was_typed_and_a_double_click_makes_one():
    found = item(meeting(), "Schutz", ItemVisibility.INTERNAL)
    aylin, address = client_of("aylin"), f"/austausch/punkte/{found.reference}/"
    aylin.post(f"{address}notizen/", {"text": "Halb"})
    values = {"kind": "decided", "text": "Wir prüfen es", "seen": "0"}
    codes = [aylin.post(f"{address}ergebnis/", values).status_code for _ in range(2)]

    assert codes == [303, 422]
    assert Result.objects.count() == 1
    assert not ResultNotes.objects.exists()


def test_who_writes_a_result_second_reads_the_first_and_can_put_hers_beside_it():
    found = item(meeting(), "Schutz", ItemVisibility.INTERNAL)
    aylin, address = client_of("aylin"), f"/austausch/punkte/{found.reference}/ergebnis/"
    record(found, "Erster Satz")
    mine = {"kind": "noted", "text": "Zweiter Satz", "seen": "0"}
    answer = aylin.post(address, mine)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Ein Ergebnis steht inzwischen oben." in page
    assert "Erster Satz" in page
    assert "Zweiter Satz" in page
    assert 'name="seen" value="1"' in page
    assert aylin.post(address, {**mine, "seen": "1"}).status_code == 303
    assert list(Result.objects.order_by("pk").values_list("text", flat=True)) == [
        "Erster Satz", "Zweiter Satz",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "more", "state"),
    [
        (ResultKind.DECIDED, {}, TopicState.DISCUSSED),
        (ResultKind.NOTED, {}, TopicState.DISCUSSED),
        (ResultKind.ADJOURNED, {"until": TODAY}, TopicState.TAKEN_UP),
        (ResultKind.DISSENT, {"until": TODAY, "one_side": "A", "other_side": "B"}, TopicState.DISSENT),
        (ResultKind.REFERRED, {"until": TODAY, "referred_to": "Landtag"}, TopicState.REFERRED),
    ],
)  # fmt: skip
def test_a_result_takes_its_topic_along(kind, more, state):
    topic = taken_up(topic_of("katrin"))
    found = item_about(topic, meeting())
    record(found, "So war es", kind=kind, **more)
    topic.refresh_from_db()
    assert topic.state == state


def test_both_positions_are_kept_where_no_topic_could_hold_them():
    found = item(meeting(), "Eigener Punkt", ItemVisibility.INTERNAL)
    sides = {"one_side": "Mehr Geld", "other_side": "Kein Geld", "until": TODAY}
    result = record(found, "Kein Ende", kind=ResultKind.DISSENT, **sides)
    assert result.text == "Kein Ende\n\nMehr Geld\n\nKein Geld"


# --- On paper


def approved() -> Meeting:
    """A meeting that took place, with an item of each kind and a result for each."""
    at = past(with_items(meeting()))
    for state in (MeetingState.HELD, MeetingState.APPROVED):
        change_meeting_state(meeting=at, new=state, by=seat("aylin"), now=NOW)
    return at


def with_items(at: Meeting) -> Meeting:
    for visibility in ItemVisibility:
        found = item(at, f"Punkt {visibility}", visibility)
        record(found, f"=HYPERLINK {visibility}", f"+Satz {visibility}")
    return at


def words_of(content: bytes) -> str:
    with pikepdf.open(BytesIO(content)) as file:
        return str(file.Root.MarkInfo.Marked) + str(file.open_metadata().pdfa_status)


def test_the_public_edition_holds_public_items_alone_and_names_nobody():
    at = approved()
    Presence.objects.create(
        meeting=at, membership=seat("katrin").memberships[0], kind=PresenceKind.PRESENT.value,
        noted_at=NOW,
    )  # fmt: skip
    inside, outside = internal_minutes(seat("aylin"), at), public_minutes(at.reference, now=LATER)

    assert outside is not None
    assert [one.title for one in outside.items] == ["Punkt public"]
    assert [one.text for one in outside.items[0].results] == ["+Satz public"]
    assert outside.people == ()
    assert [one.title for one in inside.items] == ["Punkt public", "Punkt internal"]
    assert [name for name, _ in inside.people] == ["Katrin Muster"]


def test_before_its_minutes_stand_nothing_that_was_said_is_public():
    at = past(with_items(meeting()))
    outside = public_minutes(at.reference, now=LATER)
    assert outside is not None
    assert outside.items[0].results == ()


def test_a_table_holds_no_cell_that_a_spreadsheet_would_calculate():
    rows = list(
        csv.reader(
            StringIO(
                minutes_as_csv(internal_minutes(seat("aylin"), approved())).decode("utf-8-sig")
            ),
            delimiter=";",
        )
    )
    assert rows[0] == ["Nummer", "Punkt", "Ergebnis", "Text", "Andere Stelle", "Bis wann"]
    assert [row[3] for row in rows[1:]] == ["'=HYPERLINK public", "'=HYPERLINK internal"]


@pytest.mark.parametrize(
    "name",
    ["einladung.pdf", "protokoll.pdf", "oeffentlich.pdf", "ergebnisse.csv", "oeffentlich.csv"],
)
def test_each_paper_is_a_file_without_a_hidden_item_for_the_secretariat_too(name):
    at = approved()
    answer = client_of("aylin").get(f"{page_of(at)}{name}")

    assert answer["Content-Disposition"].startswith("attachment")
    if name.endswith(".pdf"):
        assert words_of(answer.content) == "True3A"
    else:
        assert b"hidden" not in answer.content


def test_an_internal_meeting_has_no_public_edition():
    at = past(meeting(Visibility.INTERNAL))
    assert client_of("aylin").get(f"{page_of(at)}oeffentlich.pdf").status_code == 404


def test_a_page_links_to_the_public_papers_once_they_are_there(time_machine):
    """Somebody can note that a meeting took place before its planned end."""
    at = meeting()
    change_meeting_state(meeting=at, new=MeetingState.HELD, by=seat("aylin"), now=NOW)
    before = client_of("aylin").get(page_of(at)).content.decode()
    time_machine.move_to(at.ends_at)
    aylin = client_of("aylin")
    after = aylin.get(page_of(at)).content.decode()
    for name in ("oeffentlich.pdf", "oeffentlich.csv"):
        assert (name in before, name in after) == (False, True)
        assert aylin.get(f"{page_of(at)}{name}").status_code == 200


def test_a_planned_meeting_that_was_let_out_says_that_inviting_makes_it_public():
    at = planned()
    release_meeting(meeting=at, by=seat("aylin"), now=NOW)
    page = client_of("aylin").get(page_of(at)).content.decode()
    assert "sobald die Geschäftsstelle einlädt" in page
    assert "Alle Menschen lesen sie dann sofort." in page
    assert "erst nach dem Treffen öffentlich" not in page
    assert public_minutes(at.reference, now=NOW) is None
    invite_to(meeting=at, by=seat("aylin"), now=NOW)
    assert public_minutes(at.reference, now=NOW) is not None


# --- Files


@pytest.fixture
def drawer(settings, tmp_path):
    settings.EXCHANGE_DIR = tmp_path / "exchange"
    return settings.EXCHANGE_DIR


def upload(client: Client, at: Meeting, name: str, content: bytes, home: str = ""):
    file = SimpleUploadedFile(name, content)
    values = {"title": "Vorlage", "home": home or at.reference, "file": file}
    return client.post(f"{page_of(at)}dateien/", values)


def test_a_file_comes_back_as_a_file_that_no_browser_opens_here(drawer):
    at = meeting()
    assert upload(client_of("aylin"), at, "Vorlage ä.pdf", b"%PDF-1.7 Probe").status_code == 303
    page = client_of("katrin").get(page_of(at)).content.decode()
    address = page.partition("/austausch/dateien/")[2].partition('"')[0]
    answer = client_of("katrin").get(f"/austausch/dateien/{address}")

    assert answer.content == b"%PDF-1.7 Probe"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("seite.html", b"<script>", "Diese Art von Datei nehmen wir nicht an"),
        ("bild.svg", b"<svg/>", "Diese Art von Datei nehmen wir nicht an"),
        ("vorlage.pdf", b"MZ\x90", "Der Inhalt der Datei passt nicht zu ihrem Namen"),
        ("text.txt", b"\xff\x00", "Der Inhalt der Datei passt nicht zu ihrem Namen"),
        ("leer.pdf", b"", "Die Datei ist leer"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_and_nothing_lies_on_the_disk(drawer, name, content, said):
    answer = upload(client_of("aylin"), meeting(), name, content)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not drawer.exists()


def test_a_file_that_is_too_large_is_refused(drawer, monkeypatch):
    content = b"%PDF-" + b"x" * (20 * 1024 * 1024)
    answer = upload(client_of("aylin"), meeting(), "gross.pdf", content)
    assert answer.status_code == 422
    assert "zu groß" in answer.content.decode()
    assert not drawer.exists()


def test_a_path_in_a_name_stays_a_name(drawer):
    at = meeting()
    assert upload(client_of("aylin"), at, "..\\..\\boese.pdf", b"%PDF-1.7").status_code == 303
    assert "boese.pdf" in client_of("katrin").get(page_of(at)).content.decode()


def test_no_file_at_all_is_said(drawer):
    at = meeting()
    values = {"title": "Vorlage", "home": at.reference}
    answer = client_of("aylin").post(f"{page_of(at)}dateien/", values)
    assert answer.status_code == 422
    assert "Bitte wählen Sie eine Datei." in answer.content.decode()


def test_a_file_of_a_hidden_item_is_not_there_for_members(drawer):
    at = meeting()
    file = material_of(item(at, "Verborgen", ItemVisibility.HIDDEN))
    address = f"/austausch/dateien/{file.reference}/"
    assert client_of("aylin").get(address).status_code == 200
    assert client_of("katrin").get(address).status_code == 404
    assert "Unterlage zur Probe" not in client_of("katrin").get(page_of(at)).content.decode()


def test_an_upload_without_its_token_is_refused(drawer):
    at, browser = meeting(), client_of("aylin", enforce_csrf_checks=True)
    assert upload(browser, at, "vorlage.pdf", b"%PDF-1.7").status_code == 403
    assert not drawer.exists()


# --- People


def test_somebody_says_that_she_comes_for_herself_alone():
    at, katrin = meeting(), client_of("katrin")
    own, other = seat("katrin").memberships[0], seat("jonas").memberships[0]
    address = f"{page_of(at)}zusage/"
    codes = [
        katrin.post(address, {"membership": one.reference, "kind": kind}).status_code
        for one, kind in ((own, "accepted"), (other, "accepted"), (own, "present"))
    ]
    assert codes == [303, 422, 422]
    assert list(Presence.objects.values_list("membership", "kind")) == [(own.pk, "accepted")]


def test_the_secretariat_notes_for_all_at_once_who_was_there():
    at, own = past(meeting()), seat("katrin").memberships[0]
    values = {f"kind-{own.reference}": "present"}
    assert client_of("aylin").post(f"{page_of(at)}anwesend/", values).status_code == 303
    assert Presence.objects.get(membership=own).kind == "present"
    values = {f"kind-{own.reference}": "verzaubert"}
    assert client_of("aylin").post(f"{page_of(at)}anwesend/", values).status_code == 422


def test_a_page_that_was_left_open_shows_again_what_was_chosen_and_what_is_noted_by_now():
    at, own = meeting(), seat("katrin").memberships[0]
    Presence.objects.create(meeting=at, membership=own, kind="accepted", noted_at=NOW)
    values = {f"seen-{own.reference}": ":", f"kind-{own.reference}": "absent"}
    answer = client_of("aylin").post(f"{page_of(at)}anwesend/", values)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Inzwischen steht hier: Zugesagt." in page
    assert '<option value="absent" selected>' in page
    assert f'name="seen-{own.reference}" value="accepted:"' in page
    assert Presence.objects.get().kind == "accepted"


@pytest.mark.parametrize("deputy", ["gibtsnicht", "\x00", "../etc"])
def test_a_deputy_that_is_none_is_not_there_and_nothing_is_noted(deputy):
    at, own = meeting(), seat("katrin").memberships[0]
    values = {f"kind-{own.reference}": "excused", f"deputy-{own.reference}": deputy}
    assert client_of("aylin").post(f"{page_of(at)}anwesend/", values).status_code == 404
    assert not Presence.objects.exists()


@pytest.mark.parametrize("kind", ["present", "absent"])
def test_who_was_noted_or_comes_late_finds_no_button_to_answer(kind, time_machine):
    at, own = meeting(), seat("katrin").memberships[0]
    katrin = client_of("katrin")
    assert "Ich komme" in katrin.get(page_of(at)).content.decode()
    Presence.objects.create(meeting=at, membership=own, kind=kind, noted_at=NOW)
    assert "Ich komme" not in katrin.get(page_of(at)).content.decode()
    Presence.objects.all().delete()
    time_machine.move_to(at.starts_at)
    assert "Ich komme" not in client_of("katrin").get(page_of(at)).content.decode()


# --- What strangers to a step find


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "step", ["aendern/", "einladen/", "absagen/", "tagesordnung/", "anwesend/", "dateien/"]
)
def test_what_the_secretariat_does_is_not_there_for_members(step, method):
    address = f"{page_of(meeting())}{step}"
    assert getattr(client_of("katrin"), method)(address).status_code == 404


def test_lists_ask_as_often_for_many_rows_as_for_one(django_assert_max_num_queries):
    katrin, at = client_of("katrin"), meeting()
    pages = (MEETINGS, page_of(at))
    item(at, "Punkt", ItemVisibility.INTERNAL)
    with CaptureQueriesContext(connection) as one:
        for page in pages:
            katrin.get(page)
    for number in range(12):
        meeting()
        record(item(at, f"Punkt {number}", ItemVisibility.INTERNAL), "So war es")
    with django_assert_max_num_queries(len(one) + 1):  # positions of a dissent, once
        for page in pages:
            katrin.get(page)


def test_a_released_topic_makes_no_meeting_public_beforehand():
    topic = taken_up(topic_of("katrin", Visibility.PUBLIC))
    release_topic(topic=topic, by=seat("aylin"), now=NOW)
    at = meeting()
    item_about(topic, at, ItemVisibility.PUBLIC)
    assert public_minutes(at.reference, now=NOW) is None
    assert public_minutes(at.reference, now=LATER) is not None
