"""Who is invited to a meeting, and the mails about it. A mail holds a link and nothing of the meeting."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from rueckhalt.dialogue.exchange.access import Seat, memberships_on
from rueckhalt.dialogue.exchange.actions.meetings import change_meeting_state
from rueckhalt.dialogue.exchange.actions.trail import check_secretariat, note
from rueckhalt.dialogue.exchange.models import Meeting, Membership, Presence
from rueckhalt.dialogue.exchange.rules.meeting import MeetingState, PresenceKind
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.outbox.api import put_mail


@transaction.atomic
def invite_to(*, meeting: Meeting, by: Seat, now: datetime) -> int:
    """Invites everybody who has a mandate on the day of the meeting; returns how many people get mail.

    Refused: who does not run the exchange, and a meeting that is no longer only planned.
    """
    change_meeting_state(meeting=meeting, new=MeetingState.INVITED, by=by, now=now)
    _invite(meeting, now)
    return _tell(meeting, "meeting_invitation", now)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: Seat, now: datetime) -> int:
    """Cancels a meeting, and tells whoever was invited; returns how many people get mail.

    Refused: who does not run the exchange, and a meeting that took place or is cancelled.
    """
    was_invited = MeetingState(meeting.state) is MeetingState.INVITED
    change_meeting_state(meeting=meeting, new=MeetingState.CANCELLED, by=by, now=now)
    return _tell(meeting, "meeting_changed", now) if was_invited else 0


@transaction.atomic
def tell_change(*, meeting: Meeting, by: Seat, now: datetime) -> int:
    """Tells everybody that an invited meeting has changed, once for each change; returns how many get mail.

    Who came into a mandate meanwhile is invited with it. Refused: who does not run the exchange, and
    a meeting to which nobody was invited.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    if MeetingState(meeting.state) is not MeetingState.INVITED:
        raise Refused("meeting-step", gettext_noop("Zu diesem Treffen ist niemand eingeladen."))
    _invite(meeting, now)
    told = _tell(meeting, "meeting_changed", now)
    note(by.account, "meeting.tell", "meeting", meeting.reference, now=now)
    return told


def tell_series(meetings: Sequence[Meeting], *, now: datetime) -> int:
    """Tells whoever was invited to some of the meetings of a series, in one mail for all of them.

    Once for each change: the key holds what all of them have changed to. Returns how many get mail.
    """
    invited = [one for one in meetings if MeetingState(one.state) is MeetingState.INVITED]
    if not invited:
        return 0
    people = {row.account_id: row.account.email for one in invited for row in _told(one, now)}
    first, changes = invited[0], sum(one.sequence for one in invited)
    path = reverse("exchange:meetings")
    return _put(
        people, "series_changed", f"series:{first.series_id}:{first.pk}:{changes}", path, now
    )


def _invite(meeting: Meeting, now: datetime) -> None:
    for membership in _members(timezone.localdate(meeting.starts_at)):
        Presence.objects.get_or_create(
            meeting=meeting,
            membership=membership,
            defaults={"kind": PresenceKind.INVITED.value, "noted_at": now},
        )


def _members(on: date) -> QuerySet[Membership]:
    """Everybody with a mandate on a day who can log in."""
    rows = memberships_on(on)
    return rows.filter(account__is_active=True, account__organisation__is_active=True)


def _told(meeting: Meeting, now: datetime) -> list[Membership]:
    """Who has a mandate on the day of a meeting, and who was invited to it for another day.

    Of those only who still takes part: for others the link leads nowhere.
    """
    invited = Presence.objects.filter(meeting=meeting).values("membership")
    of_today = _members(timezone.localdate(now)).filter(pk__in=invited)
    return [*_members(timezone.localdate(meeting.starts_at)), *of_today]


def _tell(meeting: Meeting, template: str, now: datetime) -> int:
    """One mail for each person, whatever mandates she has; the sequence makes it once per change."""
    people = {one.account_id: one.account.email for one in _told(meeting, now)}
    path = reverse("exchange:meeting", args=[meeting.reference])
    return _put(people, template, f"meeting:{meeting.pk}:{meeting.sequence}", path, now)


def _put(people: dict[int, str], template: str, key: str, path: str, now: datetime) -> int:
    new = [
        put_mail(template=template, to=address, key=f"{key}:{account}", path=path, now=now)
        for account, address in sorted(people.items())
    ]
    return sum(new)
