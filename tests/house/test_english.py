"""English text is plain, says nothing about law, and claims nothing that German text does not."""

import re
from collections.abc import Iterator

import pytest

from rueckhalt.foundation.directory.api import shipped_entries
from rueckhalt.support.guidance.queries import english_book
from tests.house import facts
from tests.house.plain import EASY_SENTENCE, LONGEST_SENTENCE, length, sentences

BOOK = english_book()
BODIES = shipped_entries().by_id()
# Offences, terms and what a law says stay German: nobody has reviewed an English version.
LAW = re.compile(
    r"§|\b(?:art(?:icle|\.)?|section) \d|\b(?:crim\w+|offen[cs]e\w*|felon\w*|misdemean\w+|libel"
    r"|slander|defam\w+|illegal\w*|unlawful\w*|punish\w*|prosecut\w*|statut\w*|penal\w*"
    r"|(?:days?|weeks?|months?|years?))\b",
    re.IGNORECASE,
)
# Long words of offices, and what shouts.
HARD = re.compile(
    r"!|\b(?:e\.g\.|i\.e\.|etc\.|pursuant|hereby|aforementioned|utili[sz]e)", re.IGNORECASE
)


def page_texts() -> Iterator[str]:
    for page in BOOK.pages.values():
        yield from (page.tab, page.title, page.lead, page.go_on, page.go_on_says)
        for section in page.sections:
            yield from (section.title, *section.text, *section.lines)


def texts() -> list[str]:
    """Everything that a person reads in English and that is no interface word."""
    steps = (text for step in BOOK.steps for text in (*step.texts, step.by_when))
    contacts = (text for one in BOOK.contacts.values() for text in (one.name, one.says))
    return [text for text in (*page_texts(), *steps, *contacts) if text]


def test_english_sentences_are_short():
    lengths = [length(one) for text in texts() for one in sentences(text)]

    assert max(lengths) <= LONGEST_SENTENCE
    assert sum(one <= EASY_SENTENCE for one in lengths) >= 0.9 * len(lengths)


@pytest.mark.parametrize("text", texts())
def test_english_text_names_no_offence_and_no_term_and_is_plain(text):
    assert LAW.findall(text) == []
    assert HARD.findall(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "This is an offence.", "It is a crime.", "Apply within three months.", "You have two weeks.",
        "See § 201.", "Section 77 says so.", "It is illegal.", "He will be prosecuted.",
    ],
)  # fmt: skip
def test_the_look_for_law_sees_it(text):
    assert LAW.search(text)
    assert HARD.search("Call now!")


@pytest.mark.parametrize("contact", BOOK.contacts.values(), ids=lambda one: one.id)
def test_a_number_that_english_text_says_of_a_body_stands_in_its_german_note(contact):
    note = BODIES[contact.id].note
    assert [one for one in re.findall(r"\d+", contact.says) if one not in note] == []


@pytest.mark.parametrize("contact", BOOK.contacts.values(), ids=lambda one: one.id)
def test_a_language_is_promised_only_where_the_directory_says_so(contact):
    promised = (
        re.search(r"\b(?:speak|languages?)\b", contact.says) and "do not know" not in contact.says
    )
    assert not promised or "Sprachen" in BODIES[contact.id].note


@pytest.mark.parametrize("text", texts())
def test_no_phone_number_is_typed_into_english_text(text):
    assert re.findall(r"\d{3,}", re.sub(r"\{[\w-]+\}|\b20\d\d\b", "", text)) == []
    assert facts.ways_in(text) == []


@pytest.mark.parametrize("step", BOOK.steps, ids=lambda step: step.id)
def test_a_step_has_its_owner_and_no_review_before_a_named_office_made_one(step):
    assert step.owner
    assert (step.reviewed_by, step.reviewed_on) == ("", None)
