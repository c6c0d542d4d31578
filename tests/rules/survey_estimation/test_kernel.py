"""The compiled kernel answers as the reference does."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from survey_estimation import Design, SurveyError, Trimming, estimate
from survey_estimation.kernel import arrangement
from survey_estimation.kernel.arrangement import arrange
from tests.rules.survey_estimation.samples import any_design, clustered_samples
from tests.rules.survey_estimation.test_invariants import same

pytest.importorskip("numba")
BY: list[Any] = [(), "g", ("g", "hit")]


@settings(max_examples=25, deadline=None)
@given(clustered_samples(), any_design())
def test_equals_the_reference(sample: dict[str, Any], design: Design) -> None:
    sample = {**sample, "gap": np.where(np.isnan(sample["y"]), np.nan, sample["hit"])}
    arranged = arrange(sample, design, ["hit", "g", "gap"], BY)
    for items in (["hit", "g"], ["gap"], ["hit", "gap"]):
        for stat in ("share", "count"):
            options: dict[str, Any] = {
                "by": BY, "stat": stat, "missing": "omit", "empty": "keep",
            }  # fmt: skip
            mine = estimate(arranged, design, items, **options)
            same(mine, estimate(sample, design, items, **options))


def test_segments_do_not_cut_units(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrangement, "SEGMENT", 2)
    chance = np.random.default_rng(3)
    unit = np.repeat(np.arange(12), 3)
    sample = {"w": chance.uniform(1, 2, 36), "s": unit // 6, "c": unit, "hit": unit % 2}
    design = Design("w", "s", "c")
    arranged = arrange(sample, design, ["hit"])
    first, last = arranged.segments
    assert len(first) > 2
    for a, b in zip(first[1:], last[:-1], strict=True):
        assert a == b
        assert arranged.unit[a] != arranged.unit[a - 1]
    same(estimate(arranged, design, ["hit"]), estimate(sample, design, ["hit"]))


def test_subpopulation() -> None:
    sample = {"w": [1, 2, 3, 4], "hit": [1, 0, 1, 0], "only": [1, 1, 1, 0]}
    table = estimate(arrange(sample, Design("w"), ["hit"]), Design("w"), ["hit"], where="only")
    assert table["estimate"].tolist() == [4 / 6]
    assert table["n"].tolist() == [3]


@pytest.mark.parametrize(("ask", "message"), [
    ({"items": ["y"]}, "Item 'y' was not arranged"),
    ({"by": ["y"]}, "was not arranged"),
    ({"stat": "mean"}, "The kernel knows shares and counts"),
    ({"ci": "likelihood"}, "need the rows"),
    ({"items": ["gap"]}, "has no answer in some rows"),
    ({"design": Design("w", "y")}, "arranged for another design"),
])  # fmt: skip
def test_refuses(ask: dict[str, Any], message: str) -> None:
    sample = {"w": [1, 2, 3], "hit": [1, 0, 1], "y": [1, 1, 1], "gap": [1, None, 0]}
    arranged = arrange(sample, Design("w"), ["hit", "gap"])
    ask = {"design": Design("w"), "items": ["hit"]} | ask
    with pytest.raises(SurveyError, match=message):
        estimate(arranged, ask.pop("design"), ask.pop("items"), **ask)


def test_weighting_steps_are_refused() -> None:
    with pytest.raises(SurveyError, match="sums over one stage"):
        arrange({"w": [1, 1], "hit": [1, 0]}, Design("w", weighting=Trimming()), ["hit"])
