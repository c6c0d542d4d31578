"""Dated text is loaded strictly: a fault is an error that names its place."""

import pytest

from rueckhalt.foundation.lib.content import ContentError
from tests.rules.guidance.books import LAW, QUESTIONS, STEP, book


def test_a_sound_rulebook_is_accepted() -> None:
    assert [step.id for step in book().steps] == ["eins"]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('danger = ["yes"] }\nexample', 'gefahr = ["yes"] }\nexample', "gefahr gibt es nicht"),
        ('when = { danger = ["yes"]', 'when = { danger = ["ja"]', "Antwort ja nicht"),
        ('norms = ["BMG § 51"]', 'norms = ["BMG § 99"]', "BMG § 99 steht nicht"),
        ('norms = ["BMG § 51"]', "", "ohne Norm und ohne Quelle"),
        ("{dauer}", "{frist}", "{frist}, das gibt es nicht"),
        ('mark = "belegt"', 'mark = "sicher"', "schritte.toml, [[step]] 1 (eins): mark"),
        ('mark = "belegt"', 'mark = "offen"', "wen man fragt"),
        ('owner = "Test"', "", "owner"),
        ('owner = "Test"', 'owner = "Test"\nfarbe = "rot"', "farbe"),
        ("valid_from = 2026-01-01", 'valid_from = "bald"', "valid_from"),
        ('owner = "Test"', 'owner = "Test"\nreviewed_by = "Amt"', "geprüft von und geprüft am"),
        ("[[step]]", "[[step", "schritte.toml: kein gültiges TOML"),
        ('owner = "Test"', 'owner = "Test"\ncompetence = "kaffee"', "competence"),
    ],
)
def test_a_fault_in_a_step_is_named_with_its_place(old: str, new: str, named: str) -> None:
    assert old in STEP
    with pytest.raises(ContentError) as error:
        book(step=STEP.replace(old, new))
    assert named in str(error.value)


def test_an_id_used_twice_is_refused() -> None:
    with pytest.raises(ContentError, match="eins gibt es zweimal"):
        book(step=STEP + STEP)


def test_a_question_without_answers_must_ask_for_a_day() -> None:
    with pytest.raises(ContentError, match="Nur eine Frage nach einem Tag"):
        book(questions=QUESTIONS.replace('kind = "one"', 'kind = "day"'))


def test_a_legal_value_needs_its_norm() -> None:
    with pytest.raises(ContentError, match="dauer: ohne bekannte Norm"):
        book(law=LAW.replace('norm = "BMG § 51"\nsource', 'norm = "BMG § 7"\nsource', 1))
