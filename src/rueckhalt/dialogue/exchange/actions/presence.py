"""Who comes, said by herself, and who was there, noted for all at once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from rueckhalt.dialogue.exchange.access import Seat, managed_membership
from rueckhalt.dialogue.exchange.actions.meetings import note_presence
from rueckhalt.dialogue.exchange.actions.trail import check_secretariat
from rueckhalt.dialogue.exchange.models import Meeting, Presence
from rueckhalt.dialogue.exchange.rules.meeting import PresenceKind
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


@transaction.atomic
def note_everybody(
    *, meeting: Meeting, told: Mapping[str, tuple[str, str]], by: Seat, now: datetime
) -> None:
    """Notes presence by the reference of a membership: the kind, and the membership that stood in.

    What is noted already stays as it is. Refused: who does not run the exchange, a kind that is
    none, and what `note_presence` refuses; then nothing is noted.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    noted = {
        one.membership.reference: (one.kind, one.deputy.reference if one.deputy else "")
        for one in Presence.objects.filter(meeting=meeting).select_related("membership", "deputy")
    }
    for reference, (kind, deputy) in told.items():
        if noted.get(reference) == (kind, deputy):
            continue
        if kind not in set(PresenceKind):
            raise Refused("presence", gettext_noop("Bitte wählen Sie, wer da war."))
        note_presence(
            meeting=meeting,
            membership=managed_membership(by, reference),
            kind=PresenceKind(kind),
            deputy=managed_membership(by, deputy) if deputy else None,
            by=by,
            now=now,
        )


def note_own_presence(
    *, meeting: Meeting, membership: str, kind: PresenceKind, by: Seat, now: datetime
) -> None:
    """Notes that somebody comes or does not; `membership` is the reference of a mandate of hers.

    Refused: a mandate of somebody else, and what `note_presence` refuses.
    """
    own = next((one for one in by.memberships if one.reference == membership), None)
    if own is None:
        raise Refused("not-own", gettext_noop("Für dieses Mandat können Sie nicht sprechen."))
    note_presence(meeting=meeting, membership=own, kind=kind, by=by, now=now)
