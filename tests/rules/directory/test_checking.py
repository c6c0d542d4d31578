"""What a look over the whole directory finds."""

from datetime import date, time

import pytest

from rueckhalt.foundation.directory.rules import Entries, Window, findings
from rueckhalt.foundation.directory.rules.checking import PAGE_NAMES, is_phone
from tests.rules.directory.bodies import a_body, shipped

ON = date(2026, 11, 26)
HOURS = (Window("FREQ=DAILY", time(9), time(16)),)
SOUND = {"hours": HOURS, "phone": "0211 871-3131"}
CLOSED = {**SOUND, "valid_until": date(2026, 1, 1)}


def found(*bodies, errors: bool) -> list[tuple[str, str]]:
    return [
        (one.entry_id, one.text)
        for one in findings(Entries(bodies), ON)
        if one.is_error is errors and one.entry_id in {body.id for body in bodies}
    ]


@pytest.mark.parametrize(
    "text",
    ["110", "112", "116 117", "116006", "0800 300 99 44", "0800 1239900", "0228 99681-13275",
     "030 25208838", "06131 65-65250", "040 4286-76767", "0551 4030", "030 4664-924924"],
)  # fmt: skip
def test_a_number_of_a_german_office_is_a_phone(text):
    assert is_phone(text)


@pytest.mark.parametrize(
    "text",
    ["0", "111", "116", "0800 300994", "0800 300 99 444", "+49 30 123456", "030/25208838",
     "030 2520 x", "0049 30 123456", "030--123456", "12345678", "030 123456789012345", "03012", ""],
)  # fmt: skip
def test_what_nobody_can_dial_is_none(text):
    assert not is_phone(text)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"phone": "12345"}, "12345 ist keine deutsche Rufnummer."),
        ({"url": "http://a.example"}, "http://a.example ist keine Adresse mit https."),
        ({"url": "https://a b.example"}, "https://a b.example ist keine Adresse mit https."),
        ({"url": "https://localhost/"}, "https://localhost/ ist keine Adresse mit https."),
        ({"email": "a@b"}, "a@b ist keine E-Mail-Adresse."),
        ({"attested_on": "2026-11-27"}, "Der Beleg liegt in der Zukunft."),
        ({"checked_on": date(2026, 11, 27)}, "Die Prüfung liegt in der Zukunft."),
    ],
)
def test_a_fault_of_an_entry_is_an_error(values, text):
    assert found(a_body("eins", **{**SOUND, **values}), errors=True) == [("eins", text)]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"attested_on": "o. D."}, "Der Beleg hat kein Datum."),
        ({"attested_on": "2024"}, "Der Beleg ist älter als zwei Jahre (2024)."),
        ({"hours": ()}, "Zeiten fehlen."),
        ({"second_hand": True}, "Die Adresse ist aus zweiter Hand."),
    ],
)
def test_what_a_person_should_look_at_is_no_error(values, text):
    body = a_body("eins", **{**SOUND, **values})
    assert found(body, errors=False) == [("eins", text)]
    assert found(body, errors=True) == []


def test_a_sound_entry_and_a_closed_one_have_no_findings():
    bodies = (a_body("eins", **SOUND), a_body("zwei", **{**CLOSED, "attested_on": "2015"}))
    assert found(*bodies, errors=True) == found(*bodies, errors=False) == []


def test_a_wrong_id_is_an_error():
    assert found(a_body("Eins und zwei", **SOUND), errors=True)


@pytest.mark.parametrize("name", sorted(PAGE_NAMES))
def test_an_id_that_is_the_address_of_a_page_is_an_error(name):
    taken = "Diese Kennung ist die Adresse einer Seite des Verzeichnisses."
    assert found(a_body(name, **SOUND), errors=True) == [(name, taken)]


def test_the_same_number_twice_is_an_error_and_the_same_page_a_hint():
    one, two = a_body("eins", **SOUND), a_body("zwei", **{**SOUND, "phone": "0211 8713131"})
    assert found(one, two, errors=True) == [("eins", "02118713131 steht auch bei zwei.")]
    pages = [a_body(name, url="https://a.example/") for name in ("eins", "zwei")]
    assert found(*pages, errors=True) == []
    assert found(*pages, errors=False) == [("eins", "https://a.example/ steht auch bei zwei.")]


def test_a_lost_successor_and_a_loop_are_errors():
    lost = a_body("eins", **CLOSED, successor="fehlt")
    loop = [a_body(a, **CLOSED, successor=b) for a, b in (("a", "b"), ("b", "a"), ("c", "c"))]
    before_the_loop = a_body("d", **CLOSED, successor="a")
    assert found(lost, errors=True) == [("eins", "Die Nachfolge fehlt gibt es nicht.")]
    assert [one for one, _ in found(*loop, before_the_loop, errors=True)] == ["a", "b", "c"]


def test_the_shipped_directory_has_no_errors_and_names_its_gaps():
    all_findings = findings(shipped(), ON)
    assert [one for one in all_findings if one.is_error] == []
    assert any(one.entry_id == "ansprechstelle_polizei BY" for one in all_findings)
