"""The lines that stop an attack, and the test that must fail when one is taken out."""

import tomllib
from pathlib import Path

LIST = Path(__file__).with_suffix(".toml")


def mutations() -> list[dict[str, str]]:
    """The list, in its order."""
    return tomllib.loads(LIST.read_text("utf-8"))["mutation"]


def source_of(one: dict[str, str]) -> str:
    """The file of a line; the list leaves out what most of them share."""
    room = "" if one["file"].startswith(("config/", "support/")) else "foundation/"
    return f"src/rueckhalt/{room}{one['file']}"


def check_of(one: dict[str, str]) -> str:
    """The id of its test; the list leaves out what most of them share."""
    test = one["test"]
    if test.startswith("rules/"):
        return f"tests/{test}"
    room = "" if test.startswith("support/") else "foundation/"
    return f"tests/domains/{room}{test}"
