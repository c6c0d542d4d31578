"""`rueckhalt lotse`: a plan and a letter on the command line, as text, JSON and PDF."""

import io
import json
import sys

import pytest
from jsonschema import Draft202012Validator

from rueckhalt.config import prepare
from rueckhalt.config.commandline import main
from rueckhalt.config.json_api import LETTER_EXAMPLE
from tests.build import store_places

SITUATION = {"place": "Kiel", "answers": {"happened": ["threat"]}}

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch, capsysbinary):
    """Runs the command with an input; its status, output and complaint."""
    store_places("Kiel")
    monkeypatch.setattr(prepare, "prepare_data", lambda: None)
    monkeypatch.setattr(prepare, "prepare", lambda: None)

    def ran(told: object, *arguments: str) -> tuple[int, bytes, str]:
        raw = told if isinstance(told, bytes) else json.dumps(told).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        status = main(["lotse", *arguments])
        said = capsysbinary.readouterr()
        return status, said.out, said.err.decode()

    return ran


def test_a_plan_comes_as_text_json_and_pdf(run):
    assert b"Ihr Plan" in run(SITUATION)[1]
    assert json.loads(run(SITUATION, "--json")[1])["steps"]
    assert run(SITUATION, "--pdf")[1].startswith(b"%PDF-1.7")


def test_a_plan_names_the_letters_to_its_steps(run):
    assert "--letter strafanzeige" in run(SITUATION)[1].decode()


def test_a_letter_comes_as_text_json_and_pdf(run):
    text = run(LETTER_EXAMPLE, "--letter", "strafanzeige")[1].decode()
    data = json.loads(run(LETTER_EXAMPLE, "--letter", "strafanzeige", "--json")[1])
    assert text.startswith("Erika Mustermann\nRathaus Musterdorf")
    assert data["text"] == text
    assert run(LETTER_EXAMPLE, "--letter", "strafanzeige", "--pdf")[1].startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("told", "letter", "sentence"),
    [
        (LETTER_EXAMPLE, "x", "Diesen Brief gibt es nicht. Es gibt: strafanzeige"),
        ({}, "strafanzeige", "Das Feld recipient fehlt: An wen geht der Brief?"),
        (b"{", "strafanzeige", "Das ist kein Brief als JSON."),
        ({"fields": {"residence": "x"}}, "strafanzeige", "kein Feld residence"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(run, told, letter, sentence):
    status, out, complaint = run(told, "--letter", letter)
    assert (status, out) == (2, b"")
    assert sentence in complaint


@pytest.mark.parametrize("more", [(), ("--letter", "strafanzeige")])
def test_the_schema_is_one_and_takes_the_example(run, more):
    schema = json.loads(run({}, "--schema", *more)[1])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(LETTER_EXAMPLE if more else SITUATION)
