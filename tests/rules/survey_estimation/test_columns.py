"""Columns of any table and type."""

import datetime
from typing import Any

import numpy as np
import pytest

from survey_estimation import Design, SurveyError, estimate

LABELS: dict[str, tuple[list[Any], list[Any]]] = {
    "integers": ([3, 3, 1, 1], [1, 3]),
    "far integers": ([10**15, 10**15, -5, -5], [-5, 10**15]),
    "floats": ([0.5, 0.5, 0.25, 0.25], [0.25, 0.5]),
    "text": (["b", "b", "a", "a"], ["a", "b"]),
    "truth": ([True, True, False, False], [False, True]),
    "mixed": (["x", "x", 7, 7], [7, "x"]),
    "days": ([datetime.date(2024, 5, 2)] * 2 + [datetime.date(2023, 1, 1)] * 2,
             [datetime.date(2023, 1, 1), datetime.date(2024, 5, 2)]),
}  # fmt: skip


@pytest.mark.parametrize("kind", LABELS)
def test_labels_of_any_type_come_back_sorted(kind: str) -> None:
    labels, expected = LABELS[kind]
    table = estimate(
        {"w": [1, 1, 1, 1], "y": [1, 0, 0, 0], "g": labels}, Design("w"), ["y"], by=["g"]
    )
    assert table["g"].tolist() == expected
    assert table["estimate"].tolist() == [0.0, 0.5]


@pytest.mark.parametrize("missing", [None, float("nan"), np.datetime64("NaT")])
def test_row_with_missing_label_lies_in_no_domain(missing: Any) -> None:
    sample = {"w": [1, 1, 1], "y": [1, 0, 1], "g": ["a", "a", missing]}
    table = estimate(sample, Design("w"), ["y"], by=["g"])
    assert table["g"].tolist() == ["a"]
    assert table["n"].tolist() == [2]


def test_masked_answers_are_missing() -> None:
    hidden = np.ma.array([1, 2, 9], mask=[False, False, True])
    row = estimate({"w": [1, 1, 1], "y": hidden}, Design("w"), ["y"], stat="mean", missing="omit")
    assert row["estimate"][0] == 1.5
    assert row["n"][0] == 2


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_table_of(library: str) -> None:
    module = pytest.importorskip(library)
    columns = {"w": [1.0, 1.0, 2.0], "y": [1, 0, None], "g": ["a", "b", None]}
    make = module.table if library == "pyarrow" else module.DataFrame
    table = estimate(make(columns), Design("w"), ["y"], by=["g"], missing="omit")
    assert table["g"].tolist() == ["a", "b"]
    assert table["estimate"].tolist() == [1.0, 0.0]


def test_columns_of_a_frame_may_have_any_name() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"w": [1.0, 1.0], "answers": [1, 0], "columns": ["a", "b"]})
    table = estimate(frame[["w", "answers"]], Design("w"), ["answers"])
    assert table["estimate"].tolist() == [0.5]
    assert estimate(frame.to_dict("list"), Design("w"), ["answers"], by=["columns"])["n"].sum() == 2


def test_pandas_nullable_and_categorical_columns() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"w": [1.0, 1.0, 2.0]})
    frame["y"] = pandas.array([1, None, 0], dtype="Int64")
    frame["g"] = pandas.Categorical(["a", "b", "a"], categories=["a", "b", "unused"])
    table = estimate(frame, Design("w"), ["y"], by=["g"], missing="omit", empty="keep")
    assert table["g"].tolist() == ["a", "b"]
    assert table["n"].tolist() == [2, 0]


@pytest.mark.parametrize(("target", "names"), [
    ("to_pandas", "columns"), ("to_polars", "columns"), ("to_arrow", "column_names"),
])  # fmt: skip
def test_results_go_to_other_tables(target: str, names: str) -> None:
    pytest.importorskip({"to_arrow": "pyarrow"}.get(target, target[3:]))
    sample = {"w": [1, 1, 1], "y": [1, 0, 1], "g": ["a", "a", "b"]}
    table = estimate(sample, Design("w"), ["y"], by=[(), "g"])
    other = getattr(table, target)()
    assert list(getattr(other, names)) == list(table.columns)
    assert len(other) == 3


def test_results_cannot_be_written_to() -> None:
    table = estimate({"w": [1, 1], "y": [1, 0]}, Design("w"), ["y"])
    with pytest.raises(ValueError, match="read-only"):
        table["estimate"][0] = 0.9


@pytest.mark.parametrize(("sample", "message"), [
    ({}, "The sample has no rows"),
    ({"w": []}, "The sample has no rows"),
    ({"w": [1, 1], "y": [1]}, "same number of rows"),
    ([1, 2], "A sample is a dict of columns"),
    ({"w": [1, 1], "y": [1.0, float("inf")]}, "is infinite in row 2"),
    ({"w": np.ones((2, 2)), "y": [1, 0]}, "one dimension"),
])  # fmt: skip
def test_refuses(sample: Any, message: str) -> None:
    with pytest.raises(SurveyError, match=message):
        estimate(sample, Design("w"), ["y"], stat="mean")


def test_column_named_like_a_result_gets_another_name() -> None:
    sample = {"w": [1, 1], "y": [1, 0], "level": ["a", "b"]}
    table = estimate(sample, Design("w"), ["y"], by=["level"])
    assert table["by_level"].tolist() == ["a", "b"]


@pytest.mark.parametrize("number", [20, 20.0, np.int64(20), np.float32(20)])
def test_population_may_be_any_number(number: Any) -> None:
    # 4 of 20 with y = 1, 2, 3, 4: V = (1 - 4/20) (5/3) / 4
    sample = {"w": [5.0] * 4, "y": [1, 2, 3, 4]}
    table = estimate(sample, Design("w", population=number), ["y"], stat="mean")
    assert table["se"][0] == pytest.approx((1 / 3) ** 0.5)


def test_strata_and_clusters_of_any_type() -> None:
    plain = {"w": [1.0, 2.0, 3.0, 4.0], "s": [1, 1, 2, 2], "c": [1, 2, 3, 4], "y": [1, 0, 1, 1]}
    other = {**plain, "s": ["b", "b", "a", "a"], "c": [0.5, 1.5, "x", "y"]}
    design = Design("w", "s", "c")
    same = [estimate(sample, design, ["y"])["se"][0] for sample in (plain, other)]
    assert same[0] == pytest.approx(same[1], rel=1e-14)
