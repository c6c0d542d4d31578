"""A situation that a machine sends gets the same checks as a person's form."""

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.support.guidance.rules.schema import situation_schema
from rueckhalt.support.guidance.rules.told import Told, told_from_json
from tests.rules.guidance.books import shipped_book

BOOK = shipped_book()
ON = date(2026, 11, 26)


def read(sent: object) -> Told:
    return told_from_json(json.dumps(sent).encode(), BOOK, ON)


def test_a_full_situation_is_read() -> None:
    found = read(
        {
            "place": "Kiel",
            "answers": {"danger": "no", "happened": ["threat", "insult"]},
            "days": {"learned_on": "2026-11-20"},
        }
    )
    assert found.place_text == "Kiel"
    assert found.answers["happened"] == {"threat", "insult"}
    assert found.days["learned_on"].earliest == date(2026, 11, 20)


def test_an_empty_situation_is_a_situation() -> None:
    assert read({}) == Told("", "", {}, {})


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ([], "not_a_situation"),
        ({"name": "Birgit"}, "not_a_situation"),
        ({"days": {"learned_on": "irgendwann"}}, "no_day"),
        ({"days": {"learned_on": 3}}, "not_a_situation"),
        ({"further": [{"answers": {"danger": "yes"}}]}, "no_such_question"),
        ({"further": [{"learned_on": "morgen"}]}, "no_day"),
        ({"answers": {"gefahr": "yes"}}, "no_such_question"),
        ({"answers": {"learned_on": "2026-11-20"}}, "no_such_question"),
        ({"days": {"danger": "2026-11-20"}}, "no_such_question"),
        ({"answers": {"danger": "ja"}}, "no_such_answer"),
        ({"answers": {"danger": ["yes", "no"]}}, "one_answer_only"),
        ({"days": {"learned_on": "2026-11-27"}}, "future_day"),
        ({"days": {"learned_on": "1989-12-31"}}, "distant_day"),
    ],
)
def test_what_is_no_situation_is_refused_with_a_sentence(sent: object, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(sent)
    assert refusal.value.code == code
    assert "%(" not in str(refusal.value)


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"{", b"null", b'{"answers": {"danger": 1}}'])
def test_bytes_that_are_no_json_of_that_shape_are_refused(raw: bytes) -> None:
    with pytest.raises(Refused):
        told_from_json(raw, BOOK, ON)


def test_the_schema_accepts_what_is_read_and_refuses_an_unknown_answer() -> None:
    schema = situation_schema(BOOK)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert validator.is_valid({"place": "Kiel", "answers": {"happened": ["threat"]}})
    assert not validator.is_valid({"answers": {"happened": ["nonsense"]}})
    assert not validator.is_valid({"answers": {"nonsense": ["threat"]}})
