"""Every setting, command, make target and content file is documented, and nothing else is."""

import argparse
import ast
import dataclasses
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from rueckhalt.config import commandline
from rueckhalt.foundation.directory.api import Body, Competence
from rueckhalt.foundation.outbox.rules.mail import MailTemplate
from rueckhalt.support.guidance.rules.letters import Letter
from rueckhalt.support.guidance.rules.offences import Offence
from rueckhalt.support.guidance.rules.rulebook import Step
from tests.house.repository import CONTENT, DOCS, HOUSE, ROOT, first_column


def settings_read() -> set[str]:
    """The names that our code reads from the environment."""
    return {name for file in HOUSE.rglob("*.py") for name in names_read(file.read_text("utf-8"))}


def names_read(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Attribute(value=reader), args=[ast.Constant(value=name), *_]):
                if ast.unparse(reader) in {"env", "os.environ"}:
                    yield name
            case ast.Subscript(value=reader, slice=ast.Constant(value=name)):
                if ast.unparse(reader) == "os.environ":
                    yield name


def commands_of(parser: argparse.ArgumentParser, name: str = "rueckhalt") -> Iterator[str]:
    """Every command with each of its options, as one would type it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command, below in action.choices.items():
                yield f"{name} {command}"
                yield from commands_of(below, f"{name} {command}")
        elif action.option_strings and "--help" not in action.option_strings:
            yield f"{name} {action.option_strings[-1]}"


def make_targets(text: str) -> set[str]:
    return {f"make {target}" for target in re.findall(r"^([a-z]+):", text, re.MULTILINE)}


def content_files() -> set[str]:
    return {str(file.relative_to(CONTENT)) for file in CONTENT.rglob("*") if file.is_file()}


def entries(page: str) -> set[str]:
    return first_column(DOCS / page)


def test_every_setting_is_documented_and_no_other():
    assert entries("betrieb/einstellungen.md") == settings_read()


def test_every_command_and_make_target_is_documented_and_no_other():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert entries("betrieb/befehle.md") == {
        *commands_of(commandline._parser()), *make_targets(makefile),
    }  # fmt: skip


def test_every_content_file_is_documented_and_no_other():
    files = {entry for entry in entries("fachlich/inhalte.md") if entry.endswith(".toml")}
    assert files == content_files()


def test_every_field_of_a_step_an_offence_a_letter_and_a_mail_is_documented_and_no_other():
    words = {entry for entry in entries("fachlich/inhalte.md") if not entry.endswith(".toml")}
    assert words == {
        field.name for entry in (Step, Offence, Letter, MailTemplate) for field in dataclasses.fields(entry)
    }  # fmt: skip


def test_every_part_that_is_measured_is_documented_and_no_other():
    # Asked of the program as `make bench` calls it, so a part that cannot be loaded fails here.
    without_settings = {
        name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"
    }
    said = subprocess.run(
        [sys.executable, "-m", "bench", "--help"],
        cwd=ROOT, env={**without_settings, "COLUMNS": "10000"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    line = next(one for one in said.stdout.splitlines() if one.startswith("  parts "))
    parts = line.removeprefix("  parts ").strip().split(", ")
    assert entries("entwicklung/messen.md") == set(parts)


def test_every_house_test_is_explained():
    explained = {entry for entry in entries("entwicklung/tests.md") if entry.startswith("test_")}
    assert explained == {file.name for file in (ROOT / "tests/house").glob("test_*.py")}


def test_every_make_target_has_its_line_of_help():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    helped = set(re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE))
    assert {f"make {target}" for target in helped} == make_targets(makefile)


def test_the_walks_see_what_they_look_for():
    text = "env.str('A', default='')\nos.environ.get('B')\nos.environ['C']\nother.get('D')"
    parser = argparse.ArgumentParser()
    parser.add_argument("--new")

    assert set(names_read(text)) == {"A", "B", "C"}
    assert list(commands_of(parser)) == ["rueckhalt --new"]
    assert make_targets("run: x ## help\n.PHONY: a\n") == {"make run"}


def test_every_link_of_the_documents_leads_to_a_file():
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    assert [f"{page.name}: {link}" for page in pages for link in broken_links(page)] == []


def broken_links(page: Path) -> list[str]:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    return [one for one in links if "://" not in one and not (page.parent / one).exists()]


def test_every_field_of_a_body_and_every_matter_is_documented_and_no_other():
    fields = {field.name for field in dataclasses.fields(Body)}
    assert entries("fachlich/stellenformat.md") == fields | {one.value for one in Competence}
