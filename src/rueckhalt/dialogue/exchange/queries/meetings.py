"""Reads meetings as the alliance sees them: the list, and one with the steps it can take."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from rueckhalt.dialogue.exchange.access import Seat, meetings_for
from rueckhalt.dialogue.exchange.models import Meeting
from rueckhalt.dialogue.exchange.queries.pages import Page, page_of
from rueckhalt.dialogue.exchange.rules.meeting import (
    MEETING_STATES,
    PLANNABLE,
    WRITABLE,
    MeetingDraft,
    MeetingState,
)
from rueckhalt.dialogue.exchange.rules.series import RHYTHMS, rhythm_of
from rueckhalt.dialogue.exchange.rules.visibility import VISIBILITIES, Visibility


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list."""

    reference: str
    name: str
    state: str
    starts_at: datetime
    ends_at: datetime
    place: str


@dataclass(frozen=True, slots=True)
class MeetingWay:
    """A meeting whole, and which steps it can take from where it stands."""

    row: MeetingRow
    draft: MeetingDraft
    day: date
    visibility_title: str
    purpose: str
    rhythm: str
    is_series: bool
    is_released: bool
    is_public: bool
    is_planned: bool
    is_invited: bool
    is_held: bool
    is_cancelled: bool
    may_change: bool
    may_record: bool
    has_minutes: bool


def meeting_list(seat: Seat, number: int) -> Page[MeetingRow]:
    """Returns a page of all meetings, the newest first."""
    rows = meetings_for(seat).order_by("-starts_at", "-pk")
    return page_of(rows, number, lambda found: tuple(meeting_row(one) for one in found))


def meeting_row(meeting: Meeting) -> MeetingRow:
    """Returns a meeting as lists show it."""
    return MeetingRow(
        meeting.reference,
        meeting.name,
        MEETING_STATES[MeetingState(meeting.state)],
        meeting.starts_at,
        meeting.ends_at,
        meeting.place,
    )


def meeting_way(meeting: Meeting) -> MeetingWay:
    """Returns a meeting whole (`access.meeting_for`)."""
    state, visibility = MeetingState(meeting.state), Visibility(meeting.visibility)
    series = meeting.series
    return MeetingWay(
        row=meeting_row(meeting),
        draft=MeetingDraft(
            meeting.name, visibility, meeting.starts_at, meeting.ends_at, meeting.place,
            meeting.online_url,
        ),
        day=timezone.localdate(meeting.starts_at),
        visibility_title=VISIBILITIES[visibility].title,
        purpose=series.purpose if series else "",
        rhythm=RHYTHMS[rhythm_of(series.rule)] if series else "",
        is_series=series is not None,
        is_released=meeting.released_at is not None,
        is_public=visibility is Visibility.PUBLIC,
        is_planned=state is MeetingState.PLANNED,
        is_invited=state is MeetingState.INVITED,
        is_held=state is MeetingState.HELD,
        is_cancelled=state is MeetingState.CANCELLED,
        may_change=state in PLANNABLE,
        may_record=state in WRITABLE,
        has_minutes=state in {MeetingState.HELD, MeetingState.APPROVED},
    )  # fmt: skip
