"""Whatever a hand does to a chain, the first bad line is named, and what is wrong with it."""

from dataclasses import replace

import pytest

from rueckhalt.foundation.audit.rules import (
    FORGET,
    GENESIS,
    Finding,
    Head,
    Wrong,
    next_line,
    verdict_on,
)
from tests.rules.audit.chains import BEGUN, chain, head_of, signed

SOUND = chain(6)
END = head_of(SOUND[-1])
ONE, TWO, THREE, FOUR, FIVE, SIX = SOUND
FOREIGN = chain(6, subject="case:X9")
REWRITTEN = [*SOUND[:3], *chain(3, head_of(THREE), subject="case:X9")]

# what was done → what is left, and what the verifier must say of it without any head
ATTACKS = {
    "who was changed": ([ONE, TWO, replace(THREE, by="account:99"), FOUR], Wrong.CHANGED, 3),
    "moment was changed": ([replace(ONE, at=TWO.at), TWO], Wrong.CHANGED, 1),
    "digest was changed": ([ONE, replace(TWO, digest=bytes(32)), THREE], Wrong.CHANGED, 2),
    "link was changed": ([ONE, replace(TWO, previous=bytes(32)), THREE], Wrong.CHANGED, 2),
    "link is short": ([ONE, replace(TWO, previous=b"")], Wrong.CHANGED, 2),
    "label is a text": ([ONE, signed(TWO, by="ä" * 80)], Wrong.CHANGED, 2),
    "label is long": ([ONE, replace(TWO, by="a" * 300)], Wrong.CHANGED, 2),
    "changed with a digest that fits": ([ONE, signed(TWO, by="account:99"), THREE], Wrong.FORKED, 3),
    "one was removed": ([ONE, TWO, FOUR], Wrong.MISSING, 3),
    "the first was removed": (SOUND[1:], Wrong.MISSING, 1),
    "removed and counted anew": ([ONE, replace(THREE, number=2)], Wrong.CHANGED, 2),
    "removed, counted anew, digest fits": ([ONE, signed(THREE, number=2)], Wrong.FORKED, 2),
    "two swapped places": ([ONE, replace(THREE, number=2), replace(TWO, number=3)], Wrong.CHANGED, 2),
    "two stand in another order": ([ONE, THREE, TWO], Wrong.MISSING, 2),
    "one stands twice": ([ONE, TWO, TWO, THREE], Wrong.ORDER, 2),
    "one was put in": ([ONE, signed(TWO, subject="case:X9"), TWO, THREE], Wrong.ORDER, 2),
    "one was put before all": ([signed(ONE, number=0), *SOUND], Wrong.ORDER, 0),
    "goes on from elsewhere": ([*SOUND[:3], *FOREIGN[3:]], Wrong.FORKED, 4),
    "one cannot be read": ([ONE, TWO, None], Wrong.UNREADABLE, 3),
}  # fmt: skip
# what was done → what is left, the known head, and what the verifier must say
AGAINST_HEADS = {
    "tail was cut": (SOUND[:4], END, Wrong.CUT, 5),
    "all was removed": ([], END, Wrong.CUT, 1),
    "tail was cut and went on": (REWRITTEN, END, Wrong.REPLACED, 6),
    "tail was cut, went on, is shorter": (REWRITTEN[:5], END, Wrong.CUT, 6),
    "all was written anew": (FOREIGN, head_of(TWO), Wrong.REPLACED, 2),
    "head is of another house": (SOUND, head_of(FOREIGN[3]), Wrong.REPLACED, 4),
    "head is of another beginning": (SOUND, Head(0, b"\x01" * 32), Wrong.REPLACED, 0),
}


def forgotten(number: int = 3, *, subject: str = "line:3"):
    """The chain after a checkpoint at a line, with the line that says so."""
    start = head_of(SOUND[number - 1])
    said = next_line(END, at=BEGUN, by="account:1", action=FORGET, subject=subject)
    return start, [*SOUND[number:], said]


@pytest.mark.parametrize("length", [0, 1, 6])
def test_a_sound_chain_is_whole_up_to_its_head(length):
    verdict = verdict_on(SOUND[:length], heads=[head_of(one) for one in SOUND[:length]])
    assert verdict.finding is None
    assert verdict.end == (head_of(SOUND[length - 1]) if length else GENESIS)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_first_bad_line_is_named(attack):
    left, kind, number = ATTACKS[attack]
    verdict = verdict_on(left)
    assert verdict.finding == Finding(kind, number)
    assert verdict.end.number < number or kind is Wrong.ORDER


@pytest.mark.parametrize("attack", AGAINST_HEADS)
def test_a_head_that_left_the_house_betrays_what_the_chain_cannot(attack):
    left, head, kind, number = AGAINST_HEADS[attack]
    assert verdict_on(left, heads=[head]).finding == Finding(kind, number)


@pytest.mark.parametrize("left", [SOUND[:4], [], REWRITTEN])
def test_without_a_head_a_cut_or_rewritten_end_looks_whole(left):
    assert verdict_on(left).finding is None


def test_two_heads_that_contradict_each_other_are_a_finding():
    heads = [END, Head(END.number, bytes(32))]
    assert verdict_on(SOUND, heads=heads).finding == Finding(Wrong.REPLACED, 6)


def test_after_a_checkpoint_the_chain_is_whole_from_there():
    start, left = forgotten()
    verdict = verdict_on(left, start=start, heads=[head_of(TWO), start, END])
    assert (verdict.finding, verdict.end.number) == (None, 7)
    assert verdict.too_old == (head_of(TWO),)


def test_a_checkpoint_that_hides_a_change_before_it_does_not_fit_what_follows():
    _, left = forgotten()
    other = head_of(FOREIGN[2])
    assert verdict_on(left, start=other).finding == Finding(Wrong.FORKED, 4)
    assert verdict_on(left, start=other, heads=[head_of(THREE)]).finding == Finding(
        Wrong.REPLACED, 3
    )


def test_a_checkpoint_that_no_line_announces_is_a_finding():
    start, left = forgotten(subject="line:2")
    assert verdict_on(left, start=start).finding == Finding(Wrong.UNANNOUNCED, 3)
    assert verdict_on(SOUND[3:], start=start).finding == Finding(Wrong.UNANNOUNCED, 3)


def test_a_line_that_should_be_gone_is_a_finding():
    start, left = forgotten()
    assert verdict_on([TWO, *left], start=start).finding == Finding(Wrong.ORDER, 2)


def test_heads_that_all_lie_before_the_checkpoint_prove_nothing():
    start, left = forgotten()
    verdict = verdict_on(left, start=start, heads=[head_of(ONE), head_of(TWO)])
    assert verdict.finding == Finding(Wrong.OUT_OF_REACH, 3)


@pytest.mark.parametrize("kind", Wrong)
def test_every_finding_has_its_sentence_with_the_line(kind):
    sentence = Finding(kind, 4711).sentence
    assert "Zeile 4711" in sentence
    assert sentence.endswith(".")
