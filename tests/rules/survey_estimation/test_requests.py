"""Requests that cannot be met say what to do."""

from typing import Any

import pytest

from survey_estimation import (
    Calibration,
    Design,
    PostStratification,
    Raking,
    ResponseClasses,
    SurveyError,
    Trimming,
    compare_waves,
    estimate,
    estimate_by_replicates,
    prepare,
    rao_scott,
    regress,
)

SAMPLE: dict[str, Any] = {
    "w": [1.0, 1.0, 2.0, 2.0], "y": [1, 0, 1, 1], "x": [1.5, 2.5, 3.5, 5.0],
    "s": ["a", "a", "b", "b"], "t": ["u", "v", "u", "v"], "gap": [1, None, 0, 1],
}  # fmt: skip
PLAIN = Design("w")


@pytest.mark.parametrize(("options", "message"), [
    ({"stat": "median"}, "stat='median' is unknown"),
    ({"ci": "exact"}, "ci='exact' is unknown"),
    ({"stat": "mean", "ci": "logit"}, "is for shares"),
    ({"level": 95}, "must lie between 0 and 1"),
    ({"missing": "drop"}, "missing='drop' is unknown"),
    ({"empty": "drop"}, "empty='drop' is unknown"),
    ({"deff": "srs"}, "deff='srs' is unknown"),
    ({"stat": "quantile", "quantiles": (50,)}, "between 0 and 1, not at 50"),
    ({"where": [1, 0]}, "one value for each of the 4 rows"),
    ({"where": [2, 0, 0, 1]}, "selects rows by 1 and 0"),
    ({"by": ["nowhere"]}, "There is no column 'nowhere'"),
    ({"stat": "ratio"}, "A ratio needs pairs"),
])  # fmt: skip
def test_estimate_refuses(options: dict[str, Any], message: str) -> None:
    items = ["gap"] if "missing" in options else ["y"]
    with pytest.raises(SurveyError, match=message):
        estimate(SAMPLE, PLAIN, items, **options)


def test_share_of_fractions_is_refused() -> None:
    with pytest.raises(SurveyError, match="holds numbers with fractions"):
        estimate(SAMPLE, PLAIN, ["x"])


def test_no_items_are_refused() -> None:
    with pytest.raises(SurveyError, match="nothing to estimate"):
        estimate(SAMPLE, PLAIN, [])


@pytest.mark.parametrize(("design", "message"), [
    ({"lonely": "ignore"}, "lonely='ignore' is unknown"),
    ({"population": ("a", "b")}, "population names 2 stages"),
    ({"merge": {"a": "b"}}, "merge joins strata"),
    ({"population": {"a": 3}}, "population maps strata to N"),
    ({"population": {1, 2}}, "population is a column name for each stage"),
])  # fmt: skip
def test_design_refuses(design: dict[str, Any], message: str) -> None:
    with pytest.raises(SurveyError, match=message):
        Design("w", **design)


@pytest.mark.parametrize(("design", "message"), [
    (Design("w", "s", population={"a": 5}), "has no N for stratum 'b'"),
    (Design("w", "s", merge={"a": "c"}), "which is no stratum"),
    (Design("w", "s", merge={"a": "b", "b": "a"}), "runs in a circle"),
    (Design("w", "gap"), "Column 'gap' \\(stratum\\) is missing in 1 rows"),
    (Design("w", clusters=("s", "t"), population="x"), "population names 1 of 2 stages"),
    (Design("w", population="gap"), "population 'gap' is missing or not above zero"),
])  # fmt: skip
def test_prepare_refuses(design: Design, message: str) -> None:
    with pytest.raises(SurveyError, match=message):
        prepare(SAMPLE, design)


def test_prepared_sample_keeps_its_design() -> None:
    with pytest.raises(SurveyError, match="prepared for another design"):
        estimate(prepare(SAMPLE, PLAIN), Design("w", "s"), ["y"])


@pytest.mark.parametrize(("step", "message"), [
    (PostStratification("s", {"a": 3}), "has no total for class 'b'"),
    (PostStratification("gap", {0: 3, 1: 4}), "The class 'gap' is missing"),
    (Raking({"s": {"a": 3, "b": 4}, "t": {"u": 9, "v": 9}}), "add up to different sizes"),
    (Calibration({}), "knows no total"),
    (Calibration({"gap": 3}), "has a known total but is missing"),
    (Calibration({"x": 20}, method="logit"), "needs bounds"),
    (ResponseClasses("s", "x"), "use 1 and 0 in every row"),
    (Trimming(high=0.5), "cannot keep the sum of the weights"),
])  # fmt: skip
def test_weighting_refuses(step: Any, message: str) -> None:
    with pytest.raises(SurveyError, match=message):
        prepare(SAMPLE, Design("w", weighting=step))


def test_raking_that_cannot_settle_is_refused() -> None:
    sample = {"w": [1, 1, 1], "r": ["a", "a", "b"], "c": ["u", "v", "v"]}
    margins = {"r": {"a": 1.0, "b": 5.0}, "c": {"u": 4.0, "v": 2.0}}
    with pytest.raises(SurveyError, match="has not met its margins"):
        prepare(sample, Design("w", weighting=Raking(margins, iterations=50)))


@pytest.mark.parametrize(("design", "method", "message"), [
    (Design("w", "s"), "JK1", "JK1 is for designs without strata"),
    (PLAIN, "BRR", "BRR needs two units"),
    (PLAIN, "bootstrap", "needs chance from outside"),
    (PLAIN, "SDR", "method='SDR' is unknown"),
])  # fmt: skip
def test_replicates_refuse(design: Design, method: Any, message: str) -> None:
    with pytest.raises(SurveyError, match=message):
        estimate_by_replicates(SAMPLE, design, ["y"], method)


def test_regression_refuses_what_follows_from_others() -> None:
    sample = {**SAMPLE, "double": [3.0, 5.0, 7.0, 10.0]}
    with pytest.raises(SurveyError, match="'double' follows from the others"):
        regress(sample, PLAIN, "y", ["x", "double"])


def test_regression_refuses_perfect_prediction() -> None:
    sample = {"w": [1.0] * 6, "y": [0, 0, 0, 1, 1, 1], "g": ["a"] * 3 + ["b"] * 3}
    with pytest.raises(SurveyError, match="perfectly"):
        regress(sample, PLAIN, "y", ["g"], family="logit")


def test_rao_scott_refuses_empty_cells() -> None:
    with pytest.raises(SurveyError, match="empty cell"):
        rao_scott(SAMPLE, PLAIN, "y", "s")


def test_waves_must_match() -> None:
    first = estimate(SAMPLE, PLAIN, ["y"], by=["s"])
    second = estimate({**SAMPLE, "s": ["a", "a", "b", "c"]}, PLAIN, ["y"], by=["s"])
    with pytest.raises(SurveyError, match="stands in one wave only"):
        compare_waves(first, second)
    with pytest.raises(SurveyError, match="different statistics"):
        compare_waves(first, estimate(SAMPLE, PLAIN, ["y"], by=["s"], stat="mean"))
