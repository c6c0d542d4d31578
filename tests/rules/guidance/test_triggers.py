"""Each piece of dated text appears in some situation and stays away from another.

What always holds stands here by name. The situations are those of `situations.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from rueckhalt.support.guidance.rules.conditions import Condition, all_hold
from rueckhalt.support.guidance.rules.plan import Plan, advise
from rueckhalt.support.guidance.rules.rulebook import Line, Rulebook
from rueckhalt.support.guidance.rules.situation import facts_of
from tests.rules.guidance.books import shipped_book
from tests.rules.guidance.situations import ON, situations

BOOK = shipped_book()
COUNT = 1500
# Steps of every plan.
STEPS_OF_EVERY_PLAN = {"starke-stelle", "reden", "tagebuch", "wiedervorlage"}
# Offences whose limit belongs to their definition and is said wherever they come into question.
LIMITS_OF_EVERY_CASE = {
    "stgb113", "stgb114", "stgb126", "stgb126a", "stgb140", "stgb188_1", "stgb192a", "stgb201",
    "stgb238", "stgb306", "stgb353b", "kug33",
}  # fmt: skip

# Sentences of clocks for which no question asks the day, or which no step names.
NOT_ASKED_YET = {
    "after_death_unknown", "after_death_running", "after_death_still_runs", "after_death_passed",
    "strafantrag_suspended",
}  # fmt: skip
# Sentences of days that chance seldom meets; test_clocks.py has them.
OF_RARE_DAYS = {"legal_end_doubtful", "strafantrag_may_be_over", "limitation_late"}

Piece = tuple[str, ...]


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    return [advise(situation, BOOK, ON) for situation in situations(BOOK, COUNT)]


def pieces(book: Rulebook) -> dict[Piece, Condition]:
    """Every text with a condition of its own, and that condition."""
    steps = {("step", step.id): step.when for step in book.steps}
    lines = {("line", step.id, line.text): line.when for step in book.steps for line in step.also}
    limits = {
        ("limit", offence.id, limit.text): limit.when
        for offence in book.offences.offences
        for limit in offence.limits
        if limit.when
    }
    offences = {("offence", one.id): one.when[0] for one in book.offences.offences}
    superiors = {("superior", rule.id): rule.when for rule in book.offences.superiors}
    asked = {("contradiction", one.ask): one.when for one in book.contradictions}
    return {**steps, **lines, **limits, **offences, **superiors, **asked}


@cache
def filled(text: str) -> re.Pattern[str]:
    """A text of the content, whatever stands in its places."""
    return re.compile(re.sub(r"\\\{\w+\\\}", ".*", re.escape(text)))


def shown(plan: Plan) -> Iterator[Piece]:
    """The pieces that a plan shows; lines as they stand in the content."""
    for item in plan.advice:
        yield ("step", item.step.id)
        yield from (
            ("line", item.step.id, line.text)
            for line in item.step.also
            if any(filled(line.text).fullmatch(said) for said in item.do)
        )
    for possible in plan.offences:
        yield ("offence", possible.offence.id)
        yield from (("limit", possible.offence.id, text) for text in possible.limits)
    yield from (("contradiction", text) for text in plan.contradictions)
    if superior := plan.complaint.superior:
        yield ("superior", superior.id)


def test_every_piece_appears_in_a_situation_and_stays_away_from_another(plans: list[Plan]) -> None:
    seen = [set(shown(plan)) for plan in plans]
    always = {("step", step) for step in STEPS_OF_EVERY_PLAN}
    never = [piece for piece in pieces(BOOK) if not any(piece in one for one in seen)]
    everywhere = {piece for piece in pieces(BOOK) if all(piece in one for one in seen)}
    assert never == []
    assert everywhere == always


def test_a_line_or_limit_also_stays_away_where_its_step_or_offence_appears(
    plans: list[Plan],
) -> None:
    seen = [set(shown(plan)) for plan in plans]
    owners = {"line": "step", "limit": "offence"}
    inseparable = [
        piece
        for piece in pieces(BOOK)
        if piece[0] in owners
        and not any((owners[piece[0]], piece[1]) in one and piece not in one for one in seen)
    ]
    assert inseparable == []


def test_limits_without_a_condition_are_those_that_define_the_offence() -> None:
    found = {
        one.id for one in BOOK.offences.offences if any(not limit.when for limit in one.limits)
    }
    assert found == LIMITS_OF_EVERY_CASE


def test_every_way_to_an_offence_is_walked_and_none_leads_there_always(plans: list[Plan]) -> None:
    told = [facts_of(plan.situation) for plan in plans]
    for offence in BOOK.offences.offences:
        for way in offence.when:
            walked = [all_hold(way, facts) for facts in told]
            assert any(walked), (offence.id, way)
            assert not all(walked), (offence.id, way)


def test_private_prosecution_is_open_in_one_case_and_closed_in_another(plans: list[Plan]) -> None:
    for offence in BOOK.offences.offences:
        found = [plan for plan in plans if offence.id in {one.offence.id for one in plan.offences}]
        openness = {offence.id in plan.complaint.privately_for for plan in found}
        expected = {True, False} if offence.not_privately else {offence.may_prosecute_privately}
        assert openness == expected, offence.id


def test_every_question_is_asked_in_a_case_and_those_with_a_condition_not_in_another(
    plans: list[Plan],
) -> None:
    told = [plan.situation.answers for plan in plans]
    for question in BOOK.questions:
        asked = [all_hold(question.when, answers) for answers in told]
        assert any(asked), question.id
        assert all(asked) == (not question.when), question.id


def test_every_sentence_about_a_clock_is_said_in_some_plan(plans: list[Plan]) -> None:
    said = {item.deadline.state for plan in plans for item in plan.advice if item.deadline}
    unsaid = set(BOOK.clock_texts) - said
    assert unsaid >= NOT_ASKED_YET
    assert unsaid <= NOT_ASKED_YET | OF_RARE_DAYS


def test_a_piece_that_nothing_brings_is_seen() -> None:
    step = BOOK.steps[0]
    dead = Line("Tot.", {"danger": ("yes",), "wellbeing": ("fine",), "land": ("NW",), "role": ("other",),
                         "frequency": ("once",), "home": ("no",)})  # fmt: skip
    book = replace(BOOK, steps=(replace(step, also=(dead,)), *BOOK.steps[1:]))
    made = [advise(situation, book, ON) for situation in situations(book, 100)]
    piece = ("line", step.id, "Tot.")
    assert piece in pieces(book)
    assert not any(piece in set(shown(plan)) for plan in made)
