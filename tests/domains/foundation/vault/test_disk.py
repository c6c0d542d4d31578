"""What is kept has reached the disk, and its name too, before anybody is told that it is kept."""

import os
import uuid
from pathlib import Path

import pytest
from django.conf import settings

from rueckhalt.foundation.vault.adapters import disk
from rueckhalt.foundation.vault.adapters.shares import shares
from rueckhalt.foundation.vault.adapters.streams import SealingWriter
from rueckhalt.foundation.vault.adapters.uploads import ArrivedFile, incoming, kept
from rueckhalt.foundation.vault.adapters.values import drop_file, keep_file
from rueckhalt.foundation.vault.rules.keys import RecordKey, key_pair
from tests.domains.foundation.vault.holders import PLACE

NUMBER = uuid.UUID(int=7)


@pytest.fixture
def events(monkeypatch):
    """What is written through and what gets a name, in order."""
    seen = []

    def spy(name, tell):
        real = getattr(os, name)

        def told(*args, **named):
            answer = real(*args, **named)
            seen.append((name, tell(*args)))
            return answer

        monkeypatch.setattr(os, name, told)

    spy("fsync", lambda handle: Path(f"/proc/self/fd/{handle}").readlink())
    spy("link", lambda _, name: Path(name))
    for name in ("rename", "replace"):
        spy(name, lambda _, to: Path(to))
    return seen


def synced(events) -> list[Path]:
    return [path for name, path in events if name == "fsync"]


def test_a_share_is_on_the_disk_before_it_has_its_name_and_its_name_follows(events):
    shares().keep(NUMBER, bytes(32))
    folder = Path(settings.SHARES_DIR)
    (named,) = [at for at, one in enumerate(events) if one == ("link", folder / NUMBER.hex)]
    before, after = synced(events[:named]), synced(events[named:])
    assert before[-1].name.endswith(".part")
    assert after == [folder]
    assert folder.parent in before  # the folder itself is new


def test_a_file_and_each_name_of_it_are_on_the_disk_before_its_row_can_be(events):
    disk.make_folder(incoming())
    with SealingWriter(incoming() / NUMBER.hex, bytes(32)) as writer:
        writer.write(b"x")
    assert synced(events)[-2:] == [incoming() / NUMBER.hex, incoming()]
    arrived = ArrivedFile(NUMBER, "a", "b", 1, bytes(32))
    del events[:]
    keep_file(RecordKey("r", key_pair(bytes(32)).public), PLACE, arrived)
    assert synced(events) == [kept().parent, kept()]
    assert (kept() / NUMBER.hex).exists()
    del events[:]
    drop_file(NUMBER)
    assert synced(events) == [kept()]


def test_a_folder_that_is_there_costs_nothing(events, tmp_path):
    disk.make_folder(tmp_path / "a" / "b")
    assert synced(events) == [tmp_path, tmp_path / "a"]
    del events[:]
    disk.make_folder(tmp_path / "a" / "b")
    assert events == []


def test_what_is_wiped_is_written_over_first(tmp_path, monkeypatch):
    path, seen = tmp_path / "secret", []
    path.write_bytes(b"Kanarienvogel" * 50_000)
    monkeypatch.setattr(Path, "unlink", lambda self, **_: seen.append(self.read_bytes()))
    disk.wipe(path)
    (left,) = seen
    assert len(left) == 13 * 50_000
    assert b"Kanarien" not in left
    disk.wipe(tmp_path / "nothing")
