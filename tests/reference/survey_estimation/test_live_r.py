"""The same estimates by R survey, called as a program, for designs outside the shared data."""

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from survey_estimation import Table, compare_domains, estimate, prepare, rao_scott, regress
from survey_estimation.survey import Survey, degrees_of_freedom
from tests.reference.survey_estimation.designs import Case, cases

SCRIPT = Path(__file__).with_name("live_survey.R")
ITERATIVE = ("logit", "likelihood", "ci_logit")
R_HAS_NO_ANSWER = ("by_ci_likelihood", "difference")  # at shares of 1, and after calibration
Values = dict[str, dict[str, np.ndarray]]


@pytest.fixture(scope="module")
def of_r(tmp_path_factory: pytest.TempPathFactory) -> Values:
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed: apt-get install r-base-core r-cran-survey r-cran-mass")
    folder = tmp_path_factory.mktemp("live")
    write(folder)
    subprocess.run(["Rscript", str(SCRIPT), str(folder)], check=True, capture_output=True)
    results: Values = {}
    for line in (folder / "results.txt").read_text().splitlines():
        name, what, numbers = line.split("\t")
        results.setdefault(name, {})[what] = np.array(
            [np.nan if n in ("NA", "NaN") else float(n) for n in numbers.split()]
        )
    return results


def write(folder: Path) -> None:
    lines = []
    for case in cases():
        names = list(case.columns)
        with (folder / f"{case.name}.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(names)
            rows = zip(*(case.columns[name].tolist() for name in names), strict=True)
            writer.writerows([["" if v != v else v for v in row] for row in rows])
        design = case.design
        rule = f"{design.lonely} | {'TRUE' if design.adjust_domains else 'FALSE'}"
        change = f" | {case.change}" if case.change else ""
        lines.append(f"{case.name} | {case.name}.csv | {case.arguments} | {rule}{change}")
    (folder / "designs.txt").write_text("\n".join(lines) + "\n")


def both(table: Table) -> list[float]:
    return [*table["estimate"], *table["se"]]


def bounds(table: Table) -> list[float]:
    return [*table["low"], *table["high"]]


def run(survey: Survey, items: list[Any], **options: Any) -> Table:
    return estimate(survey, survey.design, items, missing="omit", **options)


def domain_df(survey: Survey) -> list[int]:
    g = np.asarray(survey.columns.array("g"))
    return [degrees_of_freedom(survey, g == level) for level in np.unique(g)]


def deffs(survey: Survey) -> list[float]:
    tables = [
        run(survey, ["x"], stat="mean"),
        run(survey, ["x"], stat="mean", deff="with"),
        run(survey, ["x"], stat="total"),
    ]
    return [float(table["deff"][0]) for table in tables]


def difference(survey: Survey) -> list[float]:
    table = compare_domains(survey, survey.design, "x", "g", stat="mean").only(
        domain="B", against="A"
    )
    return both(table)


def independence(survey: Survey) -> list[float]:
    test = rao_scott(survey, survey.design, "hit", "k")
    return [test.statistic, test.df1, test.df2, test.p]


def regression(survey: Survey, outcome: str, predictors: list[str], **options: Any) -> list[float]:
    return both(regress(survey, survey.design, outcome, predictors, missing="omit", **options))


def in_a(survey: Survey) -> np.ndarray:
    return np.asarray(survey.columns.array("g") == "A")


def quantile(survey: Survey, ci: str, **options: Any) -> list[float]:
    table = run(survey, ["x"], stat="quantile", ci=ci, **options)
    return [*table["estimate"], *bounds(table)]


SHARES = [("mean", "wald"), *((m, m) for m in ("logit", "likelihood", "asin", "beta"))]
QUANTILES = [("mean", "wald"), ("beta", "beta"), ("xlogit", "logit"), ("asin", "asin")]
OURS: dict[str, Callable[[Survey], Any]] = {
    "df": degrees_of_freedom,
    "mean": lambda s: both(run(s, ["y"], stat="mean")),
    "total": lambda s: both(run(s, ["y"], stat="total")),
    "ratio": lambda s: both(run(s, [("y", "x")], stat="ratio")),
    "deff": deffs,
    "share": lambda s: both(run(s, ["k"])),
    "by": lambda s: both(run(s, ["y"], by=["g"], stat="mean")),
    "by_total": lambda s: both(run(s, ["hit"], by=["g"], stat="total")),
    "by_crossed": lambda s: both(run(s, ["hit"], by=[("g", "k")])),
    "by_df": domain_df,
    "by_deff": lambda s: run(s, ["x"], by=["g"], stat="mean")["deff"],
    "difference": difference,
    "linear": lambda s: regression(s, "y", ["x", "k"]),
    "logit": lambda s: regression(s, "hit", ["x", "k"], family="logit"),
    "logit_in_domain": lambda s: regression(s, "hit", ["x"], family="logit", where=in_a(s)),
    "independence": independence,
    "by_quantile": lambda s: quantile(s, "wald", by=["g"]),
    **{
        f"ci_{theirs}": lambda s, ci=ours: bounds(run(s, ["hit"], ci=ci))
        for theirs, ours in SHARES
    },
    **{
        f"by_ci_{theirs}": lambda s, ci=ours: bounds(run(s, ["hit"], by=["g"], ci=ci))
        for theirs, ours in SHARES
    },
    **{
        f"quantile_{theirs}": lambda s, ci=ours: quantile(s, ci, quantiles=(0.1, 0.5, 0.9))
        for theirs, ours in QUANTILES
    },
}  # fmt: skip


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_agrees_with_r(case: Case, of_r: Values) -> None:
    survey = prepare(case.columns, case.design)
    wrong = []
    for what, expected in of_r[case.name].items():
        if what in case.skip:
            continue
        got = np.ravel(np.asarray(OURS[what](survey), dtype=float))
        tolerance = 1e-7 if any(part in what for part in ITERATIVE) else 1e-10
        if np.isnan(expected).all() and what in R_HAS_NO_ANSWER:
            continue
        if what == "by_ci_beta":  # R has no interval at 0 and 1
            got = np.where(np.isnan(expected), np.nan, got)
        same = got.shape == expected.shape and np.allclose(
            got, expected, rtol=tolerance, atol=1e-12, equal_nan=True
        )
        if not same:
            wrong.append(f"{what}: ours {got}, R {expected}")
    assert not wrong, "\n".join(wrong)
