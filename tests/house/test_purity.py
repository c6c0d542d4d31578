"""Rules load without Django, and ruff refuses what would bring clock, registry or hidden imports."""

import subprocess
import sys

import pytest

from tests.house.repository import HOUSE, ROOT, SOURCE, pyproject

# ban → a line that breaks it
BANNED = {
    "django.apps.apps.get_model": "from django.apps import apps\n\napps.get_model('places.Edition')\n",
    "importlib.import_module": "import importlib\n\nimportlib.import_module('json')\n",
    "django.utils.timezone.now": "from django.utils import timezone\n\ntimezone.now()\n",
    "datetime.datetime.now": "from datetime import UTC, datetime\n\ndatetime.now(UTC)\n",
    "datetime.date.today": "from datetime import date\n\ndate.today()\n",
    "time.time": "import time\n\ntime.time()\n",
}  # fmt: skip


def pure_modules() -> list[str]:
    """All modules of rules and lib."""
    files = [
        *HOUSE.rglob("rules.py"),
        *HOUSE.rglob("rules/**/*.py"),
        *HOUSE.glob("foundation/lib/*.py"),
    ]
    return sorted(".".join(file.relative_to(SOURCE).with_suffix("").parts) for file in files)


def loaded_by(modules: list[str]) -> set[str]:
    """The top packages that a fresh interpreter has loaded after importing modules."""
    code = "import sys\n" + "".join(f"import {module}\n" for module in modules)
    code += "print(*{name.partition('.')[0] for name in sys.modules})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


def test_rules_and_lib_load_without_django():
    modules = pure_modules()
    assert "rueckhalt.support.guidance.rules.plan" in modules
    assert "django" not in loaded_by(modules)


def test_a_module_that_loads_django_is_seen():
    assert "django" in loaded_by(["rueckhalt.support.guidance.forms.people"])


def refused_by_ruff(code: str) -> str:
    """What ruff says of a file of a domain with this text."""
    ran = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "TID251", "--stdin-filename",
         "src/rueckhalt/support/guidance/rules/offending.py", "-"],
        cwd=ROOT, input=code, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ran.stdout


def test_each_ban_has_its_offending_line():
    assert BANNED.keys() == ruff()["flake8-tidy-imports"]["banned-api"].keys()
    assert {"TID", "TID251"} & set(ruff()["select"])


@pytest.mark.parametrize("name", BANNED)
def test_a_banned_call_is_refused(name):
    assert f"`{name}` is banned" in refused_by_ruff(BANNED[name])


def test_an_ordinary_line_is_not_refused():
    assert "All checks passed" in refused_by_ruff("from datetime import date\n\ndate(2026, 1, 1)\n")


def ruff() -> dict:
    return pyproject()["tool"]["ruff"]["lint"]
