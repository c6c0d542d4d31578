"""Letters say what was told and nothing else: no empty bracket, no word of law that is not dated."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rueckhalt.foundation.lib.content import ContentError
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.support.guidance.rules.letter_book import LEARNED, parse_letters
from rueckhalt.support.guidance.rules.letters import LENGTHS, Letter
from rueckhalt.support.guidance.rules.plan import names_of
from rueckhalt.support.guidance.rules.rulebook import QuestionKind
from rueckhalt.support.guidance.rules.sent_letter import letter_from_json
from rueckhalt.support.guidance.rules.situation import Situation
from rueckhalt.support.guidance.rules.writing import Written, write
from tests.rules.guidance.books import shipped_book, shipped_texts

ON = date(2026, 11, 26)
RULES = shipped_book()
BOOK = parse_letters(shipped_texts("letters"), RULES)
LETTERS = BOOK.on(ON)
CHOICES = [q for q in RULES.questions if q.kind is not QuestionKind.DAY]
# What must never stand on paper: a place that nobody filled in, or what is left around it.
HOLES = re.compile(r"[{}]|\[\s*\]|\(\s*\)|: *$|  |\s[.,;]|None|unanswered", re.MULTILINE)

by_id = pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.id)


def written(letter: Letter, filled, facts=None, on: date = ON, learned: str = "") -> Written:
    names = {**names_of(Situation(), RULES, on), **({LEARNED: learned} if learned else {})}
    return write(letter, BOOK, filled, facts or {}, names, on)


def words(found: Written) -> str:
    parts = [
        line
        for one in found.paragraphs
        for line in (one.heading, f"{one.text} {'; '.join(one.items)}".strip())
    ]
    head = (*found.sender, *found.recipient, found.subject, found.name)
    return "\n".join([*head, *parts, *found.enclosed])


def value_of(name: str):
    field = BOOK.fields[name]
    return frozenset(field.texts) if field.options else f"Wort-{name}"


@st.composite
def answers(draw):
    """Some questions answered with some of their options."""
    asked = draw(st.lists(st.sampled_from(CHOICES), max_size=8, unique_by=lambda q: q.id))
    return {
        q.id: frozenset(draw(st.sets(st.sampled_from(sorted(q.option_ids)), min_size=1)))
        for q in asked
    }


@by_id
@given(data=st.data())
def test_whatever_is_left_empty_leaves_no_hole(letter, data):
    facts = data.draw(answers())
    asked = BOOK.asked(letter, facts)
    free = [one.id for one, must in asked if not must]
    told = data.draw(st.sets(st.sampled_from(free))) if free else set()
    filled = {one.id: value_of(one.id) for one, must in asked if must or one.id in told}
    said = words(written(letter, filled, facts))

    assert HOLES.findall(said) == []
    for name in filled:
        expected = (
            BOOK.fields[name].texts.values() if BOOK.fields[name].options else [value_of(name)]
        )
        assert [one for one in expected if one not in said] == [], name


@by_id
def test_a_letter_has_a_sender_a_recipient_a_subject_and_a_name(letter):
    filled = {one.field: value_of(one.field) for one in letter.asks if one.required}
    found = written(letter, filled)
    assert found.sender[0] == found.name == "Wort-name"
    assert found.recipient == ("Wort-recipient",)
    assert found.subject
    assert len(found.paragraphs) >= 3


@by_id
def test_a_letter_has_its_owner_and_no_review_before_a_named_office_made_one(letter):
    assert letter.owner
    assert (letter.reviewed_by, letter.reviewed_on) == ("", None)
    assert all(source.text and source.on for source in letter.sources)


def test_the_private_address_is_asked_for_by_one_letter_and_never_goes_on():
    private = {one.id for one in BOOK.fields.values() if one.private}
    asking = {letter.id for letter in LETTERS for one in letter.asks if one.field in private}
    assert private == {"residence", "own_contact", "birth", "household_names"}
    assert asking == {"auskunftssperre"}


def test_the_legal_value_of_the_day_stands_in_the_letter():
    texts = shipped_texts("law")
    old = '{ valid_from = 2025-04-02, number = 2, words = "zwei Jahre" }'
    assert old in texts["fristwerte.toml"]
    new = f'{old}, {{ valid_from = 2027-01-01, number = 5, words = "fünf Jahre" }}'
    texts["fristwerte.toml"] = texts["fristwerte.toml"].replace(old, new)
    rules = shipped_book(law=texts)
    letter = BOOK.letters["auskunftssperre"]
    filled = {one.field: value_of(one.field) for one in letter.asks}

    def said(on: date) -> str:
        return words(write(letter, BOOK, filled, {}, names_of(Situation(), rules, on), on))

    assert "sind es zwei Jahre" in said(date(2026, 12, 31))
    assert "sind es fünf Jahre" in said(date(2027, 1, 1))
    assert "zwei Jahre" not in said(date(2027, 1, 1))


def test_no_letter_names_a_legal_value_that_is_not_dated():
    values = {value.words for one in RULES.parameters.values() for value in one.values}
    texts = [
        text
        for letter in LETTERS
        for text in (
            *(one.text for one in letter.passages),
            *letter.know,
            *letter.send,
            letter.about,
        )
    ] + [one.text for field in BOOK.fields.values() for one in field.options]
    assert [text for text in texts for value in values if value in text] == []


@pytest.mark.parametrize(
    ("letter", "facts", "learned", "expected"),
    [
        ("strafanzeige", {}, "20. November 2026", "Davon erfahren habe ich am 20. November 2026."),
        ("strafanzeige", {"frequency": {"several"}}, "", "Es ist nicht das erste Mal."),
        ("strafanzeige", {"offender": {"unknown"}}, "", "Wer es war, weiß ich nicht."),
        ("auskunftssperre", {}, "", "ich beantrage eine Auskunftssperre für alle meine Wohnungen."),
        ("auskunftssperre", {"done": {"lock"}}, "", "Ich beantrage, sie zu verlängern."),
        ("auskunftssperre", {"home": {"no"}}, "", "Die Person weiß noch nicht, wo ich wohne."),
        ("gemeinde", {"role": {"employee"}}, "", "§ 45 BeamtStG"),
    ],
)
def test_what_was_answered_stands_in_the_letter_and_else_it_does_not(
    letter, facts, learned, expected
):
    chosen = BOOK.letters[letter]
    filled = {one.field: value_of(one.field) for one in chosen.asks if one.required}
    facts = {name: frozenset(values) for name, values in facts.items()}
    other = {"done": frozenset({"lock"})} if "beantrage eine" in expected else {}

    assert expected in words(written(chosen, filled, facts, learned=learned))
    assert expected not in words(written(chosen, filled, other))


def test_who_has_a_lock_asks_for_a_longer_one_and_for_nothing_else():
    chosen = BOOK.letters["auskunftssperre"]
    filled = {one.field: value_of(one.field) for one in chosen.asks if one.required}
    said = words(written(chosen, filled, {"done": frozenset({"police", "lock"})}))
    assert "Ich beantrage, sie zu verlängern." in said
    assert "für alle meine Wohnungen" not in said


def test_a_council_member_is_not_told_of_a_superior_who_files():
    asked = BOOK.asked(BOOK.letters["gemeinde"], {"role": frozenset({"council"})})
    assert "superior" not in [one.id for one, _ in asked]


def test_an_image_of_a_child_is_never_reported_to_a_platform():
    letter = BOOK.letters["plattform"]
    online = {"channel": frozenset({"online"})}
    assert letter.fits(online)
    assert not letter.fits({**online, "recording_kind": frozenset({"minor"})})


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('{ field = "witnesses" },', '{ field = "zeugen" },', "Das Feld zeugen gibt es nicht"),
        ('text = "{witnesses}"', 'text = "{zeugen}"', "zeugen gibt es hier nicht"),
        ('listed = "address_lock"', 'listed = "name"', "name gibt es hier nicht"),
        ('steps = ["strafantrag"]', 'steps = ["x"]', "x gibt es hier nicht"),
        ('norms = ["StPO § 68"]', 'norms = ["StPO § 999"]', "StPO § 999 steht nicht"),
        ('enclosed = "evidence"', 'enclosed = "name"', "name gibt es hier nicht"),
        ('offender = ["unknown"] }', 'offender = ["x"] }', "Antwort x nicht"),
        ('{ field = "recipient", required = true },', "", "recipient gibt es hier nicht"),
        ('recipient = "prosecution"', 'recipient = "x"', "recipient"),
    ],
)  # fmt: skip
def test_a_fault_in_a_letter_is_named_with_its_place(old, new, named):
    texts = shipped_texts("letters")
    assert old in texts["strafverfahren.toml"]
    texts["strafverfahren.toml"] = texts["strafverfahren.toml"].replace(old, new)
    with pytest.raises(ContentError) as error:
        parse_letters(texts, RULES)
    assert named in str(error.value)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"[]", "not_a_letter"),
        (b'{"situation": {"x": 1}}', "not_a_letter"),
        (b'{"situation": {"answers": {"gefahr": "yes"}}}', "no_such_question"),
        (b'{"fields": {"residence": "Weg 1"}}', "no_such_field"),
        (b'{"fields": {"name": ["x"]}}', "wrong_kind"),
        (b'{"fields": {"evidence": "letters"}}', "wrong_kind"),
        (b'{"fields": {"evidence": ["x"]}}', "no_such_line"),
        (b'{"fields": {"name": "%s"}}' % (b"x" * 201), "too_long"),
        (b'{"fields": {"name": "   "}}', "missing_field"),
        (b"{}", "missing_field"),
    ],
)
def test_what_is_no_letter_is_refused_with_a_sentence(raw, code):
    with pytest.raises(Refused) as refusal:
        letter_from_json(raw, BOOK.letters["strafanzeige"], BOOK, RULES, ON)
    assert refusal.value.code == code
    assert len(str(refusal.value)) < 200


def test_a_text_may_be_as_long_as_twenty_thousand_signs():
    assert max(LENGTHS.values()) == 20_000
