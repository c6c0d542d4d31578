"""Every line that stops an attack still stands where the list of mutations looks for it."""

import re

import pytest

from tests.house.repository import DOCS, ROOT
from tests.mutations import check_of, mutations, source_of

RECORD = DOCS / "entscheidungen/0009-tresor-schluessel-und-angriffe.md"


def named(one):
    return f"{one['attack']}-{one['why'].replace(' ', '-')}"


@pytest.mark.parametrize("one", mutations(), ids=named)
def test_the_line_stands_once_and_its_test_exists(one):
    source = (ROOT / source_of(one)).read_text("utf-8")
    assert source.count(one["old"]) == 1
    file, _, name = check_of(one).partition("::")
    assert f"def {name}(" in (ROOT / file).read_text("utf-8")


def test_every_attack_of_the_record_has_a_line_that_can_be_taken_out():
    listed = {
        int(number) for number in re.findall(r"^\| (\d+) \|", RECORD.read_text("utf-8"), re.M)
    }
    assert len(listed) >= 30
    assert {one["attack"] for one in mutations()} == listed
