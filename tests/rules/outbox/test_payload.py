"""A message holds ids and short labels; whatever could be a text about somebody is refused."""

import pytest

from rueckhalt.foundation.outbox.rules import check_names, payload_as_text, payload_from_text

KEPT = [
    {},
    {"id": 7},
    {"is_urgent": True, "name": "Größe · ß"},
    {"label": "x" * 200},
    {"large": 2**63},
]
REFUSED = {
    "a text": {"note": "x" * 201},
    "two lines": {"note": "eins\nzwei"},
    "a line for a header": {"to": "a@b.example\r\nBcc: c@d.example"},
    "a null": {"note": "a\x00b"},
    "a hidden direction": {"note": "a\u202eb"},
    "a lone surrogate": {"note": "\ud800"},
    "a float": {"share": 0.5},
    "nothing": {"note": None},
    "a list": {"ids": [1]},
    "a mapping": {"case": {"id": 1}},
    "bytes": {"key": b"x"},
    "a long name": {"n" * 41: 1},
    "a name that is none": {"a b": 1},
    "too much": {f"label{number}": "x" * 200 for number in range(10)},
    "too many bytes": {f"label{number}": "€" * 200 for number in range(4)},
}


@pytest.mark.parametrize("payload", KEPT)
def test_what_is_short_comes_back_as_it_was(payload):
    assert payload_from_text(payload_as_text(payload)) == payload


@pytest.mark.parametrize("payload", REFUSED.values(), ids=REFUSED)
def test_anything_else_is_refused_and_the_refusal_quotes_no_value(payload):
    with pytest.raises(ValueError, match="payload") as refusal:
        payload_as_text(payload)
    assert "xxx" not in str(refusal.value)
    assert "eins" not in str(refusal.value)


def test_the_largest_payload_has_two_thousand_bytes():
    names = [f"label{number}" for number in range(9)]
    fixed = len(payload_as_text(dict.fromkeys(names, "x" * 200)).encode())
    rest = 2000 - fixed - len(',"rest":""')

    assert len(payload_as_text(dict.fromkeys(names, "x" * 200) | {"rest": "x" * rest})) == 2000
    with pytest.raises(ValueError, match=r"2,000 bytes"):
        payload_as_text(dict.fromkeys(names, "x" * 200) | {"rest": "x" * (rest + 1)})


def test_a_dropped_payload_is_an_empty_one():
    assert payload_from_text("") == {}


@pytest.mark.parametrize(
    ("kind", "key"), [("", "k"), ("k" * 41, "k"), ("k", ""), ("k", "k" * 201), ("k", "a\nb")]
)
def test_a_kind_and_a_key_are_short_and_on_one_line(kind, key):
    check_names("k" * 40, "k" * 200)
    with pytest.raises(ValueError, match="of a message has"):
        check_names(kind, key)
