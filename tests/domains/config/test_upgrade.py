"""A database of the last release, every table filled, migrates to today and loses nothing."""

import json

import pytest

from tests.domains.config.filled_release import RELEASES

pytestmark = pytest.mark.django_db


def newest() -> str:
    names = [file.stem for file in RELEASES.glob("*.toml")]
    return max(names, key=lambda name: [int(part) for part in name.split(".")])


def test_every_row_of_the_last_release_is_there_after_the_upgrade_and_the_trail_is_whole(machine):
    house = machine("old")
    said = house.python(
        f"from tests.domains.config import filled_release as old\nold.upgrade({newest()!r})"
    )
    before, after = json.loads(said)
    assert before
    assert [table for table, rows in before.items() if not rows] == []
    assert [table for table in before if lost(before[table], after[table])] == []
    assert "ganz" in house.rueckhalt("audit", "verify")


def lost(old: list[dict[str, str]], new: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows that none of the new ones goes on with; columns may come and go."""
    return [row for row in old if not any(goes_on(row, other) for other in new)]


def goes_on(row: dict[str, str], other: dict[str, str]) -> bool:
    common = row.keys() & other.keys()
    return bool(common) and all(row[name] == other[name] for name in common)


def test_a_row_that_is_gone_or_changed_is_seen():
    old = [{"id": "1", "name": "a"}, {"id": "2", "name": "b"}]
    assert lost(old, [*old, {"id": "3", "name": "c"}]) == []
    assert lost(old, [{**row, "more": "x"} for row in old]) == []
    assert lost(old, old[:1]) == [old[1]]
    assert lost(old, [old[0], {"id": "2", "name": "z"}]) == [old[1]]
    assert lost(old, [{}, {}]) == old
