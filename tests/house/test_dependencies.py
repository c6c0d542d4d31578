"""Each dependency has its reason, is locked by hash and without address, and is no GPL."""

import re
from email.message import Message
from types import SimpleNamespace

import pytest

from tests.house.closure import closure, is_allowed, licences
from tests.house.repository import ROOT, pyproject

# LGPL (psycopg) may be used as it is by a program under the EUPL; GPL and AGPL may not.
ALLOWED = {
    "Apache Software License", "Apache-2.0", "BSD", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "CC0-1.0", "Zlib",
    "EUPL-1.2", "LGPL-3.0-only", "MIT", "MIT-0", "MIT License", "Mozilla Public License 2.0 (MPL 2.0)",
    "PSF-2.0",
}  # fmt: skip
# Read by hand: the files of these packages are under BSD and MIT, whatever one label says.
READ_BY_HAND = {("qrcode", "Other/Proprietary License")}
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
ADDRESS = re.compile(r"https?:|index-url|find-links|file:|git\+| @ ")


def named(text: str) -> set[str]:
    """The packages that a lock file pins."""
    return set(re.findall(r"^([a-z0-9-]+)(?:\[.*\])?==", text, re.MULTILINE))


def unhashed(text: str) -> list[str]:
    """The requirements of a lock file without any hash."""
    entries = re.split(r"\n(?=[a-z0-9])", text.replace("\\\n", ""))
    return [one.split()[0] for one in entries if one.strip() and "--hash=sha256:" not in one]


def reasons() -> dict[str, str]:
    """The comment beside each entry of a list in the project file."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    return dict(re.findall(r'^    "([^"]+)",[ ]*(?:#[ ]*(.*))?$', text, re.MULTILINE))


def test_every_dependency_has_its_reason_beside_it():
    project = pyproject()["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert [line for line in wanted if not reasons().get(line)] == []


def test_every_rule_that_ruff_ignores_has_its_reason_beside_it():
    ignored = pyproject()["tool"]["ruff"]["lint"]["ignore"]
    assert [rule for rule in ignored if not reasons().get(rule)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_a_hash_for_each_package_and_no_address(lock):
    text = lock.read_text("utf-8")
    assert named(text)
    assert unhashed(text) == []
    assert ADDRESS.findall(text) == []


def runtime():
    return closure(pyproject()["project"]["dependencies"])


def test_everything_that_runs_is_locked():
    assert set(runtime()) <= named((ROOT / "requirements/run.lock").read_text("utf-8"))


def test_nothing_that_runs_is_gpl_or_of_unknown_licence():
    refused = {
        name: licence
        for name, package in runtime().items()
        for licence in licences(package)
        if not is_allowed(licence, ALLOWED) and (name, licence) not in READ_BY_HAND
    }
    assert refused == {}


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("License-Expression", "MIT AND GPL-3.0-only", [True, False]),
        ("License-Expression", "AGPL-3.0-or-later OR MIT", [True]),
        ("Classifier", "License :: OSI Approved :: GNU General Public License v3 (GPLv3)", [False]),
        ("License", "GPL", [False]),
        ("Name", "without-licence", [False]),
    ],
)
def test_gpl_and_silence_are_seen(field, value, allowed):
    said = Message()
    said[field] = value
    found = licences(SimpleNamespace(metadata=said))
    assert [is_allowed(licence, ALLOWED) for licence in found] == allowed


def test_a_lock_without_hash_or_with_an_address_is_seen():
    assert unhashed("a==1 \\\n    --hash=sha256:0\nb==2\n") == ["b==2"]
    assert ADDRESS.search("c @ https://example.org/c.whl")
