"""Weighting steps meet their totals, and the variance knows it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from survey_estimation import (
    Calibration,
    Design,
    PostStratification,
    Raking,
    ResponseClasses,
    Trimming,
    estimate,
    estimate_by_replicates,
    prepare,
    weight_report,
)
from tests.rules.survey_estimation.samples import clustered_samples

PLAIN = Design("w", "s", "c")


def totals(sample: dict[str, Any], name: str, size: float) -> dict[Any, float]:
    """Counts in proportion to a rough guess, which add up to the size."""
    levels, count = np.unique(sample[name], return_counts=True)
    share = (count + 1) / (count + 1).sum()
    return dict(zip(levels.tolist(), (size * share).tolist(), strict=True))


def weighted(sample: dict[str, Any], step: Any) -> np.ndarray:
    return prepare(sample, replace(PLAIN, weighting=step)).weight


@settings(max_examples=30, deadline=None)
@given(clustered_samples(), st.sampled_from(["linear", "raking"]))
def test_calibrated_weights_meet_every_total(sample: dict[str, Any], method: Any) -> None:
    aims = totals(sample, "g", 500.0)
    weight = weighted(sample, Calibration({"g": aims}, method=method))
    for level, aim in aims.items():
        assert weight[sample["g"] == level].sum() == pytest.approx(aim, rel=1e-10)
    same = weighted(sample, PostStratification("g", aims))
    np.testing.assert_allclose(weight, same, rtol=1e-9)


@settings(max_examples=30, deadline=None)
@given(clustered_samples())
def test_raking_is_multiplicative_calibration(sample: dict[str, Any]) -> None:
    pairs = {(g, h) for g in "abc" for h in (0, 1)}
    assume(set(zip(sample["g"].tolist(), sample["hit"].tolist(), strict=True)) == pairs)
    margins = {name: totals(sample, name, 500.0) for name in ("g", "hit")}
    raked = weighted(sample, Raking(margins))
    calibrated = weighted(sample, Calibration(margins, method="raking"))
    np.testing.assert_allclose(raked, calibrated, rtol=1e-8)


@settings(max_examples=30, deadline=None)
@given(clustered_samples())
def test_what_is_calibrated_has_no_error(sample: dict[str, Any]) -> None:
    step = PostStratification("g", totals(sample, "g", 500.0))
    design = replace(PLAIN, weighting=step)
    assert estimate(sample, design, ["g"], stat="count")["se"].max() < 1e-9


def test_replicates_carry_the_steps_out_anew() -> None:
    sample = {
        "w": [1.0, 2.0, 1.0, 3.0, 1.0, 2.0], "g": ["a", "a", "b", "b", "a", "b"],
        "is_a": [1, 1, 0, 0, 1, 0],
    }  # fmt: skip
    design = Design("w", weighting=PostStratification("g", {"a": 30.0, "b": 20.0}))
    table = estimate_by_replicates(sample, design, ["is_a"], "JK1", stat="total")
    assert table["estimate"][0] == pytest.approx(30)
    assert table["se"][0] == pytest.approx(0, abs=1e-12)


def test_bootstrap_comes_near_the_formula() -> None:
    # V = 2² + 4² + 3 · (s² = 7) by hand: strata (1, 3), (2, 6) and (1, 2, 6) of weight one
    sample = {"w": [1.0] * 7, "s": [1, 1, 2, 2, 3, 3, 3], "y": [1, 3, 2, 6, 1, 2, 6]}
    table = estimate_by_replicates(
        sample, Design("w", "s"), ["y"], "bootstrap", stat="total", count=4000,
        generator=np.random.default_rng(1),
    )  # fmt: skip
    assert table["se"][0] == pytest.approx((4 + 16 + 21) ** 0.5, rel=0.03)


def test_logit_calibration_stays_within_its_bounds() -> None:
    sample = {"w": [1.0] * 6, "x": [1.0, 2.0, 3.0, 4.0, 5.0, 9.0], "y": [0, 1, 0, 1, 1, 1]}
    step = Calibration({"x": 30.0}, size=6, method="logit", bounds=(0.6, 1.8))
    weight = prepare(sample, Design("w", weighting=step)).weight
    assert (weight @ np.array(sample["x"]), weight.sum()) == pytest.approx((30, 6))
    assert 0.6 < weight.min() < weight.max() < 1.8


def test_response_classes_are_a_ratio_to_all_who_were_drawn() -> None:
    # classes of 2 and 2 with one respondent each: w = 2, 2; residuals 0, so V is that of the
    # class means: z = (1, 1, 3, 3), m / (m - 1) Σ (z - 2)² = 4/3 · 4
    sample = {"w": [1.0] * 4, "k": list("aabb"), "there": [1, 0, 1, 0], "y": [1.0, None, 3.0, None]}
    design = Design("w", weighting=ResponseClasses("k", "there"))
    row = estimate(sample, design, ["y"], stat="total").rows()[0]
    assert row["estimate"] == 8
    assert row["se"] == pytest.approx((16 / 3) ** 0.5)
    assert row["n"] == 2


def test_report_names_cost_range_and_profile() -> None:
    sample = {"w": [1.0, 1.0, 4.0], "s": ["a", "a", "b"], "sex": ["f", "f", "m"]}
    report = weight_report(sample, Design("w", "s", merge={"b": "a"}), ["sex"])
    assert (report.rows, report.population, report.low, report.high) == (3, 6, 1, 4)
    assert report.kish == pytest.approx(3 * 18 / 36)
    assert report.effective_n == pytest.approx(2)
    assert report.merged == (("b", "a"),)
    assert report.profile["share_of_population"].tolist() == pytest.approx([1 / 3, 2 / 3])


def test_trimming_can_be_relative_to_the_median() -> None:
    sample = {"w": [1.0, 1.0, 2.0, 2.0, 10.0], "y": [1, 0, 1, 0, 1]}
    weight = prepare(sample, Design("w", weighting=Trimming(high=2.5, relative=True))).weight
    assert weight.max() == pytest.approx(5)
    assert weight.sum() == pytest.approx(16)
