"""Reads a series whole: which of its meetings follow a change, and why the others stay."""

from dataclasses import dataclass
from datetime import datetime

from rueckhalt.dialogue.exchange.models import Meeting, MeetingSeries
from rueckhalt.dialogue.exchange.queries.calendar import appointment, series_of
from rueckhalt.dialogue.exchange.rules.meeting import PLANNABLE, MeetingState
from rueckhalt.dialogue.exchange.rules.series import STAYS, Stays, why_it_stays
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A meeting of a series; `why` says in a German sentence why it stays, nothing if it follows."""

    meeting: Meeting
    stays: Stays | None

    @property
    def why(self) -> str:
        """Returns why it stays as it is."""
        return STAYS[self.stays] if self.stays else ""


def series_of_meeting(meeting: Meeting) -> MeetingSeries:
    """Returns the series to which a meeting belongs; refused where there is none."""
    if meeting.series is None:
        raise Refused("no-series", gettext_noop("Dieses Treffen gehört zu keiner Reihe."))
    return meeting.series


def meetings_of_series(
    series: MeetingSeries, since: Meeting, *, now: datetime
) -> tuple[SeriesRow, ...]:
    """Returns all meetings of a series in their order, as a change from one of them on finds them."""
    rows = Meeting.objects.filter(series=series, withdrawn_at__isnull=True)
    found = list(rows.order_by("planned_at", "pk"))
    told = series_of(series, found)
    first = since.planned_at or since.starts_at
    return tuple(
        SeriesRow(
            one,
            why_it_stays(
                told,
                appointment(one),
                since=first,
                is_plannable=MeetingState(one.state) in PLANNABLE,
                now=now,
            ),
        )
        for one in found
    )
