"""A series that changes as a whole, from one of its meetings on."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from rueckhalt.dialogue.exchange.access import Seat
from rueckhalt.dialogue.exchange.actions.inviting import tell_series
from rueckhalt.dialogue.exchange.actions.trail import check_changed, check_secretariat, note
from rueckhalt.dialogue.exchange.models import Meeting, MeetingSeries
from rueckhalt.dialogue.exchange.queries.series import meetings_of_series, series_of_meeting
from rueckhalt.dialogue.exchange.rules.series import (
    SeriesChange,
    at_hour,
    checked_change,
    ends_of,
)
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


@transaction.atomic
def change_series(*, meeting: Meeting, change: SeriesChange, by: Seat, now: datetime) -> int:
    """Changes name, hour, length and place of all meetings of a series from one on; returns how many.

    What is over, cancelled, earlier or was changed by itself stays as it is. Whoever was invited to
    one that changes gets one mail for all of them; calendars see higher sequences. Refused: who does
    not run the exchange, what `checked_change` refuses, a meeting without a series, a change that
    changes nothing or that no meeting follows, and a series that somebody changed meanwhile.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    told, series = checked_change(change), series_of_meeting(meeting)
    if told == _as_it_is(series):
        raise Refused("no-change", gettext_noop("Sie haben nichts geändert."))
    rows = meetings_of_series(series, meeting, now=now)
    following = [row.meeting for row in rows if row.stays is None]
    if not following:
        raise Refused("no-meeting", gettext_noop("Kein Treffen der Reihe ändert sich damit."))
    _change_rule(series, told, now)
    for row in rows:
        _shift_plan(row.meeting, told.starts)
    for one in following:
        _change_one(one, told, now)
    tell_series(following, now=now)
    note(by.account, "series.change", "series", series.reference, now=now)
    return len(following)


def _as_it_is(series: MeetingSeries) -> SeriesChange:
    starts = series.first_starts_at.astimezone(ZoneInfo(series.time_zone)).time()
    return SeriesChange(series.name, starts, series.minutes, series.place)


def _change_rule(series: MeetingSeries, told: SeriesChange, now: datetime) -> None:
    """The rule takes the new hour; what stays differs from it then, as calendars tell exceptions."""
    rows = MeetingSeries.objects.filter(pk=series.pk, changed_at=series.changed_at)
    check_changed(
        rows.update(
            name=told.name, minutes=told.minutes, place=told.place, changed_at=now,
            first_starts_at=at_hour(series.first_starts_at, told.starts, series.time_zone),
        )
    )  # fmt: skip


def _shift_plan(meeting: Meeting, starts: time) -> None:
    """The moment by which a calendar finds a meeting in its series is one of the rule."""
    if meeting.planned_at is not None:
        planned = at_hour(meeting.planned_at, starts, meeting.time_zone)
        Meeting.objects.filter(pk=meeting.pk).update(planned_at=planned)


def _change_one(meeting: Meeting, told: SeriesChange, now: datetime) -> None:
    starts = at_hour(meeting.starts_at, told.starts, meeting.time_zone)
    rows = Meeting.objects.filter(pk=meeting.pk, sequence=meeting.sequence, state=meeting.state)
    check_changed(
        rows.update(
            name=told.name, place=told.place, starts_at=starts, ends_at=ends_of(starts, told.minutes),
            sequence=F("sequence") + 1, changed_at=now,
        )
    )  # fmt: skip
    meeting.refresh_from_db()
