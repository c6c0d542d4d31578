"""Who comes, said by herself, and who was there, noted for all at once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from rueckhalt.dialogue.exchange.access import Seat, managed_membership
from rueckhalt.dialogue.exchange.actions.trail import check_secretariat, note
from rueckhalt.dialogue.exchange.models import Meeting, Membership, Presence
from rueckhalt.dialogue.exchange.rules.meeting import (
    PLANNABLE,
    WRITABLE,
    MeetingState,
    Noted,
    PresenceChoice,
    PresenceKind,
    check_own_answer,
)
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


@transaction.atomic
def note_everybody(
    *, meeting: Meeting, told: Mapping[str, PresenceChoice], by: Seat, now: datetime
) -> None:
    """Notes presence by the reference of a membership.

    What nobody touched on the page stays as it is, also if she has answered meanwhile. Refused: who
    does not run the exchange, minutes that stand, what was touched and has changed since the page
    showed it, a kind that is none, and a deputy of another partner; then nothing is noted.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    found = _locked(meeting)
    if MeetingState(found.state) not in WRITABLE | PLANNABLE:
        raise Refused("meeting-step", gettext_noop("Das geht bei diesem Treffen nicht mehr."))
    stored = _stored(found)
    for reference, choice in told.items():
        noted = stored.get(reference, Noted())
        if choice.is_touched and choice.chosen != noted:
            _check_seen(choice, noted)
            _note_chosen(found, managed_membership(by, reference), choice.chosen, by, now)


@transaction.atomic
def note_own_presence(
    *, meeting: Meeting, membership: str, kind: PresenceKind, by: Seat, now: datetime
) -> None:
    """Notes that somebody comes or does not; `membership` is the reference of a mandate of hers.

    Who stands in for her stays while she does not come. Refused: a mandate of somebody else, and
    what `check_own_answer` refuses.
    """
    own = next((one for one in by.memberships if one.reference == membership), None)
    if own is None:
        raise Refused("not-own", gettext_noop("Für dieses Mandat können Sie nicht sprechen."))
    found = _locked(meeting)
    rows = Presence.objects.filter(meeting=found, membership=own).select_related("deputy")
    noted = rows.first()
    check_own_answer(
        kind,
        noted=PresenceKind(noted.kind) if noted else None,
        state=MeetingState(found.state),
        starts_at=found.starts_at,
        now=now,
    )
    deputy = noted.deputy if noted and kind is PresenceKind.EXCUSED else None
    _note(found, own, kind, deputy, by, now)


def _locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now; answers to it and what the secretariat notes come one after the other."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def _stored(meeting: Meeting) -> dict[str, Noted]:
    rows = Presence.objects.filter(meeting=meeting).select_related("membership", "deputy")
    return {
        one.membership.reference: Noted(one.kind, one.deputy.reference if one.deputy else "")
        for one in rows
    }


def _check_seen(choice: PresenceChoice, noted: Noted) -> None:
    if choice.seen != noted:
        raise Refused(
            "changed-meanwhile",
            gettext_noop(
                "Jemand war schneller. Sehen Sie unten nach und speichern Sie noch einmal."
            ),
        )


def _note_chosen(
    meeting: Meeting, membership: Membership, chosen: Noted, by: Seat, now: datetime
) -> None:
    if chosen.kind not in set(PresenceKind):
        raise Refused("presence", gettext_noop("Bitte wählen Sie, wer da war."))
    deputy = managed_membership(by, chosen.deputy) if chosen.deputy else None
    if deputy is not None and deputy.partner_id != membership.partner_id:
        raise Refused("deputy", gettext_noop("Eine Stellvertretung gilt nur im eigenen Haus."))
    _note(meeting, membership, PresenceKind(chosen.kind), deputy, by, now)


def _note(
    meeting: Meeting,
    membership: Membership,
    kind: PresenceKind,
    deputy: Membership | None,
    by: Seat,
    now: datetime,
) -> None:
    values = {"kind": kind.value, "deputy": deputy, "noted_at": now}
    Presence.objects.update_or_create(meeting=meeting, membership=membership, defaults=values)
    note(by.account, f"presence.{kind}", "meeting", meeting.reference, now=now)
