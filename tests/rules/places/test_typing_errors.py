"""How names with two typing errors are made: a place is drawn evenly from all municipalities with
six letters or more in their name without title; then twice, at an evenly drawn position, a letter is
put in, left out, replaced (by an evenly drawn one of 30) or swapped with the next. Found is a place
if one of exactly its name is among the first three.
"""

from random import Random

import pytest

from rueckhalt.foundation.places.rules import search

LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß"


def mistyped(name: str, chance: Random) -> str:
    position = chance.randrange(len(name) - 1)
    before, letter, following = name[:position], name[position], name[position + 1 :]
    return before + chance.choice(
        [
            chance.choice(LETTERS) + letter + following,
            following,
            chance.choice(LETTERS) + following,
            following[0] + letter + following[1:],
        ]
    )


def share_found(index, seed: int, size: int) -> float:
    chance = Random(seed)
    places = [p for p in index.places if len(p.short_name) >= 6 and not p.is_unincorporated]
    found = 0
    for place in chance.choices(places, k=size):
        typed = mistyped(mistyped(place.short_name, chance), chance)
        found += any(match.place.name == place.name for match in search(index, typed, 3))
    return found / size


@pytest.mark.parametrize("seed", [1, 2, 2025])
def test_names_with_two_typing_errors_are_found_among_the_first_three(index, seed):
    assert share_found(index, seed, 500) >= 0.95
