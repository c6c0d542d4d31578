"""Each release says where its tables stood, so that the next one is tried on them."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.house.repository import ROOT

RELEASES = sorted((ROOT / "tests/releases").glob("*.toml"))


def test_there_is_a_release():
    assert RELEASES
    assert [file.stem for file in RELEASES if not re.fullmatch(r"\d+\.\d+\.\d+", file.stem)] == []


@pytest.mark.parametrize("file", RELEASES, ids=lambda file: file.stem)
def test_a_release_names_steps_that_exist_and_only_apps_of_ours(file: Path):
    heads = tomllib.loads(file.read_text("utf-8"))["heads"]
    assert heads
    assert unknown(heads, set(MigrationLoader(None).disk_migrations)) == []
    own = {app.label for app in apps.get_app_configs() if app.name.startswith("rueckhalt.")}
    assert set(heads) <= own


def unknown(heads: dict[str, str], steps: set[tuple[str, str]]) -> list[tuple[str, str]]:
    return [step for step in heads.items() if step not in steps]


def test_a_step_that_does_not_exist_is_seen():
    assert unknown({"vault": "0001_a", "audit": "0002_b"}, {("vault", "0001_a")}) == [("audit", "0002_b")]  # fmt: skip


def test_every_tag_has_its_release():
    # A copy without its history has no tags, and then nothing to hold.
    listed = subprocess.run(["git", "tag", "--list", "v*"], cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    tags = listed.stdout.split()
    assert {tag.removeprefix("v") for tag in tags} <= {file.stem for file in RELEASES}
