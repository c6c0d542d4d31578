"""Keys and what they are bound to; the first two against the vectors of the standards."""

import inspect

import pytest

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.rules import bindings
from rueckhalt.foundation.vault.rules.keys import (
    KeyPair,
    OpenRecord,
    Unlocked,
    derived,
    key_pair,
    record_key,
)
from rueckhalt.foundation.vault.rules.offline import offline_key, offline_text
from rueckhalt.foundation.vault.rules.return_secret import lookup_and_key
from rueckhalt.foundation.vault.rules.sealed import Place, Sealed, context, place_context

HALF, SHARE = b"h" * 32, b"s" * 32


def test_a_key_pair_is_that_of_the_standard():
    # RFC 7748, section 6.1
    private = "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"
    public = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
    assert key_pair(bytes.fromhex(private)).public.hex() == public


def test_a_derived_key_differs_with_secret_purpose_binding_and_salt():
    keys = {
        derived(HALF, purpose="a"),
        derived(SHARE, purpose="a"),
        derived(HALF, purpose="b"),
        derived(HALF, purpose="a", bound_to=("x",)),
        derived(HALF, purpose="a", bound_to=("x", "")),
        derived(HALF, purpose="a", salt=b"s"),
    }
    assert len(keys) == 6
    assert {len(key) for key in keys} == {32}


def test_a_record_key_needs_half_and_share_and_is_that_of_one_record():
    key = record_key("r", HALF, SHARE)
    assert key == record_key("r", HALF, SHARE)
    others = [
        record_key("s", HALF, SHARE),
        record_key("r", SHARE, SHARE),
        record_key("r", HALF, HALF),
    ]
    assert len({key.public, *(other.public for other in others)}) == 4


def test_contexts_of_different_parts_are_different_bytes():
    pairs = [("a", "bc"), ("ab", "c"), ("abc", ""), ("", "abc")]
    assert len({context("p", *pair) for pair in pairs}) == len(pairs)


def test_a_place_is_table_row_and_field_of_one_record():
    place = Place("t", "1", "f")
    others = [Place("u", "1", "f"), Place("t", "2", "f"), Place("t", "1", "g")]
    found = {place_context("r", one) for one in (place, *others)} | {place_context("s", place)}
    assert len(found) == 5


def test_no_binding_equals_another():
    made = {
        name: function(*range(1, 1 + len(inspect.signature(function).parameters)))
        for name, function in {
            "holder": lambda a, b: bindings.half_for_holder(str(a), b),
            "inbox": lambda a, b: bindings.half_for_inbox(str(a), b),
            "recovery": lambda a, b: bindings.half_for_recovery(str(a), b),
            "return": lambda a: bindings.half_for_return(str(a)),
            "duty": bindings.inbox_for_holder,
            "outer": bindings.recovery_outer,
            "inner": bindings.recovery_inner,
            "open": lambda a, b: bindings.open_vault(str(a), b),
        }.items()
    }
    assert len(set(made.values())) == len(made)


def test_lookup_and_key_say_nothing_of_each_other():
    lookup, key = lookup_and_key(HALF)
    assert lookup != key
    assert HALF not in (lookup, key)


@pytest.mark.parametrize(
    "secret",
    [
        Unlocked(7, HALF),
        KeyPair(HALF, SHARE),
        OpenRecord("r", HALF, KeyPair(HALF, SHARE)),
        Sealed(HALF),
    ],
)
def test_what_is_secret_shows_itself_nowhere(secret):
    assert "hhhh" not in repr(secret)
    assert "hhhh" not in f"{secret}"


def test_the_key_on_paper_can_be_typed_in_any_way():
    text = offline_text(HALF)
    assert offline_key(text) == HALF
    assert offline_key(text.lower().replace("-", "  ")) == HALF


@pytest.mark.parametrize("slip", [slice(0, -1), slice(1, None), slice(0, 0)])
def test_a_key_from_paper_with_a_missing_sign_is_refused(slip):
    with pytest.raises(Refused, match="vergleichen Sie jedes Zeichen"):
        offline_key(offline_text(HALF)[slip])


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_a_key_from_paper_with_a_wrong_sign_is_refused(place):
    signs = list(offline_text(HALF).replace("-", ""))
    signs[place % len(signs)] = "A" if signs[place % len(signs)] != "A" else "B"
    with pytest.raises(Refused):
        offline_key("".join(signs))
