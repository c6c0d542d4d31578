"""From a situation to a plan, on a small invented rulebook and on the shipped one."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rueckhalt.support.guidance.rules.plan import advise
from rueckhalt.support.guidance.rules.rulebook import QuestionKind, Urgency, parse_rulebook
from rueckhalt.support.guidance.rules.situation import Situation
from tests.rules.guidance.books import LAW, QUESTIONS, STEP, book, shipped_book, shipped_texts

ON = date(2026, 11, 26)
SHIPPED = shipped_book()


def told(**answers: str) -> Situation:
    """A situation with one answer a question."""
    return Situation(answers={name: frozenset([value]) for name, value in answers.items()})


def ids(situation: Situation, on: date = ON) -> list[str]:
    return [item.step.id for item in advise(situation, SHIPPED, on).advice]


def test_a_step_appears_for_its_answer_and_not_for_another() -> None:
    assert advise(told(danger="yes"), book(), ON).advice
    assert not advise(told(danger="no"), book(), ON).advice
    assert not advise(Situation(), book(), ON).advice


def test_a_step_says_which_answer_led_to_it() -> None:
    (item,) = advise(told(danger="yes"), book(), ON).advice
    assert item.because == ("Gefahr.",)


def test_reasons_come_in_the_order_of_the_questions_and_not_of_the_files() -> None:
    later = QUESTIONS.replace("danger", "later").replace("rank = 1", "rank = 2")
    turned = book(questions=later + QUESTIONS)
    assert turned.because([("later", "no"), ("danger", "yes")]) == ("Gefahr.", "Keine Gefahr.")
    assert turned.because([("land", "BY"), ("danger", "unanswered")]) == ()


def test_unless_takes_a_step_away() -> None:
    step = STEP.replace("when = {", "unless = {")
    assert advise(told(danger="no"), book(step=step), ON).advice
    assert not advise(told(danger="yes"), book(step=step), ON).advice


@pytest.mark.parametrize(
    ("on", "appears"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_step_holds_from_its_first_day_to_the_day_before_its_end(on: date, appears: bool) -> None:
    step = STEP.replace('owner = "Test"', 'owner = "Test"\nvalid_until = 2027-01-01')
    assert bool(advise(told(danger="yes"), book(step=step), on).advice) is appears


def test_a_new_legal_value_is_one_line_and_changes_the_text_from_its_day_on() -> None:
    line = '{ valid_from = 2027-01-01, number = 4, words = "vier Jahre" }'
    law = LAW.replace('words = "zwei Jahre" }]', f'words = "zwei Jahre" }}, {line}]')
    before, after = (
        advise(told(danger="yes"), book(law=law), on).advice[0].why
        for on in (date(2026, 12, 31), date(2027, 1, 1))
    )
    assert (before, after) == ("Gilt zwei Jahre.", "Gilt vier Jahre.")


def test_without_any_answer_the_plan_still_helps() -> None:
    assert ids(Situation()) == [
        "gefahr-unsicher", "beweise", "polizei-online", "starke-stelle", "strafantrag",
        "reden", "tagebuch", "wiedervorlage",
    ]  # fmt: skip


def test_danger_comes_first() -> None:
    assert ids(told(danger="yes", happened="threat"))[0] == "gefahr"


def test_a_hint_at_suicide_brings_the_crisis_line_before_everything() -> None:
    assert ids(told(danger="yes", happened="threat", wellbeing="crisis"))[0] == "krise"


def test_a_suspicious_parcel_is_never_secured_as_evidence() -> None:
    found = ids(told(happened="parcel", channel="letter"))
    assert "gegenstand" in found
    assert "beweise" not in found


def test_threat_and_violence_go_to_a_person_at_the_police_not_to_a_form() -> None:
    for happened in ("threat", "stalking", "attack", "parcel", "address"):
        found = ids(told(happened=happened))
        assert "polizei-dienststelle" in found
        assert "polizei-online" not in found


def test_each_channel_brings_its_own_evidence() -> None:
    (channel,) = (question for question in SHIPPED.questions if question.id == "channel")
    (evidence,) = (step for step in SHIPPED.steps if step.id == "beweise")
    for option in channel.options:
        plan = advise(told(channel=option.id), SHIPPED, ON)
        (found,) = (item for item in plan.advice if item.step.id == "beweise")
        assert len(found.do) == 2
        assert found.do[0] == evidence.do[0]


def test_urgency_orders_the_plan() -> None:
    plan = advise(told(danger="yes", happened="threat", channel="letter"), SHIPPED, ON)
    order = [tuple(Urgency).index(item.step.urgency) for item in plan.advice]
    assert order == sorted(order)


def test_the_order_of_files_and_entries_never_matters() -> None:
    texts = shipped_texts("guidance")
    names = list(texts)
    random.Random(7).shuffle(names)
    entries = texts["hilfe.toml"].split("[[step]]")
    turned = "[[step]]".join([entries[0], *reversed(entries[1:])])
    shuffled = {**{name: texts[name] for name in names}, "hilfe.toml": turned}
    other = parse_rulebook(shuffled, shipped_texts("law"))
    situation = told(danger="no", happened="threat", channel="letter")
    assert advise(situation, other, ON) == advise(situation, SHIPPED, ON)


def answers() -> st.SearchStrategy[dict[str, frozenset[str]]]:
    """Any answers that the form could give."""
    choices = {
        q.id: st.frozensets(
            st.sampled_from(sorted(q.option_ids)), max_size=1 if q.kind is QuestionKind.ONE else 3
        )
        for q in SHIPPED.questions
        if q.options
    }
    return st.fixed_dictionaries({}, optional=choices).map(
        lambda found: {name: value for name, value in found.items() if value}
    )


@given(answers())
def test_no_plan_says_that_there_is_time_or_that_it_is_a_crime(
    given_answers: dict[str, frozenset[str]],
) -> None:
    plan = advise(Situation(answers=given_answers), SHIPPED, ON)
    text = " ".join(
        " ".join((a.title, *a.do, a.who, a.by_when, a.why, a.ask, a.deadline_text))
        for a in plan.advice
    )
    assert plan.advice
    for never in ("Sie haben Zeit", "vier Jahre", "zu spät ist", "Das ist eine Straftat", "BKA"):
        assert never not in text


@given(answers())
def test_the_same_situation_gives_the_same_plan(given_answers: dict[str, frozenset[str]]) -> None:
    situation = Situation(answers=given_answers)
    assert advise(situation, SHIPPED, ON) == advise(situation, SHIPPED, ON)
