"""What a release shows, hides, and lets an attacker infer."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey_estimation import Design, Release, Request, Rule, SurveyError, release

PLAIN = Design("w")


def people(counts: dict[Any, int], name: str = "g") -> dict[str, Any]:
    labels = np.repeat(np.array(list(counts), object), list(counts.values()))
    hit = np.arange(labels.size) % 2
    return {"w": np.ones(labels.size), "hit": hit, name: labels}


def crossed(counts: dict[tuple[str, str], int]) -> dict[str, Any]:
    pairs = [pair for pair, count in counts.items() for _ in range(count)]
    return {
        "w": np.ones(len(pairs)),
        "hit": np.arange(len(pairs)) % 2,
        "land": np.array([land for land, _ in pairs], object),
        "art": np.array([art for _, art in pairs], object),
    }


def states(outcome: Release, number: int = 0) -> list[str]:
    return outcome.tables[number]["status"].tolist()


def test_one_small_group_takes_the_smallest_other_with_it() -> None:
    # All 45, A 12, B 3, C 30: B = all - A - C, so one more must go; A costs least.
    sample = people({"A": 12, "B": 3, "C": 30})
    outcome = release(sample, PLAIN, [Request(["hit"], by=[(), "g"])])
    assert states(outcome) == ["shown", "protecting", "small", "shown"]
    attack = {row["domain"]["g"]: (row["low"], row["high"]) for row in outcome.attack}
    assert attack == {"A": (0, 15), "B": (0, 15)}


def test_hidden_rows_hold_no_number() -> None:
    sample = people({"A": 12, "B": 3, "C": 30})
    table = release(sample, PLAIN, [Request(["hit"], by=["g"])]).tables[0]
    row = table.only(g="B").rows()[0]
    numbers = ("estimate", "se", "low", "high", "df", "population", "deff", "n_effective")
    assert all(np.isnan(row[name]) for name in numbers)
    assert row["n"] == -1
    assert row["quality"] is None


def test_without_the_total_nothing_else_must_hide() -> None:
    sample = people({"A": 12, "B": 3, "C": 30})
    outcome = release(sample, PLAIN, [Request(["hit"], by=["g"])])
    assert states(outcome) == ["shown", "small", "shown"]
    assert outcome.attack["high"][0] == np.inf


def test_order_of_crossed_columns_does_not_matter() -> None:
    sample = crossed({("A", "x"): 12, ("B", "y"): 12})
    by = [("art", "land"), "land"]
    assert states(release(sample, PLAIN, [Request(["hit"], by=by)])) == ["shown"] * 4


def test_subpopulation_nearly_as_large_as_all_is_a_difference() -> None:
    sample = people({"A": 30})
    sample["affected"] = np.r_[np.ones(27), np.zeros(3)]
    requests = [Request(["hit"]), Request(["hit"], where="affected")]
    outcome = release(sample, PLAIN, requests)
    assert sorted(states(outcome, 0) + states(outcome, 1)) == ["protecting", "shown"]


def test_earlier_release_is_taken_into_account() -> None:
    sample = people({"A": 12, "B": 3, "C": 30})
    first = release(sample, PLAIN, [Request(["hit"], by=[(), "g"])])
    again = release(sample, PLAIN, [Request(["hit"], by=["g"])], earlier=[first])
    assert states(again) == ["protecting", "small", "shown"]


def test_what_was_hidden_earlier_stays_safe_from_a_new_table() -> None:
    # first: B hidden, and A with it; the new table alone would show A as "AC less C".
    sample = people({"A": 12, "B": 3, "C": 30})
    sample["pair"] = np.where(sample["g"] == "B", "B", "AC")
    first = release(sample, PLAIN, [Request(["hit"], by=[(), "g"])])
    second = release(sample, PLAIN, [Request(["hit"], by=["pair"])], earlier=[first])
    assert second.tables[0].only(pair="AC")["status"].tolist() == ["protecting"]


def test_release_that_earlier_ones_give_away_is_refused() -> None:
    sample = people({"A": 40})
    sample["most"] = np.r_[np.ones(37), np.zeros(3)]
    sample["rest"] = np.where(sample["most"] == 1, None, "few")
    lax = Rule(minimum=2)
    first = release(sample, PLAIN, [Request(["hit"]), Request(["hit"], where="most")], rule=lax)
    with pytest.raises(SurveyError, match="give away a group of 3 respondents"):
        release(sample, PLAIN, [Request(["hit"], by=["rest"])], earlier=[first])


def test_release_of_another_sample_is_refused() -> None:
    first = release(people({"A": 12}), PLAIN, [Request(["hit"])])
    with pytest.raises(SurveyError, match="of another sample"):
        release(people({"A": 13}), PLAIN, [Request(["hit"])], earlier=[first])


def test_too_many_cells_are_refused() -> None:
    labels = np.arange(2100)
    sample = {"w": np.ones(2100), "hit": labels % 2, "g": labels}
    with pytest.raises(SurveyError, match="2100 different cells"):
        release(sample, PLAIN, [Request(["hit"], by=["g"])])


@pytest.mark.parametrize(("n", "state"), [(9, "small"), (10, "shown"), (11, "shown")])
def test_minimum_is_the_least_that_is_shown(n: int, state: str) -> None:
    assert states(release(people({"A": n}), PLAIN, [Request(["hit"])])) == [state]


@pytest.mark.parametrize(("se", "band"), [
    (0.1, "good"), (0.11, "limited"), (0.2, "limited"), (0.21, "unreliable"),
])  # fmt: skip
def test_quality_follows_the_relative_error(se: float, band: str) -> None:
    assert Rule().bands(np.array([1.0]), np.array([se])) == [band]


def test_unreliable_numbers_can_be_hidden() -> None:
    sample = people({"A": 12})
    rule = Rule(good=0.01, limited=0.02, hide_unreliable=True)
    assert states(release(sample, PLAIN, [Request(["hit"])], rule=rule)) == ["unreliable"]


@pytest.mark.parametrize("options", [{"minimum": 1}, {"good": 0.3}, {"good": 0.0}])
def test_rule_refuses(options: dict[str, Any]) -> None:
    with pytest.raises(SurveyError):
        Rule(**options)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=12, max_size=12).filter(lambda c: sum(c) > 1))
def test_no_small_cell_is_a_sum_or_difference_of_what_is_shown(counts: list[int]) -> None:
    """In a 3 × 4 table with all margins: by the rank of the equations, not by our own bounds."""
    keys = list(product("ABC", "wxyz"))
    sample = crossed(dict(zip(keys, counts, strict=True)))
    by = [(), "land", "art", ("land", "art")]
    table = release(sample, PLAIN, [Request(["hit"], by=by)], rule=Rule(minimum=5)).tables[0]
    known = np.array([covers(row, keys, counts) for row in table if row["status"] == "shown"])
    for row in table:
        if row["status"] == "small":
            target = covers(row, keys, counts)
            rank = np.linalg.matrix_rank(known) if known.size else 0
            assert np.linalg.matrix_rank(np.vstack([*known, target])) == rank + 1


def covers(row: dict[str, Any], keys: list[tuple[str, str]], counts: list[int]) -> list[int]:
    """Which of the cells that have people are part of a row."""
    return [
        int(row["land"] in (None, land) and row["art"] in (None, art))
        for (land, art), n in zip(keys, counts, strict=True)
        if n
    ]
