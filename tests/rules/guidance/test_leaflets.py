"""Evidence and household sheet: read strictly, in order, and with nothing dangerous in them."""

import re
from datetime import date

import pytest

from rueckhalt.foundation.lib.content import ContentError
from rueckhalt.support.guidance.rules.evidence import EvidenceKind, parse_evidence
from rueckhalt.support.guidance.rules.grounds import Mark, Statement
from rueckhalt.support.guidance.rules.household import Part, parse_household
from tests.rules.guidance.books import shipped_book, shipped_texts
from tests.rules.guidance.never import wrong_in

NORMS = shipped_book().norms
EVIDENCE = parse_evidence(shipped_texts("guidance"), NORMS)
HOUSEHOLD = parse_household(shipped_texts("guidance"), NORMS)
STATEMENTS = [
    *((one.id, said) for one in EVIDENCE for said in one.statements),
    *((one.id, said) for one in HOUSEHOLD for said in one.advice),
]

WAY = """
[[evidence]]
id = "{id}"
kind = "{kind}"
rank = {rank}
title = "Titel"
secure = [{secure}]
never = []
owner = "Test"
valid_from = 2026-01-01
"""
OCCASION = """
[[household]]
id = "{id}"
part = "{part}"
rank = {rank}
title = "Titel"
advice = [{advice}]
owner = "Test"
valid_from = 2026-01-01
valid_until = 2027-01-01
"""
SOUND = '{ text = "Tun.", mark = "Praxis" }'
FAULTS = [
    ('{ text = "Tun.", mark = "belegt" }', "belegt ohne Norm und ohne Quelle"),
    ('{ text = "Tun.", mark = "offen" }', "wen man fragt"),
    ('{ text = "Tun.", mark = "Praxis", norms = ["StGB § 0"] }', "StGB § 0 steht nicht"),
    ('{ text = "Tun.", mark = "sicher" }', "mark"),
    ('{ text = "Tun.", mark = "Praxis", colour = "rot" }', "colour"),
]


def way(kind: str = "channel", rank: int = 1, secure: str = SOUND, name: str = "eins") -> str:
    return WAY.format(kind=kind, rank=rank, secure=secure, id=name)


def occasion(part: str = "office", rank: int = 1, advice: str = SOUND, name: str = "eins") -> str:
    return OCCASION.format(part=part, rank=rank, advice=advice, id=name)


@pytest.mark.parametrize(("statement", "words"), FAULTS)
def test_a_statement_that_rests_on_nothing_it_may_rest_on_is_refused(
    statement: str, words: str
) -> None:
    with pytest.raises(ContentError, match=words):
        parse_evidence({"a.toml": way(secure=statement)}, NORMS)
    with pytest.raises(ContentError, match=words):
        parse_household({"a.toml": occasion(advice=statement)}, NORMS)


def test_what_nobody_preserves_comes_first_and_the_order_of_files_does_not_matter() -> None:
    texts = {
        "a.toml": way("channel", 2, name="c"),
        "b.toml": way("channel", 1, name="b") + way("exception", 9, name="a"),
    }
    assert [one.id for one in parse_evidence(texts, NORMS)] == ["a", "b", "c"]


def test_the_sheet_speaks_to_everyone_then_children_then_the_office() -> None:
    text = occasion("office", 1, name="c") + occasion("children", 1, name="b")
    text += occasion("everyone", 1, name="a")
    assert [one.id for one in parse_household({"a.toml": text}, NORMS)] == ["a", "b", "c"]


def test_an_entry_holds_until_its_last_day() -> None:
    (one,) = parse_household({"a.toml": occasion()}, NORMS)
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [one.is_valid_on(day) for day in days] == [False, True, True, False]
    (endless,) = parse_evidence({"a.toml": way()}, NORMS)
    assert endless.is_valid_on(date(2040, 1, 1))


def test_all_ways_and_all_parts_are_there() -> None:
    assert {one.kind for one in EVIDENCE} == set(EvidenceKind)
    channels = [one.id for one in EVIDENCE if one.kind is EvidenceKind.CHANNEL]
    assert channels == ["brief", "e-mail", "anruf", "internet", "persoenlich", "am-ort", "sitzung"]
    assert {one.part for one in HOUSEHOLD} == set(Part)


@pytest.mark.parametrize(("entry", "said"), STATEMENTS, ids=[entry for entry, _ in STATEMENTS])
def test_no_statement_says_what_must_never_be_said(entry: str, said: Statement) -> None:
    assert wrong_in(f"{said.text} {said.ask}") == ()


def test_a_way_of_which_we_have_no_source_is_never_called_attested() -> None:
    from_memory = {"brief", "e-mail"}
    marks = {said.mark for entry, said in STATEMENTS if entry in from_memory}
    assert marks == {Mark.PRACTICE, Mark.OPEN}


def test_images_of_minors_are_kept_and_passed_on_by_nobody() -> None:
    text = " ".join(said.text for entry, said in STATEMENTS if entry == "bilder")
    assert "Speichern Sie das Bild nicht" in text
    assert "sofort die Polizei" in text
    assert not re.search("Bildschirmfoto|Kopieren|Sichern Sie", text)


@pytest.mark.parametrize("entry", ["gegenstand", "am-ort", "paket"])
def test_nobody_touches_a_strange_thing_and_everybody_calls_110(entry: str) -> None:
    text = " ".join(said.text for one, said in STATEMENTS if one == entry)
    assert re.search("rührt (ihn |es )?niemand an|Niemand rührt ihn an", text)
    assert "Gehen Sie weg" in text
    assert "110" in text


def test_nothing_has_been_reviewed_yet() -> None:
    assert {(one.reviewed_by, one.reviewed_on) for one in (*EVIDENCE, *HOUSEHOLD)} == {("", None)}
    assert all(one.owner for one in (*EVIDENCE, *HOUSEHOLD))
