"""The examples in docstrings hold."""

import doctest
import importlib

import pytest

MODULES = ("survey_estimation", "survey_estimation.estimates", "survey_estimation.weighting.report")


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(name))
    assert outcome.attempted > 0
    assert outcome.failed == 0
