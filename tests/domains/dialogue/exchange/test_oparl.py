"""OParl 1.1: valid, whole, never more than is public, and nothing that was public gets lost."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rueckhalt.dialogue.exchange.actions.agenda import change_visibility
from rueckhalt.dialogue.exchange.actions.meetings import ItemDraft, add_item, release_meeting
from rueckhalt.dialogue.exchange.actions.partners import give_consent, withdraw_consent
from rueckhalt.dialogue.exchange.rules.channel import Channel
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility
from tests.domains.dialogue.exchange.generated import (
    GONE,
    HIDDEN,
    NEVER,
    NOW,
    OPEN,
    PERSON,
    SHOWN,
    Generated,
    days,
    generate,
)
from tests.exchange import meeting, reference, seat
from tests.reference.oparl import faults

ROOT = "/oparl/v1.1/"
HOUSE = "https://allianz.example"
LISTS = (
    "organization", "person", "membership", "meeting", "agendaitem", "paper", "consultation",
    "file", "location", "legislativeterm",
)  # fmt: skip
# Which generated kind stands under which address.
NAMED = {
    "organization": "organization/{}/",
    "person": "person/{}/",
    "topic": "paper/thema-{}/",
    "promise": "paper/zusage-{}/",
    "meeting": "meeting/{}/",
    "item": "agendaitem/{}/",
    "file": "file/{}/",
}
LONG_AGO = "2020-01-01T00:00:00+01:00"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _house(settings, time_machine):
    settings.ADDRESS = HOUSE
    time_machine.move_to(NOW, tick=False)


def whole(client: Client, kind: str, **asked: str) -> Iterator[dict[str, Any]]:
    """Every object of a list, page by page as a program would go."""
    answer = client.get(f"{ROOT}{kind}/", {"limit": "40", **asked}).json()
    yield from answer["data"]
    while "next" in answer["links"]:
        answer = client.get(answer["links"]["next"].removeprefix(HOUSE)).json()
        yield from answer["data"]


def everything(client: Client, **asked: str) -> list[dict[str, Any]]:
    return [one for kind in LISTS for one in whole(client, kind, **asked)]


def test_1000_generated_objects_and_more_are_valid(client):
    generate(seed=9, size=1700)

    told = everything(client, modified_since=LONG_AGO)

    assert len(told) >= 1000
    assert [fault for one in told for fault in faults(one)] == []


@pytest.mark.parametrize("address", ["", "body/allianz/"])
def test_the_entry_points_are_valid_and_lead_to_the_lists(client, address):
    told = client.get(ROOT + address).json()

    assert faults(told) == []
    for field, value in told.items():
        if field != "type" and isinstance(value, str) and value.startswith(f"{HOUSE}{ROOT}"):
            assert client.get(value.removeprefix(HOUSE)).status_code == 200, field


@pytest.mark.parametrize("seed", range(2))
def test_nothing_hidden_no_person_without_consent_and_no_place_ahead_gets_out(client, seed):
    stored = generate(seed, 120)
    texts = [str(one) for one in everything(client, modified_since=LONG_AGO)]
    for kind, address in NAMED.items():
        for outcome in (OPEN, GONE, NEVER):
            texts += [
                client.get(ROOT + address.format(one)).content.decode()
                for one in stored.of(kind, outcome)
            ]
    told = "\n".join(texts)

    assert f"{PERSON}-{SHOWN}" in told
    assert HIDDEN not in told
    assert [at for at in stored.hidden_starts if f"{at:%H:%M:%S}" in told.replace("T", " ")] == []


@pytest.mark.parametrize("kind", NAMED)
def test_what_is_public_is_told_what_was_is_named_as_deleted_and_the_rest_is_not_there(
    client, kind
):
    stored = generate(4, 150)
    asked = {
        outcome: [client.get(ROOT + NAMED[kind].format(one)) for one in stored.of(kind, outcome)]
        for outcome in (OPEN, GONE, NEVER)
    }

    assert asked[OPEN]
    assert all(one.status_code == 200 and "deleted" not in one.json() for one in asked[OPEN])
    assert {one.status_code for one in asked[NEVER]} <= ({404, 200} if kind == "item" else {404})
    for one in asked[GONE]:
        bare = {"id", "type", "created", "modified", "deleted"}
        # The schema wants the address of a file and the place of an item even when they are gone.
        bare |= {"file": {"accessUrl"}, "item": {"order"}}.get(kind, set())
        assert (one.status_code, set(one.json())) == (200, bare)


@pytest.mark.parametrize("kind", ["topic", "promise", "meeting", "item", "file", "person"])
def test_lists_name_what_was_taken_back_only_to_who_asks_for_changes(client, kind):
    stored = generate(5, 150)
    listed = NAMED[kind].partition("/")[0]
    gone = {f"{HOUSE}{ROOT}{NAMED[kind].format(one)}" for one in stored.of(kind, GONE)}
    open_ = {f"{HOUSE}{ROOT}{NAMED[kind].format(one)}" for one in stored.of(kind, OPEN)}

    plain = list(whole(client, listed))
    changed = list(whole(client, listed, modified_since=LONG_AGO))

    assert not any(one.get("deleted") for one in plain)
    assert open_ <= {one["id"] for one in plain}
    assert gone
    assert gone <= {one["id"] for one in changed if one.get("deleted")}


def test_every_object_stands_under_its_own_address_inner_ones_too(client):
    generate(6, 100)

    for one in [*whole(client, "meeting"), *whole(client, "paper"), *whole(client, "person")]:
        items = one.get("agendaItem", [])
        files = [file for home in (one, *items) for file in home.get("auxiliaryFile", ())]
        inner = [one.get("location"), *items, *files, *one.get("consultation", ()),
                 *one.get("membership", ())]  # fmt: skip
        for thing in filter(None, [one, *inner]):
            found = client.get(thing["id"].removeprefix(HOUSE)).json()
            # Alone it also names the object that it stands in.
            assert found.items() >= thing.items()


@pytest.mark.parametrize("kind", LISTS)
def test_each_filter_gives_exactly_those_objects_whose_moment_fits(client, kind):
    generate(7, 100)
    entire = list(whole(client, kind, modified_since=LONG_AGO))

    for field in ("created", "modified"):
        moments = sorted({one[field] for one in entire})
        middle = moments[len(moments) // 2] if moments else LONG_AGO
        since = list(whole(client, kind, **{f"{field}_since": middle, "modified_since": LONG_AGO} |
                           ({"modified_since": middle} if field == "modified" else {})))  # fmt: skip
        assert [one for one in entire if one[field] >= middle] == since
        until = list(whole(client, kind, modified_since=LONG_AGO, **{f"{field}_until": middle}))
        assert [one for one in entire if one[field] <= middle] == until


def test_whoever_asks_each_day_for_changes_ends_with_what_a_full_reading_gives(
    client, time_machine
):
    generate(8, 120)
    known: dict[str, dict[str, Any]] = {}
    last = LONG_AGO
    for day in range(-45, 25, 5):
        time_machine.move_to(days(day), tick=False)
        for kind in LISTS:
            known |= {one["id"]: one for one in whole(client, kind, modified_since=last)}
        last = days(day).isoformat()

    living = {key: one for key, one in known.items() if not one.get("deleted")}
    assert living == {one["id"]: one for one in everything(client)}


def test_inner_lists_can_be_left_out(client):
    generate(2, 60)

    bare = [
        *whole(client, "meeting", omit_internal="true"),
        *whole(client, "agendaitem", omit_internal="true"),
    ]
    assert not [one for one in bare if {"agendaItem", "auxiliaryFile"} & set(one)]
    for kind in ("meeting", "agendaitem"):
        assert any("auxiliaryFile" in one for one in whole(client, kind))
    assert all("membership" not in one for one in whole(client, "person", omit_internal="true"))
    assert any("agendaItem" in one for one in whole(client, "meeting"))
    assert "legislativeTerm" not in client.get(f"{ROOT}body/?omit_internal=true").json()["data"][0]


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"modified_since": "gestern"}, "modified_since"),
        ({"created_until": "2026-11-27T09:00:00"}, "created_until"),
        ({"created_since": "\x00"}, "created_since"),
        ({"created_since": "0001-01-01T00:00:00+02:00"}, "created_since"),
        ({"modified_until": "9999-12-31T23:59:59-02:00"}, "modified_until"),
        ({"page": "0"}, "page"),
        ({"limit": "viele"}, "limit"),
        ({"limit": "-1"}, "limit"),
    ],
)
@pytest.mark.parametrize("kind", ["body", "paper"])
def test_a_filter_that_cannot_be_read_is_refused_with_its_name(client, kind, asked, named):
    answer = client.get(f"{ROOT}{kind}/", asked)

    assert answer.status_code == 400
    assert answer.json()["type"] == "https://schema.oparl.org/1.1/Error"
    assert named in answer.json()["message"]


@pytest.mark.parametrize(
    "address",
    [
        "gibts-nicht/",
        "paper/gibts-nicht/",
        "body/andere/",
        "legislativeterm/eine/",
        "paper/thema-a/b/",
        "papier/ä/",
    ],
)
def test_what_never_was_there_is_404_in_the_shape_of_the_standard(client, address):
    answer = client.get(ROOT + address)

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json; charset=utf-8")
    assert set(answer.json()) == {"type", "message", "debug"}


def test_it_can_be_read_from_other_sites_and_written_by_nobody(client):
    read, written = client.get(ROOT), client.post(f"{ROOT}paper/")

    assert read["Access-Control-Allow-Origin"] == "*"
    assert not read.cookies
    assert (written.status_code, written["Allow"]) == (405, "GET, HEAD")
    assert client.head(ROOT).content == b""


def test_a_plus_that_nobody_encoded_still_is_a_time_zone(client):
    answer = client.get(f"{ROOT}paper/?modified_since=2026-01-01T00:00:00+01:00")

    assert answer.status_code == 200


def test_a_page_beyond_the_last_is_empty_and_leads_back(client):
    generate(3, 40)
    answer = client.get(f"{ROOT}paper/", {"page": "9999"}).json()

    assert answer["data"] == []
    assert answer["links"]["prev"] == answer["links"]["last"]


def test_a_name_is_gone_the_moment_its_person_takes_the_consent_back(client):

    katrin = seat("katrin")
    (own,) = katrin.memberships
    address = f"{ROOT}person/{own.reference}/"
    assert client.get(address).status_code == 404

    give_consent(membership=own, channel=Channel.OPARL, by=katrin, now=NOW - timedelta(hours=1))
    assert client.get(address).json()["name"] == katrin.account.name

    withdraw_consent(membership=own, channel=Channel.OPARL, by=katrin, now=NOW)
    told = client.get(address).json()
    assert (told["deleted"], "name" in told) == (True, False)
    assert client.get(f"{ROOT}membership/{own.reference}/").json()["deleted"]


def test_an_item_that_everybody_could_read_is_named_as_deleted_once_it_is_internal(client):
    at, by, visibility = meeting(), seat("aylin"), ItemVisibility
    release_meeting(meeting=at, by=by, now=NOW)
    at.refresh_from_db()
    read, unread = (
        add_item(
            meeting=at, draft=ItemDraft(first, title=title), reference=reference(), by=by, now=NOW
        )
        for title, first in (("Gelesen", visibility.PUBLIC), ("Ungelesen", visibility.HIDDEN))
    )
    for item in (read, unread):
        change_visibility(item=item, new=visibility.INTERNAL, by=by, now=NOW)

    told = client.get(f"{ROOT}agendaitem/{read.reference}/").json()
    assert (told["deleted"], "name" in told) == (True, False)
    assert client.get(f"{ROOT}agendaitem/{unread.reference}/").status_code == 404

    read.refresh_from_db()
    change_visibility(item=read, new=visibility.PUBLIC, by=by, now=NOW)
    assert client.get(f"{ROOT}agendaitem/{read.reference}/").json()["name"] == "Gelesen"


@pytest.mark.parametrize("kind", LISTS)
def test_a_full_page_asks_the_database_a_few_times_only(
    client, django_assert_max_num_queries, kind
):
    generate(1, 200)
    with django_assert_max_num_queries(20):
        client.get(f"{ROOT}{kind}/", {"limit": "100"})


def test_the_generator_stores_the_same_for_the_same_seed():
    def kinds(stored: Generated) -> dict[tuple[str, str], int]:
        return {key: len(found) for key, found in stored.references.items()}

    first = kinds(generate(11, 80))
    assert {outcome for _, outcome in first} == {OPEN, GONE, NEVER}
