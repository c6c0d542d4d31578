"""All 779 values that R survey 4.5 gives for the api samples and MU284: 642 numbers, 136 names of
what they belong to, and the version of R survey itself.

Closed forms within 1e-10 (relative; 1e-12 absolute where the value is zero), iterative ones
within 1e-7.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from survey_estimation import (
    Calibration,
    Design,
    PostStratification,
    Raking,
    Table,
    Trimming,
    estimate,
    estimate_by_replicates,
    prepare,
    rao_scott,
    regress,
)
from survey_estimation.survey import degrees_of_freedom
from tests.reference.survey_estimation.shared_data import sample, survey_file

CLOSED, ITERATIVE = 1e-10, 1e-7
DESIGNS = {
    "strat_fpc": ("apistrat", Design("pw", "stype", population="fpc")),
    "strat_nofpc": ("apistrat", Design("pw", "stype")),
    "clus1_fpc": ("apiclus1", Design("pw", clusters="dnum", population="fpc")),
    "clus1_nofpc": ("apiclus1", Design("pw", clusters="dnum")),
    "clus2_fpc": (
        "apiclus2",
        Design(clusters=("dnum", "snum"), population=("fpc1", "fpc2")),
    ),
    "clus2_wr": ("apiclus2", Design("pw", clusters=("dnum", "snum"))),
    "srs_fpc": ("apisrs", Design(population="fpc")),
}
Check = Callable[[str], dict[str, Any]]


def golden() -> dict[str, Any]:
    return json.loads(survey_file("golden_api_R45.json").read_text())


def columns(table: Table, **names: str) -> dict[str, Any]:
    return {key: table[name] for key, name in names.items()} | {"names": names_in_r(table)}


def names_in_r(table: Table) -> list[str]:
    """What R calls the rows: terms, domains, or items with the category appended."""
    if "term" in table.columns:
        return table["term"].tolist()
    if "stype" in table.columns:
        return table["stype"].tolist()
    rows = table.rows()
    return [row["item"] + (row.get("level") or "") for row in rows]


def of_design(key: str) -> dict[str, Any]:
    """What we say for the part of an entry after the name of its design."""
    name, what = key.split(".", 1)
    source, design = DESIGNS[name]
    data = sample(source)
    if what.startswith("ciprop_"):
        return share_interval(data, design, what.removeprefix("ciprop_"))
    return DESIGN_CHECKS[what](data, design)


def share_interval(data: Any, design: Design, method: str) -> dict[str, Any]:
    method = {"mean": "wald", "xlogit": "logit"}.get(method, method)
    table = estimate(data, design, ["hit"], ci=method)
    return {"est": table["estimate"], "ci": [table["low"][0], table["high"][0]]}


def mean(data: Any, design: Design, items: list[str]) -> dict[str, Any]:
    return columns(estimate(data, design, items, stat="mean"), est="estimate", se="se")


def both_totals(data: Any, design: Design) -> dict[str, Any]:
    """R drops a row from both totals if one of them is missing."""
    complete = [value is not None for value in data["enroll"]]
    table = estimate(data, design, ["enroll", "hit"], stat="total", where=complete)
    return columns(table, est="estimate", se="se")


def ratio(data: Any, design: Design) -> dict[str, Any]:
    table = estimate(data, design, [("api.stu", "enroll")], stat="ratio", missing="omit")
    return columns(table, est="estimate", se="se")


def regression(
    data: Any, design: Design, outcome: str, predictors: list[str], family: Any
) -> dict[str, Any]:
    table = regress(data, design, outcome, predictors, family=family, missing="omit")
    return columns(table, est="estimate", se="se")


def independence(data: Any, design: Design) -> dict[str, Any]:
    test = rao_scott(data, design, "sch.wide", "stype")
    return {"stat": test.statistic, "df": [test.df1, test.df2], "p": test.p}


def two_means(data: Any, design: Design) -> dict[str, Any]:
    table = regress(data, design, "api00", ["hit"])
    return {name: table[column][1] for name, column in (("stat", "t"), ("df", "df"), ("p", "p"))}


def quartiles(data: Any, design: Design) -> dict[str, Any]:
    table = estimate(data, design, ["api00"], stat="quantile", quantiles=(0.25, 0.5, 0.75))
    return columns(table, est="estimate", lo="low", hi="high", se="se")


DESIGN_CHECKS: dict[str, Callable[[Any, Design], dict[str, Any]]] = {
    "degf": lambda data, design: {"": degrees_of_freedom(prepare(data, design))},
    "mean": lambda data, design: mean(data, design, ["api00", "api99"]),
    "mean_deff": lambda data, design: {
        "": estimate(data, design, ["api00"], stat="mean")["deff"]
    },
    "mean_deff_replace": lambda data, design: {
        "": estimate(data, design, ["api00"], stat="mean", deff="with")["deff"]
    },
    "total": both_totals,
    "ratio": ratio,
    "share_stype": lambda data, design: columns(
        estimate(data, design, ["stype"]), est="estimate", se="se"
    ),
    "by_stype_hit": lambda data, design: columns(
        estimate(data, design, ["hit"], by=["stype"]), est="estimate", se="se"
    ),
    "by_stype_df": lambda data, design: {
        "": estimate(data, design, ["hit"], by=["stype"])["df"]
    },
    "quantile": quartiles,
    "logit": lambda data, design: regression(data, design, "hit", ["ell", "meals"], "logit"),
    "linear": lambda data, design: regression(
        data, design, "api00", ["ell", "meals", "mobility"], "linear"
    ),
    "raoscott_F": independence,
    "ttest": two_means,
}  # fmt: skip


def counts(name: str) -> dict[Any, float]:
    return dict(Counter(sample("apipop")[name]))


def weighted(key: str) -> dict[str, Any]:
    """Post-stratification, raking and calibration of apiclus1."""
    name, what = key.split(".")
    step = {
        "clus1_ps": lambda: PostStratification("stype", counts("stype")),
        "clus1_rake": lambda: Raking({n: counts(n) for n in ("stype", "sch.wide")}),
        "clus1_cal_linear": lambda: calibration("linear"),
        "clus1_cal_raking": lambda: calibration("raking"),
        "clus1_cal_logit": lambda: calibration("logit", (0.3, 4)),
    }[name]()
    data, design = sample("apiclus1"), replace(DESIGNS["clus1_fpc"][1], weighting=step)
    if what in ("w_range", "weights_range"):
        weight = prepare(data, design).weight
        return {"": [weight.min(), weight.max()]}
    if what == "total":
        table = estimate(data, design, ["enroll"], stat="total", missing="omit")
    else:
        by = ["stype"] if what == "by_stype" else []
        table = estimate(data, design, ["api00"], by=by, stat="mean")
    return columns(table, est="estimate", se="se")


def calibration(method: Any, bounds: tuple[float, float] | None = None) -> Calibration:
    totals = {"stype": {"E": 4421, "H": 755, "M": 1018}, "api99": 3914069}
    return Calibration(totals, method=method, bounds=bounds)


def lonely(key: str) -> dict[str, Any]:
    rule = key.split(".", maxsplit=1)[0].removeprefix("lonely_")
    if rule == "adjust_domain":
        design = Design("pw", "dnum", lonely="adjust", adjust_domains=True)
        table = estimate(sample("apiclus1"), design, ["api00"], by=["stype"], stat="mean")
        return columns(table, est="estimate", se="se")
    return mean(sample("apiclus1"), Design("pw", "dnum", lonely=rule), ["api00"])


def jackknife(key: str) -> dict[str, Any]:
    source, method = {"clus1_JK1": ("clus1_fpc", "JK1"), "strat_JKn": ("strat_fpc", "JKn")}[
        key.split(".", maxsplit=1)[0]
    ]
    data, design = sample(DESIGNS[source][0]), DESIGNS[source][1]
    items: list[Any] = [("api.stu", "enroll")] if key.endswith("ratio") else ["api00"]
    stat: Any = "ratio" if key.endswith("ratio") else "mean"
    table = estimate_by_replicates(data, design, items, method, stat=stat)
    return columns(table, est="estimate", se="se")


def two_stages_by_hand(key: str) -> dict[str, Any]:
    design = Design(clusters=("id1", "id2"), population=("n1", "n2"))
    table = estimate(sample("mu284"), design, ["y1"], stat="total")
    return columns(table, est="estimate", se="se")


OTHERS: dict[str, Check] = {
    "clus1_JK1": jackknife, "strat_JKn": jackknife, "clus1_ps": weighted, "clus1_rake": weighted,
    "clus1_cal": weighted, "lonely": lonely, "mu284": two_stages_by_hand,
}  # fmt: skip
ITERATED = ("ciprop_logit", "ciprop_likelihood", "ciprop_xlogit", ".logit", "rake", "cal_")


def ours(key: str) -> dict[str, Any]:
    for start, check in OTHERS.items():
        if key.startswith(start):
            return check(key)
    return of_design(key)


def compared(key: str, expected: Any) -> int:
    """Compare one entry and say how many values it held."""
    theirs = expected if isinstance(expected, dict) else {"": expected}
    mine = ours(key)
    tolerance = ITERATIVE if any(part in key for part in ITERATED) else CLOSED
    held = 0
    for name, value in theirs.items():
        if name == "names":
            assert mine[name] == value, key
            held += len(value)
            continue
        wanted = np.atleast_1d(np.array(value, dtype=float))
        got = np.atleast_1d(np.asarray(mine[name], dtype=float))
        np.testing.assert_allclose(got, wanted, rtol=tolerance, atol=1e-12, err_msg=key)
        held += wanted.size
    return held


@pytest.mark.parametrize("name", [*DESIGNS, *OTHERS])
def test_agrees_with_r_for(name: str) -> None:
    entries = {
        key: value
        for key, value in golden().items()
        if (key.startswith(f"{name}.") if name in DESIGNS else key.startswith(name))
    }
    assert sum(compared(key, value) for key, value in entries.items()) > 0


def test_compares_all_779_values() -> None:
    entries = golden()
    assert entries.pop("version") == ["4.5"]
    assert 1 + sum(compared(key, value) for key, value in entries.items()) == 779


def test_trimmed_weights_are_those_of_r() -> None:
    """R survey 4.1-1: trimWeights(upper = 36, lower = 25, strict = TRUE) after two steps."""
    steps = (
        PostStratification("stype", counts("stype")),
        Calibration({"api99": 3914069}, size=6194),
        Trimming(25, 36),
    )
    design = replace(DESIGNS["clus1_fpc"][1], weighting=steps)
    weight = prepare(sample("apiclus1"), design).weight
    assert weight.min() == pytest.approx(27.01575, abs=5e-6)
    assert weight.max() == pytest.approx(36, rel=1e-10)
    assert (weight**2).sum() == pytest.approx(212104.784001859, rel=1e-9)
