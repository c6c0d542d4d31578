"""What must hold for any sample and design."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey_estimation import Design, compare_domains, estimate, prepare
from survey_estimation.scatter import covariance
from tests.rules.survey_estimation.samples import any_design, clustered_samples

COLUMNS = ("estimate", "se", "low", "high", "df", "n", "population", "deff")


def same(left: Any, right: Any, tolerance: float = 1e-12) -> None:
    for name in COLUMNS:
        np.testing.assert_allclose(
            left[name], right[name], rtol=tolerance, atol=tolerance, err_msg=name
        )


@settings(max_examples=30, deadline=None)
@given(clustered_samples(), any_design(), st.integers(0, 1000))
def test_order_of_rows_moves_nothing(sample: dict[str, Any], design: Design, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(sample["w"].size)
    shuffled = {name: values[order] for name, values in sample.items()}
    options: dict[str, Any] = {"by": [(), "g"], "stat": "mean", "missing": "omit", "empty": "keep"}
    items = ["y", "hit"]
    same(estimate(sample, design, items, **options), estimate(shuffled, design, items, **options))


@settings(max_examples=30, deadline=None)
@given(clustered_samples(), any_design())
def test_sums_over_cells_give_what_the_influence_of_every_row_gives(
    sample: dict[str, Any], design: Design
) -> None:
    survey = prepare(sample, design)
    table = estimate(survey, design, ["hit"], by=["g"])
    for row in table:
        inside = sample["g"] == row["g"]
        weight = sample["w"] * inside
        influence = inside * (sample["hit"] - row["estimate"]) / weight.sum()
        variance = covariance(survey, influence[:, None], inside)[0, 0]
        assert row["se"] ** 2 == pytest.approx(variance, rel=1e-9, abs=1e-15)


@settings(max_examples=30, deadline=None)
@given(clustered_samples(), any_design())
def test_share_of_a_category_is_the_mean_of_its_indicator(
    sample: dict[str, Any], design: Design
) -> None:
    shares = estimate(sample, design, ["g"])
    for level in shares["level"]:
        indicator = {**sample, "is": (sample["g"] == level).astype(int)}
        mean = estimate(indicator, design, ["is"])
        same(shares.only(level=level), mean)


@settings(max_examples=30, deadline=None)
@given(clustered_samples(), any_design())
def test_difference_of_domains_is_antisymmetric_to_a_recoded_column(
    sample: dict[str, Any], design: Design
) -> None:
    table = compare_domains(sample, design, "hit", "g")
    renamed = {
        **sample,
        "g": np.char.translate(sample["g"].astype(str), str.maketrans("abc", "cba")),
    }
    mirror = compare_domains(renamed, design, "hit", "g")
    swap = {"a": "c", "b": "b", "c": "a"}
    for row in table:
        other = mirror.only(domain=swap[row["against"]], against=swap[row["domain"]])
        assert other["estimate"][0] == pytest.approx(-row["estimate"])
        assert other["se"][0] == pytest.approx(row["se"], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("shift", [0.0, 1e6, 1e9])
def test_large_means_keep_their_standard_error(shift: float) -> None:
    # a mean of 2.5 with se 0.6454972 by hand, see the chapter on simple samples
    sample = {"w": [1.0] * 4, "y": [shift + value for value in (1.0, 2.0, 3.0, 4.0)]}
    row = estimate(sample, Design("w"), ["y"], stat="mean").rows()[0]
    assert row["estimate"] == pytest.approx(shift + 2.5, rel=1e-15)
    assert row["se"] == pytest.approx((5 / 12) ** 0.5, rel=1e-9)


def test_stratum_that_explains_everything_leaves_no_error() -> None:
    sample = {"w": [0.3] * 6, "s": [1, 1, 1, 2, 2, 2], "y": [0.1, 0.1, 0.1, 0.7, 0.7, 0.7]}
    assert estimate(sample, Design("w", "s"), ["y"], stat="mean")["se"][0] < 1e-15
