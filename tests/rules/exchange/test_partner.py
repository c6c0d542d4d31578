"""Who may raise a topic under a mandate."""

from datetime import date

import pytest

from rueckhalt.dialogue.exchange.rules.partner import Term, may_speak_for
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
