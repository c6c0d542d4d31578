"""What the guide says rests on something, is dated, can be tried, and equals the facts."""

import pytest

from rueckhalt.foundation.directory.api import shipped_entries
from rueckhalt.support.guidance.queries import rulebook, shipped_evidence, shipped_household
from rueckhalt.support.guidance.rules.grounds import Mark
from rueckhalt.support.guidance.rules.plan import is_triggered
from tests.house import facts
from tests.rules.guidance.books import described_clocks

BOOK = rulebook()
ENTRIES = shipped_entries()
BODIES = ENTRIES.bodies
CLOCKS = described_clocks()
# Steps that hold whatever happened. Every other step must stay away from some situation.
ALWAYS = {"starke-stelle", "reden", "tagebuch", "wiedervorlage"}
SITUATIONS = [
    {},
    *({question.id: frozenset({option.id})} for question in BOOK.questions for option in question.options),
]  # fmt: skip
STATEMENTS = [
    *(said for one in shipped_evidence() for said in one.statements),
    *(said for one in shipped_household() for said in one.advice),
]
LEAFLETS = [
    " ".join((one.text, one.ask, *(source.text for source in one.sources))) for one in STATEMENTS
]
COPIED = 8  # words in a row that our wording of a norm may not share with its text


def by_id(entry) -> str:
    return entry.id


@pytest.mark.parametrize("step", BOOK.steps, ids=by_id)
def test_a_step_rests_on_something_or_says_that_it_is_advice_or_unknown(step):
    assert step.norms or step.sources or step.mark is Mark.PRACTICE or (
        step.mark is Mark.OPEN and step.ask
    )  # fmt: skip
    assert all(source.text and source.on for source in step.sources)


@pytest.mark.parametrize("step", BOOK.steps, ids=by_id)
def test_a_step_has_its_owner_and_no_review_before_a_named_office_made_one(step):
    assert step.owner
    assert (step.reviewed_by, step.reviewed_on) == ("", None)


@pytest.mark.parametrize("step", BOOK.steps, ids=by_id)
def test_a_step_appears_in_its_own_example(step):
    example = {fact: frozenset(values) for fact, values in step.example.items()}
    assert example
    assert is_triggered(step, example)


@pytest.mark.parametrize("step", BOOK.steps, ids=by_id)
def test_a_step_stays_away_from_some_situation_unless_it_always_holds(step):
    appears = [is_triggered(step, situation) for situation in SITUATIONS]
    assert all(appears) == (step.id in ALWAYS)


def test_the_steps_that_always_hold_exist():
    assert {step.id for step in BOOK.steps} >= ALWAYS


def test_every_norm_of_the_list_is_used():
    used = {norm for step in BOOK.steps for norm in step.norms}
    used |= {parameter.norm for parameter in BOOK.parameters.values()} | BOOK.offences.norms
    used |= {norm for clock in CLOCKS for norm in clock.norms}
    assert used == set(BOOK.norms)


@pytest.mark.parametrize("body", BODIES, ids=by_id)
def test_no_body_claims_to_be_checked_before_a_person_did(body):
    assert body.checked_on is None


@facts.needs_facts
@pytest.mark.parametrize("norm", BOOK.norms.values(), ids=by_id)
def test_a_norm_was_checked_against_the_text_we_have_and_says_it_in_our_words(norm):
    row = facts.norms()[norm.id]
    assert row["abzug"] == norm.checked_against.isoformat()
    assert facts.shared_runs(norm.says, row["text"], COPIED) == set()


@facts.needs_facts
@pytest.mark.parametrize("body", BODIES, ids=by_id)
def test_the_ways_to_a_body_are_those_that_a_source_names(body):
    assert (facts.digits(body.phone), body.url, body.email) in facts.attested_ways()


@facts.needs_facts
def test_an_address_that_only_a_second_source_names_is_marked_so():
    doubtful = {row["url"] for row in facts.bodies() if row["url_verified"] == "second"}
    assert [body.id for body in BODIES if body.url in doubtful and not body.second_hand] == []


@facts.needs_facts
@pytest.mark.parametrize("body", BODIES, ids=by_id)
def test_a_number_or_address_in_a_note_or_source_was_collected_too(body):
    assert facts.uncollected(f"{body.note} {body.source.text}") == []


@facts.needs_facts
@pytest.mark.parametrize("step", BOOK.steps, ids=by_id)
def test_a_number_or_address_in_a_step_was_collected_too(step):
    sources = (source.text for source in step.sources)
    assert facts.uncollected(" ".join([*step.texts, *sources])) == []


@facts.needs_facts
@pytest.mark.parametrize("text", LEAFLETS)
def test_a_number_or_address_in_a_leaflet_was_collected_too(text):
    assert facts.uncollected(text) == []


@pytest.mark.parametrize("offence", BOOK.offences.offences, ids=by_id)
def test_an_offence_rests_on_a_norm_has_its_owner_and_no_review_before_a_named_office_made_one(
    offence,
):
    assert offence.norms
    assert offence.owner
    assert (offence.reviewed_by, offence.reviewed_on) == ("", None)


@facts.needs_facts
def test_a_host_in_a_source_of_an_offence_was_collected_too():
    law = BOOK.offences
    entries = (*law.offences, *law.superiors, *law.texts.values())
    assert facts.uncollected(" ".join(s.text for one in entries for s in one.sources)) == []


def test_the_comparison_sees_a_copy_and_a_row_without_a_source():
    text = "Eins zwei drei vier fünf sechs sieben acht neun."
    assert facts.shared_runs(f"Anders. {text}", text.lower(), COPIED)
    assert not facts.shared_runs("eins zwei drei vier fünf sechs sieben", text, COPIED)
    row = {"verified": "yes", "kind": "opferbeauftragter", "name": "Beispielstelle"}
    assert facts.is_attested(row)
    assert not facts.is_attested({**row, "verified": "no"})
    assert not facts.is_attested({**row, "name": "nicht belegt"})
    assert facts.ways_in("Oder 0800 111 0 111, a-b.example.org.") == [
        "0800 111 0 111",
        "a-b.example.org",
    ]
