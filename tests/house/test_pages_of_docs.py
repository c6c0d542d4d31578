"""The pages about this repository are true: plan, catalogue, threats, licence, public record."""

import ast
import re
import runpy

import pytest
import yaml

from tests.house.repository import (
    CONTENT,
    DOCS,
    HOUSE,
    LOCALE,
    ROOT,
    contracts,
    first_column,
    pyproject,
)

EXPECTED = (
    "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "CODE_OF_CONDUCT.md", "LICENSE",
    "publiccode.yml", "docs/haus.md", "docs/glossar.md", "docs/handbuch/lotse.md",
)  # fmt: skip
MADE = runpy.run_path(str(ROOT / "tools/make_docs.py"))["pages"]()
TEST_ID = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def planned() -> set[str]:
    return first_column(DOCS / "haus.md")


def folders() -> set[str]:
    """The top folders that are committed, and the rooms and domains of the house."""
    packages = [*HOUSE.glob("*/__init__.py"), *HOUSE.glob("*/*/__init__.py")]
    rooms = {file.parent for file in packages if file.parent.parent.name != "config"} | {
        CONTENT,
        LOCALE,
    }
    top = {folder for folder in ROOT.iterdir() if folder.is_dir() and is_ours(folder.name)}
    return {str(folder.relative_to(ROOT)) for folder in rooms | top} - {"src"}


def is_ours(name: str) -> bool:
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    return not name.startswith(".") and f"{name}/" not in ignored and not name.endswith(".egg-info")


def kinds() -> set[str]:
    return {kind for line in contracts()["kinds"]["layers"] for kind in re.findall(r"\w+", line)}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_people_look_for_in_a_repository_is_there(name):
    assert (ROOT / name).read_text("utf-8").strip()


def test_the_plan_of_the_house_names_folders_contracts_and_kinds_as_they_are():
    assert planned() == folders() | set(contracts()) | kinds()


@pytest.mark.parametrize("name", MADE)
def test_a_generated_page_is_as_fresh_as_the_text_it_comes_from(name):
    assert (DOCS / "fachlich" / name).read_text("utf-8") == MADE[name], "run: make docs"


def test_the_catalogue_has_every_step_once():
    steps = re.findall(r"^`([a-z-]+)` · ", MADE["schritte.md"], re.MULTILINE)
    texts = (HOUSE / "content/guidance").glob("*.toml")
    ids = [
        one for text in texts for one in re.findall(r'\[\[step\]\]\nid = "(.+)"', text.read_text())
    ]
    assert ids
    assert sorted(steps) == sorted(ids)


def test_every_test_that_the_threat_model_names_exists():
    named = TEST_ID.findall((DOCS / "betrieb/bedrohungen.md").read_text("utf-8"))
    assert named
    assert [f"{path}::{test}" for path, test in named if test not in functions_of(path)] == []


def functions_of(path: str) -> set[str]:
    file = ROOT / path
    tree = ast.parse(file.read_text("utf-8") if file.exists() else "")
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_threat_has_its_test_and_says_what_is_left():
    lines = (DOCS / "betrieb/bedrohungen.md").read_text("utf-8").splitlines()
    rows = [line.strip("|").split(" | ") for line in lines if line.startswith("| ")][2:]
    assert rows
    assert [row[0] for row in rows if len(row) != 4 or not TEST_ID.search(row[2])] == []


def test_decisions_are_numbered_in_one_line():
    numbers = sorted(int(page.name[:4]) for page in (DOCS / "entscheidungen").glob("*.md"))
    assert numbers
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_licence_is_the_whole_eupl_1_2():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "EUROPÄISCHE UNION PUBLIC LICENCE v. 1.2" in text.partition("\n")[0]
    assert re.findall(r"^## (\d+)\.", text, re.MULTILINE) == [str(n) for n in range(1, 16)]
    assert "## Anhang" in text


def test_the_public_record_says_what_the_project_file_says():
    record, project = yaml.safe_load((ROOT / "publiccode.yml").read_text()), pyproject()["project"]
    assert record["softwareVersion"] == project["version"]
    assert record["legal"]["license"] == project["license"]


def test_the_public_record_keeps_the_lengths_that_its_standard_asks_for():
    record = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    for words in record["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000


def test_the_handbook_lists_every_page():
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")}
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    assert sorted(re.findall(r"'([\w/-]+\.md)'", str(nav))) == sorted(pages)
