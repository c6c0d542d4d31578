"""Takes out each line that stops an attack, one at a time, and sees whether its test then fails."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from tests.mutations import check_of, mutations, source_of

ROOT = Path(__file__).resolve().parent.parent
FAILED = 1  # pytest's exit status when a test failed
# A line that cannot even run proves nothing.
CANNOT_RUN = ("NameError", "SyntaxError", "ImportError", "IndentationError", "UnboundLocalError")


def measure() -> Iterator[Figure]:
    """How many lines can be taken out unseen, and how many tests fail without reason."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "house"
        for part in ("src", "tests", "tools", "docs"):
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        listed = mutations()
        broken, said = outcome(copy, *sorted({check_of(one) for one in listed}))
        unseen = [one for one in listed if not is_seen(copy, one)]
    if broken:
        print(said, file=sys.stderr)
    for one in unseen:
        print(f"{one['attack']}: {one['why']}", file=sys.stderr)
    attacks = {one["attack"] for one in listed}
    yield Figure("attacks in the list", "attacks", [len(attacks)], at_least=30)
    yield Figure("exit status of the tests with every line in place", "", [broken], at_most=0)
    yield Figure("lines that can be taken out unseen", "lines", [len(unseen)], at_most=0)


def is_seen(copy: Path, one: dict[str, str]) -> bool:
    """Whether the test fails once the line is gone; the copy is as before afterwards."""
    path = copy / source_of(one)
    before = path.read_text("utf-8")
    path.write_text(before.replace(one["old"], one["new"]), "utf-8")
    try:
        status, said = outcome(copy, check_of(one))
        return status == FAILED and not any(word in said for word in CANNOT_RUN)
    finally:
        path.write_text(before, "utf-8")


def outcome(copy: Path, *tests: str) -> tuple[int, str]:
    """Exit status of tests in the copy, and what they said."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", *tests]
    environment = os.environ | {
        "PYTHONPATH": str(copy / "src"),
        "RUECKHALT_DATA": str(copy / "var"),
    }
    done = subprocess.run(
        command, cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout
