from itertools import product

import pytest

from rueckhalt.dialogue.exchange.rules.visibility import (
    JOINS,
    ItemVisibility,
    Reader,
    Visibility,
    check_item,
    check_join,
    may_read_item,
    may_read_topic,
)
from rueckhalt.foundation.lib.refusal import Refused

RAISER, MEMBER = (
    Reader(frozenset({3}), is_secretariat=False, ever=frozenset({1, 3})),  # re-elected since
    Reader(frozenset({2}), is_secretariat=False, ever=frozenset({2})),
)
SECRETARIAT, NOBODY = (
    Reader(frozenset(), is_secretariat=True, ever=frozenset()),
    Reader(frozenset(), is_secretariat=False, ever=frozenset({1})),  # raised it and left
)
OPENNESS = [ItemVisibility.HIDDEN, ItemVisibility.INTERNAL, ItemVisibility.PUBLIC]


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        (Visibility.CONFIDENTIAL, [True, False, True, False]),
        (Visibility.INTERNAL, [True, True, True, False]),
        (Visibility.PUBLIC, [True, True, True, False]),
    ],
)
def test_who_reads_a_topic(visibility, readers):
    asked = [RAISER, MEMBER, SECRETARIAT, NOBODY]
    assert [may_read_topic(visibility, 1, one) for one in asked] == readers


def test_a_confidential_topic_without_a_raiser_is_for_the_secretariat_only():
    assert not may_read_topic(Visibility.CONFIDENTIAL, None, MEMBER)
    assert may_read_topic(Visibility.CONFIDENTIAL, None, SECRETARIAT)


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        (ItemVisibility.HIDDEN, [False, True, False]),
        (ItemVisibility.INTERNAL, [True, True, False]),
        (ItemVisibility.PUBLIC, [True, True, False]),
    ],
)
def test_who_reads_an_item(visibility, readers):
    assert [may_read_item(visibility, one) for one in (MEMBER, SECRETARIAT, NOBODY)] == readers


LIMITS = {
    Visibility.CONFIDENTIAL: ItemVisibility.HIDDEN,
    Visibility.INTERNAL: ItemVisibility.INTERNAL,
    Visibility.PUBLIC: ItemVisibility.PUBLIC,
}


@pytest.mark.parametrize(("item", "topic"), list(product(ItemVisibility, Visibility)))
def test_an_item_is_never_more_open_than_its_topic(item, topic):
    if OPENNESS.index(item) <= OPENNESS.index(LIMITS[topic]):
        check_item(item, topic)
    else:
        with pytest.raises(Refused):
            check_item(item, topic)


@pytest.mark.parametrize(
    ("joined", "goes_on"),
    [
        (Visibility.INTERNAL, Visibility.CONFIDENTIAL),
        (Visibility.CONFIDENTIAL, Visibility.CONFIDENTIAL),
        (Visibility.CONFIDENTIAL, Visibility.PUBLIC),
    ],
)
def test_a_confidential_topic_is_joined_with_care(joined, goes_on):
    with pytest.raises(Refused):
        check_join(joined, goes_on)


def test_open_topics_can_be_joined():
    check_join(Visibility.INTERNAL, Visibility.PUBLIC)
    check_join(Visibility.CONFIDENTIAL, Visibility.INTERNAL)


def test_every_join_that_may_be_says_what_it_means_for_readers():
    may_be = set()
    for pair in product(Visibility, repeat=2):
        try:
            check_join(*pair)
        except Refused:
            continue
        may_be.add(pair)
    assert set(JOINS) == may_be
