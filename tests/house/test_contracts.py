"""Each import contract refuses a wrong import: tried in a copy of the source, all at once.

A new contract needs its own line in WRONG, or the first test fails.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.repository import ROOT, SOURCE, contracts

# contract → the file that gets a wrong import (made where it is missing), and what it imports
WRONG = {
    "house": ("foundation/lib/refusal.py", "rueckhalt.config.wsgi"),
    "purpose": ("dialogue/exchange/queries/pages.py", "rueckhalt.support.guidance.api"),
    "support": ("support/guidance/queries.py", "rueckhalt.support.cases.api"),
    "dialogue": ("dialogue/exchange/actions/start.py", "rueckhalt.dialogue.strategy.api"),
    "foundation": ("foundation/places/queries.py", "rueckhalt.foundation.directory.api"),
    "kinds": ("support/guidance/documents/plan.py", "rueckhalt.support.guidance.forms"),
    "door": ("support/guidance/views/pages.py", "rueckhalt.foundation.directory.queries"),
    "pages": ("foundation/places/views.py", "rueckhalt.foundation.places.models"),
    "whole": ("config/prepare.py", "rueckhalt.support.guidance"),
    "urls": ("support/cases/views.py", "rueckhalt.support.guidance.urls"),
    "pure": ("foundation/directory/rules/hours.py", "django.utils.timezone"),
    "engine-user": ("support/guidance/queries.py", "survey_estimation"),
    "engine-alone": ("../survey_estimation/design.py", "django.http"),
}
# file of a name that no layer knows → the contract that refuses it
STRANGERS = {
    "common/__init__.py": "house",
    "support/helpers/__init__.py": "support",
    "dialogue/helpers/__init__.py": "dialogue",
    "foundation/utils/__init__.py": "foundation",
    "support/guidance/helpers.py": "kinds",
}
NEW_DOORS = ("support/cases/api.py", "dialogue/strategy/api.py")


def module_of(path: str) -> str:
    """The module of a file beside or below the folder of the product."""
    if path.startswith("../"):
        return path.removeprefix("../").removesuffix(".py").replace("/", ".")
    return "rueckhalt." + path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def plant(folder: Path, path: str, line: str) -> None:
    """Adds a line to a file; a folder that is made for it becomes a package."""
    target = folder / "rueckhalt" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    for package in (target.parent, target.parent.parent):
        (package / "__init__.py").touch()
    with target.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    """What lint-imports says about a copy with all wrong imports: contract id → its section."""
    copy = tmp_path_factory.mktemp("wrong") / "src"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.csv"))
    for path, imported in WRONG.values():
        plant(copy, path, f"import {imported}")
    for path in (*STRANGERS, *NEW_DOORS):
        plant(copy, path, "")
    said = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", ROOT / "pyproject.toml"],
        cwd=copy, env={**os.environ, "COLUMNS": "300"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 1, said.stdout + said.stderr
    return sections(said.stdout.partition("Broken contracts")[2])


def sections(text: str) -> dict[str, str]:
    """Cuts the report into the parts of its contracts."""
    ids = {re.escape(one["name"]): name for name, one in contracts().items()}
    parts = re.split(rf"^({'|'.join(ids)})\n-+$", text, flags=re.MULTILINE)
    return {
        ids[re.escape(heading)]: part
        for heading, part in zip(parts[1::2], parts[2::2], strict=True)
    }


def test_each_contract_has_its_wrong_import():
    assert WRONG.keys() == contracts().keys()


@pytest.mark.parametrize("contract", WRONG)
def test_a_wrong_import_is_refused_by_its_contract(contract, refused):
    path, imported = WRONG[contract]
    # a package from outside is named by its top folder
    seen = imported if imported.startswith("rueckhalt") else imported.partition(".")[0]

    assert re.search(
        rf"^- +{module_of(path)} -> {seen} \(l\.\d+\)", refused[contract], re.MULTILINE
    )


@pytest.mark.parametrize(("path", "contract"), STRANGERS.items())
def test_a_folder_or_file_of_an_unknown_name_is_refused(path, contract, refused):
    assert f"- {module_of(path)}\n" in refused[contract].partition("not listed as layers")[2]
