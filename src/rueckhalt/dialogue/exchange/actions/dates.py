"""When meetings are: series with their dates, and meetings that move."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from rueckhalt.dialogue.exchange.access import Seat
from rueckhalt.dialogue.exchange.actions.inviting import cancel_meeting
from rueckhalt.dialogue.exchange.actions.meetings import TIME_ZONE, plan_meeting
from rueckhalt.dialogue.exchange.actions.trail import check_changed, check_secretariat, note
from rueckhalt.dialogue.exchange.models import Meeting, MeetingSeries
from rueckhalt.dialogue.exchange.queries.agenda import topics_waiting_for
from rueckhalt.dialogue.exchange.queries.series import series_of_meeting
from rueckhalt.dialogue.exchange.rules.meeting import PLANNABLE, MeetingDraft, check_times
from rueckhalt.dialogue.exchange.rules.series import (
    SeriesDraft,
    check_place,
    checked_series,
    ends_of,
    moments_of,
    rule_for,
)
from rueckhalt.dialogue.exchange.rules.topic import LONGEST_TITLE, check_length, check_reference
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

_PLANNABLE = [state.value for state in PLANNABLE]


@transaction.atomic
def plan_series(
    *, draft: SeriesDraft, reference: str, references: Sequence[str], by: Seat, now: datetime
) -> MeetingSeries:
    """Stores a series and every meeting of it, each of which can then move by itself.

    `references` are one for each meeting. The page makes `reference` before anybody types, so that
    a double click makes one series. Refused: who does not run the exchange, a reference that is
    none, and what `checked_series` refuses.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    check_reference(reference)
    told = checked_series(draft)
    rule = rule_for(told.rhythm, timezone.localdate(told.starts_at), told.count)
    moments = moments_of(rule, told.starts_at, TIME_ZONE)
    series, is_new = MeetingSeries.objects.get_or_create(
        reference=reference,
        defaults={
            "name": told.name, "purpose": told.purpose, "visibility": told.visibility.value,
            "rule": rule, "first_starts_at": moments[0], "minutes": told.minutes,
            "time_zone": TIME_ZONE, "place": told.place, "created_at": now, "changed_at": now,
        },
    )  # fmt: skip
    if not is_new:
        return series
    for each, starts_at in zip(references, moments, strict=True):
        meeting = MeetingDraft(
            told.name, told.visibility, starts_at, ends_of(starts_at, told.minutes), told.place
        )
        plan_meeting(
            draft=meeting, reference=each, series=series, planned_at=starts_at, by=by, now=now
        )
    note(by.account, "series.plan", "series", reference, now=now)
    return series


@transaction.atomic
def change_meeting(*, meeting: Meeting, draft: MeetingDraft, by: Seat, now: datetime) -> None:
    """Changes name, time, place or link of a meeting; calendars see a higher sequence.

    Topics that wait for it wait for the new day. Refused: who does not run the exchange, a meeting
    that is over or cancelled, no name, a long place, times that cannot be, a confidential one, one
    that was let out and changes who knows of it (`take_meeting_back`), and one that somebody changed
    meanwhile.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    name, place = " ".join(draft.name.split()), " ".join(draft.place.split())
    check_length("name", name, LONGEST_TITLE)
    check_place(place)
    check_times(draft.starts_at, draft.ends_at)
    _check_visibility(meeting, draft.visibility)
    rows = Meeting.objects.filter(
        pk=meeting.pk, sequence=meeting.sequence, state__in=_PLANNABLE, withdrawn_at__isnull=True
    )
    check_changed(
        rows.update(
            name=name, visibility=draft.visibility.value, starts_at=draft.starts_at,
            ends_at=draft.ends_at, place=place, online_url=draft.online_url.strip(),
            sequence=F("sequence") + 1, changed_at=now,
        )
    )  # fmt: skip
    meeting.refresh_from_db()
    day = timezone.localdate(meeting.starts_at)
    topics_waiting_for(meeting).update(due_on=day, changed_at=now)
    note(by.account, "meeting.change", "meeting", meeting.reference, now=now)


@transaction.atomic
def cancel_rest(*, meeting: Meeting, by: Seat, now: datetime) -> int:
    """Cancels all meetings that lie ahead of the series of a meeting; returns how many.

    Whoever was invited to one of them is told. Refused: who does not run the exchange, and a meeting
    without a series.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    series = series_of_meeting(meeting)
    rows = Meeting.objects.filter(
        series=series, starts_at__gt=now, state__in=_PLANNABLE, withdrawn_at__isnull=True
    )
    ahead = list(rows.order_by("starts_at"))
    for one in ahead:
        cancel_meeting(meeting=one, by=by, now=now)
    MeetingSeries.objects.filter(pk=series.pk).update(changed_at=now)
    note(by.account, "series.cancel", "series", series.reference, now=now)
    return len(ahead)


def _check_visibility(meeting: Meeting, wanted: Visibility) -> None:
    if wanted is Visibility.CONFIDENTIAL:
        raise Refused("visibility", gettext_noop("Ein Treffen ist intern oder öffentlich."))
    if meeting.released_at is not None and wanted.value != meeting.visibility:
        raise Refused(
            "visibility-released",
            gettext_noop(
                "Das Treffen war schon öffentlich. Wer davon weiß, ändern Sie hier nicht mehr."
            ),
        )
