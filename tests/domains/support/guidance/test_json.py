"""The plan as other programs get it: the same as on the command line."""

import json
from datetime import UTC, datetime

import pytest
import time_machine

from rueckhalt.support.guidance.api import (
    plan_as_data,
    plan_page,
    rulebook,
    situation_schema,
    today,
    told_from_json,
)
from tests.machines import get, post

NOW = datetime(2026, 11, 26, 19, 30, tzinfo=UTC)
EVERYTHING = {
    "place": "Kiel",
    "answers": {
        question.id: [option.id for option in question.options]
        for question in rulebook().questions
        if question.kind == "many"
    },
    "days": {"learned_on": "2026-11-20"},
    "further": [{"answers": {"happened": ["insult"]}, "learned_on": "gestern"}],
}
SITUATIONS = [
    {},
    {"place": "Kiel"},
    {"place": "Neustadt"},
    {"place": "Neustadt", "place_ags": "07316000"},
    {"answers": {"happened": ["threat"]}, "days": {"learned_on": "2026-05-01"}},
    EVERYTHING,
]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


@pytest.mark.parametrize("situation", SITUATIONS)
@time_machine.travel(NOW, tick=False)
def test_the_plan_is_that_of_the_command_line(client, situation):
    told = told_from_json(json.dumps(situation).encode(), rulebook(), today(NOW))
    assert post(client, "plan", situation) == (200, plan_as_data(plan_page(told, NOW)))


def test_a_full_situation_gives_steps_offences_and_a_deadline(client):
    with time_machine.travel(NOW):
        _, plan = post(client, "plan", EVERYTHING)
    assert plan["offences"]
    assert any(step["deadline"] for step in plan["steps"])
    assert "Noch nicht juristisch geprüft" in plan["notice"]


def test_the_schema_is_that_of_the_command_line(client):
    assert get(client, "situation.schema.json") == (200, situation_schema(rulebook()))


@pytest.mark.parametrize(
    ("situation", "code"),
    [
        ([], "not_a_situation"),
        ({"name": "Birgit"}, "not_a_situation"),
        ({"answers": {"gefahr": "yes"}}, "no_such_question"),
        ({"answers": {"happened": ["<script>"]}}, "no_such_answer"),
        ({"days": {"learned_on": "2999-01-01"}}, "future_day"),
        ({"days": {"learned_on": "9" * 5000}}, "no_day"),
        ({"further": [{}] * 9}, "too_many_incidents"),
    ],
)
def test_what_is_no_situation_is_refused_with_a_sentence(client, situation, code):
    status, refusal = post(client, "plan", situation)
    assert (status, refusal["code"]) == (422, code)
    assert len(refusal["message"]) < 200


@pytest.mark.parametrize(
    "raw",
    [
        b"{", b"null", b"\xff\xfe", b"[" * 60_000, b'{"place": ' + b"9" * 60_000 + b"}",
        b'{"place": "\\ud800"}', b'{"\\ud800": 1}', b"NaN", b'{"place": NaN}',
        b'{"a":' * 10_000, '{"place": "Kiel"}'.encode("utf-16"),
    ],
)  # fmt: skip
def test_bytes_that_are_no_situation_are_refused(client, raw):
    assert post(client, "plan", raw)[0] == 422


@pytest.mark.parametrize(
    "words", ["\x00", "<script>alert(1)</script>", "{{ 7*7 }}", "\u202eleiK", "=cmd|' /C calc'!A0"]
)
def test_hostile_words_for_the_place_mean_no_place(client, words):
    status, plan = post(client, "plan", {"place": words})
    assert (status, plan["place"]) == (200, None)


def test_a_situation_is_never_read_from_an_address(client):
    assert client.get("/api/v1/plan", {"place": "Kiel"}).status_code == 405
    assert "place" not in client.post("/api/v1/plan?place=Kiel").content.decode()


def test_too_much_is_refused(client):
    assert post(client, "plan", {"place": "x" * 270_000})[0] == 413
    assert post(client, "plan", b'{"place": "Kiel"}', content_type="text/plain")[0] == 415


def test_a_plan_costs_as_many_queries_as_on_the_page(client, django_assert_max_num_queries):
    post(client, "plan", EVERYTHING)
    with django_assert_max_num_queries(3):
        post(client, "plan", EVERYTHING)
