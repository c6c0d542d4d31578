"""Estimates from complex surveys: arrays in, frozen tables out.

>>> import survey_estimation as se
>>> design = se.Design(weight="w", strata="land", population="n_land")
>>> people = {"hit": [1, 0, 1, 1], "land": ["A", "A", "B", "B"],
...           "w": [10, 10, 20, 20], "n_land": [20, 20, 40, 40]}
>>> print(se.estimate(people, design, ["hit"])["estimate"].round(4).tolist())
[0.8333]

Start with `help(estimate)` and `help(Design)`.
"""

from survey_estimation.comparisons import compare_domains, compare_waves
from survey_estimation.design import Design
from survey_estimation.disclosure.cells import Request
from survey_estimation.disclosure.release import Release, release
from survey_estimation.disclosure.rules import Rule
from survey_estimation.errors import SurveyError
from survey_estimation.estimates import estimate
from survey_estimation.independence import FTest, rao_scott
from survey_estimation.kernel.arrangement import Arranged, arrange
from survey_estimation.regression import regress
from survey_estimation.replication import estimate_by_replicates
from survey_estimation.sql.database import DatabaseTable, ParquetFile
from survey_estimation.sufficient import SufficientTable, collect
from survey_estimation.survey import Survey, prepare
from survey_estimation.tables import Table
from survey_estimation.weighting.report import WeightReport, weight_report
from survey_estimation.weighting.steps import (
    Calibration,
    PostStratification,
    Raking,
    ResponseClasses,
    Trimming,
)

__all__ = [
    "Arranged",
    "Calibration",
    "DatabaseTable",
    "Design",
    "FTest",
    "ParquetFile",
    "PostStratification",
    "Raking",
    "Release",
    "Request",
    "ResponseClasses",
    "Rule",
    "SufficientTable",
    "Survey",
    "SurveyError",
    "Table",
    "Trimming",
    "WeightReport",
    "arrange",
    "collect",
    "compare_domains",
    "compare_waves",
    "estimate",
    "estimate_by_replicates",
    "prepare",
    "rao_scott",
    "regress",
    "release",
    "weight_report",
]
