"""Need to know, over generated content: no page, list, search or count tells what is not for its reader."""

import re

import pytest
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rueckhalt.dialogue.exchange.actions.calendar import make_calendar_key
from rueckhalt.dialogue.exchange.models import (
    AgendaItem,
    Dissent,
    Material,
    Meeting,
    Membership,
    Promise,
    Result,
    Topic,
)
from rueckhalt.dialogue.exchange.queries.materials import place_of
from tests.domains.dialogue.exchange.generated import (
    GONE,
    HIDDEN,
    NEVER,
    NOW,
    OPEN,
    PERSON,
    SHOWN,
    Generated,
    generate,
)
from tests.exchange import seat
from tests.house.test_routes import ROUTES
from tests.paper import words_of
from tests.people import account_of, client_of

SIZE = 100
MEETING_PAPERS = ("", "protokoll.pdf", "ergebnisse.csv")
PAPERS = (
    "einladung.pdf", "protokoll.pdf", "ergebnisse.csv", "oeffentlich.pdf", "oeffentlich.csv",
)  # fmt: skip
NOWHERE = "/austausch/themen/gibtsnicht/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(params=range(2))
def stored(request) -> Generated:
    return generate(request.param, SIZE)


def text(client: Client, address: str, **asked: str) -> str:
    return client.get(address, asked).content.decode(errors="replace")  # a PDF among them


def readable(answer: HttpResponse) -> str:
    """What an answer tells people, also on paper."""
    if answer["Content-Type"] == "application/pdf":
        return "".join(words_of(answer.content).split())  # a long word may stand on two lines
    return answer.content.decode()


def listed(client: Client, address: str, **asked: str) -> str:
    """All pages of a list."""
    told, number = "", 1
    while True:
        page = text(client, address, seite=str(number), **asked)
        told, number = told + page, number + 1
        if f"?seite={number}" not in page:
            return told


def confidential() -> list[Topic]:
    return list(Topic.objects.filter(visibility="confidential", withdrawn_at=None))


def open_topics() -> list[Topic]:
    rows = Topic.objects.filter(withdrawn_at=None)
    return list(rows.exclude(visibility="confidential"))


# --- Everybody


def test_public_lists_and_pages_tell_all_that_is_public_and_nothing_else(client, stored):
    told = listed(client, "/zusagen/")
    for outcome in (OPEN, GONE, NEVER):
        for one in stored.of("promise", outcome):
            answer = client.get(f"/zusagen/{one}/")
            assert answer.status_code == (200 if outcome == OPEN else 404)
            told += answer.content.decode()

    assert SHOWN in told
    assert [mark for mark in (HIDDEN, PERSON) if mark in told] == []
    assert all(f"/zusagen/{one}/" in told for one in stored.of("promise", OPEN))


def test_public_topics_tell_all_that_is_public_and_nothing_else(client, stored):
    told = listed(client, "/themen/")
    assert all(f"/themen/{one}/" in told for one in stored.of("topic", OPEN))
    for outcome in (OPEN, GONE, NEVER):
        for one in stored.of("topic", outcome):
            answer = client.get(f"/themen/{one}/")
            assert answer.status_code == (200 if outcome == OPEN else 404)
            told += answer.content.decode()

    assert [mark for mark in (HIDDEN, PERSON) if mark in told] == []
    for topic in Topic.objects.filter(reference__in=stored.of("topic", OPEN)):
        assert (topic.title in told, topic.description in told) == (True, True)


def test_a_public_topic_leads_to_its_promises_and_meetings_and_they_lead_back(client):
    stored = generate(2, 3 * SIZE)
    is_open = {"topic__reference__in": stored.of("topic", OPEN)}
    promises = Promise.objects.filter(reference__in=stored.of("promise", OPEN), **is_open)
    items = AgendaItem.objects.filter(reference__in=stored.of("item", OPEN), **is_open)
    assert promises
    assert items
    ways = [(one.topic, f"/zusagen/{one.reference}/") for one in promises.select_related("topic")]
    ways += [
        (one.topic, f"/treffen/{one.meeting.reference}/")
        for one in items.select_related("topic", "meeting")
    ]
    for topic, other in ways:
        here = f"/themen/{topic.reference}/"
        assert f'href="{other}"' in text(client, here)
        assert f'href="{here}"' in text(client, other)


def test_public_meetings_tell_all_that_is_public_and_nothing_else(client, stored):
    told = listed(client, "/treffen/")
    assert all(f"/treffen/{one}/" in told for one in stored.of("meeting", OPEN))
    for outcome in (OPEN, GONE, NEVER):
        for one in stored.of("meeting", outcome):
            answers = [client.get(f"/treffen/{one}/{paper}") for paper in MEETING_PAPERS]
            stands = Meeting.objects.get(reference=one).state == "approved"
            expected = [outcome == OPEN, *[outcome == OPEN and stands] * 2]
            assert [answer.status_code == 200 for answer in answers] == expected, one
            told += "".join(readable(answer) for answer in answers)

    # Items, results and promises of public meetings are among it.
    for kind in ("item", "promise"):
        assert stored.of(kind, OPEN)
    assert SHOWN in told
    assert [mark for mark in (HIDDEN, PERSON) if mark in told] == []
    results = Result.objects.filter(
        item__reference__in=stored.of("item", OPEN), public_text__startswith=SHOWN
    )
    assert results
    assert [one.public_text for one in results if one.public_text not in told] == []


def test_the_files_that_were_let_out_are_all_that_everybody_can_load(
    client, stored, settings, tmp_path
):
    settings.EXCHANGE_DIR = tmp_path
    pages = "".join(text(client, f"/treffen/{one}/") for one in stored.of("meeting", OPEN))
    open_files = stored.of("file", OPEN)
    assert open_files
    for row in Material.objects.select_related("meeting", "item__meeting"):
        place_of(row.digest).write_text(row.title)
        # The file of a topic belongs to no meeting; whichever is named, it is not there.
        at = row.item.meeting if row.item else row.meeting or Meeting.objects.all()[0]
        address = f"/treffen/{at.reference}/dateien/{row.reference}/"
        is_there = client.get(address).status_code == 200
        assert (is_there, address in pages) == (row.reference in open_files,) * 2


def test_a_public_meeting_and_its_promise_lead_to_each_other(client):
    stored = generate(2, 3 * SIZE)
    pairs = Promise.objects.filter(
        reference__in=stored.of("promise", OPEN),
        result__item__reference__in=stored.of("item", OPEN),
    ).values_list("reference", "result__item__meeting__reference")
    assert pairs
    for promise, meeting in pairs:
        assert f'href="/treffen/{meeting}/"' in text(client, f"/zusagen/{promise}/")
        assert f'href="/zusagen/{promise}/"' in text(client, f"/treffen/{meeting}/")


def test_no_public_page_of_the_house_tells_a_person_or_anything_hidden(client, stored):
    """Also pages that come later: every route for everybody that names nothing is read."""
    plain = [one["path"] for one in ROUTES if one["who"] == ["everyone"] and "<" not in one["path"]]
    told = {path: text(client, path) for path in plain if not path.startswith(("^", "/^"))}

    assert {"/themen/", "/zusagen/", "/treffen/", "/oparl/v1.1/"} <= set(told)
    assert [path for path, page in told.items() if HIDDEN in page or PERSON in page] == []


def test_what_is_public_never_was_a_question_of_who_asks(stored):
    stranger, katrin = Client(), client_of("katrin")
    for address in (
        "/themen/",
        "/zusagen/",
        "/treffen/",
        "/oparl/v1.1/paper/",
        "/oparl/v1.1/person/",
    ):
        assert text(stranger, address) == text(katrin, address)


# --- The alliance


@pytest.mark.parametrize("name", ["katrin", "jonas"])
def test_members_read_every_topic_but_the_confidential_ones_of_others(stored, name):
    client, topics = client_of(name), "/austausch/themen/"
    half = Topic.objects.annotate(half=F("pk") % 2).filter(half=0)
    half.update(state="closed", waits_for="nobody", due_on=None)
    told = listed(client, topics) + listed(client, topics, stand="beendet")
    told += text(client, "/austausch/") + text(client, topics, suche=HIDDEN[:3])
    missing = client.get(NOWHERE)

    assert confidential()
    for topic in confidential():
        address = reverse("exchange:topic", args=[topic.reference])
        answer = client.get(address)
        assert topic.title not in told
        assert (answer.status_code, answer.content) == (404, missing.content)
    for topic in open_topics():
        assert topic.title in told
        assert client.get(reverse("exchange:topic", args=[topic.reference])).status_code == 200


def test_who_raised_a_confidential_topic_reads_it_and_so_does_the_secretariat(stored):
    mine, other = confidential()[:2]
    katrin = Membership.objects.get(account=account_of("katrin"))
    Topic.objects.filter(pk=mine.pk).update(raised_by=katrin)

    for name, topic, status in (
        ("katrin", mine, 200), ("katrin", other, 404), ("jonas", mine, 404), ("aylin", other, 200),
    ):  # fmt: skip
        address = reverse("exchange:topic", args=[topic.reference])
        assert client_of(name).get(address).status_code == status, (name, topic)


def test_similar_topics_never_show_a_confidential_one(stored):
    """Whoever types its very words learns nothing: neither the title nor that there is one."""
    katrin, jonas = client_of("katrin"), client_of("jonas")
    for topic in confidential():
        Topic.objects.filter(pk=topic.pk).update(
            title="Geheimer Plan am Rathaus", stems=" geheim plan rathaus "
        )
    typed = {"title": "Geheimer Plan am Rathaus", "description": "Geheimer Plan", "ask": "1"}
    for client in (katrin, jonas):
        page = client.post("/austausch/themen/neu/", typed).content.decode()
        assert "Wir haben kein ähnliches Thema gefunden." in page


def test_a_topic_never_tells_a_member_what_came_of_a_hidden_item(stored):
    katrin, aylin = client_of("katrin"), client_of("aylin")
    hidden = AgendaItem.objects.filter(visibility="hidden", topic__in=open_topics())
    results = Result.objects.filter(item__in=hidden)
    dissents = Dissent.objects.filter(result__in=results)
    told = [
        *results.values_list("item__topic__reference", "text"),
        *dissents.values_list("topic__reference", "one_side"),
        *dissents.values_list("topic__reference", "other_side"),
    ]

    assert len(told) == 3 * len(results) > 0
    for reference, words in told:
        address = reverse("exchange:topic", args=[reference])
        assert words not in text(katrin, address)
        assert words in text(aylin, address)


def words_about(items: QuerySet[AgendaItem]) -> set[str]:
    """What stands in some items that has words of its own, and what came of them."""
    titles = set(items.exclude(title="").values_list("title", flat=True))
    return titles | set(Result.objects.filter(item__in=items).values_list("text", flat=True))


def test_papers_of_a_meeting_hold_internal_items_and_never_a_hidden_one(stored):
    """Whoever takes them: a file goes further than the page."""
    items = AgendaItem.objects.filter(meeting__withdrawn_at=None, meeting__state="approved")
    hidden = items.filter(visibility="hidden")
    at = Meeting.objects.filter(pk__in=hidden.values("meeting"))[:3]
    own = [f"/austausch/treffen/{one.reference}/{paper}" for one in at for paper in PAPERS]
    assert words_about(hidden.filter(meeting__in=list(at)))
    for name in ("katrin", "aylin"):
        client = client_of(name)
        told = "".join(readable(client.get(address)) for address in own)
        shown = words_about(items.filter(visibility="internal", meeting__in=list(at)))
        assert shown
        assert [word for word in words_about(hidden) if word in told] == [], name
        assert [word for word in shown if word not in told] == [], name


def test_a_feed_and_the_file_of_a_meeting_tell_when_and_where_and_nothing_that_is_said_there(
    stored,
):
    make_calendar_key(word="word-of-a-feed", by=seat("katrin"), now=NOW)
    found = Meeting.objects.filter(withdrawn_at=None)
    katrin = client_of("katrin")
    files = [f"/austausch/treffen/{one.reference}/treffen.ics" for one in found]
    feed = text(Client(), "/kalender/word-of-a-feed/")
    alone = "".join(text(katrin, address) for address in files)
    titles = set(Topic.objects.values_list("title", flat=True)) | words_about(
        AgendaItem.objects.all()
    )
    for told in (unfolded(feed), unfolded(alone)):
        assert [one.name for one in found if one.name not in told] == []
        assert [word for word in titles if word in told] == []
        assert [one.online_url for one in found if one.online_url in told] == []
        assert PERSON not in told


def unfolded(calendar: str) -> str:
    """A calendar without the breaks of its long lines (RFC 5545, 3.1)."""
    return calendar.replace("\r\n ", "")


def test_no_paper_and_no_file_of_a_meeting_opens_for_who_takes_no_part(stored):
    meeting = min(stored.of("meeting", OPEN))
    for paper in (*PAPERS, "treffen.ics"):
        address = f"/austausch/treffen/{meeting}/{paper}"
        assert client_of("lars").get(address).status_code == 404, paper
        assert client_of("otto").get(address).status_code == 303, paper
    assert Client().get("/kalender/word-of-nobody/").status_code == 404


def test_members_see_names_strangers_and_staff_without_a_mandate_see_no_list(stored):
    names = re.findall(rf"{PERSON}-\w+-\d+-", text(client_of("katrin"), "/austausch/mitglieder/"))
    assert names
    missing = client_of("lars").get("/verwaltung/gibt-es-nicht/")
    for name in ("lars", "nadja", "petra", "sofia", "vera"):
        answer = client_of(name).get("/austausch/mitglieder/")
        assert (answer.status_code, answer.content) == (404, missing.content)
    assert client_of("otto").get("/austausch/mitglieder/").status_code == 303


@pytest.mark.parametrize("name", ["lars", "petra", "sofia", "vera"])
def test_a_role_without_a_mandate_finds_no_page_of_the_exchange(stored, name):
    client = client_of(name)
    places = {
        "<slug:topic>": open_topics()[0].reference,
        "<slug:partner>": min(stored.of("organization", OPEN)),
        "<slug:membership>": min(stored.of("person", OPEN)),
    }
    found = []
    for route in ROUTES:
        if route["path"].startswith("/austausch/"):
            address = route["path"]
            for place, value in places.items():
                address = address.replace(place, value)
            found += [address] if client.get(address).status_code != 404 else []
    assert found == []
