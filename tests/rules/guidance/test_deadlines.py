"""From a situation to the clock of a step and its sentences, on the shipped rulebook."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from string import Formatter

import pytest

from rueckhalt.foundation.places.rules import Land
from rueckhalt.support.guidance.rules.clocks import ClockState, Deadline
from rueckhalt.support.guidance.rules.deadlines import DOUBT, deadline_for, words_for
from rueckhalt.support.guidance.rules.rulebook import DAY_NAMES, Clock, Rulebook, parse_rulebook
from rueckhalt.support.guidance.rules.situation import Situation
from tests.build import whole_directory
from tests.house.plain import faults
from tests.rules.guidance.books import described_clocks, shipped_book, shipped_texts

ON = date(2026, 11, 26)
BOOK = shipped_book()
RULES = {rule.id: rule for rule in described_clocks()}
NAMES = {key: value.on(ON).words for key, value in BOOK.parameters.items()}
IN_BAVARIA = next(place for place in whole_directory().places if place.land is Land.BY)
DAYS = sorted({name for rule in RULES.values() for name in rule.days})


class Asked(dict[str, date]):
    """Days that remember which of them were asked for."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.names: set[str] = set()

    def get(self, name: str, default: date | None = None) -> date | None:  # type: ignore[override]
        self.names.add(name)
        return super().get(name, default)


def deadline(clock: Clock, on: date = ON, book: Rulebook = BOOK, offender: str = "", **days: str) -> Deadline:  # fmt: skip
    """Where a clock stands for these answers."""
    answers: Mapping[str, frozenset[str]] = {"offender": frozenset([offender])} if offender else {}
    told = Situation(answers=answers, days={k: date.fromisoformat(v) for k, v in days.items()})
    found = deadline_for(clock, told, book, on)
    assert found is not None
    return found


def test_a_step_without_a_clock_says_nothing() -> None:
    assert deadline_for(None, Situation(), BOOK, ON) is None
    assert words_for(None, BOOK, NAMES) == ("", "")


@pytest.mark.parametrize("clock", Clock)
def test_a_clock_asks_for_the_days_that_its_description_names(clock: Clock) -> None:
    days = Asked()
    deadline_for(clock, Situation(days=days), BOOK, ON)
    if "conciliation_on" in days.names:
        days["conciliation_on"] = ON
        deadline_for(clock, Situation(days=days), BOOK, ON)
    assert days.names == set(RULES[clock].days)


def test_each_clock_is_described_and_each_state_belongs_to_one() -> None:
    assert set(RULES) == set(Clock)
    named = [state for rule in RULES.values() for state in rule.states]
    assert sorted(named) == sorted(ClockState)
    assert set(BOOK.clock_texts) == {*ClockState, DOUBT}


def test_a_description_names_only_norms_and_values_that_exist() -> None:
    for rule in RULES.values():
        assert set(rule.norms) <= set(BOOK.norms)
        assert set(rule.values) <= set(BOOK.parameters)


def test_descriptions_are_plain_too() -> None:
    texts = [
        text for rule in RULES.values() for text in (rule.title, rule.begins, rule.shows, rule.ask)
    ]
    assert [fault for text in texts for fault in faults(text)] == []


def situations() -> Iterator[tuple[Clock, Deadline]]:
    """Every clock in many situations: days near and far, each kind of offender, with and without Land."""
    ages = (None, 0, 80, 95, 200, 360, 370, 700, 740, 1500)
    places = (None, IN_BAVARIA)
    for clock, offender, place in product(Clock, ("known", "several", "unknown", ""), places):
        for first, second in product(ages, ages):
            days = {name: back(age) for name, age in zip(DAYS, [first, second] * len(DAYS), strict=False) if age is not None}  # fmt: skip
            answers = {"offender": frozenset([offender])} if offender else {}
            found = deadline_for(clock, Situation(place, answers, days), BOOK, ON)
            assert found is not None
            yield clock, found


def back(days: int) -> date:
    return date.fromordinal(ON.toordinal() - days)


def test_every_state_of_a_clock_can_be_put_into_words() -> None:
    seen = set()
    for clock, found in situations():
        seen.add(found.state)
        assert found.state in RULES[clock].states
        label, text = words_for(found, BOOK, NAMES)
        assert text
        assert bool(label) == bool(found.act_by)
        assert "{" not in text
        # A year at the end of a sentence must not hide that end from the rules of plain language.
        assert faults(re.sub(r"\b\d{4}\.", "Jahr.", text)) == []
        assert found.act_by is None or found.act_by >= ON
    assert len(seen) > 25


def test_only_days_that_a_state_has_stand_in_its_sentence() -> None:
    for _, found in situations():
        text = BOOK.clock_texts[found.state].text
        named = {name for _, name, _, _ in Formatter().parse(text)} & set(DAY_NAMES)
        assert all(getattr(found, name) for name in named)


LATE = [state for state in ClockState if state.value.endswith(("_late", "_still_runs", "_may_still_run", "_may_be_over"))]  # fmt: skip


@pytest.mark.parametrize("state", LATE)
def test_what_may_still_run_never_reads_as_too_late(state: ClockState) -> None:
    text = BOOK.clock_texts[state].text
    assert "Es muss nicht zu spät sein" in text or "lohnt sich trotzdem" in text
    assert "heute" in text


def test_several_offenders_are_told_so() -> None:
    found = deadline(Clock.STRAFANTRAG, offender="several", learned_on="2026-11-20")
    assert "für jeden eigens" in words_for(found, BOOK, NAMES)[1]


def test_a_doubtful_holiday_is_said() -> None:
    told = Situation(
        IN_BAVARIA, {"offender": frozenset(["known"])}, {"learned_on": date(2025, 5, 15)}
    )
    found = deadline_for(Clock.STRAFANTRAG, told, BOOK, date(2025, 6, 1))
    text = words_for(found, BOOK, NAMES)[1]
    assert "am 15. August 2025" in text
    assert "In manchen Gemeinden ist das ein Feiertag." in text


@pytest.mark.parametrize(
    ("lock_on", "act_by", "legal_end"),
    [
        ("2026-12-31", date(2028, 9, 30), date(2028, 12, 31)),  # the law of the day before
        ("2027-01-01", date(2030, 10, 1), date(2031, 1, 1)),
        ("2027-02-01", date(2030, 11, 1), date(2031, 2, 1)),
    ],
)
def test_a_new_length_of_the_lock_is_one_line_and_counts_from_its_day_on(
    lock_on: str, act_by: date, legal_end: date
) -> None:
    law = shipped_texts("law")
    old = '{ valid_from = 2025-04-02, number = 2, words = "zwei Jahre" },'
    new = '{ valid_from = 2027-01-01, number = 4, words = "vier Jahre" },'
    assert law["fristwerte.toml"].count(old) == 1
    law["fristwerte.toml"] = law["fristwerte.toml"].replace(old, f"{old}\n{new}")
    book = parse_rulebook(shipped_texts("guidance"), law)
    found = deadline(Clock.AUSKUNFTSSPERRE, date(2027, 3, 1), book, lock_on=lock_on)
    assert (found.act_by, found.legal_end) == (act_by, legal_end)
    others = [clock for clock in Clock if clock is not Clock.AUSKUNFTSSPERRE]
    days = dict.fromkeys(DAYS, lock_on)
    for clock in others:
        same = (deadline(clock, date(2027, 3, 1), one, "known", **days) for one in (BOOK, book))
        assert len(set(same)) == 1
