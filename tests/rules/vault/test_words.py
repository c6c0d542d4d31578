"""Words for passphrases and return secrets: enough chance, nothing that hurts, slips are seen."""

from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.queries.words import unwanted, words
from rueckhalt.foundation.vault.rules.return_secret import DIGITS, WORDS, secret_from, secret_typed
from rueckhalt.foundation.vault.rules.words import (
    LEAST_BITS,
    PASSPHRASE_WORDS,
    as_typed,
    bits,
    chosen,
    is_hard_to_guess,
)

FORM = bytes(range(32))


def test_five_words_hold_64_bits_and_six_hold_more_than_an_own_passphrase_must():
    assert bits(WORDS, words()) >= 64
    assert bits(PASSPHRASE_WORDS, words()) >= 76 > LEAST_BITS


def test_the_words_are_plain_lower_case_letters_and_none_comes_twice():
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words())
    assert len(set(words())) == len(words())


@pytest.mark.parametrize(
    "hurting",
    ["bedrohen", "mord", "gewalt", "tortur", "galgen", "links", "kopf", "angst", "blut", "schande"],
)
def test_no_word_threatens_or_names_bodies_or_parties(hurting):
    assert hurting not in words()
    assert any(part in hurting for part in unwanted())


def test_every_unwanted_part_takes_a_word_away_so_that_the_list_says_nothing_needless():
    whole = files("xkcdpass").joinpath("static/ger-long").read_text("utf-8").split()
    assert [part for part in unwanted() if not any(part in word for word in whole)] == []


def test_random_bytes_choose_words_evenly():
    numbers = range(0, 2**64, 2**64 // 4000)
    drawn = chosen(words()[:8], b"".join(n.to_bytes(8, "big") for n in numbers))
    assert set(Counter(drawn)) == set(words()[:8])
    assert max(Counter(drawn).values()) < 2 * min(Counter(drawn).values())


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("Apfel Birne", "apfel birne"),
        ("  apfel-birne. ", "apfel birne"),
        ("APFEL\n\tBirne", "apfel birne"),
        ("apfel – birne", "apfel birne"),
        ("ａｐｆｅｌ birne", "apfel birne"),
    ],
)
def test_case_spaces_hyphens_and_full_stops_do_not_matter(typed, compared):
    assert as_typed(typed) == compared


@pytest.mark.parametrize(
    ("guesses", "hard"), [(2.0**60, True), (2.0**60 - 2**8, False), (0, False)]
)
def test_an_own_passphrase_needs_sixty_bits(guesses, hard):
    assert is_hard_to_guess(guesses) is hard


def test_the_same_form_gives_the_same_secret_and_another_form_another():
    assert secret_from(FORM, words()) == secret_from(FORM, words())
    other = secret_from(FORM[::-1], words())
    assert (other.number, other.words) != (
        secret_from(FORM, words()).number,
        secret_from(FORM, words()).words,
    )


@given(st.binary(min_size=32, max_size=32))
def test_a_secret_that_is_typed_as_it_was_read_out_is_the_same(form_value):
    secret = secret_from(form_value, words())
    assert len(secret.number) == DIGITS
    assert secret_typed(secret.text(), words()) == secret
    spoken = f"{secret.number[:3]} {secret.number[3:]}, {'-'.join(secret.words).upper()}. {secret.check.title()}"
    assert secret_typed(spoken, words()) == secret


@pytest.mark.parametrize("place", range(WORDS + 1))
def test_a_wrong_word_is_seen_before_anything_is_computed(place):
    secret = secret_from(FORM, words())
    parts = [*secret.words, secret.check]
    parts[place] = next(word for word in words() if word != parts[place])
    with pytest.raises(Refused, match="stimmt nicht") as refusal:
        secret_typed(" ".join((secret.number, *parts)), words())
    assert refusal.value.code == "secret_slip"


@pytest.mark.parametrize(
    "text", ["", "1234567", "1234567 a b c d e", "123456 a b c d e f", "a b c d e f"]
)
def test_a_secret_with_missing_parts_is_refused_with_a_sentence(text):
    with pytest.raises(Refused, match="sieben Ziffern und sechs Wörter"):
        secret_typed(text, words())


def test_the_salt_follows_the_number_so_that_a_guess_is_good_for_one_number_only():
    first, second = secret_from(FORM, words()), secret_from(FORM[::-1], words())
    assert len(first.salt()) == 16
    assert first.salt() != second.salt()


def test_a_hundred_thousand_secrets_share_no_number_with_more_than_a_few():
    count = Counter(int.from_bytes(chance[:8], "big") % 10**DIGITS for chance in _chances(100_000))
    assert max(count.values()) <= 6  # 100,000 records over ten million numbers


def _chances(count):
    from rueckhalt.foundation.vault.rules.keys import derived

    return (
        derived(n.to_bytes(32, "big"), purpose="return secret", bound_to=("0",))
        for n in range(count)
    )
