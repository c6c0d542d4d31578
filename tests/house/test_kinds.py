"""Every domain stands under the contract of kinds; no drawer, no folder that contracts cannot see."""

import ast
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from django.conf import settings

from tests.house.repository import CONTENT, HOUSE, SOURCE, contracts

TOOLBOXES = {"rueckhalt.foundation.web", "rueckhalt.foundation.lib"}
DRAWERS = {"common", "utils", "util", "helpers", "misc", "shared"}
FOLDERS = sorted({file.parent for file in SOURCE.rglob("*.py")} - {SOURCE})


def under_contract(module: str) -> bool:
    """Says whether the contract of kinds holds for a module, by name or by a star."""
    return any(
        fnmatchcase(module, pattern) and module.count(".") == pattern.count(".")
        for pattern in contracts()["kinds"]["containers"]
    )


def own_apps() -> list[str]:
    return [app for app in settings.INSTALLED_APPS if app.startswith("rueckhalt.")]


@pytest.mark.parametrize("app", own_apps())
def test_an_app_is_a_toolbox_or_stands_under_the_contract_of_kinds(app):
    assert (app in TOOLBOXES) != under_contract(app)


def test_every_domain_on_disk_is_installed_or_a_toolbox():
    on_disk = {
        ".".join(file.parent.relative_to(SOURCE).parts) for file in HOUSE.glob("*/*/apps.py")
    }
    assert on_disk - TOOLBOXES == set(own_apps()) - TOOLBOXES


def test_the_contract_sees_only_what_it_names():
    assert under_contract("rueckhalt.support.anything")
    assert not under_contract("rueckhalt.support.anything.below")
    assert not under_contract("rueckhalt.foundation.web")


def test_there_is_no_drawer():
    assert [folder for folder in FOLDERS if folder.name in DRAWERS] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(SOURCE)))
def test_a_folder_with_python_is_a_package_that_only_re_exports(folder):
    assert not statements(folder / "__init__.py")


def statements(file: Path) -> list[str]:
    """What a file does beyond a docstring, imports and `__all__`; a missing file fails."""
    tree = ast.parse(file.read_text("utf-8"))
    return [ast.unparse(node) for node in tree.body if not is_re_export(node)]


def is_re_export(node: ast.stmt) -> bool:
    match node:
        case ast.ImportFrom() | ast.Expr(value=ast.Constant(value=str())):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
    return False


def test_a_package_that_does_something_is_seen(tmp_path):
    file = tmp_path / "__init__.py"
    file.write_text('"""Words."""\nfrom a import b\n__all__ = ["b"]\nb()\n')
    assert statements(file) == ["b()"]


def test_content_and_catalogues_hold_no_python():
    places = [CONTENT, *HOUSE.rglob("locale")]
    assert [file for place in places for file in place.rglob("*.py*")] == []
