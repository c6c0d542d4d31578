"""What may leave the house, and that no value which leaves it can carry a person."""

import dataclasses
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from rueckhalt.dialogue.exchange.rules import public
from rueckhalt.dialogue.exchange.rules.meeting import MeetingState
from rueckhalt.dialogue.exchange.rules.public import (
    is_public,
    is_public_item,
    is_public_meeting,
)
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility

END = datetime(2026, 12, 1, 12, tzinfo=UTC)
VALUES = [
    one
    for one in vars(public).values()
    if dataclasses.is_dataclass(one) and one.__module__ == public.__name__
]
# A field of one of these names could carry a person; `partner` is an organisation.
PERSONAL = {
    "account", "name_of", "person", "member", "membership", "mandate", "email", "by", "raised_by",
    "asked_by", "given_by", "stored_by", "recorded_by", "added_by", "approved_by", "deputy",
    "presence", "online_url", "note", "notes",
}  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda one: one.__name__)
def test_a_public_value_is_frozen_and_has_no_personal_field(value):
    assert value.__dataclass_params__.frozen
    names = {field.name for field in dataclasses.fields(value)}
    assert not names & PERSONAL
    assert not [name for name in names if name.endswith("_by")]


@pytest.mark.parametrize(("released", "withdrawn"), list(product([True, False], repeat=2)))
@pytest.mark.parametrize("visibility", Visibility)
def test_public_is_what_is_meant_so_released_by_a_person_and_still_there(
    visibility, released, withdrawn
):
    expected = visibility is Visibility.PUBLIC and released and not withdrawn
    assert is_public(visibility, is_released=released, is_withdrawn=withdrawn) is expected


def shown(now=END, state=MeetingState.HELD, visibility=Visibility.PUBLIC, **changes):
    values = {"is_released_ahead": False, "is_withdrawn": False} | changes
    return is_public_meeting(visibility, state, ends_at=END, now=now, **values)


def test_place_and_time_of_a_meeting_are_public_only_afterwards():
    before = END - timedelta(seconds=1)
    assert not shown(now=before, state=MeetingState.INVITED)
    assert shown(now=END, state=MeetingState.HELD)


def test_a_meeting_that_was_released_is_public_before():
    before = END - timedelta(days=30)
    assert shown(now=before, state=MeetingState.INVITED, is_released_ahead=True)
    assert not shown(now=before, state=MeetingState.PLANNED, is_released_ahead=True)


def test_a_cancelled_meeting_is_named_only_where_it_had_been_announced():
    assert not shown(state=MeetingState.CANCELLED)
    assert shown(state=MeetingState.CANCELLED, is_released_ahead=True)


@pytest.mark.parametrize("changes", [{"visibility": Visibility.INTERNAL}, {"is_withdrawn": True}])
def test_an_internal_or_withdrawn_meeting_is_never_public(changes):
    assert not shown(**changes, is_released_ahead=True)


@pytest.mark.parametrize(
    ("visibility", "meeting", "topic", "expected"),
    [
        (ItemVisibility.PUBLIC, True, None, True),
        (ItemVisibility.PUBLIC, True, True, True),
        (ItemVisibility.PUBLIC, True, False, False),
        (ItemVisibility.PUBLIC, False, True, False),
        (ItemVisibility.INTERNAL, True, True, False),
        (ItemVisibility.HIDDEN, True, None, False),
    ],
)
def test_an_item_is_public_with_its_meeting_and_its_topic(visibility, meeting, topic, expected):
    assert is_public_item(visibility, meeting=meeting, topic=topic) is expected
