"""Sufficient tables give what the rows give, whole, merged, stored and cut."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from survey_estimation import Design, SurveyError, Trimming, estimate
from survey_estimation.sufficient import SufficientTable, collect
from tests.rules.survey_estimation.samples import any_design, clustered_samples

ITEMS = ["y", "hit", "g"]
CUTS: list[Any] = [(), "hit", "g", ("g", "hit")]


def agree(table: SufficientTable, sample: dict[str, Any], design: Design) -> None:
    for items, stat in ((["y", "hit"], "mean"), (["y"], "total"), (["hit", "g"], "share")):
        options: dict[str, Any] = {"by": CUTS, "stat": stat, "missing": "omit", "empty": "keep"}
        mine = estimate(table, design, items, **options)
        theirs = estimate(sample, design, items, **options)
        assert mine["level"].tolist() == theirs["level"].tolist()
        for name in ("estimate", "df", "n", "population"):
            np.testing.assert_allclose(mine[name], theirs[name], rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(mine["se"], theirs["se"], rtol=1e-10, atol=1e-6)


@settings(max_examples=40, deadline=None)
@given(clustered_samples(), any_design(), st.integers(0, 2**32 - 1))
def test_parts_merge_to_the_whole(sample: dict[str, Any], design: Design, seed: int) -> None:
    first = np.random.default_rng(seed).random(sample["w"].size) < 0.5
    assume(first.any() and not first.all())
    parts = [{n: v[rows] for n, v in sample.items()} for rows in (first, ~first)]
    tables = [collect(part, design, ITEMS, ["g", "hit"]) for part in parts]
    # a part without one of the answers knows fewer categories
    assume([len(table.items) for table in tables] == [5, 5])
    agree(tables[0].merged(tables[1]), sample, design)


@settings(max_examples=40, deadline=None)
@given(clustered_samples(), any_design())
def test_cuts_of_the_whole(sample: dict[str, Any], design: Design) -> None:
    agree(collect(sample, design, ITEMS, ["g", "hit"]), sample, design)


@pytest.mark.parametrize("clusters", [(), "c"])
def test_stored_and_read_again(tmp_path: Path, clusters: Any) -> None:
    sample = {
        "w": np.array([1.0, 2.0, 3.0, 4.0]), "s": np.array(["a", "a", "b", "b"]),
        "c": np.array([1, 2, 3, 4]), "hit": np.array([1, 0, 1, 1]), "g": np.array(list("xyxy")),
        "y": np.array([1e6, 1e6 + 1, 1e6 + 2, np.nan]),
    }  # fmt: skip
    design = Design("w", "s", clusters)
    collect(sample, design, ITEMS, ["g", "hit"]).save(tmp_path / "wave.npz")
    agree(SufficientTable.load(tmp_path / "wave.npz", design), sample, design)


SAMPLE: dict[str, Any] = {
    "w": [1, 1, 1], "s": ["a", "a", "b"], "hit": [1, 0, 1], "g": ["x", "y", "y"], "n": [9, 9, 9],
    "gap": [1, None, 0],
}  # fmt: skip


def test_lonely_unit_is_refused_when_asked_not_when_collected() -> None:
    design = Design("w", "s")
    table = collect(SAMPLE, design, ["hit"])
    with pytest.raises(SurveyError, match="has only one unit"):
        estimate(table, design, ["hit"])
    whole = table.merged(collect(SAMPLE, design, ["hit"]))
    assert estimate(whole, design, ["hit"])["n"].tolist() == [6]


@pytest.mark.parametrize(("ask", "message"), [
    ({"items": ["s"]}, "holds no 's'"),
    ({"by": ["s"]}, "not broken down by 's'"),
    ({"stat": "quantile"}, "give the sample itself"),
    ({"where": "hit"}, "give the sample itself"),
    ({"items": ["gap"]}, "Some answers are missing"),
    ({"design": Design("w", "s")}, "for another design"),
])  # fmt: skip
def test_refuses(ask: dict[str, Any], message: str) -> None:
    table = collect(SAMPLE, Design("w"), ["hit", "gap"], ["g"])
    ask = {"design": Design("w"), "items": ["hit"]} | ask
    with pytest.raises(SurveyError, match=message):
        estimate(table, ask.pop("design"), ask.pop("items"), **ask)


def test_parts_that_differ_are_refused() -> None:
    table = collect(SAMPLE, Design("w"), ["hit"], ["g"])
    with pytest.raises(SurveyError, match="different items"):
        table.merged(collect(SAMPLE, Design("w"), ["s"], ["g"]))
    with pytest.raises(SurveyError, match="another design or breakdown"):
        table.merged(collect(SAMPLE, Design("w"), ["hit"]))
    design = Design("w", population="n")
    with pytest.raises(SurveyError, match="different populations"):
        collect(SAMPLE, design, ["hit"]).merged(collect({**SAMPLE, "n": [8] * 3}, design, ["hit"]))


def test_weighting_steps_are_refused() -> None:
    with pytest.raises(SurveyError, match="holds one stage"):
        collect(SAMPLE, Design("w", weighting=Trimming()), ["hit"])
