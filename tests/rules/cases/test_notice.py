"""The notice: dated parts, each sentence resting on something, and a version that is kept."""

from datetime import date

import pytest

from rueckhalt.foundation.lib.content import ContentError
from rueckhalt.support.cases.rules.notice import notice_of, parse_notice

PART = """
[[notice]]
id = "{id}"
rank = {rank}
title = "Titel"
advice = [{{ text = "Ein Satz.", mark = "{mark}" }}]
owner = "Redaktion"
valid_from = {since}
{more}
"""


def part(name="a", *, rank=1, mark="Praxis", since="2026-01-01", more="") -> str:
    return PART.format(id=name, rank=rank, mark=mark, since=since, more=more)


def parsed(*parts: str):
    return parse_notice({"notice.toml": "".join(parts)}, norms=())


def test_parts_stand_in_their_order():
    assert [one.id for one in parsed(part("b", rank=2), part("a", rank=1))] == ["a", "b"]


def test_the_version_is_the_day_of_the_newest_part_that_holds():
    parts = parsed(
        part("old", since="2026-01-01", more="valid_until = 2026-06-01"),
        part("new", since="2026-06-01"),
        part("later", since="2027-01-01"),
    )
    assert notice_of(parts, date(2026, 5, 31)).version == "2026-01-01"
    assert notice_of(parts, date(2026, 6, 1)).version == "2026-06-01"
    assert [one.id for one in notice_of(parts, date(2026, 6, 1)).parts] == ["new"]


@pytest.mark.parametrize("mark", ["belegt", "offen"])
def test_a_sentence_that_claims_more_than_it_rests_on_is_refused(mark):
    with pytest.raises(ContentError):
        parsed(part(mark=mark))
