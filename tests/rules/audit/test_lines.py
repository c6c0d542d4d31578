"""What a line may hold, and what its digest covers."""

import struct
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rueckhalt.foundation.audit.rules import (
    GENESIS,
    Head,
    check_label,
    digest_for,
    next_line,
    parse_heads,
)
from rueckhalt.foundation.lib.refusal import Refused
from tests.rules.audit.chains import BEGUN, chain, head_of, signed

GOOD = [
    "system",
    "account:17",
    "case:K7F2",
    "case:AB-12",
    "line:1000000",
    "host.name:a-b_c:9",
    "a" * 80,
]
BAD = [
    "", "Erika Mustermann", "Erika", "account:17 ", "account:17\n", "account:", ":17", "account::17",
    "konto:müller", "case:K7f2", "case:ſ", "a" * 81, "case:١", "a..b", "-a", "<b>", "a;b", "a\x00b",
]  # fmt: skip
OTHERS = {
    "number": 2, "at": BEGUN + timedelta(microseconds=1), "by": "account:18", "action": "case.write",
    "subject": "case:K7F3", "previous": b"\x01" + bytes(31),
}  # fmt: skip
LABELS = st.text("ab.:", max_size=4)


@pytest.mark.parametrize("label", GOOD)
def test_a_label_of_who_or_what_is_taken(label):
    line = next_line(GENESIS, at=BEGUN, by=label, action="case.read", subject=label)
    assert (line.by, line.subject) == (label, label)


@pytest.mark.parametrize("label", BAD)
@pytest.mark.parametrize("field", ["by", "action", "subject"])
def test_what_is_no_label_is_refused_and_not_repeated(field, label):
    labels = {"by": "system", "action": "case.read", "subject": "case:K7F2", field: label}
    with pytest.raises(Refused) as refusal:
        next_line(GENESIS, at=BEGUN, **labels)
    assert refusal.value.code == "label"
    assert f"„{field}“" in str(refusal.value)
    assert len(label) < 2 or label not in str(refusal.value)


@pytest.mark.parametrize("action", ["case:read", "a" * 61])
def test_an_action_is_one_short_word_without_a_reference(action):
    with pytest.raises(Refused):
        next_line(GENESIS, at=BEGUN, by="system", action=action, subject="case:K7F2")


def test_a_label_can_be_asked_for_alone():
    assert check_label("by", "account:17", 80) is None
    with pytest.raises(Refused):
        check_label("by", "account:17", 9)


def test_lines_count_up_and_carry_the_digest_before():
    first, second = chain(2)
    assert (first.number, first.previous) == (1, bytes(32))
    assert (second.number, second.previous) == (2, first.digest)


def test_the_digest_is_what_its_description_says():
    line = chain(2)[1]
    microseconds = round((line.at - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))
    said = line.previous + struct.pack(">qq", 2, microseconds) + bytes([10, 9, 9])
    assert line.digest == sha256(said + b"account:17case.readcase:K7F2").digest()


@pytest.mark.parametrize("field", OTHERS)
def test_the_digest_covers_every_field(field):
    line = chain(1)[0]
    assert signed(line, **{field: OTHERS[field]}).digest != line.digest


def test_the_digest_knows_the_moment_and_not_its_zone():
    line = chain(1)[0]
    elsewhere = line.at.astimezone(timezone(timedelta(hours=5)))
    again = next_line(GENESIS, at=elsewhere, by=line.by, action=line.action, subject=line.subject)
    assert signed(line, at=elsewhere).digest == line.digest
    assert (again, again.at.tzinfo) == (line, UTC)


def test_a_moment_without_zone_is_an_error():
    with pytest.raises(TypeError):
        next_line(GENESIS, at=BEGUN.replace(tzinfo=None), by="a", action="a", subject="a")


@given(one=st.tuples(LABELS, LABELS, LABELS), other=st.tuples(LABELS, LABELS, LABELS))
def test_no_two_lines_share_a_digest_by_moving_signs_between_fields(one, other):
    assume(one != other)
    assert digest_for(bytes(32), 1, BEGUN, *one) != digest_for(bytes(32), 1, BEGUN, *other)


def test_heads_are_read_as_they_are_written():
    heads = tuple(head_of(line) for line in chain(2))
    text = f"# Kopf vom Montag\n\n {heads[0]} \r\n{heads[1]}\n"
    assert parse_heads(text) == heads
    assert parse_heads(str(GENESIS)) == (GENESIS,)


@pytest.mark.parametrize(
    "row", ["12", "12:", "12:" + "g" * 64, "12:" + "a" * 63, "-1:" + "a" * 64, "1" * 19 + ":" + "a" * 64,
            "01:" + "a" * 64, "12:" + "A" * 64, "١:" + "a" * 64, "12:" + "a" * 64 + " x"],
)  # fmt: skip
def test_what_is_no_head_is_refused_with_its_place(row):
    with pytest.raises(Refused, match="Zeile 2 ist kein Kopf"):
        parse_heads(f"{Head(1, bytes(32))}\n{row}")
