"""Where things lie, and how a text names them: what all house tests use."""

import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
HOUSE = SOURCE / "rueckhalt"
CONTENT = HOUSE / "content"
LOCALE = HOUSE / "locale"
DOCS = ROOT / "docs"
HOST = "rueckhalt.example"  # example: a domain that nobody can own (RFC 6761)


def pyproject() -> dict[str, Any]:
    """The project file as values."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def contracts() -> dict[str, dict[str, Any]]:
    """The import contracts by id."""
    return {one["id"]: one for one in pyproject()["tool"]["importlinter"]["contracts"]}


def first_column(page: Path) -> set[str]:
    """The words in code type that stand in the first column of the tables of a page."""
    rows = re.findall(r"^\| (.+?) \|", page.read_text("utf-8"), re.MULTILINE)
    return {word for cell in rows for word in re.findall(r"`([^`]+)`", cell)}
