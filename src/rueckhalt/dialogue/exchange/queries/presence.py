"""Reads who was invited to a meeting, and who was there."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from rueckhalt.dialogue.exchange.access import Seat, memberships_on
from rueckhalt.dialogue.exchange.models import Meeting, Membership, Presence
from rueckhalt.dialogue.exchange.rules.meeting import (
    PRESENCES,
    MeetingState,
    Noted,
    PresenceKind,
    may_answer,
)

PRESENCE_CHOICES = tuple((kind.value, PRESENCES[kind]) for kind in PresenceKind)


@dataclass(frozen=True, slots=True)
class DeputyChoice:
    """Somebody of the same partner who can stand in."""

    reference: str
    name: str


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """Somebody who was invited, as the alliance sees her."""

    membership: str
    name: str
    organisation: str
    mandate: str
    kind: PresenceKind | None
    kind_title: str
    deputy: str
    deputy_reference: str
    deputies: tuple[DeputyChoice, ...]

    @property
    def noted(self) -> Noted:
        """Returns what is noted of her, as a form shows and sends it."""
        return Noted(self.kind.value if self.kind else "", self.deputy_reference)


def presence_rows(seat: Seat, meeting: Meeting) -> tuple[PresenceRow, ...]:
    """Returns everybody who has a mandate on the day of a meeting, and who was noted for it.

    A seat comes in, because nobody without one may read it.
    """
    del seat  # that somebody has one is enough
    noted = {one.membership_id: one for one in _noted(meeting)}
    members = {one.pk: one for one in memberships_on(timezone.localdate(meeting.starts_at))}
    members.update({pk: one.membership for pk, one in noted.items()})
    found = [_row(member, noted.get(pk), list(members.values())) for pk, member in members.items()]
    return tuple(sorted(found, key=lambda one: (one.organisation, one.name, one.membership)))


def own_presence(seat: Seat, meeting: Meeting, *, now: datetime) -> tuple[PresenceRow, ...]:
    """Returns what is noted for somebody herself while she can still answer, one row a mandate."""
    own = {one.reference for one in seat.memberships}
    state, starts_at = MeetingState(meeting.state), meeting.starts_at
    return tuple(
        row
        for row in presence_rows(seat, meeting)
        if row.membership in own and may_answer(row.kind, state=state, starts_at=starts_at, now=now)
    )


def _noted(meeting: Meeting) -> list[Presence]:
    rows = Presence.objects.filter(meeting=meeting)
    return list(
        rows.select_related(
            "membership__account", "membership__partner__organisation", "deputy__account"
        )
    )


def _row(member: Membership, noted: Presence | None, members: list[Membership]) -> PresenceRow:
    kind = PresenceKind(noted.kind) if noted else None
    deputy = noted.deputy if noted else None
    return PresenceRow(
        membership=member.reference,
        name=member.account.name,
        organisation=member.partner.organisation.name,
        mandate=member.mandate,
        kind=kind,
        kind_title=PRESENCES[kind] if kind else "",
        deputy=deputy.account.name if deputy else "",
        deputy_reference=deputy.reference if deputy else "",
        deputies=tuple(
            DeputyChoice(one.reference, one.account.name)
            for one in members
            if one.partner_id == member.partner_id and one.pk != member.pk
        ),
    )
