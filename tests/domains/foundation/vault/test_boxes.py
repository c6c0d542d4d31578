"""A box opens whole, with its own key and for its own purpose, or not at all."""

import pytest

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.adapters.boxes import (
    HEAD,
    box,
    new_box_key,
    public_of_box,
    unboxed,
)
from rueckhalt.foundation.vault.adapters.sealing import DoesNotOpenError
from rueckhalt.foundation.vault.adapters.streams import EXTRA, HEADER, PIECE

DATA = b"Kanarieninhalt " * 50_000  # three pieces
BEGIN, SEALED = HEAD + 1 + HEADER, PIECE + EXTRA


@pytest.fixture
def key():
    return new_box_key()


@pytest.fixture
def filled(tmp_path, key):
    path = tmp_path / "box"
    with box(path, key.public, purpose="trial") as writer:
        assert writer.write(DATA) == len(DATA)
    return path


def opened(path, paper, purpose="trial"):
    return b"".join(unboxed(path, paper, purpose=purpose))


def test_a_box_opens_with_its_paper_and_shows_nothing(filled, key):
    assert opened(filled, key.paper) == DATA
    assert b"Kanarien" not in filled.read_bytes()
    assert public_of_box(key.paper.lower()) == key.public


def test_a_box_opens_with_no_other_key_and_for_no_other_purpose(filled, key):
    with pytest.raises(DoesNotOpenError):
        opened(filled, new_box_key().paper)
    with pytest.raises(DoesNotOpenError):
        opened(filled, key.paper, purpose="other")
    with pytest.raises(Refused):
        opened(filled, "AAAA-BBBB")


def swapped(data):
    first, second = (slice(BEGIN + n * SEALED, BEGIN + (n + 1) * SEALED) for n in (0, 1))
    return data[:BEGIN] + data[second] + data[first] + data[BEGIN + 2 * SEALED :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[: HEAD - 1],
        lambda data: data[:HEAD],
        lambda data: data[:-1],
        lambda data: data[: BEGIN + 2 * SEALED],  # the last piece is gone
        lambda data: data + b"x",
        lambda data: b"x" + data[1:],
        lambda data: data[:20] + bytes([data[20] ^ 1]) + data[21:],
        lambda data: data[:-20] + bytes([data[-20] ^ 1]) + data[-19:],
        swapped,
    ],
    ids=["empty", "head", "no body", "end", "piece", "more", "magic", "key", "bit", "swapped"],
)
def test_a_damaged_box_does_not_open(filled, key, damage):
    filled.write_bytes(damage(filled.read_bytes()))
    with pytest.raises(DoesNotOpenError):
        opened(filled, key.paper)


def test_a_box_is_never_written_over(filled, key):
    with pytest.raises(FileExistsError):
        box(filled, key.public, purpose="trial")
    assert opened(filled, key.paper) == DATA
