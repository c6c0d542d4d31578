"""Dated text is plain: short sentences, no abbreviations, nothing that must never be said."""

from collections.abc import Iterator

import pytest

from rueckhalt.foundation.directory.api import shipped_entries
from rueckhalt.support.guidance.queries import rulebook
from tests.house.plain import RULES, faults, sentences

BOOK = rulebook()


def texts() -> Iterator[tuple[str, str]]:
    """Everything that a person reads of the dated text, with the place where it stands."""
    for step in BOOK.steps:
        yield from ((step.id, text) for text in step.texts if text)
    for question in BOOK.questions:
        options = [part for option in question.options for part in (option.label, option.because)]
        yield from (
            (question.id, text) for text in (question.text, question.hint, *options) if text
        )
    for clock in BOOK.clock_texts.values():
        yield from ((clock.id, text) for text in (clock.label, clock.text))
    for offence in BOOK.offences.offences:
        yield from ((offence.id, text) for text in offence.texts if text)
    for rule in BOOK.offences.superiors:
        yield from ((rule.id, text) for text in (rule.text, rule.ask) if text)
    for explained in BOOK.offences.texts.values():
        yield from ((explained.id, text) for text in (explained.label, explained.text))
    for norm in BOOK.norms.values():
        yield from ((norm.id, text) for text in (norm.title, norm.says))
    entries = shipped_entries()
    yield from ((body.id, body.note) for body in entries.bodies if body.note)
    yield from ((gap.id, text) for gap in entries.gaps for text in (gap.text, gap.ask))


def test_all_dated_text_is_plain():
    found = [f"{place}: {fault}" for place, text in texts() for fault in faults(text)]
    assert "\n".join(found) == ""


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Wort " * 20 + "Ende.", "long_sentences"),
        ("Das geht z. B. so.", "abbreviations"),
        ("Das geht ggf. so.", "abbreviations"),
        ("Rufen Sie an!", "shouting"),
        ("Sie haben Zeit bis morgen.", "forbidden"),
        ("Die Sperre gilt vier Jahre.", "forbidden"),
        ("Melden Sie es an das BKA.", "forbidden"),
        ("Das ist eine Straftat.", "judged"),
    ],
)
def test_each_rule_sees_its_fault_and_only_its_own(text, rule):
    assert [one.__name__ for one in RULES if list(one(text))] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "Das steht in § 51 Abs. 1 Nr. 2 des Bundesmeldegesetzes, Stand 3. September.",
        "Wort " * 19 + "Ende. " + "Wort " * 19 + "Ende.",
        "Das kann eine Straftat sein.",
        "Am 24.12.2025 um 9:30 Uhr.",
    ],
)
def test_a_sound_text_is_left_alone(text):
    assert faults(text) == []


def test_a_citation_and_a_date_end_no_sentence():
    assert sentences("Nach § 3 Abs. 1 Nr. 2 am 3. September. Und jetzt: Rufen Sie an?") == [
        "Nach § 3 Abs. 1 Nr. 2 am 3. September", "Und jetzt", "Rufen Sie an?",
    ]  # fmt: skip
