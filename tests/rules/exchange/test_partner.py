"""Who may raise a topic under a mandate, and who stands on the other side."""

from datetime import date

import pytest

from rueckhalt.dialogue.exchange.rules.partner import (
    Term,
    is_other_side,
    may_see_otherwise,
    may_speak_for,
)
from rueckhalt.dialogue.exchange.rules.visibility import Reader

ON = date(2026, 12, 1)
HELD = Term(date(2026, 1, 1), None)
ENDED = Term(date(2026, 1, 1), ON)  # the end is excluded
AHEAD = Term(date(2026, 12, 2), None)


@pytest.mark.parametrize(
    ("membership", "term", "is_secretariat", "may"),
    [
        (1, HELD, False, True),
        (2, HELD, False, False),
        (2, HELD, True, True),
        (2, ENDED, True, False),
        (2, AHEAD, True, False),
    ],
)
def test_everybody_speaks_under_her_own_mandate_and_the_secretariat_under_any_that_holds(
    membership, term, is_secretariat, may
):
    reader = Reader(frozenset({1}), is_secretariat, frozenset({1}))
    assert may_speak_for(membership, term, reader, on=ON) is may


@pytest.mark.parametrize(
    ("owner", "viewer", "may_see", "is_other"),
    [
        (True, False, True, True),
        (False, True, True, True),
        (True, True, False, False),
        (False, False, False, False),
        (True, None, False, False),  # the secretariat stands on no side
        (None, True, True, False),
        (None, None, False, False),
    ],
)
def test_the_other_view_is_that_of_a_side_which_is_not_the_owners(owner, viewer, may_see, is_other):
    assert may_see_otherwise(owner=owner, viewer=viewer) is may_see
    assert is_other_side(owner=owner, viewer=viewer) is is_other
